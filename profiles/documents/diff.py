"""The difference between two dossier documents, entry by entry."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from profiles.documents.entries import (
    ENTRY_LISTS,
    PERSON,
    Data,
    Entries,
    EntryKey,
    entries_of,
    label_of,
)
from profiles.documents.schema import DossierDocument
from profiles.documents.writer import to_data

_ORDER = {path: place for place, path in enumerate((PERSON[0], *ENTRY_LISTS))}


class Verb(Enum):
    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True)
class FieldChange:
    """What a field held and what it holds; None where it held nothing."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Change:
    """An entry that came, changed or went, with what it said before and says now."""

    key: EntryKey
    before: Data | None
    after: Data | None

    @property
    def section(self) -> str:
        return self.key[0]

    @property
    def entry_id(self) -> str:
        """The entry's id; "" for the person's own fields."""
        return self.key[1]

    @property
    def verb(self) -> Verb:
        if self.before is None:
            return Verb.ADDED
        return Verb.REMOVED if self.after is None else Verb.CHANGED

    @property
    def label(self) -> str:
        said = self.before if self.after is None else self.after
        return label_of(said or {})

    @property
    def fields(self) -> list[FieldChange]:
        """The fields that differ; of an entry that came or went, all of them."""
        old, new = self.before or {}, self.after or {}
        return [
            FieldChange(name, old.get(name), new.get(name))
            for name in {**new, **old}
            if old.get(name) != new.get(name)
        ]


def difference(before: DossierDocument | None, after: DossierDocument) -> list[Change]:
    """What turns `before` into `after`, in the order of the document."""
    old = {} if before is None else entries_of(to_data(before))
    return changes_between(old, entries_of(to_data(after)))


def changes_between(old: Entries, new: Entries) -> list[Change]:
    """What turns the old entries into the new, in the order of the document."""
    changed = [
        Change(key, old.get(key), entry)
        for key, entry in new.items()
        if old.get(key) != entry
    ]
    gone = [Change(key, entry, None) for key, entry in old.items() if key not in new]
    return in_order([*changed, *gone])


def in_order(changes: Iterable[Change]) -> list[Change]:
    """Changes section by section, else as they are; what no section has comes last."""
    return sorted(changes, key=lambda change: _ORDER.get(change.section, len(_ORDER)))
