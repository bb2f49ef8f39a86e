from django.contrib import admin

from profiles.admin.bases import Inline
from profiles.admin.entries import EntryAdmin, SharedRecordAdmin
from profiles.admin.sources import CitationInline
from profiles.models import Quote, QuoteTopic, Topic


@admin.register(Topic)
class TopicAdmin(SharedRecordAdmin):
    search_fields = ["name"]


class QuoteTopicInline(Inline):
    model = QuoteTopic
    autocomplete_fields = ["topic"]
    extra = 0


@admin.register(Quote)
class QuoteAdmin(EntryAdmin):
    list_display = ["__str__", "person", "said_on", "outlet", "attribution"]
    list_filter = ["attribution", "wording", "person"]
    list_select_related = ["person"]
    search_fields = ["text", "outlet", "person__name"]
    autocomplete_fields = ["person"]
    inlines = [QuoteTopicInline, CitationInline]
