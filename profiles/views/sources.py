"""Sources: the list of them, and all that rests on each."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from profiles.exports.sources import (
    SOURCE_COLUMNS,
    source_details,
    source_record,
    source_row,
)
from profiles.filters.hubs import SourceFilter
from profiles.origin import absolute
from profiles.queries.hubs import rows_of
from profiles.queries.sources import (
    SourcePage,
    by_dossier,
    citations_of,
    dossier_count,
    listed_sources,
    source_by_id,
)
from profiles.views.formats import format_links, json_response
from profiles.views.hubs import Hub, hub_csv, hub_json, hub_page, paging_for

_HUB = Hub(
    name="source",
    plural="sources",
    filters=SourceFilter,
    listed=listed_sources,
    record=source_record,
    columns=SOURCE_COLUMNS,
    row=source_row,
)


def source_list(request: HttpRequest) -> HttpResponse:
    return hub_page(request, _HUB)


def source_list_json(request: HttpRequest) -> HttpResponse:
    return hub_json(request, _HUB)


def source_list_csv(request: HttpRequest) -> HttpResponseBase:
    return hub_csv(request, _HUB)


def source_detail(request: HttpRequest, source_id: str) -> HttpResponse:
    page = _page(request, source_id)
    json_url = reverse("profiles:source-json", args=[source_id])
    context = {
        "page": page,
        "shown": page.shown,
        "source": page.shown.source,
        "formats": format_links(json=json_url),
    }
    return render(request, "profiles/source_detail.html", context)


def source_json(request: HttpRequest, source_id: str) -> HttpResponse:
    return json_response(source_details(_page(request, source_id), absolute(request)))


def _page(request: HttpRequest, source_id: str) -> SourcePage:
    shown = source_by_id(source_id)
    if shown is None:
        raise Http404("No published dossier rests on a source of this address.")
    citations = citations_of(shown.source)
    paging = paging_for(request, citations.count())
    return SourcePage(
        shown,
        paging,
        dossier_count(shown.source),
        by_dossier(rows_of(paging, citations)),
    )
