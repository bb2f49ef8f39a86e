"""The history of entries and dossiers, and putting back what they once said."""

from collections.abc import Collection, Mapping

from django.contrib.auth.models import User
from django.db.models import Max, Min, Model, QuerySet

from profiles.databases import DESK
from profiles.desk.naming import in_present_names, records_of, rows_named_by
from profiles.desk.recording import recording
from profiles.desk.refusals import NotPutBackError
from profiles.desk.scopes import Scope, Snapshot, key_of
from profiles.desk.sharing import RECORD_PATHS
from profiles.documents.entries import Data, Entries, EntryKey, data_of
from profiles.documents.faults import DocumentError
from profiles.documents.loader import load_dossier
from profiles.documents.reader import check_dossier
from profiles.models import EntryChange, Person, Publication, Revision


def last_revision() -> int:
    """The number of the desk's newest revision; 0 where there is none."""
    return Revision.objects.using(DESK).aggregate(last=Max("pk"))["last"] or 0


def changes_since(
    revision: int, keys: Collection[tuple[str, EntryKey]]
) -> list[EntryChange]:
    """What changed of these entries after a revision, newest first, and by whom.

    That another dossier came to use a shared record is no change of the record.
    """
    wanted = {
        ("" if key[0] in RECORD_PATHS else dossier_id, key) for dossier_id, key in keys
    }
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


def history_of(row: Model) -> QuerySet[EntryChange]:
    """The changes of the entry that a row is, or is a part of, newest first.

    What one revision did to a publication is told once, whosever dossiers have it.
    """
    dossier_id, section, entry_id = key_of(row)
    changes = EntryChange.objects.using(DESK).select_related("revision__by")
    if section != "research":
        return changes.of_entry(dossier_id, section, entry_id)
    people = Person.objects.using(DESK).filter(publications__stable_id=entry_id)
    owners = ["", *people.values_list("stable_id", flat=True)]
    same = changes.filter(dossier_id__in=owners, section=section, entry_id=entry_id)
    firsts = same.order_by().values("revision").annotate(first=Min("pk"))
    return same.filter(pk__in=firsts.values("first"))


def dossier_of(row: Model) -> Person | None:
    """In whose dossier the row is; None for what dossiers share, or none has."""
    dossier_id, *_ = key_of(row)
    return Person.objects.using(DESK).filter(stable_id=dossier_id).first()


def entries_as_of(dossier_id: str, revision: int) -> Entries:
    """All entries of a dossier as they were after the revision of this number.

    The records that dossiers share are not among them; they have a history of their
    own.
    """
    person = Person.objects.using(DESK).filter(stable_id=dossier_id).first()
    entries = {} if person is None else _present(person)
    changes = EntryChange.objects.using(DESK).filter(dossier_id=dossier_id)
    for change in changes.after(revision).exclude(section__in=RECORD_PATHS):
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


def present_entries(dossier_id: str, keys: Collection[EntryKey]) -> Entries:
    """Those of the entries that the dossier has now."""
    person = Person.objects.using(DESK).filter(stable_id=dossier_id).first()
    entries = {} if person is None else _present(person)
    return {key: entry for key, entry in entries.items() if key in keys}


def _present(person: Person) -> Entries:
    return _entries(Scope.of_dossier(person).read(), person.stable_id)


def _entries(snapshot: Snapshot, dossier_id: str) -> Entries:
    """A dossier's own; the records it shares are listed as its entries need them."""
    return {
        key: entry
        for (owner, key), entry in snapshot.items()
        if owner == dossier_id and key[0] not in RECORD_PATHS
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
    undoes: Revision | None = None,
) -> Revision | None:
    """Make entries of a dossier say what is wanted; None takes one away.

    The dossier may have been deleted, and the records it shares too: they come back
    with it. Raises NotPutBackError where the dossier would break a rule of the
    document, and ChangedMeanwhileError where an entry was changed after the revision
    `seen`; nothing is changed then.
    """
    wanted = in_present_names(wanted)
    coming = {key: entry for key, entry in wanted.items() if entry is not None}
    person = Person.objects.using(DESK).filter(stable_id=dossier_id).first()
    scope = Scope() if person is None else Scope.of_dossier(person)
    scope.add(*_publications(coming))
    known = set(rows_named_by(coming))
    with recording(scope, by=by, reason=reason, undoes=undoes) as made:
        keys = [(dossier_id, key) for key in wanted]
        if seen is not None and (changes := changes_since(seen, keys)):
            raise ChangedMeanwhileError(changes)
        entries = {**_entries(made.before, dossier_id), **wanted}
        kept = {key: entry for key, entry in entries.items() if entry is not None}
        data = data_of(kept | records_of(kept.values()))
        try:
            scope.add_dossier(load_dossier(check_dossier(data), DESK))
        except DocumentError as error:
            raise NotPutBackError(error.faults, data) from error
        scope.add(*(row for row in rows_named_by(coming) if row not in known))
    return made.revision


def _publications(entries: Entries) -> QuerySet[Publication]:
    """Those of the entries that there are, be it in other dossiers."""
    ids = [entry_id for path, entry_id in entries if path == "research"]
    return Publication.objects.using(DESK).filter(stable_id__in=ids)
