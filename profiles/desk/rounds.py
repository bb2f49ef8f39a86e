"""Rounds of a review: why a dossier was returned, and what has been done about it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.db.models import Exists, Max, QuerySet

from profiles.choices import ReviewState, ReviewStep
from profiles.databases import DESK
from profiles.desk.places import change_pages
from profiles.desk.standing import Standing
from profiles.documents.entries import EntryKey
from profiles.models import EntryChange, Person, Remark, Review, Revision


@dataclass(frozen=True)
class Reason:
    """A remark of a reviewer, with the page of the entry that it points at, or "".

    `is_touched` is whether that entry has been changed since; None for a remark about
    the whole dossier.
    """

    remark: Remark
    page: str
    is_touched: bool | None = None

    @property
    def key(self) -> EntryKey:
        return self.remark.section, self.remark.entry_id


@dataclass(frozen=True)
class Round:
    """A review that ended with the dossier returned."""

    review: Review
    reasons: list[Reason]


@dataclass(frozen=True)
class EndedApproval:
    """An approval that a change, or a withdrawal, has taken back.

    `revision` is the last that was approved.
    """

    revision: int
    approved_by: User | None
    approved_at: datetime
    ended_by: User | None
    ended_at: datetime


def rounds_of(standing: Standing) -> list[Round]:
    """The rounds since readers last got the dossier from a review, the newest first."""
    reviews = Review.objects.using(DESK).filter(person=standing.person)
    published = reviews.filter(state=ReviewState.PUBLISHED).order_by("-sent_at", "-pk")
    returned = reviews.filter(state=ReviewState.RETURNED)
    if (last := published.values_list("sent_at", flat=True).first()) is not None:
        returned = returned.filter(sent_at__gt=last)
    rows = returned.defer("document").select_related("decided_by")
    found = [*rows.order_by("-sent_at", "-pk").prefetch_related("remarks")]
    return _told(standing.person.stable_id, found)


def reasons_given(standing: Standing) -> list[Reason]:
    """Why a dossier was returned that has not been sent again."""
    if not standing.is_returned or standing.review is None:
        return []
    (newest,) = _told(standing.person.stable_id, [standing.review])
    return newest.reasons


def _told(dossier_id: str, reviews: Sequence[Review]) -> list[Round]:
    remarks = [remark for review in reviews for remark in review.remarks.all()]
    pages = change_pages(
        [(dossier_id, (each.section, each.entry_id)) for each in remarks]
    )
    changed_at = _changed_at(dossier_id, remarks)

    def reason(review: Review, remark: Remark) -> Reason:
        key = remark.section, remark.entry_id
        at = changed_at.get(key)
        is_touched = at is not None and at > _ended_at(review)
        page = pages.get((dossier_id, key), "")
        return Reason(remark, page, is_touched if remark.section else None)

    return [
        Round(each, [reason(each, remark) for remark in each.remarks.all()])
        for each in reviews
    ]


def _changed_at(dossier_id: str, remarks: Iterable[Remark]) -> dict[EntryKey, datetime]:
    """When each entry that is pointed at was changed last."""
    keys = {(each.section, each.entry_id) for each in remarks if each.section}
    if not keys:
        return {}
    changes = EntryChange.objects.using(DESK).filter(
        dossier_id=dossier_id,
        section__in={section for section, _ in keys},
        entry_id__in={entry_id for _, entry_id in keys},
    )
    newest = changes.order_by().values_list("section", "entry_id")
    rows = newest.annotate(at=Max("revision__at"))
    return {(section, entry_id): at for section, entry_id, at in rows}


def _ended_at(review: Review) -> datetime:
    return review.decided_at or review.sent_at


def ended_approval(standing: Standing) -> EndedApproval | None:
    """The approval that the open review had, if something has taken it back."""
    review = standing.review
    if review is None or not review.is_reopened:
        return None
    steps = Revision.objects.using(DESK).filter(dossier_id=standing.person.stable_id)
    steps = steps.select_related("by").order_by("-pk")
    ended = steps.filter(step=ReviewStep.REOPENED).first()
    approved = steps.filter(step=ReviewStep.APPROVED).first()
    if ended is None or approved is None:
        return None
    return EndedApproval(
        review.revision_number, approved.by, approved.at, ended.by, ended.at
    )


def approvals_ended(by: User, since: int) -> QuerySet[Person]:
    """Whose dossiers lost their approval by a change that somebody made after `since`.

    Withdrawing a dossier ends its approval too, and is no change.
    """
    made = Revision.objects.using(DESK).filter(by=by, pk__gt=since)
    changes = EntryChange.objects.using(DESK).filter(revision__in=made)
    return Person.objects.using(DESK).filter(
        Exists(changes),
        stable_id__in=made.filter(step=ReviewStep.REOPENED).values("dossier_id"),
    )
