"""Differences for people: what changed, field by field and word by word."""

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from profiles.documents.diff import Change, Verb
from profiles.models import EntryChange

#: Words, the blanks between them, and every other sign by itself.
_PIECES = re.compile(r"\w+|\s+|[^\w\s]")
#: Longer texts are compared line by line; words would take seconds.
_MOST_PIECES = 6_000


@dataclass(frozen=True)
class Piece:
    """A run of text that stayed (`""`), came ("added") or went ("removed")."""

    text: str
    verb: str = ""


@dataclass(frozen=True)
class FieldDifference:
    """A field, in words, with the pieces that make up both what it said and says."""

    name: str
    label: str
    pieces: list[Piece]

    @property
    def before(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece.verb != "added"]

    @property
    def after(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece.verb != "removed"]


def field_differences(change: Change | EntryChange) -> list[FieldDifference]:
    """The fields that differ; of an entry that came or went, all that it says."""
    change = as_change(change)
    return [
        FieldDifference(
            each.name,
            field_label(each.name),
            words_between(in_words(each.before), in_words(each.after)),
        )
        for each in change.fields
        if each.name != "id"
    ]


def as_change(change: Change | EntryChange) -> Change:
    if isinstance(change, Change):
        return change
    key = change.section, change.entry_id
    return Change(key, change.before, change.after)


def verb_of(change: Change | EntryChange) -> Verb:
    return as_change(change).verb


def field_label(name: str) -> str:
    return name.replace("_", " ").capitalize()


def in_words(value: Any) -> str:
    """A value of a document as lines of text; "" for none."""
    return "\n".join(_lines(value))


def _lines(value: Any) -> Iterator[str]:
    match value:
        case None | "":
            return
        case bool():
            yield "yes" if value else "no"
        case str():
            yield from value.split("\n")
        case list():
            for each in value:
                yield "; ".join(_lines(each))
        case dict():
            for name, each in value.items():
                if words := "; ".join(_lines(each)):
                    yield f"{name.replace('_', ' ')}: {words}"
        case _:
            yield str(value)


def words_between(before: str, after: str) -> list[Piece]:
    """What turns one text into the other, as runs of words in reading order."""
    old, new = _PIECES.findall(before), _PIECES.findall(after)
    if len(old) + len(new) > _MOST_PIECES:
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    return _joined(
        piece
        for verb, i, j, k, m in matcher.get_opcodes()
        for piece in _pieces(verb, "".join(old[i:j]), "".join(new[k:m]))
    )


def _pieces(verb: str, old: str, new: str) -> Iterator[Piece]:
    if verb == "equal":
        yield Piece(old)
        return
    if old:
        yield Piece(old, "removed")
    if new:
        yield Piece(new, "added")


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """A blank between two changes goes with them, as whole phrases read best."""
    found = list(pieces)
    joined: list[Piece] = []
    for place, piece in enumerate(found):
        is_between = 0 < place < len(found) - 1
        if not piece.verb and piece.text.isspace() and is_between:
            joined += [Piece(piece.text, "removed"), Piece(piece.text, "added")]
        else:
            joined.append(piece)
    return [*_runs(joined)]


def _runs(pieces: list[Piece]) -> Iterator[Piece]:
    """Changes side by side as one that went and one that came."""
    removed, added = "", ""
    for piece in [*pieces, Piece("")]:
        if piece.verb == "removed":
            removed += piece.text
        elif piece.verb == "added":
            added += piece.text
        else:
            if removed.strip() or added.strip() or removed != added:
                yield from _pieces("replace", removed, added)
            elif removed:
                yield Piece(removed)
            removed, added = "", ""
            if piece.text:
                yield piece
