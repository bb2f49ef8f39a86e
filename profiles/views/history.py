"""The timeline: all dossiers' events on one axis."""

from django.core.paginator import InvalidPage
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from profiles.exports.csv_rows import csv_lines
from profiles.exports.timeline import EVENT_COLUMNS, event_record, event_row
from profiles.filters.bases import UnknownValueError
from profiles.filters.history import TimelineFilter
from profiles.origin import absolute
from profiles.queries.timeline import EVENTS, all_events, event_page, timeline_page
from profiles.views.formats import csv_response, format_links, json_page, refused
from profiles.views.paging import page_number


def timeline(request: HttpRequest) -> HttpResponse:
    filters = _filters(request, "timeline")
    try:
        page = timeline_page(filters.question, page_number(request), filters.address)
    except InvalidPage as error:
        raise Http404("The timeline has no such page.") from error
    asked = filters.address.without("sort", "page").query
    context = {
        "filters": filters,
        "form": filters.form,
        "page": page,
        "wider": [] if page.decades else filters.wider(),
        "formats": []
        if filters.errors
        else format_links(
            csv=_path("timeline-csv") + asked, json=_path("timeline-json") + asked
        ),
    }
    return render(request, "profiles/timeline.html", context)


def timeline_json(request: HttpRequest) -> HttpResponse:
    filters = _filters(request, "timeline-json")
    if filters.errors:
        return refused(filters.errors)
    try:
        page = event_page(filters.question, page_number(request), filters.address)
    except InvalidPage as error:
        raise Http404("The timeline has no such page.") from error
    at = absolute(request)
    records = [event_record(shown, at) for shown in page.events]
    return json_page(records, page.paging, at)


def timeline_csv(request: HttpRequest) -> HttpResponseBase:
    filters = _filters(request, "timeline-csv")
    if filters.errors:
        return refused(filters.errors)
    at = absolute(request)
    rows = (event_row(shown, at) for shown in all_events(filters.question))
    return csv_response("timeline", csv_lines(EVENT_COLUMNS, rows))


def _filters(request: HttpRequest, name: str) -> TimelineFilter:
    """What the address asks for. Raises Http404 where it names who is not on file."""
    filters = TimelineFilter(request.GET, EVENTS, _path(name))
    try:
        filters.check_names()
    except UnknownValueError as error:
        raise Http404(str(error)) from error
    return filters


def _path(name: str) -> str:
    return reverse(f"profiles:{name}")
