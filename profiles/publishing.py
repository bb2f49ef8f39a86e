"""From the desk to the reading room, and back out of it.

Publishing is two steps in two databases. First an edition is stored on the desk; that
is the decision, and it is safe. Then the reading room is brought in line with the
desk's editions, in one transaction there; it remembers which editions it holds, so the
second step can be done again at any time, changes nothing when it is done twice, and
readers never see half of it.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from profiles import reading_room
from profiles.databases import DESK, PUBLIC
from profiles.documents.diff import difference
from profiles.documents.differences import counts_in_words
from profiles.documents.faults import DocumentError
from profiles.documents.reader import read_stored
from profiles.documents.schema import DossierDocument
from profiles.documents.writer import to_json, write_dossier
from profiles.models import (
    Correction,
    Edition,
    EntryChange,
    Person,
    PublishedEdition,
    Tombstone,
    Withdrawal,
)
from profiles.models.editions import chain_after, digest_of


class NotPublishedError(Exception):
    """The dossier cannot be withdrawn, because readers do not have it."""


class UnreviewedError(Exception):
    """Nobody but those who wrote it has approved what should be published."""


class UnshelvedError(Exception):
    """Dossiers whose editions break a rule of the reading room; the others are there.

    `failed` has the faults of each.
    """

    def __init__(self, failed: Mapping[Person, DocumentError]) -> None:
        self.failed = failed
        told = "; ".join(f"{person}: {error}" for person, error in failed.items())
        super().__init__(
            f"Readers did not get every dossier. {told}. Mend it at the desk and "
            "publish it again, or withdraw it."
        )


@dataclass(frozen=True)
class Approval:
    """A document that may be published, as canonical JSON, and who says so."""

    document: str
    by: User | None = None
    summary: str = ""
    #: The last revision of the desk that the document holds.
    revision_number: int = 0
    #: Whether a second person approved it, or need not have.
    is_reviewed: bool = False
    is_waived: bool = False
    #: The correction of a shared record that is all that is new in the document.
    correction: Correction | None = None


def publish(
    person: Person, *, by: User | None = None, summary: str = ""
) -> Edition | None:
    """Publish the dossier as the desk has it; None when readers have it so already.

    That is without review, for a desk of one. Raises UnreviewedError at any other, and
    DocumentError when the rows on the desk break a rule of the document.
    """
    approval = working_copy(person, by=by, summary=summary)
    return publish_approved(
        person, replace(approval, is_waived=not settings.DOSSIER_FOUR_EYES)
    )


def publish_starter(person: Person) -> Edition | None:
    """Publish a dossier that came with the product, as its edition says: unreviewed."""
    return publish_approved(person, replace(working_copy(person), is_waived=True))


def publish_approved(person: Person, approval: Approval) -> Edition | None:
    edition = store_edition(person, approval)
    bring_in_line(person)
    return edition


def working_copy(
    person: Person, *, by: User | None = None, summary: str = ""
) -> Approval:
    """The dossier as the desk has it; raises DocumentError when it breaks a rule."""
    with transaction.atomic(using=DESK):
        person = Person.objects.using(DESK).select_for_update().get(pk=person.pk)
        return Approval(
            document=to_json(write_dossier(person, DESK)),
            by=by,
            summary=summary,
            revision_number=EntryChange.objects.using(DESK).last_of(person.stable_id),
        )


def withdraw(person: Person, *, by: User | None = None, reason: str = "") -> Withdrawal:
    """Take the dossier from readers at once. Raises NotPublishedError."""
    with transaction.atomic(using=DESK):
        person = Person.objects.using(DESK).select_for_update().get(pk=person.pk)
        wanted = _wanted(person)
        if not wanted.editions:
            raise NotPublishedError(f"{person} is not published.")
        withdrawal = Withdrawal.objects.using(DESK).create(
            person=person,
            after_number=wanted.editions[-1].number,
            reason=reason,
            withdrawn_by=by,
            withdrawn_at=timezone.now(),
        )
    bring_in_line(person)
    return withdrawal


def store_edition(person: Person, approval: Approval) -> Edition | None:
    """Store what is approved as the next edition, unless readers have it already.

    Raises UnreviewedError.
    """
    if not (approval.is_reviewed or approval.is_waived):
        raise UnreviewedError(
            f"{person} was not published: nobody has approved it. Send it to review at "
            "the desk; at a desk of one, set DOSSIER_FOUR_EYES to 0."
        )
    with transaction.atomic(using=DESK):
        person = Person.objects.using(DESK).select_for_update().get(pk=person.pk)
        text = approval.document
        digest = digest_of(text)
        last = person.editions.using(DESK).order_by("-number").first()
        if last is not None and last.digest == digest and _wanted(person).editions:
            return None
        before = read_stored(last.document) if last is not None else None
        return Edition.objects.using(DESK).create(
            person=person,
            number=1 if last is None else last.number + 1,
            document=text,
            digest=digest,
            chain=chain_after("" if last is None else last.chain, digest),
            summary=approval.summary or _summary(before, read_stored(text)),
            published_at=timezone.now(),
            approved_by=approval.by,
            revision_number=approval.revision_number,
            is_reviewed=approval.is_reviewed,
            correction=approval.correction,
        )


def _summary(before: DossierDocument | None, after: DossierDocument) -> str:
    """What changed, in numbers; an editor's own words are better."""
    if before is None:
        return "First edition."
    counts = Counter(change.verb for change in difference(before, after))
    return f"Entries: {counts_in_words(counts)}." if counts else "Published again."


# The second step


@dataclass(frozen=True)
class _Wanted:
    """What the reading room should hold of a dossier, by the desk's decisions."""

    editions: list[Edition]
    withdrawal: Withdrawal | None


def _wanted(person: Person) -> _Wanted:
    """The editions since the last withdrawal; where there are none, its tombstone."""
    withdrawal = person.withdrawals.using(DESK).order_by("-after_number").first()
    after = 0 if withdrawal is None else withdrawal.after_number
    editions = person.editions.using(DESK).filter(number__gt=after).order_by("number")
    return _Wanted(list(editions), withdrawal)


def shown_edition(person: Person) -> Edition | None:
    """The edition that readers have; None where they have none."""
    editions = _wanted(person).editions
    return editions[-1] if editions else None


def pending() -> list[Person]:
    """Whose dossiers the reading room does not hold as the desk has decided."""
    people = Person.objects.using(DESK).filter(editions__isnull=False).distinct()
    held = _held_numbers()
    buried = dict(
        Tombstone.objects.using(PUBLIC).values_list("dossier_id", "after_number")
    )
    return [
        person
        for person in people
        if not _is_in_line(person, held.get(person.stable_id, []), buried)
    ]


def _held_numbers() -> dict[str, list[int]]:
    held: dict[str, list[int]] = defaultdict(list)
    rows = PublishedEdition.objects.using(PUBLIC).order_by("dossier_id", "number")
    for dossier_id, number in rows.values_list("dossier_id", "number"):
        held[dossier_id].append(number)
    return held


def _is_in_line(person: Person, held: list[int], buried: dict[str, int]) -> bool:
    wanted = _wanted(person)
    grave = None if wanted.editions else wanted.withdrawal
    return held == [edition.number for edition in wanted.editions] and buried.get(
        person.stable_id
    ) == (grave.after_number if grave else None)


def publish_pending(report: Callable[[Person], None] = lambda person: None) -> int:
    """Finish what a crash interrupted; return for how many dossiers.

    Raises UnshelvedError for those that cannot be, once all others are done.
    """
    people = pending()
    failed = {}
    for person in people:
        report(person)
        try:
            bring_in_line(person)
        except DocumentError as error:
            failed[person] = error
    if failed:
        raise UnshelvedError(failed)
    return len(people)


def bring_in_line(person: Person) -> None:
    """Make the reading room hold of this dossier what the desk has decided."""
    with reading_room.changed():
        _apply(person)


def rebuild(report: Callable[[Person], None] = lambda person: None) -> int:
    """Empty the reading room and fill it from the editions; return how many dossiers.

    Readers see the old room until the new one is whole. Raises UnshelvedError for
    dossiers that it cannot hold, once it holds all others.
    """
    people = (
        Person.objects.using(DESK)
        .filter(editions__isnull=False)
        .annotate(published_last=Max("editions__published_at"))
        # As they were published, so that shared records end as the newest has them.
        .order_by("published_last", "stable_id")
    )
    failed = {}
    with reading_room.changed():
        reading_room.clear()
        for person in people:
            report(person)
            try:
                with transaction.atomic(using=PUBLIC):
                    _apply(person)
            except DocumentError as error:
                failed[person] = error
    if failed:
        raise UnshelvedError(failed)
    return len(people)


def _apply(person: Person) -> None:
    wanted = _wanted(person)
    if wanted.editions:
        reading_room.shelve(person.stable_id, wanted.editions)
    elif wanted.withdrawal is not None:
        last = person.editions.using(DESK).get(number=wanted.withdrawal.after_number)
        reading_room.bury(
            person.stable_id,
            slug=read_stored(last.document).slug,
            after_number=wanted.withdrawal.after_number,
            at=wanted.withdrawal.withdrawn_at,
        )
