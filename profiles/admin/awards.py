from django.contrib import admin

from profiles.admin.bases import Inline
from profiles.admin.entries import EntryAdmin, SharedRecordAdmin
from profiles.admin.sources import CitationInline
from profiles.models import Award, AwardReceived, JointLaureate


@admin.register(Award)
class AwardAdmin(SharedRecordAdmin):
    list_display = ["name", "granted_by"]
    list_select_related = ["granted_by"]
    search_fields = ["name", "granted_by__name"]
    autocomplete_fields = ["granted_by"]


class JointLaureateInline(Inline):
    model = JointLaureate
    extra = 0


@admin.register(AwardReceived)
class AwardReceivedAdmin(EntryAdmin):
    list_display = ["award", "person", "awarded_on"]
    list_filter = ["person"]
    list_select_related = ["award", "person"]
    search_fields = ["award__name", "person__name"]
    autocomplete_fields = ["award", "person"]
    inlines = [JointLaureateInline, CitationInline]
