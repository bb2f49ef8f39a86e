"""Editions at the desk: as readers saw them, and as they are stored."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html

from profiles.admin.bases import Admin, site
from profiles.databases import DESK
from profiles.documents.schema import PortraitPart
from profiles.models import Edition, Portrait, Withdrawal
from profiles.queries.editions import slug_of_published
from profiles.views.editions import page_of_edition


class KeptAdmin(Admin):
    """Records that are looked at here, and never written, changed or deleted."""

    list_select_related = ["person"]
    search_fields = ["person__name"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(
        self, request: HttpRequest, obj: Model | None = None
    ) -> bool:
        return False

    def has_delete_permission(
        self, request: HttpRequest, obj: Model | None = None
    ) -> bool:
        return False


class EditionChangeList(ChangeList):
    """Editions, each with a link to what readers saw."""

    def url_for_result(self, result: Any) -> str:
        return edition_url(result)


@admin.register(Edition)
class EditionAdmin(KeptAdmin):
    """The row itself, with the document as it is stored."""

    list_display = ["person", "number", "published_at", "summary", "approved_by"]
    list_select_related = ["person", "approved_by"]
    fields = [
        "person",
        "number",
        "as_readers_saw_it",
        "published_at",
        "approved_by",
        "is_reviewed",
        "summary",
        "revision_number",
        "digest",
        "chain",
        "stored",
    ]
    readonly_fields = ["as_readers_saw_it", "stored"]

    @admin.display(description="page")
    def as_readers_saw_it(self, edition: Edition) -> str:
        return format_html('<a href="{}">As readers saw it</a>', edition_url(edition))

    @admin.display(description="document")
    def stored(self, edition: Edition) -> str:
        """The document, byte for byte, in a box: it is one line without end."""
        return format_html(
            '<textarea class="vLargeTextField" aria-label="Document" rows="30" '
            "readonly>\n{}</textarea>",
            edition.document,
        )

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return EditionChangeList


@admin.register(Withdrawal)
class WithdrawalAdmin(KeptAdmin):
    list_display = ["person", "after_number", "withdrawn_at", "reason"]


def edition_url(edition: Edition) -> str:
    """The page of an edition at the desk."""
    return reverse("admin:dossier-edition", args=[edition.person_id, edition.number])


@site.page("people/<key:pk>/editions/<key:number>/", "dossier-edition")
def dossier_edition(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """An edition on the very page that readers got, be it withdrawn since."""
    if not request.user.has_perm("profiles.view_edition"):
        raise PermissionDenied
    edition = (
        Edition.objects.using(DESK)
        .filter(person=pk, number=number)
        .select_related("person", "approved_by")
        .first()
    )
    if edition is None:
        raise Http404("The desk has no such edition.")
    context = {
        "page": page_of_edition(request, edition, _is_on_file),
        "edition": edition,
        "person": edition.person,
        "slug": slug_of_published(edition.person.stable_id, number),
        "files": "admin:profiles_portrait_file",
    }
    return render(request, "admin/desk/edition.html", context)


def _is_on_file(portrait: PortraitPart | None) -> bool:
    """The desk shows the pictures of its own portraits, and not those before them."""
    if portrait is None:
        return False
    return Portrait.objects.using(DESK).filter(name=portrait.name).exists()
