"""Awards: the list of them, and who received each."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from profiles.exports.awards import (
    AWARD_COLUMNS,
    award_details,
    award_record,
    award_row,
)
from profiles.filters.hubs import AwardFilter
from profiles.origin import absolute
from profiles.queries.awards import (
    AwardPage,
    award_by_slug,
    conferrals,
    listed_awards,
    receptions_of,
)
from profiles.queries.hubs import rows_of
from profiles.views.formats import format_links, json_response
from profiles.views.hubs import Hub, hub_csv, hub_json, hub_page, paging_for

_HUB = Hub(
    name="award",
    plural="awards",
    filters=AwardFilter,
    listed=listed_awards,
    record=award_record,
    columns=AWARD_COLUMNS,
    row=award_row,
)


def award_list(request: HttpRequest) -> HttpResponse:
    return hub_page(request, _HUB)


def award_list_json(request: HttpRequest) -> HttpResponse:
    return hub_json(request, _HUB)


def award_list_csv(request: HttpRequest) -> HttpResponseBase:
    return hub_csv(request, _HUB)


def award_detail(request: HttpRequest, slug: str) -> HttpResponse:
    page = _page(request, slug)
    json_url = reverse("profiles:award-json", args=[slug])
    context = {
        "page": page,
        "award": page.award,
        "formats": format_links(json=json_url),
    }
    return render(request, "profiles/award_detail.html", context)


def award_json(request: HttpRequest, slug: str) -> HttpResponse:
    return json_response(award_details(_page(request, slug), absolute(request)))


def _page(request: HttpRequest, slug: str) -> AwardPage:
    award = award_by_slug(slug)
    if award is None:
        raise Http404("No published dossier names an award of this address.")
    receptions = receptions_of(award)
    paging = paging_for(request, receptions.count())
    return AwardPage(award, paging, conferrals(rows_of(paging, receptions)))
