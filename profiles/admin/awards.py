from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from profiles.admin.columns import dated, evidence
from profiles.admin.entries import EntryAdmin, SharedRecordAdmin
from profiles.admin.filters import EvidenceFilter
from profiles.admin.inlines import OrderedInline
from profiles.admin.sources import CitationInline
from profiles.models import Award, AwardReceived, JointLaureate


@admin.register(Award)
class AwardAdmin(SharedRecordAdmin):
    list_display = ["name", "granted_by"]
    list_select_related = ["granted_by"]
    search_fields = ["name", "granted_by__name"]
    autocomplete_fields = ["granted_by"]


class JointLaureateInline(OrderedInline):
    model = JointLaureate
    fields = ["position", "name", "person"]
    verbose_name_plural = "jointly with"

    def get_queryset(self, request: HttpRequest) -> QuerySet[JointLaureate]:
        rows: QuerySet[Any] = super().get_queryset(request)
        return rows.select_related("person")


@admin.register(AwardReceived)
class AwardReceivedAdmin(EntryAdmin):
    fieldsets = [(None, {"fields": ["person", "award", "awarded_on", "citation_text"]})]
    list_display = ["award", "person", dated("awarded_on"), evidence]
    list_filter = [EvidenceFilter]
    list_select_related = ["award", "person"]
    search_fields = ["award__name", "citation_text", "person__name"]
    search_help_text = "Words of the award, why it was given, or a person’s name."
    autocomplete_fields = ["award", "person"]
    inlines = [JointLaureateInline, CitationInline]
