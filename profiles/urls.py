from django.urls import path, register_converter

from profiles.views import profile

app_name = "profiles"


class UnicodeSlugConverter:
    """A slug in any script; other text in its place is no such page."""

    regex = r"[\w-]{1,100}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(UnicodeSlugConverter, "uslug")

urlpatterns = [
    path("", profile.person_list, name="person-list"),
    path("people/<uslug:slug>/", profile.person_detail, name="person-detail"),
]
