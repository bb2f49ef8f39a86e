from django.contrib import admin

from profiles.admin.columns import dated, evidence
from profiles.admin.entries import EntryAdmin
from profiles.admin.filters import EvidenceFilter
from profiles.models import Association


@admin.register(Association)
class AssociationAdmin(EntryAdmin):
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "person",
                    ("name", "associate"),
                    "kind",
                    ("started_on", "ended_on"),
                    "description",
                ]
            },
        )
    ]
    list_display = [
        "name",
        "kind",
        "person",
        dated("started_on"),
        dated("ended_on"),
        evidence,
    ]
    list_filter = [EvidenceFilter, "kind"]
    list_select_related = ["person"]
    search_fields = ["name", "description", "person__name"]
    search_help_text = "Words of a name or the description."
    autocomplete_fields = ["person"]
    raw_id_fields = ["associate"]
