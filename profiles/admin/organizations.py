from django.contrib import admin

from profiles.admin.entries import SharedRecordAdmin
from profiles.models import Organization


@admin.register(Organization)
class OrganizationAdmin(SharedRecordAdmin):
    list_display = ["name", "kind", "country"]
    list_filter = ["kind"]
    search_fields = ["name", "full_name", "slug"]
