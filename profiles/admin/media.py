from django.contrib import admin

from profiles.admin.columns import dated, evidence
from profiles.admin.entries import EntryAdmin
from profiles.admin.filters import EvidenceFilter
from profiles.models import MediaItem


@admin.register(MediaItem)
class MediaItemAdmin(EntryAdmin):
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "person",
                    "title",
                    ("kind", "outlet"),
                    ("published_on", "duration_minutes"),
                    "url",
                ]
            },
        )
    ]
    list_display = [
        "title",
        "person",
        "outlet",
        "kind",
        dated("published_on"),
        evidence,
    ]
    list_filter = [EvidenceFilter, "kind"]
    list_select_related = ["person"]
    date_hierarchy = "published_on_lower"
    search_fields = ["title", "outlet", "person__name"]
    search_help_text = "Words of the title, the outlet, or a person’s name."
    autocomplete_fields = ["person"]
