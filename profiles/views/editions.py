"""The editions of a dossier: the list of them, each as it was published, and changes.

An edition's own page and documents do not change when others are published, but for
the words that say whether it is current and for which of its names are links.
"""

from collections.abc import Callable

from django.core.paginator import InvalidPage
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from profiles.documents.page import dossier_page, mentioned_slugs
from profiles.documents.reader import read_stored
from profiles.documents.schema import PortraitPart
from profiles.documents.shown import DossierPage
from profiles.documents.writer import to_yaml
from profiles.models.editions import StoredDocument
from profiles.queries.dossiers import published_among, published_person
from profiles.queries.editions import (
    EDITIONS_PER_PAGE,
    ENTRIES_PER_PAGE,
    compared_edition,
    compared_editions,
    current_of,
    edition_numbered,
    editions_of,
)
from profiles.queries.portraits import published_portrait
from profiles.views.conditional import unless_known
from profiles.views.elsewhere import elsewhere
from profiles.views.errors import gone
from profiles.views.hubs import paging_for
from profiles.views.profile import pages_asked


def edition_list(request: HttpRequest, slug: str) -> HttpResponse:
    person = published_person(slug)
    if person is None:
        return elsewhere(request, slug, "person-editions")
    total = editions_of(slug).count()
    paging = paging_for(request, total, per_page=EDITIONS_PER_PAGE)
    context = {
        "person": person,
        "paging": paging,
        "compared": compared_editions(paging, slug),
    }
    return render(request, "profiles/edition_list.html", context)


def edition_detail(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The dossier as it was published then."""
    edition = edition_numbered(slug, number)
    current = edition if edition and edition.is_current else current_of(slug)
    if edition is None or current is None:
        return _elsewhere(request, slug, "edition-detail", number)
    page = page_of_edition(request, edition, _is_shown)
    context = {"page": page, "edition": edition, "current": current}
    return render(request, "profiles/edition_detail.html", context)


def page_of_edition(
    request: HttpRequest,
    edition: StoredDocument,
    is_shown: Callable[[PortraitPart | None], bool],
) -> DossierPage:
    """What the page of an edition shows, readers' and the desk's. Raises Http404.

    Colleagues who are derived from what other dossiers say now are left out: they would
    change with those. Lists and permalinks too: they hold what readers have now.
    """
    document = read_stored(edition.document)
    try:
        return dossier_page(
            document,
            present=edition.published_at.date(),
            published=published_among(mentioned_slugs(document)),
            pages=pages_asked(request),
            is_listed=False,
            has_portrait=is_shown(document.portrait),
        )
    except InvalidPage as error:
        raise Http404(str(error)) from error


def edition_changes(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What the edition changed, but for one with none before it: all of that is new."""
    compared = compared_edition(slug, number)
    if compared is None:
        return _elsewhere(request, slug, "edition-changes", number)
    total = len(compared.changes) if compared.before else 0
    paging = paging_for(request, total, per_page=ENTRIES_PER_PAGE)
    context = {
        "compared": compared,
        "edition": compared.edition,
        "name": compared.name,
        "paging": paging,
        "sections": compared.told(paging) if total else [],
    }
    return render(request, "profiles/edition_changes.html", context)


@require_safe
def edition_json(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """The document, byte for byte as its digest was taken."""
    edition = edition_numbered(slug, number)
    if edition is None:
        return _elsewhere(request, slug, "edition-json", number)
    return unless_known(
        request,
        edition.digest,
        lambda: HttpResponse(edition.document, content_type="application/json"),
    )


@require_safe
def edition_yaml(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """The same document as an export writes it."""
    edition = edition_numbered(slug, number)
    if edition is None:
        return _elsewhere(request, slug, "edition-yaml", number)
    return unless_known(
        request,
        f"{edition.digest}-yaml",
        lambda: HttpResponse(
            to_yaml(read_stored(edition.document)), content_type="application/yaml"
        ),
    )


def _is_shown(portrait: PortraitPart | None) -> bool:
    """Readers have a picture only as long as a published dossier has it now.

    Why it was replaced is not known here; its maker may have asked for that.
    """
    return portrait is not None and published_portrait(portrait.name) is not None


def _elsewhere(request: HttpRequest, slug: str, view: str, number: int) -> HttpResponse:
    person = published_person(slug)
    if person is None:
        return elsewhere(request, slug, view, number)
    first = editions_of(slug).last()
    if first is not None and 0 < number < first.number:
        return gone(request)  # withdrawn, and published again since
    raise Http404(f"The dossier of {person} has no edition {number}.")
