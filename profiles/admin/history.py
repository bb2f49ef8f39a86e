from django.contrib import admin

from profiles.admin.columns import dated, evidence
from profiles.admin.entries import EntryAdmin
from profiles.admin.filters import EvidenceFilter
from profiles.models import Event


@admin.register(Event)
class EventAdmin(EntryAdmin):
    fieldsets = [
        (
            None,
            {"fields": ["person", "occurred_on", "title", "category", "description"]},
        )
    ]
    list_display = ["title", dated("occurred_on"), "person", "category", evidence]
    list_filter = [EvidenceFilter, "category"]
    list_select_related = ["person"]
    date_hierarchy = "occurred_on_lower"
    search_fields = ["title", "description", "person__name"]
    search_help_text = "Words of the event, or a person’s name."
    autocomplete_fields = ["person"]
