from django.contrib import admin

from profiles.admin.bases import Admin
from profiles.models import Organization


@admin.register(Organization)
class OrganizationAdmin(Admin):
    list_display = ["name", "kind", "country"]
    list_filter = ["kind"]
    search_fields = ["name", "full_name", "slug"]
    prepopulated_fields = {"slug": ["name"]}
