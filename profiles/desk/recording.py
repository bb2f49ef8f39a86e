"""Recording every change of the desk, in the transaction that makes it."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from profiles.choices import ReviewState, ReviewStep
from profiles.databases import DESK
from profiles.desk import ledger
from profiles.desk.alike import note_alike
from profiles.desk.guarding import require_editor
from profiles.desk.scopes import Scope, Snapshot
from profiles.documents.diff import Change, Verb
from profiles.models import EntryChange, Review, Revision
from profiles.text import printable


@dataclass
class Recording:
    """A change being made; what it turns out to be is known when it is over."""

    scope: Scope
    reason: str = ""
    #: The revision of a correction that is undone by this one.
    undoes: Revision | None = None
    revision: Revision | None = None
    before: Snapshot = field(default_factory=dict)
    after: Snapshot = field(default_factory=dict)
    #: What is to be kept beside that, where no entry says it.
    notes: list[EntryChange] = field(default_factory=list)

    def widen(self, scope: Scope) -> None:
        """Take in more of what is there, before any of that is changed."""
        self.before = scope.read() | self.before
        self.scope.merge(scope)

    def changes(self) -> Iterator[tuple[str, Change]]:
        """What came to differ, with the id of the dossier ("" for a shared record)."""
        for dossier_id, key in dict.fromkeys([*self.after, *self.before]):
            before = self.before.get((dossier_id, key))
            after = self.after.get((dossier_id, key))
            if before != after:
                yield dossier_id, Change(key, before, after)


@contextmanager
def recording(
    scope: Scope,
    *,
    by: User | None,
    reason: str = "",
    undoes: Revision | None = None,
) -> Iterator[Recording]:
    """Make a change of what is in the scope: all of it with its record, or nothing.

    The scope may grow meanwhile by rows that did not exist before. Where nothing came
    to differ, nothing is recorded. Raises ForbiddenError for a change of a shared
    record that an editor has to make.
    """
    with transaction.atomic(using=DESK):
        scope.lock()
        made = Recording(scope, _as_kept(reason), undoes, before=scope.read())
        yield made
        made.after = scope.read()
        made.revision = _record(made, by)


def _as_kept(reason: str) -> str:
    """The reason as the history keeps it: a slip in it must not lose the change."""
    return printable(reason)[: Revision._meta.get_field("reason").max_length]


def _record(made: Recording, by: User | None) -> Revision | None:
    changed = list(made.changes())
    if not changed:
        return None
    require_editor(changed, by=by)
    revision = Revision(
        by=by, at=timezone.now(), reason=made.reason, undoes=made.undoes
    )
    kept = [_kept(dossier_id, change) for dossier_id, change in changed]
    ledger.enter(revision, [*kept, *made.notes])
    changed_ids = {dossier_id for dossier_id, _ in changed}
    reopen_reviews(changed_ids, by=by)
    note_alike(revision, changed)
    return revision


def _kept(dossier_id: str, change: Change) -> EntryChange:
    before, after = change.before, change.after
    if change.verb is Verb.CHANGED:
        before = {each.name: each.before for each in change.fields}
        after = {each.name: each.after for each in change.fields}
    return EntryChange(
        dossier_id=dossier_id,
        section=change.section,
        entry_id=change.entry_id,
        label=change.label,
        before=before,
        after=after,
    )


def record_step(
    dossier_id: str, step: ReviewStep, *, by: User | None, reason: str = ""
) -> None:
    """Record what somebody did with a dossier, in the transaction that does it."""
    revision = Revision(
        by=by, at=timezone.now(), reason=reason, step=step, dossier_id=dossier_id
    )
    ledger.enter(revision)


def reopen_reviews(dossier_ids: Collection[str], *, by: User | None) -> None:
    """Take back the approval of these dossiers; they have to be looked at again."""
    approved = Review.objects.using(DESK).filter(
        person__stable_id__in=dossier_ids, state=ReviewState.APPROVED
    )
    reopened = list(approved.values_list("person__stable_id", flat=True))
    if reopened:
        approved.update(
            state=ReviewState.IN_REVIEW,
            decided_by=None,
            decided_at=None,
            document="",
            publish_at=None,
        )
    for dossier_id in reopened:
        record_step(dossier_id, ReviewStep.REOPENED, by=by)
