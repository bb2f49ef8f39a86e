"""The revisions as a ledger: each is sealed together with all before it.

Rows are only ever added, under one lock, so their order is that of their numbers.
Whoever alters or removes one behind the product's back breaks the chain of digests.
Somebody with the whole database could make the chain anew; against that helps a head
that was noted elsewhere (`manage.py verify_history`).
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any

from profiles.databases import DESK
from profiles.models import EntryChange, LedgerHead, Revision

#: Rows written by one statement.
_BATCH = 500


def enter(revision: Revision, changes: Sequence[EntryChange] = ()) -> None:
    """Store a revision with its changes as the newest, in the transaction at hand."""
    heads = LedgerHead.objects.using(DESK).select_for_update()
    head, _ = heads.get_or_create(pk=1)
    for each in changes:
        each.digest = digest_of_change(each)
    revision.digest = digest_after(head.digest, revision, changes)
    revision.save(using=DESK)
    for each in changes:
        each.revision = revision
    EntryChange.objects.using(DESK).bulk_create(changes, batch_size=_BATCH)
    head.count, head.digest = head.count + 1, revision.digest
    head.save(using=DESK)


def digest_of_change(change: EntryChange) -> str:
    """SHA-256 of what became of an entry."""
    return _digest(
        change.dossier_id,
        change.section,
        change.entry_id,
        change.label,
        change.before,
        change.after,
    )


def digest_after(
    before: str, revision: Revision, changes: Iterable[EntryChange]
) -> str:
    """The next link of the chain; the first follows on "".

    It holds the digests of the changes and not what they say, so that it can still be
    checked when something that they say has to go for good.
    """
    return _digest(
        before,
        revision.by_id,
        revision.at.isoformat(),
        revision.reason,
        revision.step,
        revision.dossier_id,
        revision.undoes_id,
        [each.digest for each in changes],
    )


def _digest(*parts: Any) -> str:
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
