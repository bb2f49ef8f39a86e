"""Differences for people, those of the desk's own history among them."""

from profiles.documents import differences
from profiles.documents.diff import Change, Verb
from profiles.documents.differences import (
    FieldDifference,
    Piece,
    field_label,
    in_words,
    section_label,
    words_between,
)
from profiles.models import EntryChange

__all__ = [
    "FieldDifference",
    "Piece",
    "as_change",
    "field_differences",
    "field_label",
    "in_words",
    "section_label",
    "verb_of",
    "words_between",
]


def field_differences(change: Change | EntryChange) -> list[FieldDifference]:
    """The fields that differ; of an entry that came or went, all that it says."""
    return differences.field_differences(as_change(change))


def as_change(change: Change | EntryChange) -> Change:
    if isinstance(change, Change):
        return change
    key = change.section, change.entry_id
    return Change(key, change.before, change.after)


def verb_of(change: Change | EntryChange) -> Verb:
    return as_change(change).verb
