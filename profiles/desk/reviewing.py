"""From the working copy to readers: sent to review, returned or approved, published.

Every step is one function, which asks whether this person may take it. Forms, actions,
imports and commands all come through here.
"""

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import cast

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import QuerySet
from django.utils import timezone

from profiles import publishing
from profiles.choices import ReviewState, ReviewStep
from profiles.databases import DESK, PUBLIC
from profiles.desk.cautions import unsourced_quotes
from profiles.desk.errors import AtEntriesError
from profiles.desk.errors import ForbiddenError as ForbiddenError
from profiles.desk.errors import RefusedError as RefusedError
from profiles.desk.recording import record_step, reopen_reviews
from profiles.documents.entries import Data, label_of
from profiles.documents.faults import DocumentError
from profiles.models import Edition, EntryChange, Person, Remark, Review, Withdrawal
from profiles.models.editions import digest_of
from profiles.publishing import Approval, NotPublishedError, working_copy

#: How far ahead something can be approved; dossiers are due for review before that.
LATEST_AHEAD = timedelta(days=366)
#: So many quotes without a source are named in a refusal.
_MOST_NAMED = 5


@dataclass(frozen=True)
class Objection:
    """Why a dossier is returned; with an entry, where it points at one."""

    text: str
    section: str = ""
    entry_id: str = ""
    label: str = ""


def send(person: Person, *, by: User, summary: str) -> Review:
    """Send the working copy to review. Raises RefusedError, DocumentError."""
    require_permission(by, "send_dossier", "send a dossier to review")
    summary = words_for(
        Review, "summary", summary, "What changed", "Say what changed, for readers."
    )
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
        require_fit_for_readers(person, copy.document)
        record_step(person.stable_id, ReviewStep.SENT, by=by, reason=summary)
        return Review.objects.using(DESK).create(
            person=person, summary=summary, sent_by=by, sent_at=timezone.now()
        )


def take_back(review: Review, *, by: User) -> None:
    """Take from review what one sent there oneself; it can be sent again."""
    with transaction.atomic(using=DESK):
        review = _locked_open(review)
        if review.sent_by != by:
            require_permission(by, "review_dossier", "take back what a colleague sent")
        _decide(review, ReviewState.TAKEN_BACK, by)


def return_to_author(
    review: Review, *, by: User, objections: Sequence[Objection]
) -> None:
    """Return it with at least one reason."""
    require_permission(by, "review_dossier", "return a dossier")
    missing = "Say why it is returned; the author has to know what to do."
    given = [
        (each, words_for(Remark, "text", each.text, _box_of(each), missing))
        for each in objections
        if each.text.strip()
    ]
    if not given:
        raise RefusedError(missing)
    with transaction.atomic(using=DESK):
        review = _locked_open(review)
        if review.sent_by == by:
            raise ForbiddenError("You sent this yourself; take it back instead.")
        reasons = "\n\n".join(_in_words(each, text) for each, text in given)
        _decide(review, ReviewState.RETURNED, by, reasons)
        Remark.objects.using(DESK).bulk_create(
            Remark(
                review=review,
                section=each.section,
                entry_id=each.entry_id,
                label=each.label,
                text=text,
            )
            for each, text in given
        )


def approve(
    review: Review, *, by: User, seen: str, publish_at: datetime | None = None
) -> Edition | None:
    """Approve the document whose SHA-256 is `seen`, and publish it now or later.

    Returns the edition; None when it is to be published later, or readers have it so.
    Raises RefusedError when the working copy is another one by now, or holds changes of
    this person's own.
    """
    require_permission(by, "review_dossier", "approve a dossier")
    require_permission(by, "publish_dossier", "publish a dossier")
    is_later = publish_at is not None and publish_at > timezone.now()
    if publish_at is not None:
        require_within_a_year(publish_at)
    with transaction.atomic(using=DESK):
        review = _locked_open(review)
        person = review.person
        copy = working_copy(person)
        if digest_of(copy.document) != seen:
            raise RefusedError(
                f"{person} has changed since you looked at it; look at it again."
            )
        require_fit_for_readers(person, copy.document)
        review.is_waived = _is_own(review, by)
        review.document = copy.document
        review.revision_number = copy.revision_number
        review.publish_at = publish_at if is_later else None
        when = f"For {publish_at:%Y-%m-%d %H:%M} UTC." if is_later else ""
        _decide(review, ReviewState.APPROVED, by, when)
        edition = None if is_later else _store(review)
    publishing.bring_in_line(person)
    return edition


def require_within_a_year(publish_at: datetime) -> None:
    """Refuse a time so far away that nobody can vouch for what is said then."""
    if publish_at > timezone.now() + LATEST_AHEAD:
        raise RefusedError(
            f"{publish_at:%Y-%m-%d %H:%M} UTC is more than a year away; choose a time "
            "within a year."
        )


def publish_due(now: datetime) -> list[Edition]:
    """Publish what was approved for a time that has come.

    Of an edition that the reading room refuses, `publishing.pending` tells.
    """
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
        # The edition is stored; one that readers cannot have keeps back no other.
        with suppress(DocumentError):
            publishing.bring_in_line(review.person)
        if edition is not None:
            published.append(edition)
    return published


def publish_without_review(
    person: Person, *, by: User | None = None, summary: str = ""
) -> Edition | None:
    """Publish the working copy at a desk of one; None when readers have it so already.

    Raises RefusedError, at any other desk too, and DocumentError.
    """
    copy = working_copy(person, by=by, summary=summary)
    last = publishing.shown_edition(person)
    if last is not None and last.digest == digest_of(copy.document):
        return None
    if settings.DOSSIER_FOUR_EYES:
        raise RefusedError(f"{person} was not published: {_way_out(person)}")
    require_fit_for_readers(person, copy.document)
    return publishing.publish_approved(person, replace(copy, is_waived=True))


def _way_out(person: Person) -> str:
    """What has to happen at the desk before readers get what it has."""
    review = person.reviews.using(DESK).open().first()
    if review is None:
        return (
            "nobody has approved it. Send it to review at the desk; at a desk of one, "
            "set DOSSIER_FOUR_EYES to 0."
        )
    if review.publish_at is not None:
        return (
            f"it is approved for {review.publish_at:%Y-%m-%d %H:%M} UTC, when "
            "publish_scheduled publishes it. An editor can publish it now at the desk."
        )
    return "it is in review; an editor has to approve it at the desk."


def withdraw(person: Person, *, by: User | None, reason: str) -> Withdrawal:
    """Take a dossier from readers at once; `by` is None for a command.

    What was approved for later has to be approved again. Raises RefusedError.
    """
    if by is not None:
        require_permission(by, "withdraw_dossier", "take a dossier from readers")
    reason = words_for(
        Withdrawal,
        "reason",
        reason,
        "The reason for withdrawing it",
        "Say why it is withdrawn, for colleagues.",
    )
    if publishing.shown_edition(person) is None:
        raise RefusedError(f"{person} is not published.")
    # First, as readers must not get it back if this is interrupted.
    with transaction.atomic(using=DESK):
        _locked(person)
        reopen_reviews([person.stable_id], by=by)
    try:
        return publishing.withdraw(person, by=by, reason=reason)
    except NotPublishedError as error:
        raise RefusedError(str(error)) from error


def digest_now(person: Person) -> str:
    """SHA-256 of the working copy's document. Raises DocumentError."""
    return digest_of(working_copy(person).document)


def authors(person: Person) -> set[int | None]:
    """Whose changes the working copy holds that its last edition does not.

    By the keys of their accounts; None where a command made some.
    """
    by = waiting_changes(person).order_by().values_list("revision__by", flat=True)
    return set(by.distinct())


def waiting_changes(person: Person) -> QuerySet[EntryChange]:
    """The changes of the dossier that its last edition, as of now, does not hold.

    Corrections of shared records that are out or undone do not count.
    """
    last = person.editions.using(DESK).order_by("-number").first()
    held = 0 if last is None else last.revision_number
    changes = EntryChange.objects.using(DESK).filter(dossier_id=person.stable_id)
    return changes.waiting_after(held)


def _is_own(review: Review, by: User) -> bool:
    """Whether somebody would approve their own changes; raises unless waived."""
    is_own = review.sent_by == by or by.pk in authors(review.person)
    if is_own and settings.DOSSIER_FOUR_EYES:
        raise ForbiddenError(
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


def require_permission(by: User, permission: str, what: str) -> None:
    """Raises ForbiddenError."""
    if not by.has_perm(f"profiles.{permission}"):
        raise ForbiddenError(f"You may not {what}; ask an editor.")


def words_for(
    model: type[models.Model], field: str, words: str, box: str, missing: str
) -> str:
    """The words as the field of a model keeps them. Raises RefusedError.

    `box` is what they were typed as, for the refusal to name; `missing` is the refusal
    where nothing was.
    """
    if not words.strip():
        raise RefusedError(missing)
    kept = cast("models.Field[str, str]", model._meta.get_field(field))
    if kept.max_length is not None and len(words) > kept.max_length:
        raise RefusedError(
            f"{box} is longer than {kept.max_length:,} characters; shorten it."
        )
    try:
        return str(kept.clean(words.strip(), None))
    except ValidationError as error:
        raise RefusedError(f"{box}: {' '.join(error.messages)}") from error


def require_fit_for_readers(person: Person, document: str) -> None:
    """Raises RefusedError for what no edition may hold, or readers could not reach."""
    said = json.loads(document)
    _require_sources(person, said)
    _require_addresses(person, said)


def _require_sources(person: Person, said: Data) -> None:
    """Refuse words that are put into somebody's mouth without a source."""
    quotes = unsourced_quotes(said)
    if quotes:
        raise AtEntriesError(
            f"{person} has quotes without a source; cite where each was said, or "
            "delete it",
            [(("quotes", each["id"]), label_of(each)) for each in quotes[:_MOST_NAMED]],
            len(quotes) - _MOST_NAMED,
        )


def _require_addresses(person: Person, said: Data) -> None:
    """Refuse addresses at which readers have, or will have, another dossier."""
    for slug in [said["slug"], *said.get("former_slugs", [])]:
        for using in (DESK, PUBLIC):
            others = Person.objects.using(using).known_as(slug)
            holder = others.exclude(stable_id=person.stable_id).first()
            if holder is not None:
                raise RefusedError(
                    f"“{slug}” is an address of the dossier of {holder} too; change it "
                    f"in one of the two, where it is the slug or a former one."
                )


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


def _box_of(objection: Objection) -> str:
    at = f"at “{objection.label}”" if objection.label else "for returning it"
    return f"The reason {at}"


def _in_words(objection: Objection, text: str) -> str:
    return f"{objection.label}: {text}" if objection.label else text


def _decide(review: Review, state: ReviewState, by: User, reason: str = "") -> None:
    review.state = state
    review.decided_by = by
    review.decided_at = timezone.now()
    if state is not ReviewState.APPROVED:
        review.document = ""
        review.publish_at = None
    review.save(using=DESK)
    step = ReviewStep(state)  # what was done is called like what came of it
    record_step(review.person.stable_id, step, by=by, reason=reason)
