"""Positions: who stands where on AGI."""

from django.core.paginator import InvalidPage
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from profiles.exports.csv_rows import csv_lines
from profiles.exports.positions import POSITION_COLUMNS, position_record, position_row
from profiles.filters.position import PositionFilter
from profiles.origin import absolute
from profiles.queries.positions import SUBJECTS, PositionPage, all_stands, position_page
from profiles.views.formats import csv_response, json_page, refused
from profiles.views.paging import page_number

#: The formats of the list beside its page: what readers call them, and their types.
_FORMATS = [("csv", "CSV", "text/csv"), ("json", "JSON", "application/json")]


def position_list(request: HttpRequest) -> HttpResponse:
    filters = _filters(request, "position-list")
    asked = filters.address.without("sort", "page").query
    context = {
        "filters": filters,
        "form": filters.form,
        "page": _page(request, filters),
        "subjects": SUBJECTS,
        "formats": [
            {"label": label, "type": kind, "url": _path(f"position-{ending}") + asked}
            for ending, label, kind in _FORMATS
            if not filters.errors
        ],
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
