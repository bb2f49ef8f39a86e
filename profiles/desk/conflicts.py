"""Two versions of the same entries, of which a person chooses field by field."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.auth.models import User

from profiles.desk.differences import (
    Piece,
    field_label,
    in_words,
    words_between,
)
from profiles.documents.entries import Data, Entries, EntryKey, label_of
from profiles.documents.worded import Wording, claim_first, with_defaults
from profiles.models import EntryChange

THEIRS, MINE = "theirs", "mine"
#: For those who choose, and read nothing.
_NAMELESS = Wording({})


@dataclass(frozen=True)
class Conflict:
    """A field on which the version that was saved first and one's own differ.

    `name` is "" where one of the two has no such entry any more.
    """

    key: EntryKey
    label: str
    name: str
    base: Any
    theirs: Any
    mine: Any
    wording: Wording = _NAMELESS

    @property
    def choice_name(self) -> str:
        """How a form calls the choice."""
        return f"choice:{self.key[0]}:{self.key[1]}:{self.name}"

    @property
    def field_label(self) -> str:
        return field_label(self.name) if self.name else "The whole entry"

    @property
    def proposal(self) -> str:
        """Whose version there is no reason against; "" where both changed it."""
        if self.mine == self.base:
            return THEIRS
        return MINE if self.theirs == self.base else ""

    @property
    def their_words(self) -> list[Piece]:
        return words_between(self._told(self.base), self._told(self.theirs))

    @property
    def my_words(self) -> list[Piece]:
        return words_between(self._told(self.base), self._told(self.mine))

    def _told(self, value: Any) -> str:
        path = self.key[0]
        if self.name or value is None:
            return in_words(self.wording.field(path, self.name, value))
        said = with_defaults(path, value) or {}
        return "\n".join(
            f"{field_label(name)}: {words}"
            for name, each in said.items()
            if name != "id"
            and (words := in_words(self.wording.field(path, name, each)))
        )


def author_of(change: EntryChange, reader: User) -> str:
    """Who made a change while the reader, who may be the same person, had it open."""
    by = change.revision.by
    if by is None:
        return "a command"
    return "you (in another window)" if by == reader else str(by)


def who_saved(changes: Iterable[EntryChange], reader: User) -> str:
    """Those who made the changes, such as “bea and you (in another window)”."""
    return " and ".join(dict.fromkeys(author_of(each, reader) for each in changes))


def conflicts(
    base: Entries, theirs: Entries, mine: Entries, wording: Wording = _NAMELESS
) -> list[Conflict]:
    """Where the two versions differ, entry by entry; `base` is what both began with."""
    return [
        replace(conflict, wording=wording)
        for key in {**theirs, **mine}
        for conflict in _of_entry(key, base.get(key), theirs.get(key), mine.get(key))
    ]


def _of_entry(
    key: EntryKey, base: Data | None, theirs: Data | None, mine: Data | None
) -> list[Conflict]:
    label = label_of(mine or theirs or {})
    if theirs is None or mine is None:
        return [Conflict(key, label, "", base, theirs, mine)]
    old = base or {}
    return [
        Conflict(key, label, name, old.get(name), theirs.get(name), mine.get(name))
        for name in claim_first({**mine, **theirs})
        if theirs.get(name) != mine.get(name)
    ]


def resolved(
    theirs: Entries, found: list[Conflict], choices: Mapping[str, str]
) -> dict[EntryKey, Data | None]:
    """The entries as chosen: what is not chosen stays as it was saved.

    `choices` are by the names that conflicts give them. Raises UndecidedError.
    """
    wanted: dict[EntryKey, Data | None] = {}
    for conflict in found:
        choice = choices.get(conflict.choice_name, conflict.proposal)
        if choice not in (THEIRS, MINE):
            raise UndecidedError(conflict)
        if choice == MINE:
            _take(wanted, theirs, conflict)
    return wanted


class UndecidedError(Exception):
    """A field that both changed, and of which nobody has chosen a version."""

    def __init__(self, conflict: Conflict) -> None:
        super().__init__(
            f"{conflict.label}, {conflict.field_label}: choose which version to keep."
        )


def _take(
    wanted: dict[EntryKey, Data | None], theirs: Entries, conflict: Conflict
) -> None:
    key = conflict.key
    if not conflict.name:
        wanted[key] = conflict.mine
        return
    entry = dict(wanted.get(key) or theirs[key])
    entry.pop(conflict.name, None)
    if conflict.mine is not None:
        entry[conflict.name] = conflict.mine
    wanted[key] = entry
