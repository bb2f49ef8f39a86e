"""Whether what the desk keeps for good is still as it was entered."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from profiles.databases import DESK, PUBLIC
from profiles.desk.ledger import digest_after, digest_of_change
from profiles.models import Edition, LedgerHead, PublishedEdition, Revision
from profiles.models.editions import StoredDocument, chain_after, digest_of

#: Revisions whose entries are read by one statement.
_BATCH = 200


@dataclass(frozen=True)
class Head:
    """How many revisions there were at some time, and the digest of the last."""

    count: int
    digest: str

    @classmethod
    def of(cls, text: str) -> Self:
        """From how it is written, such as `812:3f1c…`. Raises ValueError."""
        found = re.fullmatch(r"(\d{1,18}):([0-9a-f]{64})", text.strip())
        if found is None:
            raise ValueError(f"“{text}” is not a number, a colon and 64 hex digits.")
        return cls(int(found[1]), found[2])

    def __str__(self) -> str:
        return f"{self.count}:{self.digest}"


def head() -> Head:
    """Of the revisions that were entered, whether they are still there or not."""
    row = LedgerHead.objects.using(DESK).first()
    return Head(0, "") if row is None else Head(row.count, row.digest)


def faulty_revisions(known: Head | None = None) -> Iterator[str]:
    """What is wrong with the revisions, a sentence each.

    With `known`, a head that was noted before, also whether they still begin as then.
    """
    entered = head()
    count, digest = 0, ""
    revisions = Revision.objects.using(DESK).order_by("pk").prefetch_related("changes")
    for revision in revisions.iterator(chunk_size=_BATCH):
        changes = sorted(revision.changes.all(), key=lambda each: each.pk)
        for change in changes:
            if digest_of_change(change) != change.digest:
                what = f"what became of “{change.label}” ({change.section})"
                yield f"{_named(revision)}: {what} was altered."
        if digest_after(digest, revision, changes) != revision.digest:
            yield (
                f"{_named(revision)} does not follow on the one before it: it was "
                "altered, or one of its entries or one between the two was removed."
            )
        count, digest = count + 1, revision.digest
        if known is not None and count == known.count and digest != known.digest:
            yield f"The first {count:,} revisions are not those of {known}."
    if (count, digest) != (entered.count, entered.digest):
        yield (
            f"{entered.count:,} revisions were entered, the last with the digest "
            f"{entered.digest or 'of none'}; there are {count:,}, the last with "
            f"{digest or 'none'}."
        )
    if known is not None and count < known.count:
        yield f"There are {count:,} revisions, fewer than those of {known}."


def _named(revision: Revision) -> str:
    return f"Revision {revision.pk} of {revision.at:%Y-%m-%d %H:%M} UTC"


def faulty_editions() -> Iterator[str]:
    """What is wrong with the editions, the desk's and readers'; a sentence each."""
    rows = Edition.objects.using(DESK).order_by("person", "number")
    digests: dict[tuple[str, int], str] = {}
    person, number, chain = None, 0, ""
    for edition in rows.select_related("person").iterator(chunk_size=1):
        if edition.person_id != person:
            person, number, chain = edition.person_id, 0, ""
        yield from _altered(edition, str(edition))
        if edition.number != number + 1:
            yield f"{edition}: edition {number + 1} before it is missing."
        elif edition.chain != chain_after(chain, edition.digest):
            yield f"{edition} does not follow on the one before it."
        number, chain = edition.number, edition.chain
        digests[edition.person.stable_id, number] = edition.digest
    yield from _faulty_copies(digests)


def _faulty_copies(digests: dict[tuple[str, int], str]) -> Iterator[str]:
    copies = PublishedEdition.objects.using(PUBLIC).order_by("dossier_id", "number")
    for copy in copies.iterator(chunk_size=1):
        yield from _altered(copy, f"{copy}, as readers have it")
        if copy.digest != digests.get((copy.dossier_id, copy.number)):
            name = f"{copy}, as readers have it,"
            yield f"{name} is not the desk's; rebuild_public mends it."


def _altered(stored: StoredDocument, name: str) -> Iterator[str]:
    if digest_of(stored.document) != stored.digest:
        yield f"{name}: its document was altered."
