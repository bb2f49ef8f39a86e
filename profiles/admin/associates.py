from django.contrib import admin

from profiles.admin.entries import EntryAdmin
from profiles.models import Association


@admin.register(Association)
class AssociationAdmin(EntryAdmin):
    list_display = ["name", "kind", "person", "started_on"]
    list_filter = ["kind", "person"]
    list_select_related = ["person"]
    search_fields = ["name", "description", "person__name"]
    autocomplete_fields = ["person"]
