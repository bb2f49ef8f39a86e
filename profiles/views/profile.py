"""The dossiers: the list of them, and each one's page."""

from django.core.paginator import InvalidPage
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from profiles.choices import EntryKind, Section
from profiles.documents.page import PAGE_LENGTHS, dossier_page, mentioned_slugs
from profiles.documents.reader import read_stored
from profiles.exports.csv_rows import csv_lines
from profiles.exports.people import PERSON_COLUMNS, person_record, person_row
from profiles.filters.bases import UnknownValueError
from profiles.filters.people import PersonFilter
from profiles.index.question import Question
from profiles.origin import absolute
from profiles.queries.dossiers import (
    colleagues_of,
    current_edition,
    published_among,
)
from profiles.queries.people import PersonPage, all_cards, person_page
from profiles.views.elsewhere import elsewhere
from profiles.views.formats import csv_response, format_links, json_page, refused
from profiles.views.paging import page_number


def person_list(request: HttpRequest) -> HttpResponse:
    filters = _filters(request, "person-list")
    asked = filters.address.without("page").query
    context = {
        "filters": filters,
        "form": filters.form,
        "page": _page(request, filters),
        "formats": []
        if filters.errors
        else format_links(
            csv=_list_path("csv") + asked, json=_list_path("json") + asked
        ),
    }
    return render(request, "profiles/person_list.html", context)


def person_list_json(request: HttpRequest) -> HttpResponse:
    filters = _filters(request, "person-list-json")
    if filters.errors:
        return refused(filters.errors)
    at = absolute(request)
    page = _page(request, filters)
    records = [person_record(card, at) for card in page.cards]
    return json_page(records, page.paging, at)


def person_list_csv(request: HttpRequest) -> HttpResponseBase:
    filters = _filters(request, "person-list-csv")
    if filters.errors:
        return refused(filters.errors)
    at = absolute(request)
    found = all_cards(filters.question, filters.sort)
    rows = (person_row(card, at) for card in found)
    return csv_response("people", csv_lines(PERSON_COLUMNS, rows))


def _page(request: HttpRequest, filters: PersonFilter) -> PersonPage:
    try:
        return person_page(
            filters.question,
            filters.sort,
            page_number(request),
            filters.address,
            filters.values_of,
            is_present=filters.is_present,
        )
    except InvalidPage as error:
        raise Http404("The list of dossiers has no such page.") from error


def _filters(request: HttpRequest, name: str) -> PersonFilter:
    """What the address narrows the list by. Raises Http404 for what is not on file."""
    path = reverse(f"profiles:{name}")
    filters = PersonFilter(request.GET, Question((EntryKind.PERSON,)), path)
    try:
        filters.check_names()
    except UnknownValueError as error:
        raise Http404(str(error)) from error
    return filters


def _list_path(ending: str) -> str:
    return reverse(f"profiles:person-list-{ending}")


def person_detail(request: HttpRequest, slug: str) -> HttpResponse:
    edition = current_edition(slug)
    if edition is None:
        return elsewhere(request, slug, "person-detail")
    document = read_stored(edition.document)
    colleagues = colleagues_of(document)
    slugs = mentioned_slugs(document) | {each.slug for each in colleagues}
    try:
        page = dossier_page(
            document,
            present=edition.published_at.date(),
            published=published_among(slugs),
            colleagues=colleagues,
            pages=pages_asked(request),
        )
    except InvalidPage as error:
        raise Http404(str(error)) from error
    return render(
        request, "profiles/person_detail.html", {"page": page, "edition": edition}
    )


def pages_asked(request: HttpRequest) -> dict[Section, int]:
    """Which page of which section the address asks for; the rest is not looked at.

    Raises Http404 for what is no page number.
    """
    asked: dict[Section, int] = {}
    for section in PAGE_LENGTHS:
        number = request.GET.get(section.value, "")
        if number:
            if not (number.isascii() and number.isdigit() and len(number) < 6):
                raise Http404(f"“{section.value}” is not a page number.")
            asked[section] = int(number)
    return asked
