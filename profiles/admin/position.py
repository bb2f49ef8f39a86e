from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from profiles.admin.columns import dated, evidence
from profiles.admin.entries import EntryAdmin
from profiles.admin.filters import EvidenceFilter
from profiles.admin.inlines import EntryInline, OrderedForm, OrderedFormSet
from profiles.admin.sources import CitationInline
from profiles.models import Belief, Person, Position


class BeliefInline(EntryInline):
    model = Belief
    form = OrderedForm
    formset = OrderedFormSet
    fields = ["position", "text", "evidence"]
    verbose_name_plural = "key beliefs"


class PositionInline(EntryInline):
    """The assessments by day and level; their prose and beliefs have a page each."""

    model = Position
    fields = ["assessed_on", "risk_level", "earliest_year", "latest_year", "evidence"]
    verbose_name = "assessment"
    verbose_name_plural = "position on AGI"


@admin.register(Position)
class PositionAdmin(EntryAdmin):
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "person",
                    ("assessed_on", "risk_level"),
                    "predicted_timeline",
                    ("earliest_year", "latest_year"),
                    "stance",
                    "safety_approach",
                    "remarks",
                ]
            },
        )
    ]
    list_display = [
        dated("assessed_on"),
        "person",
        "risk_level",
        "predicted_timeline",
        evidence,
    ]
    list_filter = [EvidenceFilter, "risk_level"]
    list_select_related = ["person"]
    search_fields = ["stance", "predicted_timeline", "person__name"]
    search_help_text = "Words of the stance, the timeline, or a person’s name."
    autocomplete_fields = ["person"]
    inlines = [BeliefInline, CitationInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Position]:
        """With the person, whose name is what an assessment is called by."""
        rows: QuerySet[Position] = super().get_queryset(request)
        return rows.select_related("person")


@admin.register(Belief)
class BeliefAdmin(EntryAdmin):
    fieldsets = [(None, {"fields": ["assessment", "position", "text"]})]
    list_display = ["__str__", "assessment", "position", evidence]
    list_filter = [EvidenceFilter]
    list_select_related = ["assessment__person"]
    search_fields = ["text", "assessment__person__name"]
    search_help_text = "Words of the belief, or a person’s name."
    autocomplete_fields = ["assessment"]
    narrowed_by = "assessment__person__id__exact"

    def person_of(self, request: HttpRequest, row: Belief) -> Person | None:
        return row.assessment.person

    def way_back(self, row: Belief, person: Person) -> str:
        """The history of the assessment, of which a belief is a part."""
        return reverse("admin:profiles_position_history", args=[row.assessment_id])

    def siblings(
        self, request: HttpRequest, row: Belief, person: Person
    ) -> QuerySet[Any]:
        return self.get_queryset(request).filter(assessment=row.assessment_id)
