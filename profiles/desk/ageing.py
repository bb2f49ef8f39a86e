"""Which published dossiers are due for review, and how old each of their sections is.

A dossier is due when readers have it and nobody has gone through it all for DUE_AFTER,
as its `reviewed_on` says, or ever. A section is as old as the last time that one of its
entries was changed or one of its sources was seen to be there, whichever came later; it
is due when that is longer ago than DUE_AFTER, or not known.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import (
    CharField,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.urls import reverse
from django.utils import timezone

from profiles.choices import Section
from profiles.databases import DESK
from profiles.desk.places import change_page
from profiles.documents.entries import PERSON
from profiles.documents.mapping import LISTS
from profiles.models import Edition, EntryChange, Person, Withdrawal

DUE_AFTER = timedelta(days=180)

#: The section that each list of entries is in; the person's own fields are the profile.
_SECTIONS = {
    PERSON[0]: Section.PROFILE,
    "metrics": Section.PROFILE,
    "profile.education": Section.PROFILE,
    **{path: Section(path) for path in LISTS if path in Section.values},
}


@dataclass(frozen=True)
class SectionAge:
    """A section of a dossier that has entries, and the day it was last looked at."""

    section: Section
    #: Where its entries are listed on the desk.
    page: str
    touched_on: date | None
    days: int | None

    @property
    def is_due(self) -> bool:
        return self.days is None or self.days > DUE_AFTER.days


@dataclass(frozen=True)
class DueDossier:
    person: Person
    page: str
    #: Since somebody went through all of it; None where nobody ever did.
    days: int | None
    #: The sections that are due, the oldest first, and how many are not.
    sections: list[SectionAge]
    fresh: int


def due_people(today: date) -> QuerySet[Person]:
    """Whose dossiers are due, those first that nobody ever went through."""
    editions = Edition.objects.using(DESK).filter(person=OuterRef("pk"))
    withdrawals = Withdrawal.objects.using(DESK).filter(person=OuterRef("pk"))
    newest = editions.order_by("-number").values("number")[:1]
    taken = withdrawals.order_by("-after_number").values("after_number")[:1]
    return (
        Person.objects.using(DESK)
        .annotate(newest=Subquery(newest), taken=Subquery(taken))
        .filter(
            Q(taken__isnull=True) | Q(taken__lt=F("newest")),
            Q(reviewed_on__isnull=True) | Q(reviewed_on__lt=today - DUE_AFTER),
            newest__isnull=False,
        )
        .order_by(F("reviewed_on").asc(nulls_first=True), "sort_name", "pk")
    )


def aged(people: Sequence[Person], today: date) -> list[DueDossier]:
    """These dossiers with the ages of their sections, in two queries."""
    ages = _ages(people, today)
    return [_due(person, ages[person.pk], today) for person in people]


def _due(person: Person, ages: list[SectionAge], today: date) -> DueDossier:
    due = [age for age in ages if age.is_due]
    due.sort(key=lambda age: (age.days is not None, -(age.days or 0)))
    reviewed_on = person.reviewed_on
    return DueDossier(
        person,
        change_page(Person, person.pk),
        None if reviewed_on is None else (today - reviewed_on).days,
        due,
        len(ages) - len(due),
    )


def _ages(people: Sequence[Person], today: date) -> dict[int, list[SectionAge]]:
    """The ages of the sections that have entries, in their order, by the person."""
    touched: dict[tuple[int, Section], date | None] = {}
    for pk, section, day in _seen(people):
        touched[pk, section] = _later(touched.get((pk, section)), day)
    for pk, section, day in _changed(people):
        if (pk, section) in touched:
            touched[pk, section] = _later(touched[pk, section], day)
    ages: dict[int, list[SectionAge]] = defaultdict(list)
    for person in people:
        for section in Section:
            if (person.pk, section) in touched:
                day = touched[person.pk, section]
                days = None if day is None else (today - day).days
                page = _page_of(person, section)
                ages[person.pk].append(SectionAge(section, page, day, days))
    return ages


def _seen(
    people: Sequence[Person],
) -> Iterator[tuple[int, Section, date | None]]:
    """When a source of each list of entries was last seen, for lists with entries."""
    pks = [person.pk for person in people]
    first, *others = [_sources_seen(path, pks) for path in (PERSON[0], *LISTS)]
    for path, pk, day in first.union(*others, all=True).order_by():
        yield pk, _SECTIONS[path], day


def _sources_seen(path: str, pks: Sequence[int]) -> QuerySet[Any, Any]:
    owner = "pk" if path == PERSON[0] else _owner(path)
    model: type[Any] = Person if path == PERSON[0] else LISTS[path].entries.model
    rows: QuerySet[Any, Any] = (
        model.objects.using(DESK)
        .filter(**{f"{owner}__in": pks})
        .order_by()
        .values(owner)
        .annotate(
            path=Value(path, output_field=CharField()),
            seen_on=Max("citations__source__seen_on"),
        )
        .values_list("path", owner, "seen_on")
    )
    return rows


def _changed(people: Sequence[Person]) -> Iterator[tuple[int, Section, date]]:
    """When an entry of each list of entries was last changed, came or went."""
    pks = {person.stable_id: person.pk for person in people}
    changes = EntryChange.objects.using(DESK).filter(
        dossier_id__in=pks, section__in=_SECTIONS
    )
    newest = changes.order_by().values_list("dossier_id", "section")
    for dossier_id, path, at in newest.annotate(at=Max("revision__at")):
        yield pks[dossier_id], _SECTIONS[path], timezone.localdate(at)


def _later(*days: date | None) -> date | None:
    return max(filter(None, days), default=None)


def _owner(path: str) -> str:
    return "people" if path == Section.RESEARCH else "person"


def _page_of(person: Person, section: Section) -> str:
    if section.value not in LISTS:
        return change_page(Person, person.pk)
    model = LISTS[section.value].entries.model
    page = reverse(f"admin:profiles_{model._meta.model_name}_changelist")
    return f"{page}?{_owner(section.value)}__id__exact={person.pk}"
