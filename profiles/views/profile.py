"""The dossiers: the list of them, and each one's page."""

from django.core.paginator import InvalidPage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from profiles.choices import Section
from profiles.documents.page import PAGE_LENGTHS, dossier_page, mentioned_slugs
from profiles.documents.reader import read_stored
from profiles.queries.dossiers import (
    cards,
    colleagues_of,
    current_edition,
    is_withdrawn,
    present_slug,
    published_among,
)
from profiles.views.errors import gone


def person_list(request: HttpRequest) -> HttpResponse:
    return render(request, "profiles/person_list.html", {"cards": cards()})


def person_detail(request: HttpRequest, slug: str) -> HttpResponse:
    edition = current_edition(slug)
    if edition is None:
        return _elsewhere(request, slug)
    document = read_stored(edition.document)
    colleagues = colleagues_of(document)
    slugs = mentioned_slugs(document) | {each.slug for each in colleagues}
    try:
        page = dossier_page(
            document,
            present=edition.published_at.date(),
            published=published_among(slugs),
            colleagues=colleagues,
            pages=_pages_asked(request),
        )
    except InvalidPage as error:
        raise Http404(str(error)) from error
    return render(
        request, "profiles/person_detail.html", {"page": page, "edition": edition}
    )


def _elsewhere(request: HttpRequest, slug: str) -> HttpResponse:
    """Where a dossier is that is not at this address: moved, withdrawn, or nowhere."""
    present = present_slug(slug)
    if present is not None:
        return redirect("profiles:person-detail", slug=present, permanent=True)
    if is_withdrawn(slug):
        return gone(request)
    raise Http404("There is no dossier here.")


def _pages_asked(request: HttpRequest) -> dict[Section, int]:
    """Which page of which section the address asks for; the rest is not looked at."""
    asked: dict[Section, int] = {}
    for section in PAGE_LENGTHS:
        number = request.GET.get(section.value, "")
        if number:
            if not (number.isascii() and number.isdigit() and len(number) < 6):
                raise Http404(f"“{section.value}” is not a page number.")
            asked[section] = int(number)
    return asked
