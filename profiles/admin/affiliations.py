from django.contrib import admin

from profiles.admin.entries import EntryAdmin
from profiles.models import Affiliation


@admin.register(Affiliation)
class AffiliationAdmin(EntryAdmin):
    list_display = ["person", "organization", "role", "started_on", "ended_on"]
    list_filter = ["kind", "is_primary", "person"]
    list_select_related = ["person", "organization"]
    search_fields = ["role", "organization__name", "person__name"]
    autocomplete_fields = ["person", "organization"]
