"""The network: who is joined to whom."""

from django.core.paginator import InvalidPage
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from profiles.addresses import Address
from profiles.choices import RelationKind
from profiles.exports.csv_rows import csv_lines
from profiles.exports.network import TIE_COLUMNS, pair_record, tie_rows
from profiles.origin import absolute
from profiles.queries.network import (
    NetworkPage,
    all_pairs,
    network_page,
    with_evidence,
)
from profiles.views.formats import csv_response, format_links, json_page, refused
from profiles.views.paging import page_number

_PARAMETERS = ["person", "kind", "page"]


def network(request: HttpRequest) -> HttpResponse:
    page = _page(request)
    error = _error(request)
    asked = _address(request).without("page").query
    context = {
        "page": page,
        "chips": _chips(request, page),
        "error": error,
        "formats": []
        if error
        else format_links(
            csv=reverse("profiles:network-csv") + asked,
            json=reverse("profiles:network-json") + asked,
        ),
    }
    return render(request, "profiles/network.html", context)


def network_json(request: HttpRequest) -> HttpResponse:
    """The pairs of the page's table, in its order and on as many pages."""
    if wrong := _error(request):
        return refused({"kind": [wrong]})
    at = absolute(request)
    page = _page(request)
    records = [
        pair_record(pair, evidence, at) for pair, evidence in with_evidence(page.pairs)
    ]
    return json_page(records, page.paging, at)


def network_csv(request: HttpRequest) -> HttpResponseBase:
    if wrong := _error(request):
        return refused({"kind": [wrong]})
    at = absolute(request)
    try:
        pairs = all_pairs(_kinds(request), _key(request))
    except LookupError as error:
        raise Http404(str(error)) from error
    rows = (
        row
        for pair, evidence in with_evidence(pairs)
        for row in tie_rows(pair, evidence, at)
    )
    return csv_response("network", csv_lines(TIE_COLUMNS, rows))


def _page(request: HttpRequest) -> NetworkPage:
    """The page that is asked for. Raises Http404 where it or who is meant is not."""
    try:
        return network_page(
            _kinds(request), _key(request), page_number(request), _address(request)
        )
    except LookupError as error:
        raise Http404(str(error)) from error
    except InvalidPage as error:
        raise Http404("The network has no such page.") from error


def _address(request: HttpRequest) -> Address:
    return Address(request.GET, _PARAMETERS, request.path)


def _kinds(request: HttpRequest) -> list[RelationKind]:
    return [kind for kind in RelationKind if kind in request.GET.getlist("kind")]


def _key(request: HttpRequest) -> str:
    return request.GET.get("person", "").strip()


def _error(request: HttpRequest) -> str:
    """What is wrong with the kinds that the address names, or ""."""
    asked = filter(None, request.GET.getlist("kind"))
    unknown = [f"“{kind}”" for kind in asked if kind not in RelationKind.values]
    if not unknown:
        return ""
    return f"Not a kind of relation: {', '.join(unknown)}. Choose from this list."


def _chips(request: HttpRequest, page: NetworkPage) -> list[dict[str, str]]:
    """The active filters in words, each with the list without it."""
    first = _address(request).without("page")
    person = (
        [] if page.member is None else [("person", page.member.key, page.member.name)]
    )
    kinds = [("kind", kind.value, kind.label) for kind in _kinds(request)]
    return [
        {"label": label, "url": str(first.dropping(name, value))}
        for name, value, label in [*person, *kinds]
    ]
