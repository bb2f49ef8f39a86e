from django.contrib import admin

from profiles.admin.bases import Inline
from profiles.admin.entries import EntryAdmin
from profiles.models import MetricReading


class MetricReadingInline(Inline):
    model = MetricReading
    fields = [
        "stable_id",
        "metric",
        "value",
        "provider",
        "read_on",
        "lacks_provenance",
        "note",
    ]
    extra = 0


@admin.register(MetricReading)
class MetricReadingAdmin(EntryAdmin):
    list_display = ["__str__", "person", "publication", "provider", "read_on"]
    list_filter = ["metric", "lacks_provenance"]
    list_select_related = ["person", "publication"]
    search_fields = ["person__name", "publication__title", "provider"]
    autocomplete_fields = ["person", "publication"]
