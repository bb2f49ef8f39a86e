"""The public page of a dossier as it would be, for those who are at work on it."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.core.paginator import InvalidPage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from profiles.admin.bases import row_or_404, site
from profiles.admin.rail import rail_of
from profiles.databases import DESK
from profiles.desk.differences import FieldDifference, section_label
from profiles.desk.previewing import draft_of
from profiles.desk.standing import standing_of
from profiles.documents.anchors import Places
from profiles.documents.diff import Change
from profiles.documents.faults import DocumentError
from profiles.documents.page import dossier_page, mentioned_slugs
from profiles.models import Person
from profiles.queries.dossiers import colleagues_of, published_among
from profiles.views.profile import pages_asked


@dataclass(frozen=True)
class ListedChange:
    """An entry that differs from what readers have, and where the page shows it."""

    change: Change
    url: str

    @property
    def section_label(self) -> str:
        return section_label(self.change.section)


@dataclass(frozen=True)
class ComparedEntry:
    """An entry that differs from what readers have, field by field."""

    change: Change
    fields: list[FieldDifference]

    @property
    def section_label(self) -> str:
        return section_label(self.change.section)


@site.page("people/<key:pk>/preview/", "dossier-preview")
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The working copy on the very page that readers get, marked as a preview."""
    person = _person(request, pk)
    try:
        draft = draft_of(person)
    except DocumentError as error:
        return _not_yet(request, person, error)
    document = draft.document
    colleagues = colleagues_of(document)
    slugs = mentioned_slugs(document) | {each.slug for each in colleagues}
    pages = pages_asked(request)
    try:
        page = dossier_page(
            document,
            present=draft.published_at.date(),
            published=published_among(slugs),
            colleagues=colleagues,
            pages=pages,
            # Lists and permalinks hold what readers have, and not what is drafted.
            is_listed=False,
        )
    except InvalidPage as error:
        raise Http404(str(error)) from error
    places = Places(document, colleagues, pages)
    context = {
        "page": page,
        "edition": draft,
        "draft": draft,
        "listed": [ListedChange(each, places.of(each).url) for each in draft.changes],
        "person": person,
        "files": "admin:profiles_portrait_file",
    }
    return render(request, "admin/desk/preview.html", context)


@site.page("people/<key:pk>/preview/changed.css", "dossier-preview-marks")
def preview_marks(request: HttpRequest, pk: int) -> HttpResponse:
    """A style sheet that marks what differs on the preview, by the entries' anchors."""
    try:
        draft = draft_of(_person(request, pk))
    except DocumentError:
        marked: list[str] = []
    else:
        places = Places(draft.document)
        marked = [mark for each in draft.changes for mark in places.of(each).marks]
    return render(
        request,
        "admin/desk/preview_marks.css",
        {"marked": [*dict.fromkeys(marked)]},
        content_type="text/css; charset=utf-8",
    )


@site.page("people/<key:pk>/preview/differences/", "dossier-preview-differences")
def preview_differences(request: HttpRequest, pk: int) -> HttpResponse:
    """What readers have beside what they would get, entry by entry."""
    person = _person(request, pk)
    try:
        draft = draft_of(person)
    except DocumentError as error:
        return _not_yet(request, person, error)
    context = {
        **site.each_context(request),
        "title": "Beside what readers have",
        "subtitle": str(person),
        "person": person,
        "rail": rail_of(request, standing_of(person)),
        "draft": draft,
        "compared": [
            ComparedEntry(change, fields) for change, fields in draft.compared
        ],
    }
    return render(request, "admin/desk/preview_differences.html", context)


def _person(request: HttpRequest, pk: int) -> Person:
    if not request.user.has_perm("profiles.view_person"):
        raise PermissionDenied
    return row_or_404(Person.objects.using(DESK), pk)


def _not_yet(
    request: HttpRequest, person: Person, error: DocumentError
) -> HttpResponse:
    """Why there is nothing to show, each fault with its place in the document."""
    context = {
        **site.each_context(request),
        "title": "No preview yet",
        "subtitle": str(person),
        "person": person,
        "faults": error.faults,
    }
    return render(request, "admin/desk/preview_refused.html", context, status=409)
