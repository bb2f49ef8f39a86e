from django.contrib import admin

from profiles.admin.entries import EntryAdmin
from profiles.models import MediaItem


@admin.register(MediaItem)
class MediaItemAdmin(EntryAdmin):
    list_display = ["title", "person", "outlet", "kind", "published_on"]
    list_filter = ["kind", "person"]
    list_select_related = ["person"]
    search_fields = ["title", "outlet", "person__name"]
    autocomplete_fields = ["person"]
