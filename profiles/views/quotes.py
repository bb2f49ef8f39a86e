"""Quotes: all of them, a person's, and each one's own page."""

from itertools import islice

from django.core.paginator import InvalidPage
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from profiles.choices import EntryKind
from profiles.exports.csv_rows import csv_lines
from profiles.exports.linked_data import item_list_data
from profiles.exports.quotes import (
    QUOTE_COLUMNS,
    quote_bibtex,
    quote_blockquote,
    quote_citation,
    quote_description,
    quote_linked_data,
    quote_record,
    quote_row,
)
from profiles.feeds import quote_feed
from profiles.filters.bases import UnknownValueError
from profiles.filters.quotes import SORTS, QuoteFilter, order_of
from profiles.index import tags
from profiles.index.question import Order, Question
from profiles.models import Person
from profiles.origin import absolute
from profiles.queries.changes import published_moments
from profiles.queries.quotes import (
    QuotePage,
    all_quotes,
    neighbours_by_topic,
    quote_by_id,
    quote_page,
)
from profiles.tables import QuoteTable
from profiles.views.elsewhere import of_person
from profiles.views.formats import (
    FormatLink,
    atom_response,
    csv_response,
    format_links,
    json_page,
    refused,
)
from profiles.views.paging import page_number

_FEED_LENGTH = 50


class _Listing:
    """The list that is asked for: all quotes or a person's, narrowed by the address.

    Raises Http404 where the address names a person, topic or page that is not there.
    """

    def __init__(
        self, request: HttpRequest, person: Person | None, ending: str = ""
    ) -> None:
        self.person = person
        question = Question((EntryKind.QUOTE,), order=order_of(request.GET.get("sort")))
        if self.person is not None:
            tag = tags.text_tag(EntryKind.QUOTE, tags.PERSON, self.person.slug)
            question = question.having(tag)
        self.filters = QuoteFilter(request.GET, question, self.path(ending))
        try:
            self.filters.check_names()
        except UnknownValueError as error:
            raise Http404(str(error)) from error

    def path(self, ending: str = "") -> str:
        """The address of the list without what narrows it, in one of its formats."""
        if self.person is None:
            name = f"quote-{ending or 'list'}"
            return reverse(f"profiles:{name}")
        name = f"person-quotes-{ending}" if ending else "person-quotes"
        return reverse(f"profiles:{name}", args=[self.person.slug])

    def page(self, request: HttpRequest) -> QuotePage:
        filters = self.filters
        try:
            return quote_page(filters.question, page_number(request), filters.address)
        except InvalidPage as error:
            raise Http404("This list has no such page.") from error

    def sorts(self) -> list[dict[str, str]]:
        """The orders that a reader can choose; relevance needs words."""
        address = self.filters.address.without("page")
        return [
            {
                "value": value,
                "label": label,
                "url": str(address.replacing("sort", value)),
            }
            for value, (label, order) in SORTS.items()
            if order is not Order.RELEVANCE or self.filters.question.terms
        ]

    def formats(self) -> list[FormatLink]:
        """The same list in other formats; none while the form has errors."""
        if self.filters.errors:
            return []
        asked = self.filters.address.without("page", "view", "sort").query
        endings = ["csv", "json", "atom"]
        return format_links(**{each: self.path(each) + asked for each in endings})


@of_person("person-quotes")
def quote_list(request: HttpRequest, person: Person | None) -> HttpResponse:
    listing = _Listing(request, person)
    filters = listing.filters
    page = listing.page(request)
    sort = request.GET.get("sort", "date")
    is_table = request.GET.get("view") == "table"
    at = absolute(request)
    context = {
        "person": listing.person,
        "filters": filters,
        "form": filters.form,
        "page": page,
        "sorts": listing.sorts(),
        "sort": sort if sort in SORTS else "date",
        "table": QuoteTable(page.quotes, sort=sort, address=filters.address)
        if is_table
        else None,
        "views": [
            ("Reading", str(filters.address.without("view"))),
            ("Table", str(filters.address.replacing("view", "table"))),
        ],
        "formats": listing.formats(),
        "linked": item_list_data(
            f"Quotes of {person}" if person else "Quotes",
            [quote_linked_data(listed, at) for listed in page.quotes],
            url=at(listing.path()),
            total=page.paging.survey.total,
            first=page.paging.offset + 1,
        ),
    }
    return render(request, "profiles/quote_list.html", context)


@of_person("person-quotes-json")
def quote_json(request: HttpRequest, person: Person | None) -> HttpResponse:
    listing = _Listing(request, person, "json")
    if listing.filters.errors:
        return refused(listing.filters.errors)
    at = absolute(request)
    page = listing.page(request)
    records = [quote_record(listed, at) for listed in page.quotes]
    return json_page(records, page.paging, at)


@of_person("person-quotes-csv")
def quote_csv(request: HttpRequest, person: Person | None) -> HttpResponseBase:
    listing = _Listing(request, person, "csv")
    if listing.filters.errors:
        return refused(listing.filters.errors)
    at = absolute(request)
    quotes = all_quotes(listing.filters.question)
    rows = (quote_row(listed, at) for listed in quotes)
    return csv_response("quotes", csv_lines(QUOTE_COLUMNS, rows))


@of_person("person-quotes-atom")
def quote_atom(request: HttpRequest, person: Person | None) -> HttpResponse:
    listing = _Listing(request, person, "atom")
    filters = listing.filters
    if filters.errors:
        return refused(filters.errors)
    at = absolute(request)
    quotes = list(islice(all_quotes(filters.question), _FEED_LENGTH))
    whose = f"Quotes of {listing.person}" if listing.person else "Quotes"
    feed = quote_feed(
        ", ".join([whose, *(chip.label for chip in filters.chips())]),
        quotes,
        published_moments({listed.quote.person.slug for listed in quotes}),
        link=at(str(filters.address.at(listing.path()))),
        feed_url=at(str(filters.address)),
        absolute=at,
    )
    return atom_response(feed)


def quote_detail(request: HttpRequest, quote_id: str) -> HttpResponse:
    listed = quote_by_id(quote_id)
    if listed is None:
        raise Http404("No quote is published under this address.")
    newer, older = neighbours_by_topic(listed)
    at = absolute(request)
    return render(
        request,
        "profiles/quote_detail.html",
        {
            "listed": listed,
            "quote": listed.quote,
            "heading": f"{listed.quote.person}: “{listed.quote}”",
            "description": quote_description(listed),
            "linked": quote_linked_data(listed, at),
            "newer": newer,
            "older": older,
            "citation": quote_citation(listed, at),
            "bibtex": quote_bibtex(listed, at),
            "blockquote_html": quote_blockquote(listed, at),
        },
    )
