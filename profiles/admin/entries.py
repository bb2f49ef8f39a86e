"""What the admin pages of all entries of a dossier have in common."""

from collections.abc import Sequence

from django.db.models import Model
from django.http import HttpRequest

from profiles.admin.bases import RecordedAdmin
from profiles.admin.sources import CitationInline


class EntryAdmin(RecordedAdmin):
    """An entry with its citations; its id is chosen once and never changed."""

    inlines = [CitationInline]
    list_per_page = 50

    def get_readonly_fields(
        self, request: HttpRequest, obj: Model | None = None
    ) -> list[str]:
        return [] if obj is None else ["stable_id"]


class SharedRecordAdmin(RecordedAdmin):
    """A record that dossiers share; its address is chosen once and never changed."""

    def get_readonly_fields(
        self, request: HttpRequest, obj: Model | None = None
    ) -> list[str]:
        return [] if obj is None else ["slug"]

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: Model | None = None
    ) -> dict[str, Sequence[str]]:
        return {"slug": ["name"]} if obj is None else {}
