from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

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
    search_fields = ["name", "description", "person__name"]
    search_help_text = "Words of a name or the description."
    autocomplete_fields = ["person"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Association]:
        rows: QuerySet[Any] = super().get_queryset(request)
        return rows.select_related("person", "associate")
