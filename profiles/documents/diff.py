"""The difference between two dossier documents, entry by entry."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from profiles.choices import Section
from profiles.documents.schema import DossierDocument
from profiles.documents.writer import to_data

Data = dict[str, Any]

#: Lists of entries beside the sections that are lists themselves.
_ENTRY_LISTS = [
    "metrics",
    "profile.education",
    *(section.value for section in Section if section is not Section.PROFILE),
    "organizations",
]
_LABELS = ("title", "award", "role", "name", "degree", "text", "stance", "metric")
_LABEL_LENGTH = 70


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
    """An entry that came, changed or went; `entry_id` is "" for the person's fields."""

    verb: Verb
    section: str
    entry_id: str
    label: str
    fields: list[FieldChange] = field(default_factory=list)


def difference(before: DossierDocument | None, after: DossierDocument) -> list[Change]:
    """What turns `before` into `after`, in the order of the document."""
    old, new = {} if before is None else to_data(before), to_data(after)
    return list(_changes(old, new))


def _changes(old: Data, new: Data) -> Iterator[Change]:
    fields = [*_field_changes(_own_fields(old), _own_fields(new))]
    if fields:
        verb = Verb.CHANGED if old else Verb.ADDED
        yield Change(verb, "person", "", str(new.get("name", "")), fields)
    for path in _ENTRY_LISTS:
        yield from _entry_changes(path, _entries(old, path), _entries(new, path))


def _own_fields(data: Data) -> Data:
    """The person's fields, those of the profile section among them."""
    profile: Data = data.get("profile", {})
    lists = {path.split(".")[-1] for path in _ENTRY_LISTS} | {"profile", "dossier"}
    return {k: v for k, v in {**data, **profile}.items() if k not in lists}


def _entries(data: Data, path: str) -> dict[str, Data]:
    found: Any = data
    for step in path.split("."):
        found = found.get(step, {})
    return {entry["id"]: entry for entry in found}


def _entry_changes(
    section: str, old: dict[str, Data], new: dict[str, Data]
) -> Iterator[Change]:
    for entry_id, entry in new.items():
        if entry_id not in old:
            yield Change(Verb.ADDED, section, entry_id, _label(entry))
        elif fields := [*_field_changes(old[entry_id], entry)]:
            yield Change(Verb.CHANGED, section, entry_id, _label(entry), fields)
    for entry_id, entry in old.items():
        if entry_id not in new:
            yield Change(Verb.REMOVED, section, entry_id, _label(entry))


def _field_changes(old: Data, new: Data) -> Iterator[FieldChange]:
    for name in {**new, **old}:
        if old.get(name) != new.get(name):
            yield FieldChange(name, old.get(name), new.get(name))


def _label(entry: Data) -> str:
    label = next((str(entry[name]) for name in _LABELS if name in entry), "")
    if len(label) > _LABEL_LENGTH:
        return f"{label[:_LABEL_LENGTH].rstrip()}…"
    return label
