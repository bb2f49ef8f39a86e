"""Awards: the list of them, and who received each."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from profiles.filters.hubs import AwardFilter
from profiles.queries.awards import (
    award_by_slug,
    awards,
    conferrals,
    listed_awards,
    receptions_of,
)
from profiles.queries.hubs import alphabetical, rows_among, rows_of
from profiles.views.hubs import paging_for


def award_list(request: HttpRequest) -> HttpResponse:
    filters = AwardFilter(request.GET, awards())
    ordered = alphabetical(filters.qs)
    paging = paging_for(request, len(ordered), filters.filters)
    return render(
        request,
        "profiles/award_list.html",
        {
            "form": filters.form,
            "paging": paging,
            "listed": listed_awards(rows_among(paging, awards(), ordered)),
        },
    )


def award_detail(request: HttpRequest, slug: str) -> HttpResponse:
    award = award_by_slug(slug)
    if award is None:
        raise Http404("No published dossier names an award of this address.")
    receptions = receptions_of(award)
    paging = paging_for(request, receptions.count())
    return render(
        request,
        "profiles/award_detail.html",
        {
            "award": award,
            "paging": paging,
            "conferrals": conferrals(rows_of(paging, receptions)),
        },
    )
