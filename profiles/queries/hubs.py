"""Hubs: lists of what dossiers share, found by the words of a name."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any, Generic, Protocol, TypeVar

from django.db.models import Model, QuerySet

from profiles.choices import EntryKind
from profiles.index.answers import MOST_COUNTED, find
from profiles.index.question import Question
from profiles.index.words import Term, beginnings, pieces_of
from profiles.queries.paging import Paging
from profiles.text import fold

Row = TypeVar("Row", bound=Model)
Row_co = TypeVar("Row_co", bound=Model, covariant=True)

PER_PAGE = 100

_BATCH = 500


class Ordered(Protocol[Row_co]):
    """Rows in an order, of which some are loaded at a time, as of a QuerySet."""

    def count(self) -> int: ...

    def __getitem__(self, shown: slice, /) -> Iterable[Row_co]: ...


class Alphabetical(Generic[Row]):
    """Rows by their name, whatever its case and accents; no database sorts so."""

    def __init__(self, found: QuerySet[Row, Any]) -> None:
        self._found = found

    @cached_property
    def _pks(self) -> list[int]:
        names = self._found.order_by().values_list("pk", "name")
        return [pk for pk, _ in sorted(names, key=lambda row: (fold(row[1]), row[0]))]

    def count(self) -> int:
        return len(self._pks)

    def __getitem__(self, shown: slice) -> list[Row]:
        pks = self._pks[shown]
        rows = self._found.in_bulk(pks)
        return [rows[pk] for pk in pks if pk in rows]


def rows_of(paging: Paging, found: Ordered[Row]) -> list[Row]:
    """The rows that the page shows."""
    return list(found[paging.offset : paging.offset + paging.per_page])


def all_rows(found: Ordered[Row]) -> Iterator[list[Row]]:
    """All of the rows, in their order, in batches; for exports."""
    for start in range(0, found.count(), _BATCH):
        yield list(found[start : start + _BATCH])


def indexed(kind: EntryKind, terms: Sequence[Term]) -> list[int]:
    """The row numbers of what the index finds, of no more than it counts."""
    question = Question((kind,), terms=beginnings(terms))
    return [hit.object_id for hit in find(question, limit=MOST_COUNTED)]


def named(rows: Iterable[tuple[int, str]], terms: Sequence[Term]) -> list[int]:
    """The row numbers of those whose name has the words, for what is not indexed."""
    wanted = beginnings(terms)
    return [pk for pk, name in rows if all(_agrees(name, each) for each in wanted)]


def _agrees(name: str, term: Term) -> bool:
    pieces = pieces_of(name, [replace(term, is_excluded=False)])
    return any(piece.is_hit for piece in pieces) is not term.is_excluded
