"""The history of entries and dossiers, and putting back what they once said."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.contrib.auth.models import User

from profiles.databases import DESK
from profiles.desk.recording import recording
from profiles.desk.scopes import Scope, Snapshot
from profiles.desk.sharing import SHARED
from profiles.documents.entries import Data, Entries, EntryKey, data_of
from profiles.documents.loader import load_dossier
from profiles.documents.reader import check_dossier
from profiles.documents.writer import write_record
from profiles.models import EntryChange, Organization, Person, Revision, Source

#: The records that a document lists: their model, and the column of their ids.
_RECORDS: dict[str, tuple[type[Any], str]] = {
    "sources": (Source, "stable_id"),
    "organizations": (Organization, "slug"),
}
#: The fields of entries that name such a record.
_REFERENCES = {
    "source": "sources",
    "organization": "organizations",
    "granted_by": "organizations",
}


def changes_since(
    revision: int, keys: Collection[tuple[str, EntryKey]]
) -> list[EntryChange]:
    """What changed of these entries after a revision, newest first, and by whom."""
    wanted = set(keys)
    changes = (
        EntryChange.objects.using(DESK)
        .filter(dossier_id__in={dossier_id for dossier_id, _ in wanted})
        .after(revision)
        .select_related("revision__by")
    )
    return [
        change
        for change in changes
        if (change.dossier_id, (change.section, change.entry_id)) in wanted
    ]


def entry_history(dossier_id: str, key: EntryKey) -> list[EntryChange]:
    """The changes of an entry with who made them, newest first."""
    changes = EntryChange.objects.using(DESK).of_entry(dossier_id, *key)
    return list(changes.select_related("revision__by"))


def entries_as_of(dossier_id: str, revision: int) -> Entries:
    """All entries of a dossier as they were after the revision of this number.

    The records that dossiers share are not among them; they have a history of their
    own.
    """
    person = Person.objects.using(DESK).filter(stable_id=dossier_id).first()
    entries = {} if person is None else _present(person)
    changes = EntryChange.objects.using(DESK).filter(dossier_id=dossier_id)
    for change in changes.after(revision).exclude(section__in=SHARED.values()):
        _undo(entries, change)
    return entries


def entry_as_of(
    dossier_id: str, key: EntryKey, present: Data | None, revision: int
) -> Data | None:
    """What the entry that now says `present` said after a revision; None for none."""
    entries = {} if present is None else {key: dict(present)}
    changes = EntryChange.objects.using(DESK).of_entry(dossier_id, *key)
    for change in changes.after(revision):
        _undo(entries, change)
    return entries.get(key)


def _present(person: Person) -> Entries:
    return _entries(Scope.of_dossier(person).read(), person.stable_id)


def _entries(snapshot: Snapshot, dossier_id: str) -> Entries:
    return {
        key: entry for (owner, key), entry in snapshot.items() if owner == dossier_id
    }


def _undo(entries: Entries, change: EntryChange) -> None:
    """Take back a change from the entries that it led to."""
    key = change.section, change.entry_id
    if change.before is None:
        entries.pop(key, None)
    elif change.after is None:
        entries[key] = change.before
    else:
        entry = dict(entries.get(key, {})) | change.before
        entries[key] = {k: v for k, v in entry.items() if v is not None}


class ChangedMeanwhileError(Exception):
    """Somebody changed the entries since they were looked at."""

    def __init__(self, changes: list[EntryChange]) -> None:
        super().__init__(f"{len(changes)} changes were made meanwhile.")
        self.changes = changes


def put_back(
    dossier_id: str,
    wanted: Mapping[EntryKey, Data | None],
    *,
    by: User | None,
    reason: str,
    seen: int | None = None,
) -> Revision | None:
    """Make entries of a dossier say what is wanted; None takes one away.

    The dossier may have been deleted. Raises DocumentError where the dossier would
    break a rule of the document, and ChangedMeanwhileError where an entry was changed
    after the revision `seen`; nothing is changed then.
    """
    person = Person.objects.using(DESK).filter(stable_id=dossier_id).first()
    scope = Scope() if person is None else Scope.of_dossier(person)
    with recording(scope, by=by, reason=reason) as made:
        keys = [(dossier_id, key) for key in wanted]
        if seen is not None and (changes := changes_since(seen, keys)):
            raise ChangedMeanwhileError(changes)
        entries = {**_entries(made.before, dossier_id), **wanted}
        kept = {key: entry for key, entry in entries.items() if entry is not None}
        data = data_of(kept | _records_of(kept))
        scope.add_dossier(load_dossier(check_dossier(data), DESK))
    return made.revision


def _records_of(entries: Entries) -> Entries:
    """The shared records that the entries name, as the desk or its history has them."""
    named = [*_named(list(entries.values()))]
    found: Entries = {}
    for path, (model, column) in _RECORDS.items():
        wanted = {name for list_path, name in named if list_path == path}
        rows = model._default_manager.using(DESK).filter(**{f"{column}__in": wanted})
        found |= {(path, getattr(row, column)): write_record(row) for row in rows}
        for name in wanted - {name for list_path, name in found if list_path == path}:
            deleted = EntryChange.objects.using(DESK).of_entry("", SHARED[model], name)
            last = deleted.filter(after__isnull=True).first()
            if last is not None and last.before is not None:
                found[path, name] = last.before
    return found


def _named(value: Any) -> Iterator[EntryKey]:
    """The sources and organizations that the data of entries refers to."""
    if isinstance(value, list):
        for each in value:
            yield from _named(each)
    elif isinstance(value, dict):
        for name, each in value.items():
            path = _REFERENCES.get(name)
            if path is not None and isinstance(each, str):
                yield path, each
            else:
                yield from _named(each)
