"""Positions: who stands where on AGI, and each one's own page."""

from django.core.paginator import InvalidPage
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from profiles.documents.page import position_alone
from profiles.documents.reader import read_stored
from profiles.exports.cards import position_description
from profiles.exports.csv_rows import csv_lines
from profiles.exports.positions import POSITION_COLUMNS, position_record, position_row
from profiles.filters.position import PositionFilter
from profiles.origin import absolute
from profiles.queries.dossiers import current_edition
from profiles.queries.positions import SUBJECTS, PositionPage, all_stands, position_page
from profiles.views.elsewhere import elsewhere
from profiles.views.formats import csv_response, format_links, json_page, refused
from profiles.views.paging import page_number


def position_list(request: HttpRequest) -> HttpResponse:
    filters = _filters(request, "position-list")
    asked = filters.address.without("sort", "page").query
    context = {
        "filters": filters,
        "form": filters.form,
        "page": _page(request, filters),
        "subjects": SUBJECTS,
        "formats": []
        if filters.errors
        else format_links(
            csv=_path("position-csv") + asked, json=_path("position-json") + asked
        ),
    }
    return render(request, "profiles/position_list.html", context)


def position_json(request: HttpRequest) -> HttpResponse:
    filters = _filters(request, "position-json")
    if filters.errors:
        return refused(filters.errors)
    at = absolute(request)
    page = _page(request, filters)
    records = [position_record(stand, at) for stand in page.stands]
    return json_page(records, page.paging, at)


def position_csv(request: HttpRequest) -> HttpResponseBase:
    filters = _filters(request, "position-csv")
    if filters.errors:
        return refused(filters.errors)
    at = absolute(request)
    rows = (position_row(stand, at) for stand in all_stands(filters.positions))
    return csv_response("positions", csv_lines(POSITION_COLUMNS, rows))


def position_detail(request: HttpRequest, slug: str) -> HttpResponse:
    edition = current_edition(slug)
    if edition is None:
        return elsewhere(request, slug, "person-position")
    document = read_stored(edition.document)
    if not document.position:
        raise Http404("No position on AGI is on file here.")
    position, sources = position_alone(document)
    context = {
        "document": document,
        "edition": edition,
        "position": position,
        "sources": sources,
        "description": position_description(document.position[0]),
    }
    return render(request, "profiles/position_detail.html", context)


def _page(request: HttpRequest, filters: PositionFilter) -> PositionPage:
    try:
        return position_page(
            filters.positions, page_number(request), filters.address, filters.chosen
        )
    except InvalidPage as error:
        raise Http404("The list of positions has no such page.") from error


def _filters(request: HttpRequest, name: str) -> PositionFilter:
    return PositionFilter(request.GET, _path(name))


def _path(name: str) -> str:
    return reverse(f"profiles:{name}")
