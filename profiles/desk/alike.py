"""Dossiers that come to say again at the desk what their last editions say.

Nothing of them waits to go out then, however many changes led there and back.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from contextlib import suppress

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from profiles.databases import DESK
from profiles.desk.sharing import RECORD_PATHS
from profiles.documents.amending import name_of, names_in
from profiles.documents.diff import Change
from profiles.documents.entries import RECORD_LISTS, Data, entries_of
from profiles.documents.faults import DocumentError
from profiles.documents.writer import to_json, write_dossier
from profiles.models import Edition, EntryChange, Revision
from profiles.models.editions import digest_of

#: The records that documents name and do not list.
_ONLY_NAMED = RECORD_PATHS.difference(RECORD_LISTS)


def note_alike(revision: Revision, changed: Iterable[tuple[str, Change]]) -> None:
    """Let the last editions hold a revision by which dossiers say again what they say.

    `changed` is what the revision changed, with the ids of the dossiers. It is the
    newest, in the transaction that enters it, which keeps all others out.
    """
    changes: dict[str, list[Change]] = defaultdict(list)
    for dossier_id, change in changed:
        changes[dossier_id].append(change)
    for edition in _left_before(revision, changes):
        if _may_be_alike(edition, changes[edition.person.stable_id]):
            note_if_alike(edition)


def note_if_alike(edition: Edition) -> None:
    """Let the last edition of a dossier hold all of the desk that says the same."""
    person = edition.person
    # First, so that a change that is made meanwhile is not taken for one it holds.
    newest = EntryChange.objects.using(DESK).last_of(person.stable_id)
    if newest <= edition.revision_number:
        return
    with suppress(DocumentError):
        if digest_of(to_json(write_dossier(person, DESK))) == edition.digest:
            edition.revision_number = newest
            edition.save(using=DESK, update_fields=["revision_number"])


def _left_before(revision: Revision, dossier_ids: Collection[str]) -> QuerySet[Edition]:
    """The last editions of the dossiers that had changed before the revision already.

    No first change leads back.
    """
    later = Edition.objects.using(DESK).filter(person=OuterRef("person"))
    earlier = EntryChange.objects.using(DESK).filter(
        dossier_id=OuterRef("person__stable_id"),
        revision__gt=OuterRef("revision_number"),
        revision__lt=revision.pk,
    )
    return (
        Edition.objects.using(DESK)
        .filter(
            Exists(earlier),
            person__stable_id__in=list(dossier_ids),
            pk=Subquery(later.order_by("-number").values("pk")[:1]),
        )
        .select_related("person")
    )


def _may_be_alike(edition: Edition, changes: Iterable[Change]) -> bool:
    """Whether what was changed is now as in the edition: soon known, and seldom so."""
    data = json.loads(edition.document)
    sources = {("sources", each["id"]): each for each in data.get("sources", [])}
    said = entries_of(data) | sources
    return all(
        _is_named(data, change)
        if change.section in _ONLY_NAMED
        else said.get(change.key) == change.after
        for change in changes
    )


def _is_named(data: Data, change: Change) -> bool:
    record = change.after
    return record is None or name_of(change.section, record) in names_in(data)
