"""Differences for people: what changed, field by field and word by word."""

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from profiles.choices import Section
from profiles.documents.diff import Change, Verb
from profiles.documents.entries import PERSON, field_label
from profiles.documents.worded import Wording, with_defaults

#: Sentences and lines, and then words, blanks and every other sign by itself.
_SENTENCES = re.compile(r"[^.!?\n]+[.!?\n]*|[.!?\n]+")
_PIECES = re.compile(r"\w+|\s+|[^\w\s]")
#: Sentences that have more between them went and came as a whole: that is what people
#: read, and comparing them word by word takes the square of the time.
_MOST_PIECES = 2_000
#: So many words that stayed are few.
_FEW_WORDS = 3

#: What the lists are called that are not a section of the dossier.
_LABELS = {
    PERSON[0]: "The person",
    "metrics": "Figures",
    "profile.education": "Education",
    "organizations": "Organizations",
    "topics": "Topics",
    "expertise": "Expertise",
    "award": "Awards in general",
}


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


@dataclass(frozen=True)
class SectionDifference:
    """How much of a list of entries came, changed and went."""

    path: str
    counts: Counter[Verb]

    @property
    def label(self) -> str:
        return section_label(self.path)

    @property
    def anchor(self) -> str:
        return self.path.replace(".", "-")

    @property
    def words(self) -> str:
        return counts_in_words(self.counts)


def field_differences(
    change: Change, before: Wording, after: Wording
) -> list[FieldDifference]:
    """The fields that differ; of an entry that came or went, all that it says.

    What it said and what it says are each worded by the document around it.
    """
    said = replace(
        change,
        before=with_defaults(change.section, change.before),
        after=with_defaults(change.section, change.after),
    )
    return [
        FieldDifference(
            each.name,
            field_label(each.name),
            _pieces_of(
                in_words(before.field(change.section, each.name, each.before)),
                in_words(after.field(change.section, each.name, each.after)),
            ),
        )
        for each in said.fields
        if each.name != "id"
    ]


def section_differences(changes: Iterable[Change]) -> list[SectionDifference]:
    """Changes counted by section; they come in the order of the document."""
    return [
        SectionDifference(path, Counter(change.verb for change in same))
        for path, same in groupby(changes, lambda change: change.section)
    ]


def counts_in_words(counts: Counter[Verb]) -> str:
    """Such as “3 added, 1 changed”."""
    return ", ".join(f"{counts[verb]:,} {verb.value}" for verb in Verb if counts[verb])


def section_label(path: str) -> str:
    """What people call the list of entries at this path of a document."""
    return _LABELS.get(path) or Section(path).label


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


def _pieces_of(before: str, after: str) -> list[Piece]:
    """What differs and reads the same, such as a picture, went and came as a whole."""
    if before == after:
        return [*_pieces("replace", before, after)]
    return words_between(before, after)


def words_between(before: str, after: str) -> list[Piece]:
    """What turns one text into the other, as runs of words in reading order."""
    return _joined(_between_sentences(before, after))


def _between_sentences(before: str, after: str) -> Iterator[Piece]:
    old, new = _SENTENCES.findall(before), _SENTENCES.findall(after)
    for verb, went, came in _turns(old, new):
        if verb == "replace":
            yield from _between_words(went, came)
        else:
            yield from _pieces(verb, went, came)


def _between_words(before: str, after: str) -> Iterator[Piece]:
    old, new = _PIECES.findall(before), _PIECES.findall(after)
    if len(old) + len(new) > _MOST_PIECES:
        yield from _pieces("replace", before, after)
        return
    for verb, went, came in _turns(old, new):
        yield from _pieces(verb, went, came)


def _turns(old: list[str], new: list[str]) -> Iterator[tuple[str, str, str]]:
    """What turns one list of texts into the other: the verb of difflib, and both."""
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for verb, i, j, k, m in matcher.get_opcodes():
        yield verb, "".join(old[i:j]), "".join(new[k:m])


def _pieces(verb: str, old: str, new: str) -> Iterator[Piece]:
    if verb == "equal":
        yield Piece(old)
        return
    if old:
        yield Piece(old, "removed")
    if new:
        yield Piece(new, "added")


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Few words between two longer changes go with them: whole phrases read best."""
    joined: list[_Run] = []
    for run in _runs(pieces):
        while len(joined) > 1 and run.is_change and _goes_along(joined, run):
            stayed, before = joined.pop(), joined.pop()
            run = before + stayed + run
        joined.append(run)
    return [piece for run in joined for piece in run.pieces()]


@dataclass(frozen=True)
class _Run:
    """Text that stayed, which both sides have, or what went and what came."""

    old: str
    new: str

    @property
    def is_change(self) -> bool:
        return self.old != self.new

    def __add__(self, other: "_Run") -> "_Run":
        return _Run(self.old + other.old, self.new + other.new)

    def pieces(self) -> Iterator[Piece]:
        yield from _pieces("replace" if self.is_change else "equal", self.old, self.new)


def _runs(pieces: Iterable[Piece]) -> Iterator[_Run]:
    """Text that stayed and text that changed, by turns."""
    for _, same in groupby(pieces, lambda piece: bool(piece.verb)):
        texts = [
            (
                piece.text if piece.verb != "added" else "",
                piece.text if piece.verb != "removed" else "",
            )
            for piece in same
        ]
        run = _Run("".join(old for old, _ in texts), "".join(new for _, new in texts))
        if run.old or run.new:
            yield run


def _goes_along(joined: list[_Run], change: _Run) -> bool:
    before, stayed = joined[-2:]
    if stayed.is_change or not before.is_change:
        return False
    shorter = min(max(len(run.old), len(run.new)) for run in (before, change))
    is_short = len(stayed.old.split()) <= _FEW_WORDS and len(stayed.old) < shorter
    return stayed.old.isspace() or is_short
