from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.text import Truncator

from profiles.admin.columns import dated, evidence
from profiles.admin.entries import EntryAdmin, SharedRecordAdmin
from profiles.admin.filters import EvidenceFilter
from profiles.admin.inlines import OrderedFormSet, OrderedInline
from profiles.admin.sources import CitationInline
from profiles.models import Quote, QuoteTopic, Topic


@admin.register(Topic)
class TopicAdmin(SharedRecordAdmin):
    search_fields = ["name"]


class QuoteTopicFormSet(OrderedFormSet):
    distinct = "topic"
    default_error_messages = {
        "too_few_forms": "A quote needs at least one topic; the first is its main one."
    }


class QuoteTopicInline(OrderedInline):
    model = QuoteTopic
    formset = QuoteTopicFormSet
    fields = ["position", "topic"]
    autocomplete_fields = ["topic"]
    min_num = 1
    verbose_name = "topic"
    verbose_name_plural = "topics"

    def get_queryset(self, request: HttpRequest) -> QuerySet[QuoteTopic]:
        rows: QuerySet[Any] = super().get_queryset(request)
        return rows.select_related("topic")


@admin.register(Quote)
class QuoteAdmin(EntryAdmin):
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "person",
                    "text",
                    ("said_on", "outlet"),
                    "context",
                    ("wording", "attribution"),
                ]
            },
        ),
        ("Language", {"fields": ["language", "translation"]}),
    ]
    list_display = [
        "words",
        "person",
        dated("said_on"),
        "outlet",
        "attribution",
        evidence,
    ]
    list_filter = [EvidenceFilter, "attribution", "wording"]
    list_select_related = ["person"]
    date_hierarchy = "said_on_lower"
    search_fields = ["text", "outlet", "person__name"]
    search_help_text = "Words of the quote, the outlet, or a person’s name."
    autocomplete_fields = ["person"]
    inlines = [QuoteTopicInline, CitationInline]

    @admin.display(description="quote", ordering="text")
    def words(self, quote: Quote) -> str:
        return Truncator(quote.text).words(30)
