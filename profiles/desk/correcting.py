"""Corrections: changes of shared records, on their way to readers by themselves.

An editor changes or merges a record that published dossiers use. Once it is let out,
each of them gets an edition that differs from its last in nothing else; what is being
written at the desk stays there.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from profiles import publishing
from profiles.choices import CorrectionState
from profiles.databases import DESK
from profiles.desk.alike import note_if_alike
from profiles.desk.errors import ForbiddenError, RefusedError
from profiles.desk.guarding import may_correct
from profiles.desk.history import (
    changes_since,
    entry_as_of,
    present_entries,
    put_back,
)
from profiles.desk.records import put_back_record, record_of, record_rows
from profiles.desk.reviewing import words_for
from profiles.desk.scopes import Scope
from profiles.desk.sharing import (
    RECORD_PATHS,
    editions_naming,
    published_uses,
    shown_editions,
)
from profiles.documents.amending import (
    PUBLICATIONS,
    Amendment,
    amend,
    name_of,
    names_of,
)
from profiles.documents.diff import Change, changes_between
from profiles.documents.entries import (
    RECORD_LISTS,
    Data,
    Entries,
    EntryKey,
    entries_of,
)
from profiles.documents.faults import DocumentError
from profiles.documents.reader import check_dossier
from profiles.documents.writer import to_json, write_record
from profiles.models import (
    Correction,
    Edition,
    EntryChange,
    Person,
    Publication,
    Revision,
)
from profiles.publishing import Approval

#: The field in which history keeps that another record was merged into one.
MERGED = "merged_from"


@dataclass(frozen=True)
class NewEdition:
    """What a dossier's next edition says by a correction, and how the last differs."""

    person: Person
    last: Edition
    data: Data

    @cached_property
    def changes(self) -> list[Change]:
        before = entries_of(json.loads(self.last.document))
        return changes_between(before, entries_of(self.data))


# What a correction does


def amendments(revision: Revision) -> list[Amendment]:
    """What a revision did to shared records, as far as documents have to follow."""
    rows = list(_record_changes([revision.pk]))
    deleted = {(row.section, row.entry_id): row.before for row in rows if not row.after}
    found = []
    for row in rows:
        if row.before is None or row.after is None:
            continue
        key = _key(row)
        merged = deleted.get((row.section, row.after.get(MERGED, "")))
        before = merged or _as_of(key, revision.pk - 1)
        after = _as_of(key, revision.pk)
        if before is not None and after is not None:
            records = _listed_with(key, after, revision.pk)
            found.append(Amendment(row.section, before, after, records))
    return [*found, *_publication_amendments(revision)]


def _publication_amendments(revision: Revision) -> Iterator[Amendment]:
    for change in _publications_changed([revision.pk]):
        row = Publication.objects.using(DESK).filter(stable_id=change.entry_id).first()
        said = {} if row is None else Scope(row).read()
        key = _key(change)
        present = said.get((change.dossier_id, key))
        before = entry_as_of(change.dossier_id, key, present, revision.pk - 1)
        after = entry_as_of(change.dossier_id, key, present, revision.pk)
        if before is not None and after is not None:
            yield Amendment(key[0], before, after, _named_by(key, after, revision.pk))


def next_editions(revision: Revision) -> list[NewEdition]:
    """The editions that the revision alone would give published dossiers, by name.

    None for those whose readers have it already.
    """
    wanted = amendments(revision)
    names = {name_of(each.section, each.before) for each in wanted}
    if not names:
        return []
    found = []
    for edition in editions_naming(names).filter(revision_number__lt=revision.pk):
        data = json.loads(edition.document)
        for amendment in wanted:
            amend(data, amendment)
        if data != json.loads(edition.document):
            found.append(NewEdition(edition.person, edition, data))
    return found


def digest_of_all(editions: Iterable[NewEdition]) -> str:
    """SHA-256 of all that readers would get."""
    digest = hashlib.sha256()
    for each in editions:
        said = [each.person.stable_id, each.last.number, each.data]
        digest.update(json.dumps(said, sort_keys=True).encode())
    return digest.hexdigest()


def _record_changes(revisions: Collection[int]) -> QuerySet[EntryChange]:
    return EntryChange.objects.using(DESK).filter(
        revision__in=revisions, dossier_id="", section__in=RECORD_PATHS
    )


def _publications_changed(revisions: Collection[int]) -> list[EntryChange]:
    """What became of publications that several dossiers have, as of the first of them.

    Each of the dossiers has it on file as its own entry, and all say the same. What a
    merger moved in them comes to readers with the merger.
    """
    rows = EntryChange.objects.using(DESK).filter(
        revision__in=revisions,
        section=PUBLICATIONS,
        before__isnull=False,
        after__isnull=False,
    )
    mergers = _record_changes(revisions).filter(after__has_key=MERGED)
    of_same: dict[tuple[int, str], list[EntryChange]] = defaultdict(list)
    for row in rows.exclude(revision__in=mergers.values("revision")).order_by("pk"):
        of_same[row.revision_id, row.entry_id].append(row)
    return [same[0] for same in of_same.values() if len(same) > 1]


def _changes_of_shared(revisions: Collection[int]) -> list[EntryChange]:
    """What became of all that dossiers share."""
    return [*_record_changes(revisions), *_publications_changed(revisions)]


def _as_of(key: EntryKey, revision: int) -> Data | None:
    """What a record said after a revision; None where there was none."""
    record = record_of(*key)
    present = None if record is None else write_record(record)
    return entry_as_of("", key, present, revision)


def _named_by(key: EntryKey, entry: Data, revision: int) -> Entries:
    """The records that a document lists where it has this entry."""
    names = {name for name in names_of(key, entry) if name[0] in RECORD_LISTS}
    found = {(path, name): _as_of((path, name), revision) for path, name, *_ in names}
    return {each: data for each, data in found.items() if data is not None}


def _listed_with(key: EntryKey, record: Data, revision: int) -> Entries:
    """The records that a document lists where it names this one."""
    grantor = "organizations", record.get("granted_by", "")
    found = {key: record, grantor: _as_of(grantor, revision) if grantor[1] else None}
    return {each: data for each, data in found.items() if data is not None}


# Lists of corrections


@dataclass(frozen=True)
class Told:
    """A correction with what it changes of records, and the dossiers it touches."""

    correction: Correction
    changes: list[EntryChange]
    people: list[Person]

    def merged_into(self, change: EntryChange) -> str:
        """What is called that which was merged into the record of the change, if so."""
        gone = (change.after or {}).get(MERGED)
        return next((each.label for each in self.changes if each.entry_id == gone), "")


def told(corrections: Sequence[Correction]) -> list[Told]:
    """What these corrections change, in a number of queries that is always the same.

    The dossiers are those published ones that use a record now.
    """
    rows = _changes_of_shared([each.revision_id for each in corrections])
    uses = published_uses(_said(rows))
    found = []
    for each in corrections:
        own = [row for row in rows if row.revision_id == each.revision_id]
        # Where another was merged into a record, those that use it already stay.
        keys = [_key(row) for row in own if MERGED not in (row.after or {})]
        using = [use for key in keys for use in uses.get(key, [])]
        people = {use.person.pk: use.person for use in using}
        found.append(Told(each, own, [*people.values()]))
    return found


def _key(row: EntryChange) -> EntryKey:
    return row.section, row.entry_id


def _said(rows: Iterable[EntryChange]) -> dict[EntryKey, Data]:
    """What the records that were changed say now; of those deleted, what they said."""
    said: dict[EntryKey, Data] = {}
    ids: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        ids[row.section].add(row.entry_id)
        if row.before is not None and row.after is None:
            said[_key(row)] = row.before
    for publication in ids.pop(PUBLICATIONS, set()):
        said[PUBLICATIONS, publication] = {"id": publication}
    for section, record_ids in ids.items():
        for record in record_rows(section, record_ids):
            data = write_record(record)
            said[section, data["id"]] = data
    return said


def waiting() -> QuerySet[Correction]:
    """Those that another editor has to decide on, the longest waiting first."""
    return of_state(CorrectionState.WAITING).order_by("pk")


def editions_of(correction: Correction) -> QuerySet[Edition]:
    """The editions by which readers got it, in the order of the people's names."""
    editions = correction.editions.using(DESK).select_related("person")
    return editions.order_by("person__sort_name", "number")


def of_state(state: CorrectionState) -> QuerySet[Correction]:
    """The corrections in a state, the newest first, with who made and decided them."""
    corrections = Correction.objects.using(DESK).filter(state=state)
    return corrections.select_related("revision__by", "decided_by")


# Steps


def propose(revision: Revision, *, by: User, summary: str) -> Correction | None:
    """Propose for readers what a revision did to a shared record.

    At a desk of one it is let out at once, unless an earlier one still waits. None
    where no published dossier uses the record. Raises RefusedError.
    """
    _require(by)
    _require_records_alone(revision)
    with transaction.atomic(using=DESK):
        wanted = amendments(revision)
        present = {(each.section, each.before["id"]): each.before for each in wanted}
        if not any(published_uses(present).values()):
            return None
        missing = "Say what changed, for readers."
        summary = words_for(
            Correction, "summary", summary, "What readers are told", missing
        )
        correction = Correction.objects.using(DESK).create(
            revision=revision, summary=summary
        )
        if not settings.DOSSIER_FOUR_EYES and earlier(correction) is None:
            new = next_editions(revision)
            _let_out(correction, new, by=by, is_reviewed=False)
    return correction


def approve(correction: Correction, *, by: User, seen: str) -> list[Edition]:
    """Let out a correction whose new editions have the digest `seen`.

    Raises RefusedError when they would be others by now, or when an earlier correction
    has to go first, and ForbiddenError for one's own.
    """
    _require(by)
    with transaction.atomic(using=DESK):
        correction = _locked_waiting(correction)
        if why := why_not_approved(correction, by):
            raise ForbiddenError(why)
        if (first := earlier(correction)) is not None:
            raise RefusedError(why_it_waits(first))
        new = next_editions(correction.revision)
        if digest_of_all(new) != seen:
            raise RefusedError(
                "What readers would get has changed since you looked; look again."
            )
        is_own = correction.revision.by == by
        return _let_out(correction, new, by=by, is_reviewed=not is_own)


def undo(correction: Correction, *, by: User, reason: str) -> None:
    """Put the record back as it was, with what was moved from one to another.

    Raises RefusedError, also where any of it has been changed since.
    """
    _require(by)
    reason = words_for(
        Revision,
        "reason",
        reason,
        "The reason for undoing it",
        "Say why it is undone; colleagues will ask.",
    )
    with transaction.atomic(using=DESK):
        correction = _locked_waiting(correction)
        _undo(correction.revision, by=by, reason=reason)
        _decide(correction, CorrectionState.UNDONE, by)


def why_not_approved(correction: Correction, by: User) -> str:
    """Why this person may not let it out; "" where they may."""
    if not may_correct(by):
        return "An editor has to let it out."
    if settings.DOSSIER_FOUR_EYES and correction.revision.by == by:
        return "This change is your own; another editor has to let it out."
    return ""


def why_it_waits(first: Correction) -> str:
    return f"The correction “{first.summary}” came before it; decide that one first."


def earlier(correction: Correction) -> Correction | None:
    """The first correction that has to be decided before this one.

    It is about one of the same records, or about a name that one of them has or had.
    """
    waiting = Correction.objects.using(DESK).filter(
        state=CorrectionState.WAITING, pk__lt=correction.pk
    )
    by_revision = {each.revision_id: each for each in waiting.order_by("pk")}
    about: dict[int, set[tuple[str, str]]] = {}
    for row in _changes_of_shared([*by_revision, correction.revision_id]):
        about.setdefault(row.revision_id, set()).update(_about(row))
    own = about.get(correction.revision_id, set())
    return next(
        (each for pk, each in by_revision.items() if own & about.get(pk, set())), None
    )


def _about(row: EntryChange) -> set[tuple[str, str]]:
    """The records that a change is about, and the names, which have no such id."""
    said = [row.before or {}, row.after or {}]
    names = {(f"{row.section} by name", each.get("name")) for each in said}
    grantors = {("organizations", each.get("granted_by")) for each in said}
    return {(kind, name) for kind, name in names | grantors if name} | {
        (row.section, row.entry_id)
    }


def _require_records_alone(revision: Revision) -> None:
    """Refuse what changed entries too, of which readers would not get a part.

    Only a merger does, and brings readers all that it moved.
    """
    changes = EntryChange.objects.using(DESK).filter(revision=revision)
    is_merger = changes.filter(dossier_id="", after__has_key=MERGED).exists()
    entries = changes.exclude(section__in=RECORD_PATHS)
    if publications := _publications_changed([revision.pk]):
        same = [each.entry_id for each in publications]
        is_same = Q(before__isnull=False, after__isnull=False, entry_id__in=same)
        entries = entries.exclude(is_same, section=PUBLICATIONS)
    if not is_merger and entries.exists():
        raise RefusedError(
            "Entries were changed together with the record; send their dossiers to "
            "review instead."
        )


def _require(by: User) -> None:
    if not may_correct(by):
        raise ForbiddenError(
            "You may not change what published dossiers share; ask an editor."
        )


def _locked_waiting(correction: Correction) -> Correction:
    """The correction as it is now, kept from others. Raises RefusedError if decided."""
    fresh: Correction = (
        Correction.objects.using(DESK)
        .select_for_update(of=("self",))
        .select_related("revision__by")
        .get(pk=correction.pk)
    )
    if fresh.state != CorrectionState.WAITING:
        raise RefusedError(
            f"“{fresh}” does not wait any more: {fresh.get_state_display().lower()}."
        )
    return fresh


def _decide(correction: Correction, state: CorrectionState, by: User) -> None:
    correction.state = state
    correction.decided_by = by
    correction.decided_at = timezone.now()
    correction.save(using=DESK)


def _let_out(
    correction: Correction, new: list[NewEdition], *, by: User, is_reviewed: bool
) -> list[Edition]:
    """Store an edition of every dossier, or of none; readers get them on commit."""
    _lock_dossiers(new)
    _decide(correction, CorrectionState.PUBLISHED, by)
    editions = [
        publishing.store_edition(
            each.person,
            Approval(
                document=_canonical(each),
                by=by,
                summary=correction.summary,
                revision_number=_held(each),
                is_reviewed=is_reviewed,
                is_waived=not is_reviewed,
                correction=correction,
            ),
        )
        for each in new
    ]
    for each in new:
        # Robust: the health page tells of readers who did not get it, and the next
        # publish_pending brings it to them.
        transaction.on_commit(
            partial(publishing.bring_in_line, each.person), using=DESK, robust=True
        )
    stored = [edition for edition in editions if edition is not None]
    for edition in stored:
        note_if_alike(edition)
    return stored


def _lock_dossiers(new: Collection[NewEdition]) -> None:
    """Keep them as they were read. Raises RefusedError where they are not any more."""
    people = Person.objects.using(DESK).select_for_update().order_by("pk")
    pks = [person.pk for person in people.filter(pk__in=[e.person.pk for e in new])]
    shown = shown_editions().filter(person__in=pks).values_list("pk", flat=True)
    if {*shown} != {each.last.pk for each in new}:
        raise RefusedError(
            "A dossier was published or withdrawn at this moment; look again."
        )


def _canonical(new: NewEdition) -> str:
    try:
        return to_json(check_dossier(new.data, is_stored=True))
    except DocumentError as error:
        raise RefusedError(
            f"The dossier of {new.person} would break a rule: {error}"
        ) from error


def _held(new: NewEdition) -> int:
    """The last revision of the desk up to which the new edition holds everything.

    A dossier that is being written at keeps the number of its last edition, or gets one
    before the first change that is not out.
    """
    changes = EntryChange.objects.using(DESK).filter(dossier_id=new.person.stable_id)
    left = changes.waiting_after(new.last.revision_number).order_by("revision").first()
    if left is not None:
        return left.revision_id - 1
    return max(
        new.last.revision_number,
        EntryChange.objects.using(DESK).last_of(new.person.stable_id),
    )


# Undoing


def _undo(revision: Revision, *, by: User, reason: str) -> None:
    rows = list(EntryChange.objects.using(DESK).filter(revision=revision))
    _require_unchanged(revision, rows)
    records = [
        row for row in rows if not row.dossier_id and row.section in RECORD_PATHS
    ]
    # Awards name organizations, which have to be there first.
    for row in sorted(records, key=lambda row: row.section == "award"):
        if row.after is not None and MERGED in row.after:
            continue
        key = _key(row)
        before = _as_of(key, revision.pk - 1)
        if before is not None:
            put_back_record(
                key, before, by=by, reason=reason, seen=revision.pk, undoes=revision
            )
    keys: dict[str, list[EntryKey]] = defaultdict(list)
    for row in rows:
        if row.dossier_id and row.section not in RECORD_PATHS:
            keys[row.dossier_id].append((row.section, row.entry_id))
    for dossier_id, own in keys.items():
        present = present_entries(dossier_id, own)
        wanted = {
            key: entry_as_of(dossier_id, key, present.get(key), revision.pk - 1)
            for key in own
        }
        try:
            put_back(dossier_id, wanted, by=by, reason=reason, undoes=revision)
        except DocumentError as error:
            raise RefusedError(f"This was not undone. {error}") from error


def _require_unchanged(revision: Revision, rows: list[EntryChange]) -> None:
    keys = [(row.dossier_id, (row.section, row.entry_id)) for row in rows]
    for change in changes_since(revision.pk, keys):
        who = change.revision.by or "a command"
        raise RefusedError(
            f"“{change.label}” was changed by {who} after the correction, so it cannot "
            "be undone as a whole; change the record again instead."
        )
