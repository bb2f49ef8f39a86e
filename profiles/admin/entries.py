"""What the admin pages of all entries of a dossier have in common."""

from django.db.models import Model
from django.http import HttpRequest

from profiles.admin.bases import Admin
from profiles.admin.sources import CitationInline


class EntryAdmin(Admin):
    """An entry with its citations; its id is chosen once and never changed."""

    inlines = [CitationInline]
    list_per_page = 50

    def get_readonly_fields(
        self, request: HttpRequest, obj: Model | None = None
    ) -> list[str]:
        return [] if obj is None else ["stable_id"]
