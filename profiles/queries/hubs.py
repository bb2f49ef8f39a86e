"""Hubs: lists of what dossiers share, found by the words of a name."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from django.db.models import Model, QuerySet

from profiles.choices import EntryKind
from profiles.index.answers import MOST_COUNTED, find
from profiles.index.question import Question
from profiles.index.words import Term, beginnings, pieces_of
from profiles.queries.paging import Paging
from profiles.text import fold

Row = TypeVar("Row", bound=Model)

PER_PAGE = 100


def rows_of(paging: Paging, found: QuerySet[Row]) -> list[Row]:
    """The rows that the page shows."""
    return list(found[paging.offset : paging.offset + paging.per_page])


def alphabetical(found: QuerySet[Row]) -> list[int]:
    """The row numbers by name, whatever its case and accents; no database sorts so."""
    names = found.order_by().values_list("pk", "name")
    return [pk for pk, _ in sorted(names, key=lambda row: (fold(row[1]), row[0]))]


def rows_among(
    paging: Paging, found: QuerySet[Row], ordered: Sequence[int]
) -> list[Row]:
    """The rows that the page shows, of row numbers in their order."""
    shown = ordered[paging.offset : paging.offset + paging.per_page]
    rows = found.in_bulk(shown)
    return [rows[pk] for pk in shown if pk in rows]


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
