"""Differences for people, those of the desk's own history among them."""

from collections.abc import Collection, Iterable

from profiles.desk.naming import records_of
from profiles.documents import differences
from profiles.documents.diff import Change, Verb
from profiles.documents.differences import (
    FieldDifference,
    Piece,
    in_words,
    section_label,
    words_between,
)
from profiles.documents.entries import Data, data_of, field_label
from profiles.documents.worded import Wording
from profiles.models import EntryChange

__all__ = [
    "FieldDifference",
    "Piece",
    "as_change",
    "desk_wording",
    "field_differences",
    "field_label",
    "in_words",
    "section_label",
    "verb_of",
    "wording_of",
    "words_between",
]


def desk_wording(changes: Iterable[Change | EntryChange]) -> Wording:
    """Words what changes say with the names that records have at the desk now."""
    both = [each for change in changes for each in (change.before, change.after)]
    return wording_of([said for said in both if said is not None])


def wording_of(entries: Collection[Data]) -> Wording:
    """Words entries with the names that records have at the desk now.

    It takes a query for each kind of record, and one for each record deleted since.
    """
    return Wording(data_of(records_of(entries)))


def field_differences(
    change: Change | EntryChange, wording: Wording
) -> list[FieldDifference]:
    """The fields that differ; of an entry that came or went, all that it says."""
    return differences.field_differences(as_change(change), wording, wording)


def as_change(change: Change | EntryChange) -> Change:
    if isinstance(change, Change):
        return change
    key = change.section, change.entry_id
    return Change(key, change.before, change.after)


def verb_of(change: Change | EntryChange) -> Verb:
    return as_change(change).verb
