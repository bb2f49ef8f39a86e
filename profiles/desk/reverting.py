"""Putting back: one field, an entry, a whole dossier, a record that dossiers share.

What is to be put back is planned first, so that it can be looked at; carrying the plan
out asks again whether this person may, and whether anything has changed meanwhile.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Model

from profiles import portraits
from profiles.databases import DESK
from profiles.desk.correcting import propose
from profiles.desk.errors import ForbiddenError, RefusedError
from profiles.desk.guarding import require_editor
from profiles.desk.history import (
    ChangedMeanwhileError,
    entries_as_of,
    entry_as_of,
    put_back,
)
from profiles.desk.naming import in_present_names
from profiles.desk.places import MODELS
from profiles.desk.records import put_back_record, record_of
from profiles.desk.scopes import Scope
from profiles.desk.sharing import RECORD_PATHS, uses_before_readers
from profiles.documents.amending import PUBLICATIONS
from profiles.documents.diff import Change, Verb, changes_between
from profiles.documents.entries import PERSON, Data, Entries, EntryKey
from profiles.documents.writer import write_record
from profiles.models import EntryChange, ListedPublication, Person, Revision

_PERMISSIONS = {Verb.ADDED: "add", Verb.CHANGED: "change", Verb.REMOVED: "delete"}


@dataclass(frozen=True)
class Revert:
    """Entries as they would be again, and what that changes of what they say now.

    `key` is that of the one entry that is put back; None for a whole dossier. `seen` is
    the last revision that was looked at. `notes` say what cannot be had back, and which
    other dossiers are touched. A correction is of what readers see by itself, without
    the dossiers around it.
    """

    dossier_id: str
    key: EntryKey | None
    changes: list[Change]
    seen: int
    is_correction: bool = False
    notes: list[str] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        return self.key is None

    @property
    def wanted(self) -> dict[EntryKey, Data | None]:
        return {change.key: change.after for change in self.changes}


# Plans


def revert_field(change: EntryChange, name: str) -> Revert:
    """The entry of today, with one field as it was before the change.

    Raises RefusedError where the entry is not there any more.
    """
    seen = _last_revision(change)
    now = _now(change)
    if now is None or change.before is None:
        raise RefusedError(
            f"“{change.label}” is not there to put a field back into; put back all of "
            "it."
        )
    then = {key: value for key, value in now.items() if key != name}
    if (value := change.before.get(name)) is not None:
        then[name] = value
    return _plan(change, now, then, seen)


def revert_entry(change: EntryChange, *, to_before: bool) -> Revert:
    """The entry as it was before the change, or after it.

    Raises RefusedError for what is not deleted this way.
    """
    seen = _last_revision(change)
    now = _now(change)
    revision = change.revision_id - 1 if to_before else change.revision_id
    then = entry_as_of(_owner(change), _key(change), now, revision)
    if then is None and (change.section == PERSON[0] or change.section in RECORD_PATHS):
        raise RefusedError(
            f"“{change.label}” was not there before; if it has to go, delete it on its "
            "own page."
        )
    return _plan(change, now, then, seen)


def revert_dossier(dossier_id: str, revision: int) -> Revert:
    """All of the dossier as it was after a revision; it may have been deleted since.

    What dossiers share stays as it is, publications of a deleted dossier too. Raises
    RefusedError where there was no dossier then.
    """
    seen = EntryChange.objects.using(DESK).last_of(dossier_id)
    then = entries_as_of(dossier_id, revision)
    now = entries_as_of(dossier_id, seen)
    if PERSON not in then:
        raise RefusedError("There was no such dossier after that revision.")
    if PERSON not in now:
        then |= _present_publications(then)
    notes = _keep_portrait(now.get(PERSON), then)
    present = in_present_names(then)
    wanted = {key: entry for key, entry in present.items() if entry is not None}
    changes = changes_between(now, wanted)
    notes += _other_dossiers(dossier_id, changes)
    return Revert(dossier_id, None, changes, seen, notes=notes)


def _plan(
    change: EntryChange, now: Data | None, then: Data | None, seen: int
) -> Revert:
    key, wanted = _key(change), {} if then is None else {_key(change): then}
    notes = _keep_portrait(now, wanted)
    dossier_id = _owner(change)
    if not dossier_id and change.section not in RECORD_PATHS:
        raise RefusedError(
            f"No dossier lists “{change.label}”; list it in one, then put it back."
        )
    renamed = in_present_names(wanted).get(key)
    changes = [Change(key, now, renamed)] if renamed != now else []
    notes += _other_dossiers(dossier_id, changes)
    is_correction = any(each.verb is Verb.CHANGED for each in changes) and (
        _is_shared_with_readers(change)
    )
    return Revert(
        dossier_id, key, changes, seen, is_correction=is_correction, notes=notes
    )


def _is_shared_with_readers(change: EntryChange) -> bool:
    """Whether the change is of a record that published dossiers share."""
    record: Any = None
    if change.section in RECORD_PATHS:
        record = record_of(*_key(change))
    elif change.section == PUBLICATIONS:
        record = _row_of(change)
    return record is not None and any(uses_before_readers([record]).values())


def _key(change: EntryChange) -> EntryKey:
    return change.section, change.entry_id


def _owner(change: EntryChange) -> str:
    """Whose the entry is; "" for a record, also where its change is told of a dossier.

    A publication that no dossier has is nobody's either.
    """
    return "" if change.section in RECORD_PATHS else change.dossier_id


def _last_revision(change: EntryChange) -> int:
    """The last revision of the dossier or record that the change is of."""
    changes = EntryChange.objects.using(DESK)
    if dossier_id := _owner(change):
        return changes.last_of(dossier_id)
    last = changes.of_entry("", *_key(change)).first()
    return 0 if last is None else last.revision_id


def _now(change: EntryChange) -> Data | None:
    """What the entry says now; None where it is not there."""
    if change.section in RECORD_PATHS:
        record = record_of(change.section, change.entry_id)
        return None if record is None else write_record(record)
    row = _row_of(change)
    if row is None:
        return None
    return Scope(row).read().get((change.dossier_id, _key(change)))


def _row_of(change: EntryChange) -> Model | None:
    stable_id = change.entry_id or change.dossier_id
    rows = MODELS[change.section].objects.using(DESK)
    row: Model | None = rows.filter(stable_id=stable_id).first()
    return row


def _present_publications(entries: Entries) -> Entries:
    """Those of the publications that other dossiers have kept, as they are now."""
    ids = [entry_id for path, entry_id in entries if path == "research"]
    rows = MODELS["research"].objects.using(DESK).filter(stable_id__in=ids)
    return {key: entry for (_, key), entry in Scope(*rows).read().items()}


def _keep_portrait(now: Data | None, then: Entries) -> list[str]:
    """Leave the portrait as it is now where the files of the former are gone."""
    wanted = then.get(PERSON, {})
    present = (now or {}).get("portrait")
    portrait = wanted.get("portrait")
    if portrait is None or portrait == present:
        return []
    if portraits.is_complete(portrait["name"], portrait["width"]):
        return []
    then[PERSON] = {k: v for k, v in wanted.items() if k != "portrait"}
    if present is not None:
        then[PERSON]["portrait"] = present
    return [
        "The portrait stays as it is: the files of the former one are not kept any "
        "more. Upload it again if you have it."
    ]


def _other_dossiers(dossier_id: str, changes: Iterable[Change]) -> list[str]:
    """Which publications other dossiers have too, and see changed."""
    titles = {
        change.entry_id: change.label
        for change in changes
        if change.section == "research" and change.verb is Verb.CHANGED
    }
    others: dict[str, list[str]] = {}
    shared = (
        ListedPublication.objects.using(DESK)
        .filter(publication__stable_id__in=titles)
        .exclude(person__stable_id=dossier_id)
    )
    for entry_id, name in shared.order_by("person__sort_name").values_list(
        "publication__stable_id", "person__name"
    ):
        others.setdefault(entry_id, []).append(name)
    return [
        f"“{titles[entry_id]}” is in other dossiers too, and changes there as well: "
        f"{', '.join(names)}."
        for entry_id, names in others.items()
    ]


# Carrying out


def forbidden(by: User, plan: Revert) -> str:
    """Why this person may not carry out the plan; "" where they may."""
    for verb, model in {
        (change.verb, MODELS[change.section]) for change in plan.changes
    }:
        name = model._meta.model_name
        if not by.has_perm(f"profiles.{_PERMISSIONS[verb]}_{name}"):
            return (
                f"You may not {_PERMISSIONS[verb]} "
                f"{model._meta.verbose_name_plural}; ask an administrator."
            )
    try:
        require_editor(((plan.dossier_id, each) for each in plan.changes), by=by)
    except ForbiddenError as error:
        return str(error)
    return ""


def carry_out(
    plan: Revert, *, by: User, reason: str, seen: int, summary: str = ""
) -> Revision | None:
    """Make it so; None where it is so already.

    A correction is proposed for readers too, with a summary for them. Raises
    ForbiddenError, RefusedError without a reason or that summary, ChangedMeanwhileError
    where anything of it was changed after the revision `seen`, and NotPutBackError.
    """
    if why := forbidden(by, plan):
        raise ForbiddenError(why)
    if not reason.strip():
        raise RefusedError("Say why it is put back; colleagues will ask.")
    with transaction.atomic(using=DESK):
        if plan.is_whole:
            _require_unchanged(plan.dossier_id, seen)
        reason = reason.strip()
        if plan.dossier_id:
            revision = put_back(
                plan.dossier_id, plan.wanted, by=by, reason=reason, seen=seen
            )
        else:
            revision = _put_back_records(plan.wanted, by=by, reason=reason, seen=seen)
        if revision is None:
            return None
        if plan.is_correction:
            propose(revision, by=by, summary=summary)
        return revision


def _require_unchanged(dossier_id: str, seen: int) -> None:
    """Raise ChangedMeanwhileError if anything of the dossier was; keep others out."""
    for person in Person.objects.using(DESK).filter(stable_id=dossier_id):
        Scope.of_dossier(person).lock()
    changes = EntryChange.objects.using(DESK).filter(dossier_id=dossier_id).after(seen)
    if found := list(changes.select_related("revision__by")):
        raise ChangedMeanwhileError(found)


def _put_back_records(
    wanted: Mapping[EntryKey, Data | None], *, by: User, reason: str, seen: int
) -> Revision | None:
    revision = None
    for key, data in wanted.items():
        if data is not None:
            revision = put_back_record(key, data, by=by, reason=reason, seen=seen)
    return revision
