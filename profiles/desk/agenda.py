"""What there is to do at the desk, for the one who looks: the lists of its home page.

Each list is a QuerySet, of which a page shows a part, and takes a number of queries
that does not depend on its length.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.paginator import Page, Paginator
from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
    Window,
)
from django.db.models.functions import Coalesce, Concat, RowNumber
from django.urls import reverse
from django.utils import timezone

from profiles.choices import ReviewState
from profiles.databases import DESK
from profiles.desk.ageing import DUE_AFTER, DueDossier, aged, due_people
from profiles.desk.correcting import waiting, why_not_approved
from profiles.desk.differences import verb_of
from profiles.desk.guarding import may_correct
from profiles.desk.places import Place, change_page, change_pages
from profiles.desk.rounds import Reason
from profiles.desk.sharing import SHARED
from profiles.desk.standing import standings
from profiles.models import (
    Correction,
    Edition,
    EntryChange,
    Person,
    Remark,
    Review,
    Revision,
)

#: Rows of a list on the home page, and on a page of its own.
_AT_HOME, _ON_A_PAGE = 6, 50
#: Entries named of one revision.
_NAMED = 3


@dataclass(frozen=True)
class Draft:
    """A dossier with changes of one's own that no edition holds yet."""

    person: Person
    page: str
    #: Where it is on its way to readers, in words.
    standing: str
    entries: int
    changed_at: datetime


@dataclass(frozen=True)
class Awaiting:
    """A dossier in review; with why one may not approve it, or ""."""

    review: Review
    hindrance: str


@dataclass(frozen=True)
class WaitingCorrection:
    """A correction to be decided; with why one may not let it out, or ""."""

    correction: Correction
    hindrance: str


@dataclass(frozen=True)
class Returned:
    review: Review
    page: str
    reasons: list[Reason]


@dataclass(frozen=True)
class Touched:
    """An entry that a revision added, changed or removed.

    The page is that of the revision where the entry exists no more, and none where its
    dossier does not either. The dossier is "" where the label says it.
    """

    label: str
    verb: str
    dossier: str
    page: str


@dataclass(frozen=True)
class Recent:
    """A colleague's revision: some of the entries it changed, and how many more."""

    revision: Revision
    touched: list[Touched]
    more: int


@dataclass(frozen=True)
class AgendaList:
    """One list, cut into pages."""

    name: str
    heading: str
    #: What is on it, where the heading does not say it all.
    definition: str
    #: What it means that there is nothing on it.
    empty: str
    rows: list[Any]
    page: Page[Any]

    @property
    def template(self) -> str:
        return f"admin/desk/agenda/_{self.name}.html"

    @property
    def count(self) -> int:
        return self.page.paginator.count

    @property
    def is_cut(self) -> bool:
        return self.count > len(self.rows)


@dataclass(frozen=True)
class _List:
    heading: str
    empty: str
    #: All of it, for somebody.
    query: Callable[[User], QuerySet[Any]]
    #: Some of it, with all that a page says of each.
    rows: Callable[[User, Sequence[Any]], list[Any]]
    definition: str = ""
    #: Whom it is of any use to, of those who may see what happens here.
    is_for: Callable[[User], bool] = lambda user: True


def agenda(user: User) -> list[AgendaList]:
    """Every list, cut short; none for those who may not see what happens here."""
    if not may_see(user):
        return []
    return [
        _cut(name, user, 1, _AT_HOME)
        for name, each in _LISTS.items()
        if each.is_for(user)
    ]


def agenda_list(name: str, user: User, number: int) -> AgendaList | None:
    """One list, page by page; None where there is none of this name for the user."""
    if name not in _LISTS or not _LISTS[name].is_for(user):
        return None
    return _cut(name, user, number, _ON_A_PAGE)


def may_see(user: User) -> bool:
    return user.has_perms(["profiles.view_person", "profiles.view_entrychange"])


def _cut(name: str, user: User, number: int, size: int) -> AgendaList:
    each = _LISTS[name]
    page = Paginator(each.query(user), size).get_page(number)
    found = list(page.object_list)
    rows = each.rows(user, found)
    return AgendaList(name, each.heading, each.definition, each.empty, rows, page)


# My drafts


def _drafts(user: User) -> QuerySet[Any]:
    own = _own_changes(user, "stable_id").order_by().values("dossier_id")
    entries = Count(_ENTRY, distinct=True)
    return (
        Person.objects.using(DESK)
        .annotate(held=_held("pk"))
        .annotate(
            entries=Subquery(own.annotate(n=entries).values("n")),
            changed_at=Subquery(own.annotate(at=Max("revision__at")).values("at")),
        )
        .filter(entries__gt=0)
        .order_by("-changed_at", "sort_name")
    )


def _draft_rows(user: User, people: Sequence[Any]) -> list[Draft]:
    return [
        Draft(
            person=person,
            page=change_page(Person, person.pk),
            standing=standing.words,
            entries=person.entries,
            changed_at=person.changed_at,
        )
        for person, standing in zip(people, standings(people), strict=True)
    ]


# Awaiting review


def _awaiting(user: User) -> QuerySet[Any]:
    """All that is in review; first what the user may approve, then the oldest."""
    reviews = _reviews(user).filter(state=ReviewState.IN_REVIEW)
    return reviews.order_by("is_mine", "sent_at", "pk")


def _awaiting_rows(user: User, reviews: Sequence[Any]) -> list[Awaiting]:
    may_review = user.has_perms(["profiles.review_dossier", "profiles.publish_dossier"])
    return [Awaiting(each, _hindrance(each, user, may_review)) for each in reviews]


def _hindrance(review: Any, user: User, may_review: bool) -> str:
    if not may_review:
        return "An editor approves it."
    if review.is_mine and settings.DOSSIER_FOUR_EYES:
        return "It holds changes of yours; another editor approves it."
    return ""


# Waiting corrections


def _corrections(user: User) -> QuerySet[Any]:
    """All that wait; first those of others, which the user may let out."""
    is_own = Case(When(revision__by=user, then=True), default=False)
    return waiting().order_by(is_own, "pk")


def _correction_rows(
    user: User, corrections: Sequence[Correction]
) -> list[WaitingCorrection]:
    return [
        WaitingCorrection(each, why_not_approved(each, user)) for each in corrections
    ]


# Returned to me


def _returned(user: User) -> QuerySet[Any]:
    """What was returned last, of what the user sent or had a hand in."""
    later = Review.objects.using(DESK).filter(person=OuterRef("person"))
    newest = later.order_by("-sent_at", "-pk").values("pk")[:1]
    return (
        _reviews(user)
        .filter(is_mine=True, state=ReviewState.RETURNED, pk=Subquery(newest))
        .prefetch_related("remarks")
        .order_by("-decided_at", "-pk")
    )


def _returned_rows(user: User, reviews: Sequence[Review]) -> list[Returned]:
    pages = change_pages(
        [_pointed_at(each, remark) for each in reviews for remark in each.remarks.all()]
    )
    return [
        Returned(
            each,
            change_page(Person, each.person_id),
            [
                Reason(remark, pages.get(_pointed_at(each, remark), ""))
                for remark in each.remarks.all()
            ],
        )
        for each in reviews
    ]


def _pointed_at(review: Review, remark: Remark) -> Place:
    return review.person.stable_id, (remark.section, remark.entry_id)


# Scheduled


def _scheduled(user: User) -> QuerySet[Any]:
    return (
        _reviews(user)
        .filter(state=ReviewState.APPROVED)
        .order_by(F("publish_at").asc(nulls_first=True), "pk")
    )


def _scheduled_rows(user: User, reviews: Sequence[Review]) -> list[Review]:
    return list(reviews)


# Due for review


def _due(user: User) -> QuerySet[Any]:
    return due_people(timezone.localdate())


def _due_rows(user: User, people: Sequence[Person]) -> list[DueDossier]:
    return aged(people, timezone.localdate())


# Changed by others


def _recent(user: User) -> QuerySet[Any]:
    return (
        Revision.objects.using(DESK)
        .filter(step="")
        .exclude(by=user)
        .select_related("by")
        .order_by("-pk")
    )


def _recent_rows(user: User, revisions: Sequence[Revision]) -> list[Recent]:
    changes = (
        EntryChange.objects.using(DESK)
        .filter(revision__in=[revision.pk for revision in revisions])
        # A shared record is on file once for itself, and once for each dossier.
        .exclude(~Q(dossier_id=""), section__in=SHARED.values())
    )
    counts = dict(changes.order_by().values_list("revision").annotate(n=Count("pk")))
    place = Window(RowNumber(), partition_by="revision", order_by="pk")
    named = list(changes.annotate(place=place).filter(place__lte=_NAMED).order_by("pk"))
    pages = change_pages([_place_of(change) for change in named])
    ids = {change.dossier_id for change in named}
    people = {
        person.stable_id: person
        for person in Person.objects.using(DESK).filter(stable_id__in=ids)
    }
    touched: dict[int, list[Touched]] = {revision.pk: [] for revision in revisions}
    for change in named:
        page = pages.get(_place_of(change), "")
        each = _touched(change, people.get(change.dossier_id), page)
        touched[change.revision_id].append(each)
    return [
        Recent(
            revision,
            touched[revision.pk],
            counts.get(revision.pk, 0) - len(touched[revision.pk]),
        )
        for revision in revisions
    ]


def _touched(change: EntryChange, person: Person | None, page: str) -> Touched:
    label, dossier = _label(change), ""
    if person is not None:
        dossier = "" if label == person.name else person.name
        args = [person.pk, change.revision_id]
        page = page or reverse("admin:dossier-revision", args=args)
    return Touched(label, verb_of(change).value, dossier, page)


def _place_of(change: EntryChange) -> Place:
    return change.dossier_id, (change.section, change.entry_id)


def _label(change: EntryChange) -> str:
    return change.label or change.entry_id or "Own fields"


# What the lists share

_ENTRY = Concat("section", Value(":"), "entry_id")


def _reviews(user: User) -> QuerySet[Any]:
    """Reviews, each with whether the user sent it or had a hand in what it holds."""
    own = _own_changes(user, "person__stable_id")
    return (
        Review.objects.using(DESK)
        .defer("document")
        .select_related("person", "sent_by", "decided_by")
        .annotate(held=_held("person"))
        .annotate(
            is_mine=Case(
                When(Q(sent_by=user) | Exists(own), then=True),
                default=False,
                output_field=BooleanField(),
            )
        )
    )


def _held(person: str) -> Coalesce:
    """The last revision in the newest edition of a person, from the outer query."""
    editions = Edition.objects.using(DESK).filter(person=OuterRef(person))
    newest = editions.order_by("-number").values("revision_number")[:1]
    return Coalesce(Subquery(newest), Value(0))


def _own_changes(user: User, dossier: str) -> QuerySet[EntryChange]:
    """The user's changes that the last edition of an outer query's dossier lacks.

    The outer query has `held`; see `reviewing.authors`, which counts the same.
    """
    changes = EntryChange.objects.using(DESK).waiting_after(OuterRef("held"))
    return changes.filter(dossier_id=OuterRef(dossier), revision__by=user)


_LISTS = {
    "returned": _List(
        "Returned to me",
        "Nothing that you sent or had a hand in was returned.",
        _returned,
        _returned_rows,
    ),
    "drafts": _List(
        "My drafts",
        "Readers have all that you changed; no dossier holds changes of yours that "
        "are not out yet.",
        _drafts,
        _draft_rows,
    ),
    "awaiting": _List(
        "Awaiting review",
        "No dossier is in review.",
        _awaiting,
        _awaiting_rows,
    ),
    "corrections": _List(
        "Waiting corrections",
        "No change of a shared record waits for an editor.",
        _corrections,
        _correction_rows,
        is_for=may_correct,
    ),
    "scheduled": _List(
        "Scheduled",
        "Nothing is approved for a later time.",
        _scheduled,
        _scheduled_rows,
    ),
    "due": _List(
        "Due for review",
        "Somebody went through every dossier that readers have within the last "
        f"{DUE_AFTER.days} days.",
        _due,
        _due_rows,
        f"Readers have them, and nobody has gone through them for {DUE_AFTER.days} "
        "days; with the sections in which no entry was changed and no source was seen "
        "for as long.",
    ),
    "recent": _List(
        "Changed by others",
        "Nobody else has changed anything yet.",
        _recent,
        _recent_rows,
    ),
}
