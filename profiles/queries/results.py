"""Things that search has found, of every kind, as one list shows them."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from profiles.choices import EntryKind
from profiles.databases import PUBLIC
from profiles.dates import PartialDate
from profiles.index import answers
from profiles.index.engines import Hit
from profiles.index.words import Piece, Term, pieces_of
from profiles.models import IndexEntry, Organization, Person, Source
from profiles.queries.places import SHELVES
from profiles.queries.quotes import ListedQuote, quotes_of

#: Longer texts are shown around the first of what was looked for.
_LONGEST = 240

_LABELS = {
    EntryKind.PERSON: "Person",
    EntryKind.QUOTE: "Quote",
    EntryKind.PUBLICATION: "Publication",
    EntryKind.EVENT: "Event",
    EntryKind.MEDIA_ITEM: "Talk or interview",
    EntryKind.ORGANIZATION: "Organization",
    EntryKind.SOURCE: "Source",
}


@dataclass(frozen=True)
class Result:
    """Something found: what it is called, where it stands, whose it is and of when.

    `text` is its title, or the words of a quote; `title` and `snippet` show as much of
    it and of what else it says as a list has room for, hits apart. `detail` says what
    it is among its kind, such as “Journal article”. What has a day by nature is dated,
    though its day may not be known. A quote comes with its attribution and grade.
    """

    kind: EntryKind
    text: str
    url: str
    title: list[Piece]
    snippet: list[Piece] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    detail: str = ""
    is_dated: bool = False
    day: PartialDate | None = None
    quote: ListedQuote | None = None

    @property
    def label(self) -> str:
        return _LABELS[self.kind]


def results_of(hits: Sequence[Hit], terms: Sequence[Term]) -> list[Result]:
    """What was found, in its order; of each kind everything is loaded at once."""
    entries = answers.entries(hits)
    of_kind: dict[EntryKind, list[IndexEntry]] = defaultdict(list)
    for entry in entries:
        of_kind[EntryKind(entry.kind)].append(entry)
    rows = {
        (kind.value, pk): row
        for kind, own in of_kind.items()
        for pk, row in _rows(kind, own).items()
    }
    found = [(entry, rows.get((entry.kind, entry.object_id))) for entry in entries]
    return [
        _MAKERS[EntryKind(entry.kind)](row, terms)
        for entry, row in found
        if row is not None
    ]


def _rows(kind: EntryKind, entries: Sequence[IndexEntry]) -> Mapping[int, Any]:
    """What entries of one kind stand for, by its row number."""
    pks = [entry.object_id for entry in entries]
    match kind:
        case EntryKind.PERSON:
            return {entry.object_id: entry for entry in entries}
        case EntryKind.QUOTE:
            listed = quotes_of([Hit(entry.key, entry.object_id) for entry in entries])
            return {each.quote.pk: each for each in listed}
        case EntryKind.ORGANIZATION:
            return Organization.objects.using(PUBLIC).in_bulk(pks)
        case EntryKind.SOURCE:
            return Source.objects.using(PUBLIC).in_bulk(pks)
        case EntryKind.PUBLICATION:
            placed = SHELVES[kind].placed(pks)
            return placed.prefetch_related("authors", "people").in_bulk()
        case EntryKind.EVENT | EntryKind.MEDIA_ITEM:
            return SHELVES[kind].placed(pks).select_related("person").in_bulk()


def _person(entry: Any, terms: Sequence[Term]) -> Result:
    # Other names stand in the entry alone, before epithet and summary.
    texts = [entry.person.summary, entry.person.epithet, entry.body]
    return Result(
        EntryKind.PERSON,
        entry.person.name,
        entry.person.get_absolute_url(),
        pieces_of(entry.person.name, terms),
        _snippet(texts, terms),
    )


def _quote(listed: ListedQuote, terms: Sequence[Term]) -> Result:
    quote = listed.quote
    translation = pieces_of(quote.translation, terms, _LONGEST)
    return Result(
        EntryKind.QUOTE,
        quote.text,
        reverse("profiles:quote-detail", args=[quote.stable_id]),
        pieces_of(quote.text, terms, _LONGEST),
        translation if any(piece.is_hit for piece in translation) else [],
        [quote.person],
        quote.outlet,
        is_dated=True,
        day=quote.said_on,
        quote=listed,
    )


def _publication(row: Any, terms: Sequence[Term]) -> Result:
    people = list(row.people.all())
    authors = ", ".join(author.name for author in row.authors.all())
    return Result(
        EntryKind.PUBLICATION,
        row.title,
        SHELVES[EntryKind.PUBLICATION].address(people[0], row),
        pieces_of(row.title, terms),
        _snippet([row.abstract, authors, row.venue], terms),
        people,
        row.get_kind_display(),
        is_dated=True,
        day=row.published_on,
    )


def _event(row: Any, terms: Sequence[Term]) -> Result:
    return Result(
        EntryKind.EVENT,
        row.title,
        SHELVES[EntryKind.EVENT].address(row.person, row),
        pieces_of(row.title, terms),
        _snippet([row.description], terms),
        [row.person],
        row.get_category_display().capitalize(),
        is_dated=True,
        day=row.occurred_on,
    )


def _media_item(row: Any, terms: Sequence[Term]) -> Result:
    return Result(
        EntryKind.MEDIA_ITEM,
        row.title,
        SHELVES[EntryKind.MEDIA_ITEM].address(row.person, row),
        pieces_of(row.title, terms),
        _snippet([row.outlet], terms),
        [row.person],
        row.get_kind_display(),
        is_dated=True,
        day=row.published_on,
    )


def _organization(row: Organization, terms: Sequence[Term]) -> Result:
    return Result(
        EntryKind.ORGANIZATION,
        row.name,
        reverse("profiles:organization-detail", args=[row.slug]),
        pieces_of(row.name, terms),
        _snippet([row.full_name], terms),
        detail=row.get_kind_display(),
    )


def _source(row: Source, terms: Sequence[Term]) -> Result:
    return Result(
        EntryKind.SOURCE,
        row.title,
        reverse("profiles:source-detail", args=[row.stable_id]),
        pieces_of(row.title, terms),
        _snippet([row.publisher], terms),
        detail=row.get_kind_display(),
        is_dated=True,
        day=row.published_on,
    )


def _snippet(texts: Sequence[str], terms: Sequence[Term]) -> list[Piece]:
    """The first of the texts that has a hit, else the first that says anything."""
    shown = [pieces_of(text, terms, _LONGEST) for text in texts if text]
    hits = [pieces for pieces in shown if any(piece.is_hit for piece in pieces)]
    return next(iter([*hits, *shown]), [])


_MAKERS: dict[EntryKind, Callable[[Any, Sequence[Term]], Result]] = {
    EntryKind.PERSON: _person,
    EntryKind.QUOTE: _quote,
    EntryKind.PUBLICATION: _publication,
    EntryKind.EVENT: _event,
    EntryKind.MEDIA_ITEM: _media_item,
    EntryKind.ORGANIZATION: _organization,
    EntryKind.SOURCE: _source,
}
