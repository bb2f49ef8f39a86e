"""Where dossiers stand on their way to readers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    F,
    Max,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from profiles.choices import DossierState, ReviewState
from profiles.databases import DESK
from profiles.models import Edition, EntryChange, Person, Review, Withdrawal

Row = TypeVar("Row", Edition, Withdrawal, Review)

_REVIEW_STATES = {
    ReviewState.IN_REVIEW: DossierState.IN_REVIEW,
    ReviewState.APPROVED: DossierState.APPROVED,
}


@dataclass(frozen=True)
class Standing:
    """A dossier with its last edition, withdrawal and review, each if there is one."""

    person: Person
    edition: Edition | None
    withdrawal: Withdrawal | None
    review: Review | None
    #: The last revision of the desk that changed it; 0 for none.
    revision_number: int

    @property
    def state(self) -> DossierState:
        if self.review is not None and self.review.state in _REVIEW_STATES:
            return _REVIEW_STATES[ReviewState(self.review.state)]
        if self.edition is None:
            return DossierState.DRAFT
        if self.is_withdrawn:
            return DossierState.WITHDRAWN
        return DossierState.CHANGED if self.has_changes else DossierState.PUBLISHED

    @property
    def words(self) -> str:
        """What the desk calls it: a draft that was returned is “Returned”."""
        if not self.is_returned:
            return self.state.label
        returned = ReviewState.RETURNED.label
        if self.state is DossierState.DRAFT:
            return returned
        return f"{returned}; {self.state.label[0].lower()}{self.state.label[1:]}"

    @property
    def is_withdrawn(self) -> bool:
        return (
            self.edition is not None
            and self.withdrawal is not None
            and self.withdrawal.after_number >= self.edition.number
        )

    @property
    def has_changes(self) -> bool:
        """Whether the desk may hold what the last edition does not."""
        held = 0 if self.edition is None else self.edition.revision_number
        return self.edition is None or self.revision_number > held

    @property
    def is_returned(self) -> bool:
        return self.review is not None and self.review.state == ReviewState.RETURNED

    @property
    def for_readers(self) -> str:
        """What readers have of it whatever is changed at the desk, in a sentence."""
        if self.edition is None:
            return (
                f"Readers have nothing of the dossier of {self.person}: no edition of "
                "it was published."
            )
        number = self.edition.number
        if self.is_withdrawn:
            return (
                f"Readers have nothing of the dossier of {self.person}: edition "
                f"{number} was withdrawn."
            )
        return (
            f"Readers keep edition {number} of the dossier of {self.person} until "
            "another one is published."
        )

    @property
    def effect_of_change(self) -> str:
        """What saving a change does to its review, in sentences; "" for nothing."""
        match self.state, self.review:
            case DossierState.APPROVED, Review(publish_at=datetime() as publish_at):
                return (
                    f"This dossier is approved, to be published at "
                    f"{publish_at:%Y-%m-%d %H:%M} UTC. Saving a change takes the "
                    "approval back: it is then published only once it is approved anew."
                )
            case DossierState.IN_REVIEW, _:
                return (
                    "This dossier is in review. Whatever is saved now is part of what "
                    "the reviewer decides about."
                )
            case _:
                return ""


#: What dossiers can be narrowed to: each state, and that a review came back.
NARROWINGS: dict[str, str] = {
    DossierState.DRAFT.value: DossierState.DRAFT.label,
    ReviewState.RETURNED.value: ReviewState.RETURNED.label,
    **{state.value: state.label for state in DossierState},
}


def standing_at(people: QuerySet[Person], name: str) -> QuerySet[Person]:
    """Those of the people whose dossiers stand so, as `Standing.words` says.

    A draft that was returned is “Returned”, and not a draft.
    """
    told = _with_state(people)
    if name == ReviewState.RETURNED:
        return told.filter(newest_review=name)
    found = told.filter(dossier_state=name)
    if name == DossierState.DRAFT:
        found = found.exclude(newest_review=ReviewState.RETURNED)
    return found


def _with_state(people: QuerySet[Person]) -> QuerySet[Any]:
    """Annotates `newest_review`, its state or "", and `dossier_state`."""
    editions = _newest_first(Edition, "number")
    changes = EntryChange.objects.using(DESK).filter(dossier_id=OuterRef("stable_id"))
    return people.annotate(
        newest_review=Coalesce(
            _value_of(_newest_first(Review, "sent_at"), "state"), Value("")
        ),
        newest_edition=_value_of(editions, "number"),
        held_revision=_value_of(editions, "revision_number"),
        withdrawn_after=_value_of(
            _newest_first(Withdrawal, "after_number"), "after_number"
        ),
        newest_revision=Subquery(
            changes.order_by("-revision").values("revision")[:1],
            output_field=BigIntegerField(),
        ),
        dossier_state=Case(
            *(
                When(newest_review=review, then=Value(state.value))
                for review, state in _REVIEW_STATES.items()
            ),
            When(newest_edition=None, then=Value(DossierState.DRAFT.value)),
            When(
                withdrawn_after__gte=F("newest_edition"),
                then=Value(DossierState.WITHDRAWN.value),
            ),
            When(
                newest_revision__gt=F("held_revision"),
                then=Value(DossierState.CHANGED.value),
            ),
            default=Value(DossierState.PUBLISHED.value),
            output_field=CharField(),
        ),
    )


def _value_of(rows: QuerySet[Any], name: str) -> Subquery:
    return Subquery(rows.values(name)[:1])


def standing_of(person: Person) -> Standing:
    return standings([person])[0]


def standings(people: Iterable[Person]) -> list[Standing]:
    """How each of these dossiers stands, in four queries however many they are."""
    people = list(people)
    pks = [person.pk for person in people]
    editions = _newest(Edition, pks, "number", ["document"])
    withdrawals = _newest(Withdrawal, pks, "after_number", (), ["withdrawn_by"])
    reviews = _newest(Review, pks, "sent_at", ["document"], ["sent_by", "decided_by"])
    revisions = dict(
        EntryChange.objects.using(DESK)
        .filter(dossier_id__in=[person.stable_id for person in people])
        .order_by()
        .values_list("dossier_id")
        .annotate(newest=Max("revision"))
    )
    return [
        Standing(
            person,
            editions.get(person.pk),
            withdrawals.get(person.pk),
            reviews.get(person.pk),
            revisions.get(person.stable_id, 0),
        )
        for person in people
    ]


def _newest(
    model: type[Row],
    pks: Sequence[int],
    order: str,
    deferred: Sequence[str] = (),
    related: Sequence[str] = (),
) -> dict[int, Row]:
    """The newest row of each person; documents are long, and stay where they are."""
    rows = model._default_manager.using(DESK).filter(person__in=pks)
    newest = _newest_first(model, order, owner="person").values("pk")
    rows = rows.filter(pk=Subquery(newest[:1])).defer(*deferred)
    if related:
        rows = rows.select_related(*related)
    return {row.person_id: row for row in rows}


def _newest_first(model: type[Row], order: str, owner: str = "pk") -> QuerySet[Row]:
    """The rows of whom a query around this one is about; `owner` says where."""
    rows = model._default_manager.using(DESK).filter(person=OuterRef(owner))
    return rows.order_by(f"-{order}", "-pk")
