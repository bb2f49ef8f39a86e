"""Organizations: the list of them, and who is and was at each."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from profiles.exports.organizations import (
    ORGANIZATION_COLUMNS,
    organization_details,
    organization_record,
    organization_row,
)
from profiles.filters.hubs import OrganizationFilter
from profiles.origin import absolute
from profiles.queries.hubs import rows_of
from profiles.queries.organizations import (
    OrganizationPage,
    affiliations_with,
    awards_of,
    listed_organizations,
    organization_by_slug,
    staff,
)
from profiles.views.formats import format_links, json_response
from profiles.views.hubs import Hub, hub_csv, hub_json, hub_page, paging_for

_HUB = Hub(
    name="organization",
    plural="organizations",
    filters=OrganizationFilter,
    listed=listed_organizations,
    record=organization_record,
    columns=ORGANIZATION_COLUMNS,
    row=organization_row,
)


def organization_list(request: HttpRequest) -> HttpResponse:
    return hub_page(request, _HUB)


def organization_list_json(request: HttpRequest) -> HttpResponse:
    return hub_json(request, _HUB)


def organization_list_csv(request: HttpRequest) -> HttpResponseBase:
    return hub_csv(request, _HUB)


def organization_detail(request: HttpRequest, slug: str) -> HttpResponse:
    page = _page(request, slug)
    json_url = reverse("profiles:organization-json", args=[slug])
    context = {
        "page": page,
        "organization": page.organization,
        "formats": format_links(json=json_url),
    }
    return render(request, "profiles/organization_detail.html", context)


def organization_json(request: HttpRequest, slug: str) -> HttpResponse:
    page = _page(request, slug)
    return json_response(organization_details(page, absolute(request)))


def _page(request: HttpRequest, slug: str) -> OrganizationPage:
    organization = organization_by_slug(slug)
    if organization is None:
        raise Http404("No published dossier names an organization of this address.")
    affiliations = affiliations_with(organization)
    paging = paging_for(request, affiliations.count())
    return OrganizationPage(
        organization,
        paging,
        staff(rows_of(paging, affiliations)),
        awards_of(organization),
    )
