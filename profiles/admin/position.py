from django.contrib import admin

from profiles.admin.bases import Inline
from profiles.admin.entries import EntryAdmin
from profiles.admin.sources import CitationInline
from profiles.models import Belief, Position


class BeliefInline(Inline):
    model = Belief
    fields = ["stable_id", "position", "text", "note"]
    extra = 0


@admin.register(Position)
class PositionAdmin(EntryAdmin):
    list_display = ["person", "assessed_on", "risk_level", "predicted_timeline"]
    list_filter = ["risk_level", "person"]
    list_select_related = ["person"]
    search_fields = ["stance", "predicted_timeline", "person__name"]
    autocomplete_fields = ["person"]
    inlines = [BeliefInline, CitationInline]


@admin.register(Belief)
class BeliefAdmin(EntryAdmin):
    list_display = ["__str__", "assessment", "position"]
    list_select_related = ["assessment__person"]
    search_fields = ["text", "assessment__person__name"]
    autocomplete_fields = ["assessment"]
