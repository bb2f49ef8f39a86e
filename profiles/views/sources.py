"""Sources: the list of them, and all that rests on each."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from profiles.filters.hubs import SourceFilter
from profiles.queries.hubs import rows_of
from profiles.queries.sources import (
    by_dossier,
    citations_of,
    dossier_count,
    listed_sources,
    source_by_id,
    sources,
)
from profiles.views.hubs import paging_for


def source_list(request: HttpRequest) -> HttpResponse:
    filters = SourceFilter(request.GET, sources())
    paging = paging_for(request, filters.qs.count(), filters.filters)
    return render(
        request,
        "profiles/source_list.html",
        {
            "form": filters.form,
            "paging": paging,
            "listed": listed_sources(rows_of(paging, filters.qs)),
        },
    )


def source_detail(request: HttpRequest, source_id: str) -> HttpResponse:
    shown = source_by_id(source_id)
    if shown is None:
        raise Http404("No published dossier rests on a source of this address.")
    citations = citations_of(shown.source)
    paging = paging_for(request, citations.count())
    return render(
        request,
        "profiles/source_detail.html",
        {
            "shown": shown,
            "source": shown.source,
            "paging": paging,
            "dossier_count": dossier_count(shown.source),
            "dossiers": by_dossier(rows_of(paging, citations)),
        },
    )
