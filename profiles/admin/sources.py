from django.contrib import admin

from profiles.admin.bases import Inline, RecordedAdmin
from profiles.models import Citation, Source


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
class SourceAdmin(RecordedAdmin):
    list_display = ["title", "publisher", "kind", "reliability", "link_state"]
    list_filter = ["reliability", "kind", "link_state"]
    search_fields = ["title", "publisher", "url", "stable_id"]
