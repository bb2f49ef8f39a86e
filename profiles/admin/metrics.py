from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from profiles.admin.columns import evidence
from profiles.admin.entries import EntryAdmin
from profiles.admin.filters import EvidenceFilter
from profiles.admin.inlines import EntryInline
from profiles.desk.contents import first_listing
from profiles.models import MetricReading, Person


class MetricReadingInline(EntryInline):
    model = MetricReading
    fields = ["metric", "value", "provider", "read_on", "lacks_provenance", "evidence"]


@admin.register(MetricReading)
class MetricReadingAdmin(EntryAdmin):
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("person", "publication"),
                    ("metric", "value"),
                    ("provider", "read_on"),
                    "lacks_provenance",
                ]
            },
        )
    ]
    list_display = ["__str__", "person", "publication", "provider", "read_on", evidence]
    list_filter = [EvidenceFilter, "metric", "lacks_provenance"]
    list_select_related = ["person", "publication"]
    search_fields = ["person__name", "publication__title", "provider"]
    search_help_text = "A person’s name, the title of a publication, or the provider."
    autocomplete_fields = ["person", "publication"]

    def person_of(self, request: HttpRequest, row: MetricReading) -> Person | None:
        if row.publication is not None:
            return first_listing(row.publication, self.person_in_address(request))
        return row.person

    def siblings(
        self, request: HttpRequest, row: MetricReading, person: Person
    ) -> QuerySet[Any]:
        if row.publication_id is None:
            return super().siblings(request, row, person)
        return self.get_queryset(request).filter(publication=row.publication_id)
