"""Where dossiers stand on their way to readers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db.models import Max, OuterRef, Subquery

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


def standing_of(person: Person) -> Standing:
    return standings([person])[0]


def standings(people: Iterable[Person]) -> list[Standing]:
    """How each of these dossiers stands, in four queries however many they are."""
    people = list(people)
    pks = [person.pk for person in people]
    editions = _newest(Edition, pks, "number", ["document"])
    withdrawals = _newest(Withdrawal, pks, "after_number")
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
    newest = rows.filter(person=OuterRef("person")).order_by(f"-{order}", "-pk")
    rows = rows.filter(pk=Subquery(newest.values("pk")[:1])).defer(*deferred)
    if related:
        rows = rows.select_related(*related)
    return {row.person_id: row for row in rows}
