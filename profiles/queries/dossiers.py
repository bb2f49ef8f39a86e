"""What the pages of dossiers ask the reading room."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import OuterRef, Subquery

from profiles.choices import AffiliationKind, Metric
from profiles.countries import demonym
from profiles.databases import PUBLIC
from profiles.documents.relations import Colleague, surely_overlap
from profiles.documents.schema import AffiliationPart, DossierDocument
from profiles.models import (
    Affiliation,
    FormerSlug,
    MetricReading,
    Person,
    Position,
    PublishedEdition,
    Tombstone,
)

Row = TypeVar("Row")

#: More people than this in the person's organizations are not looked at.
_MOST_COLLEAGUES = 500


def current_edition(slug: str) -> PublishedEdition | None:
    return PublishedEdition.objects.using(PUBLIC).current().filter(slug=slug).first()


def published_person(slug: str) -> Person | None:
    return Person.objects.using(PUBLIC).filter(slug=slug).first()


def present_slug(former: str) -> str | None:
    """The slug of the dossier that once had this one."""
    found = FormerSlug.objects.using(PUBLIC).filter(slug=former)
    return found.values_list("person__slug", flat=True).first()


def is_withdrawn(slug: str) -> bool:
    return Tombstone.objects.using(PUBLIC).filter(slug=slug).exists()


def published_among(slugs: Collection[str]) -> set[str]:
    people = Person.objects.using(PUBLIC).filter(slug__in=slugs)
    return set(people.values_list("slug", flat=True))


def colleagues_of(document: DossierDocument) -> list[Colleague]:
    """Who, of those with a dossier, surely held a position beside the person."""
    own: dict[str, list[AffiliationPart]] = defaultdict(list)
    for affiliation in document.affiliations:
        if affiliation.kind is AffiliationKind.POSITION:
            own[affiliation.organization].append(affiliation)
    others = (
        Affiliation.objects.using(PUBLIC)
        .filter(organization__slug__in=own, kind=AffiliationKind.POSITION)
        .exclude(person__slug=document.slug)
        .select_related("person", "organization")
        .order_by("person__sort_name", "organization__name", "stable_id")
    )[:_MOST_COLLEAGUES]
    found = {
        (other.person.slug, other.organization.slug): Colleague(
            other.person.name, other.person.slug, other.organization.name
        )
        for other in others
        if any(surely_overlap(each, other) for each in own[other.organization.slug])
    }
    return list(found.values())


@dataclass(frozen=True)
class Card:
    """What the list shows of a dossier."""

    person: Person
    demonyms: list[str]
    affiliation: Affiliation | None
    position: Position | None
    h_index: MetricReading | None


def cards() -> list[Card]:
    """Every published dossier, the last updated first."""
    published_at = PublishedEdition.objects.using(PUBLIC).filter(
        dossier_id=OuterRef("stable_id"), is_current=True
    )
    people = (
        Person.objects.using(PUBLIC)
        .with_counts()
        .annotate(updated_at=Subquery(published_at.values("published_at")))
        .prefetch_related(
            "nationalities", "affiliations__organization", "positions", "metrics"
        )
        .order_by("-updated_at", "sort_name", "stable_id")
    )
    return [
        Card(
            person=person,
            demonyms=[demonym(row.country) for row in person.nationalities.all()],
            affiliation=_first(a for a in person.affiliations.all() if a.is_primary),
            position=_first(person.positions.all()),
            h_index=_first(
                reading
                for reading in person.metrics.all()
                if reading.metric == Metric.H_INDEX
            ),
        )
        for person in people
    ]


def _first(rows: Iterable[Row]) -> Row | None:
    return next(iter(rows), None)
