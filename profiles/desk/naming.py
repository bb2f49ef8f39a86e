"""The shared records that entries name, and by which name the desk has them now."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from django.db.models import Model

from profiles.databases import DESK
from profiles.desk.sharing import SHARED
from profiles.documents.entries import PERSON, Data, Entries, EntryKey
from profiles.documents.writer import write_record
from profiles.models import (
    Award,
    EntryChange,
    Expertise,
    Organization,
    Source,
    Topic,
)

#: The records that a document lists: their model, and the column of their ids.
_LISTED: dict[str, tuple[type[Any], str]] = {
    "sources": (Source, "stable_id"),
    "organizations": (Organization, "slug"),
}
#: The fields of entries that name such a record by its id.
_REFERENCES = {
    "source": "sources",
    "organization": "organizations",
    "granted_by": "organizations",
}
#: The fields that name a record by what it is called, by the list of their entries.
_NAMES: dict[str, tuple[str, type[Any]]] = {
    PERSON[0]: ("expertise", Expertise),
    "quotes": ("topics", Topic),
    "awards": ("award", Award),
}


def records_of(entries: Collection[Data]) -> Entries:
    """The records that a document of these entries has to list.

    As the desk has them; those that were deleted, as they were then.
    """
    found: Entries = {}
    for path, (model, column) in _LISTED.items():
        wanted = {name for listed, name in _ids(entries) if listed == path}
        rows = model._default_manager.using(DESK).filter(**{f"{column}__in": wanted})
        found |= {(path, getattr(row, column)): write_record(row) for row in rows}
        for name in wanted - {name for listed, name in found if listed == path}:
            deleted = EntryChange.objects.using(DESK).of_entry("", SHARED[model], name)
            last = deleted.filter(after__isnull=True).first()
            if last is not None and last.before is not None:
                found[path, name] = last.before
    return found


def rows_named_by(entries: Entries) -> list[Model]:
    """The rows of all shared records that the entries name, as far as there are any."""
    rows: list[Model] = []
    for path, (model, column) in _LISTED.items():
        ids = {name for listed, name in _ids(entries.values()) if listed == path}
        manager = model._default_manager.using(DESK)
        rows += manager.filter(**{f"{column}__in": ids}) if ids else []
    for path, (field, model) in _NAMES.items():
        names = {name for entry in _in(entries, path) for name in _listed(entry, field)}
        manager = model._default_manager.using(DESK)
        rows += manager.filter(name__in=names) if names else []
    return rows


def in_present_names(
    wanted: Mapping[EntryKey, Data | None],
) -> dict[EntryKey, Data | None]:
    """Entries of another day, with what was renamed since by the name it has now.

    Under its former name it would become another record beside itself.
    """
    found = dict(wanted)
    for path, (field, model) in _NAMES.items():
        present: dict[str, str] | None = None
        for key, entry in wanted.items():
            if key[0] != path or entry is None or field not in entry:
                continue
            if present is None:
                present = _present_names(model)
            found[key] = entry | {field: _renamed(entry[field], present)}
    return found


def _present_names(model: type[Any]) -> dict[str, str]:
    """Names that no record has any more, each with that of the last which had it."""
    rows = model._default_manager.using(DESK).values_list("slug", "name")
    names: dict[str, str] = dict(rows)
    changes = EntryChange.objects.using(DESK).filter(
        dossier_id="",
        section=SHARED[model],
        before__isnull=False,
        after__isnull=False,
    )
    present: dict[str, str] = {}
    for change in changes:
        former = (change.before or {}).get("name")
        if former and former not in names.values() and change.entry_id in names:
            present.setdefault(former, names[change.entry_id])
    return present


def _renamed(value: Any, present: Mapping[str, str]) -> Any:
    if isinstance(value, list):
        return [*dict.fromkeys(present.get(name, name) for name in value)]
    return present.get(value, value)


def _in(entries: Entries, path: str) -> Iterator[Data]:
    return (entry for (listed, _), entry in entries.items() if listed == path)


def _listed(entry: Data, field: str) -> list[str]:
    value = entry.get(field, [])
    return value if isinstance(value, list) else [value]


def _ids(entries: Iterable[Data]) -> set[tuple[str, str]]:
    """The ids of sources and organizations in the entries, each with its list."""
    return {*_ids_in(entries)}


def _ids_in(value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, each in value.items():
            path = _REFERENCES.get(name)
            if path is not None and isinstance(each, str):
                yield path, each
            else:
                yield from _ids_in(each)
    elif isinstance(value, Iterable) and not isinstance(value, str):
        for each in value:
            yield from _ids_in(each)
