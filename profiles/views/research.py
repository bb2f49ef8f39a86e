"""Publications: all of them, and a person's."""

from collections.abc import Iterator

from django.core.paginator import InvalidPage
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from profiles.choices import EntryKind
from profiles.exports.csv_rows import csv_lines
from profiles.exports.linked_data import item_list_data
from profiles.exports.publications import (
    PUBLICATION_COLUMNS,
    publication_bibtex,
    publication_linked_data,
    publication_record,
    publication_ris,
    publication_row,
)
from profiles.filters.bases import UnknownValueError
from profiles.filters.research import SORTS, ResearchFilter, order_of
from profiles.index import tags
from profiles.models import Person
from profiles.origin import absolute
from profiles.queries.publications import FoundPublication, all_publications
from profiles.queries.research import PUBLICATIONS, publication_page, research_page
from profiles.views.elsewhere import of_person
from profiles.views.formats import (
    BIBTEX,
    RIS,
    FormatLink,
    csv_response,
    format_links,
    json_page,
    refused,
    streamed_response,
)
from profiles.views.paging import page_number

_NAME = "publications"


class _Listing:
    """The list that is asked for: all publications or a person's, narrowed.

    Raises Http404 where the address names a person or author who is not on file.
    """

    def __init__(
        self, request: HttpRequest, person: Person | None, ending: str = ""
    ) -> None:
        self.person = person
        question = PUBLICATIONS.sorted_by(order_of(request.GET.get("sort")))
        if self.person is not None:
            question = question.having(
                tags.text_tag(EntryKind.PUBLICATION, tags.PERSON, self.person.slug)
            )
        self.filters = ResearchFilter(request.GET, question, self.path(ending))
        try:
            self.filters.check_names()
        except UnknownValueError as error:
            raise Http404(str(error)) from error

    def path(self, ending: str = "") -> str:
        """The address of the list without what narrows it, in one of its formats."""
        if self.person is None:
            return reverse(f"profiles:research-{ending or 'list'}")
        name = f"person-research-{ending}" if ending else "person-research"
        return reverse(f"profiles:{name}", args=[self.person.slug])

    def publications(self) -> Iterator[FoundPublication]:
        return all_publications(self.filters.question)

    def sorts(self) -> list[tuple[str, str, str]]:
        """The orders within a decade: value, label and address."""
        address = self.filters.address.without("page")
        return [
            (value, label, str(address.replacing("sort", value)))
            for value, (label, _) in SORTS.items()
        ]

    def formats(self) -> list[FormatLink]:
        """The same list in other formats; none while the form has errors."""
        if self.filters.errors:
            return []
        asked = self.filters.address.without("page", "sort").query
        endings = ["bib", "ris", "csv", "json"]
        return format_links(**{each: self.path(each) + asked for each in endings})


@of_person("person-research")
def research_list(request: HttpRequest, person: Person | None) -> HttpResponse:
    listing = _Listing(request, person)
    filters = listing.filters
    chips = filters.chips()
    try:
        page = research_page(
            filters.question,
            page_number(request),
            filters.address,
            person=person,
            is_narrowed=bool(chips),
        )
    except InvalidPage as error:
        raise Http404("This list has no such page.") from error
    sort = request.GET.get("sort", "date")
    at = absolute(request)
    context = {
        "person": person,
        "filters": filters,
        "form": filters.form,
        "chips": chips,
        "page": page,
        "sorts": listing.sorts(),
        "sort": sort if sort in SORTS else "date",
        "formats": listing.formats(),
        "linked": item_list_data(
            f"Publications of {person}" if person else "Publications",
            [publication_linked_data(each, at) for each in page.publications],
            url=at(listing.path()),
            total=page.paging.survey.total,
            first=page.paging.offset + 1,
        ),
        "key_works_url": str(filters.address.without("page").replacing("key", "yes")),
    }
    return render(request, "profiles/research_list.html", context)


@of_person("person-research-json")
def research_json(request: HttpRequest, person: Person | None) -> HttpResponse:
    listing = _Listing(request, person, "json")
    filters = listing.filters
    if filters.errors:
        return refused(filters.errors)
    try:
        page = publication_page(filters.question, page_number(request), filters.address)
    except InvalidPage as error:
        raise Http404("This list has no such page.") from error
    at = absolute(request)
    records = [publication_record(found, at) for found in page.publications]
    return json_page(records, page.paging, at)


@of_person("person-research-csv")
def research_csv(request: HttpRequest, person: Person | None) -> HttpResponseBase:
    listing = _Listing(request, person, "csv")
    if listing.filters.errors:
        return refused(listing.filters.errors)
    rows = map(publication_row, listing.publications())
    return csv_response(_NAME, csv_lines(PUBLICATION_COLUMNS, rows))


@of_person("person-research-bib")
def research_bib(request: HttpRequest, person: Person | None) -> HttpResponseBase:
    listing = _Listing(request, person, "bib")
    if listing.filters.errors:
        return refused(listing.filters.errors)
    entries = map(publication_bibtex, listing.publications())
    return streamed_response(f"{_NAME}.bib", entries, BIBTEX)


@of_person("person-research-ris")
def research_ris(request: HttpRequest, person: Person | None) -> HttpResponseBase:
    listing = _Listing(request, person, "ris")
    if listing.filters.errors:
        return refused(listing.filters.errors)
    records = map(publication_ris, listing.publications())
    return streamed_response(f"{_NAME}.ris", records, RIS)
