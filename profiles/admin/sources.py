from django.contrib import admin

from profiles.admin.bases import Admin, Inline
from profiles.models import Citation, Source
from profiles.models.sources import CITED


class CitationInline(Inline):
    """The citations of an entry, under whatever entry it stands."""

    model = Citation
    fields = [
        "position",
        "source",
        "field",
        "place",
        "stance",
        "credibility",
        "excerpt",
    ]
    autocomplete_fields = ["source"]
    extra = 0


@admin.register(Source)
class SourceAdmin(Admin):
    list_display = ["title", "publisher", "kind", "reliability", "link_state"]
    list_filter = ["reliability", "kind", "link_state"]
    search_fields = ["title", "publisher", "url", "stable_id"]


@admin.register(Citation)
class CitationAdmin(Admin):
    list_display = ["source", "subject", "place", "stance", "credibility"]
    list_filter = ["stance", "credibility"]
    list_select_related = ["source", *CITED]
    search_fields = ["source__title", "place", "excerpt"]
    autocomplete_fields = ["source", *CITED]

    @admin.display(description="stands under")
    def subject(self, citation: Citation) -> str:
        return str(next(filter(None, (getattr(citation, name) for name in CITED)), ""))
