"""From the working copy to readers: sent to review, returned or approved, published.

Every step is one function, which asks whether this person may take it. Forms, actions,
imports and commands all come through here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from profiles import publishing
from profiles.choices import CorrectionState, ReviewState
from profiles.databases import DESK
from profiles.models import Edition, EntryChange, Person, Remark, Review, Withdrawal
from profiles.models.editions import digest_of
from profiles.publishing import Approval, NotPublishedError, working_copy


class RefusedError(Exception):
    """A step that cannot be taken; the message says why, and what to do."""


@dataclass(frozen=True)
class Objection:
    """Why a dossier is returned; with an entry, where it points at one."""

    text: str
    section: str = ""
    entry_id: str = ""
    label: str = ""


def send(person: Person, *, by: User, summary: str) -> Review:
    """Send the working copy to review. Raises RefusedError, DocumentError."""
    _require(by, "send_dossier", "send a dossier to review")
    if not summary.strip():
        raise RefusedError("Say what changed, in words for readers.")
    with transaction.atomic(using=DESK):
        person = _locked(person)
        if person.reviews.using(DESK).open().exists():
            raise RefusedError(f"{person} is in review already.")
        copy = working_copy(person)
        last = publishing.shown_edition(person)
        if last is not None and last.digest == digest_of(copy.document):
            raise RefusedError(
                f"Readers have {person} as the desk does; nothing to do."
            )
        return Review.objects.using(DESK).create(
            person=person, summary=summary.strip(), sent_by=by, sent_at=timezone.now()
        )


def take_back(review: Review, *, by: User) -> None:
    """Take from review what one sent there oneself; it can be sent again."""
    with transaction.atomic(using=DESK):
        review = _locked_open(review)
        if review.sent_by != by:
            _require(by, "review_dossier", "take back what a colleague sent")
        _decide(review, ReviewState.TAKEN_BACK, by)


def return_to_author(
    review: Review, *, by: User, objections: Sequence[Objection]
) -> None:
    """Return it with at least one reason."""
    _require(by, "review_dossier", "return a dossier")
    given = [each for each in objections if each.text.strip()]
    if not given:
        raise RefusedError("Say why it is returned; the author has to know what to do.")
    with transaction.atomic(using=DESK):
        review = _locked_open(review)
        if review.sent_by == by:
            raise RefusedError("You sent this yourself; take it back instead.")
        _decide(review, ReviewState.RETURNED, by)
        Remark.objects.using(DESK).bulk_create(
            Remark(
                review=review,
                section=each.section,
                entry_id=each.entry_id,
                label=each.label,
                text=each.text.strip(),
            )
            for each in given
        )


def approve(
    review: Review, *, by: User, seen: str, publish_at: datetime | None = None
) -> Edition | None:
    """Approve the document whose SHA-256 is `seen`, and publish it now or later.

    Returns the edition; None when it is to be published later, or readers have it so.
    Raises RefusedError when the working copy is another one by now, or holds changes of
    this person's own.
    """
    _require(by, "review_dossier", "approve a dossier")
    _require(by, "publish_dossier", "publish a dossier")
    is_later = publish_at is not None and publish_at > timezone.now()
    with transaction.atomic(using=DESK):
        review = _locked_open(review)
        person = review.person
        copy = working_copy(person)
        if digest_of(copy.document) != seen:
            raise RefusedError(
                f"{person} has changed since you looked at it; look at it again."
            )
        review.is_waived = _is_own(review, by)
        review.document = copy.document
        review.revision_number = copy.revision_number
        review.publish_at = publish_at if is_later else None
        _decide(review, ReviewState.APPROVED, by)
        edition = None if is_later else _store(review)
    publishing.bring_in_line(person)
    return edition


def publish_due(now: datetime) -> list[Edition]:
    """Publish what was approved for a time that has come."""
    due = Review.objects.using(DESK).filter(
        state=ReviewState.APPROVED, publish_at__lte=now
    )
    published = []
    for review in due.order_by("publish_at", "pk"):
        with transaction.atomic(using=DESK):
            # It may have been changed, or published, since it was looked for.
            fresh = Review.objects.using(DESK).select_for_update().get(pk=review.pk)
            if fresh.state != ReviewState.APPROVED:
                continue
            edition = _store(fresh)
        publishing.bring_in_line(review.person)
        if edition is not None:
            published.append(edition)
    return published


def withdraw(person: Person, *, by: User, reason: str) -> Withdrawal:
    """Take a dossier from readers at once. Raises RefusedError."""
    _require(by, "withdraw_dossier", "take a dossier from readers")
    if not reason.strip():
        raise RefusedError("Say why it is withdrawn; colleagues have to know.")
    try:
        return publishing.withdraw(person, by=by, reason=reason.strip())
    except NotPublishedError as error:
        raise RefusedError(str(error)) from error


def go_back(person: Person, number: int, *, by: User, summary: str) -> Edition:
    """Publish an earlier edition again, as a new one; the working copy stays."""
    _require(by, "publish_dossier", "publish a dossier")
    if not summary.strip():
        raise RefusedError("Say why, in words for readers.")
    earlier = person.editions.using(DESK).filter(number=number).first()
    if earlier is None:
        raise RefusedError(f"{person} has no edition {number}.")
    edition = publishing.publish_approved(
        person,
        Approval(
            document=earlier.document,
            by=by,
            summary=summary.strip(),
            revision_number=earlier.revision_number,
            is_reviewed=earlier.is_reviewed,
            is_waived=not earlier.is_reviewed,
        ),
    )
    if edition is None:
        raise RefusedError(f"Readers have edition {number} of {person} now.")
    return edition


def authors(person: Person) -> set[int | None]:
    """Whose changes the working copy holds that its last edition does not.

    By the keys of their accounts; None where a command made some. Corrections of shared
    records that are out already do not count.
    """
    last = person.editions.using(DESK).order_by("-number").first()
    held = 0 if last is None else last.revision_number
    changes = EntryChange.objects.using(DESK).filter(dossier_id=person.stable_id)
    changes = changes.after(held).exclude(
        revision__correction__state=CorrectionState.PUBLISHED
    )
    return set(changes.order_by().values_list("revision__by", flat=True).distinct())


def _is_own(review: Review, by: User) -> bool:
    """Whether somebody would approve their own changes; raises unless waived."""
    is_own = review.sent_by == by or by.pk in authors(review.person)
    if is_own and settings.DOSSIER_FOUR_EYES:
        raise RefusedError(
            f"{review.person} holds changes of your own; a second person has to "
            "approve them."
        )
    return is_own


def _store(review: Review) -> Edition | None:
    """Store what was approved as an edition, exactly as it was approved.

    None where readers have come to have it already, as by going back to it.
    """
    edition = publishing.store_edition(
        review.person,
        Approval(
            document=review.document,
            by=review.decided_by,
            summary=review.summary,
            revision_number=review.revision_number,
            is_reviewed=not review.is_waived,
            is_waived=review.is_waived,
        ),
    )
    review.state = ReviewState.PUBLISHED
    review.edition = edition
    review.save(using=DESK)
    return edition


def _require(by: User, permission: str, what: str) -> None:
    if not by.has_perm(f"profiles.{permission}"):
        raise RefusedError(f"You may not {what}; ask an editor.")


def _locked(person: Person) -> Person:
    return Person.objects.using(DESK).select_for_update().get(pk=person.pk)


def _locked_open(review: Review) -> Review:
    """The review as it is now, kept from others. Raises RefusedError once decided."""
    _locked(review.person)
    fresh = (
        Review.objects.using(DESK).select_related("person", "sent_by").get(pk=review.pk)
    )
    if fresh.state not in (ReviewState.IN_REVIEW, ReviewState.APPROVED):
        raise RefusedError(
            f"{fresh.person} is not in review any more: {fresh.get_state_display()}."
        )
    return fresh


def _decide(review: Review, state: ReviewState, by: User) -> None:
    review.state = state
    review.decided_by = by
    review.decided_at = timezone.now()
    if state is not ReviewState.APPROVED:
        review.document = ""
        review.publish_at = None
    review.save(using=DESK)
