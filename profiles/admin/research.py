from django.contrib import admin

from profiles.admin.bases import Inline
from profiles.admin.entries import EntryAdmin
from profiles.admin.metrics import MetricReadingInline
from profiles.admin.sources import CitationInline
from profiles.models import Authorship, ListedPublication, Publication


class AuthorshipInline(Inline):
    model = Authorship
    extra = 0


class ListedPublicationInline(Inline):
    model = ListedPublication
    autocomplete_fields = ["person"]
    extra = 0


@admin.register(Publication)
class PublicationAdmin(EntryAdmin):
    list_display = ["title", "published_on", "venue", "kind", "is_key_work"]
    list_filter = ["kind", "is_key_work", "people"]
    search_fields = ["title", "doi", "arxiv_id", "authors__name"]
    inlines = [
        AuthorshipInline,
        ListedPublicationInline,
        MetricReadingInline,
        CitationInline,
    ]
