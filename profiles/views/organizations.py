"""Organizations: the list of them, and who is and was at each."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from profiles.filters.hubs import OrganizationFilter
from profiles.queries.hubs import alphabetical, rows_among, rows_of
from profiles.queries.organizations import (
    affiliations_with,
    awards_of,
    listed_organizations,
    organization_by_slug,
    organizations,
    staff,
)
from profiles.views.hubs import paging_for


def organization_list(request: HttpRequest) -> HttpResponse:
    filters = OrganizationFilter(request.GET, organizations())
    ordered = alphabetical(filters.qs)
    paging = paging_for(request, len(ordered), filters.filters)
    return render(
        request,
        "profiles/organization_list.html",
        {
            "form": filters.form,
            "paging": paging,
            "listed": listed_organizations(
                rows_among(paging, organizations(), ordered)
            ),
        },
    )


def organization_detail(request: HttpRequest, slug: str) -> HttpResponse:
    organization = organization_by_slug(slug)
    if organization is None:
        raise Http404("No published dossier names an organization of this address.")
    affiliations = affiliations_with(organization)
    paging = paging_for(request, affiliations.count())
    return render(
        request,
        "profiles/organization_detail.html",
        {
            "organization": organization,
            "paging": paging,
            "staff": staff(rows_of(paging, affiliations)),
            "awards": awards_of(organization),
        },
    )
