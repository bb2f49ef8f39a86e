"""What the lists of organizations, awards, topics and sources have in common."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain
from typing import Any, Generic, TypeVar

from django.core.paginator import InvalidPage
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from profiles.addresses import Address
from profiles.exports.csv_rows import csv_lines
from profiles.filters.hubs import HubFilter
from profiles.index.answers import Survey
from profiles.origin import Absolute, absolute
from profiles.queries.hubs import PER_PAGE, all_rows, rows_of
from profiles.queries.paging import Paging
from profiles.views.formats import csv_response, format_links, json_page, refused
from profiles.views.paging import page_number

Row = TypeVar("Row", bound=Model)
Listed = TypeVar("Listed")


@dataclass(frozen=True)
class Hub(Generic[Row, Listed]):
    """One of the lists: what it is of, how it is narrowed, and how a row is written.

    `name` begins its URL names and that of its template; `listed` adds to some rows
    what the list counts of each.
    """

    name: str
    plural: str
    filters: type[HubFilter]
    listed: Callable[[list[Row]], list[Listed]]
    record: Callable[[Listed, Absolute], dict[str, Any]]
    columns: list[str]
    row: Callable[[Listed, Absolute], list[Any]]

    def path(self, ending: str = "") -> str:
        """Where the list is, in one of its formats."""
        name = f"{self.name}-list-{ending}" if ending else f"{self.name}-list"
        return reverse(f"profiles:{name}")


def hub_page(request: HttpRequest, hub: Hub[Any, Any]) -> HttpResponse:
    filters = hub.filters(request.GET, hub.path())
    found = filters.found
    paging = paging_for(request, found.count(), filters.address)
    asked = filters.address.without("page").query
    context = {
        "hub": hub,
        "filters": filters,
        "form": filters.form,
        "paging": paging,
        "listed": hub.listed(rows_of(paging, found)),
        "formats": []
        if filters.errors
        else format_links(csv=hub.path("csv") + asked, json=hub.path("json") + asked),
    }
    return render(request, f"profiles/{hub.name}_list.html", context)


def hub_json(request: HttpRequest, hub: Hub[Any, Any]) -> HttpResponse:
    filters = hub.filters(request.GET, hub.path("json"))
    if filters.errors:
        return refused(filters.errors)
    found = filters.found
    paging = paging_for(request, found.count(), filters.address)
    at = absolute(request)
    records = [hub.record(each, at) for each in hub.listed(rows_of(paging, found))]
    return json_page(records, paging, at)


def hub_csv(request: HttpRequest, hub: Hub[Any, Any]) -> HttpResponseBase:
    filters = hub.filters(request.GET, hub.path("csv"))
    if filters.errors:
        return refused(filters.errors)
    at = absolute(request)
    listed = chain.from_iterable(map(hub.listed, all_rows(filters.found)))
    rows = (hub.row(each, at) for each in listed)
    return csv_response(hub.plural, csv_lines(hub.columns, rows))


def paging_for(
    request: HttpRequest,
    total: int,
    address: Address | None = None,
    *,
    per_page: int = PER_PAGE,
) -> Paging:
    """The page that is asked for, of so many; its links keep what the address asks.

    Without an address nothing but the page can be asked. Raises Http404 where there is
    no such page.
    """
    counted = Survey(total, is_bounded=False, tags=Counter())
    asked = address or Address(request.GET, ["page"], request.path)
    try:
        paging = Paging(counted, page_number(request), asked, per_page)
        paging.page  # noqa: B018 -- reading it is what checks it
    except InvalidPage as error:
        raise Http404("This list has no such page.") from error
    return paging
