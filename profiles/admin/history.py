from django.contrib import admin

from profiles.admin.entries import EntryAdmin
from profiles.models import Event


@admin.register(Event)
class EventAdmin(EntryAdmin):
    list_display = ["occurred_on", "title", "person", "category"]
    list_filter = ["category", "person"]
    list_select_related = ["person"]
    search_fields = ["title", "description", "person__name"]
    autocomplete_fields = ["person"]
