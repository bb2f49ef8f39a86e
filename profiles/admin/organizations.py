from django.contrib import admin

from profiles.admin.countries import CountryForm
from profiles.admin.entries import SharedRecordAdmin
from profiles.models import Organization


@admin.register(Organization)
class OrganizationAdmin(SharedRecordAdmin):
    form = CountryForm
    list_display = ["name", "kind", "country"]
    list_filter = ["kind"]
    search_fields = ["name", "full_name", "slug"]
    search_help_text = "Words of the name or the address."
