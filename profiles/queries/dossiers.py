"""What the pages of dossiers ask the reading room."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import Count, Model, OuterRef, Subquery
from django.db.models.functions import Coalesce

from profiles.choices import AffiliationKind, Metric
from profiles.countries import demonym
from profiles.databases import PUBLIC
from profiles.documents.relations import Colleague, surely_overlap
from profiles.documents.schema import AffiliationPart, DossierDocument
from profiles.models import (
    Affiliation,
    FormerSlug,
    ListedPublication,
    MetricReading,
    Person,
    Portrait,
    Position,
    PublishedEdition,
    Quote,
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
            other.person.name, other.person.slug, other.organization.name, each.id
        )
        for other in others
        for each in own[other.organization.slug]
        if surely_overlap(each, other)
    }
    return list(found.values())


@dataclass(frozen=True)
class Card:
    """What the list shows of a dossier; nationalities are ISO 3166-1 codes."""

    person: Person
    portrait: Portrait | None
    nationalities: list[str]
    affiliation: Affiliation | None
    position: Position | None
    h_index: MetricReading | None
    citations: MetricReading | None
    quote_count: int
    publication_count: int
    updated_at: datetime

    @property
    def demonyms(self) -> list[str]:
        return [demonym(code) for code in self.nationalities]


def cards(pks: Sequence[int]) -> list[Card]:
    """The people with these row numbers, in this order, each as the list shows it."""
    published_at = PublishedEdition.objects.using(PUBLIC).filter(
        dossier_id=OuterRef("stable_id"), is_current=True
    )
    people = (
        Person.objects.using(PUBLIC)
        .select_related("portrait")
        .annotate(
            updated_at=Subquery(published_at.values("published_at")),
            quote_count=count_of(Quote),
            publication_count=count_of(ListedPublication),
        )
        .prefetch_related(
            "nationalities", "affiliations__organization", "positions", "metrics"
        )
        .in_bulk(list(pks))
    )
    return [_card(people[pk]) for pk in pks if pk in people]


def _card(person: Any) -> Card:
    return Card(
        person=person,
        portrait=getattr(person, "portrait", None),
        nationalities=[row.country for row in person.nationalities.all()],
        affiliation=_first(a for a in person.affiliations.all() if a.is_primary),
        position=_first(person.positions.all()),
        h_index=_newest(Metric.H_INDEX, person),
        citations=_newest(Metric.CITATIONS, person),
        quote_count=person.quote_count,
        publication_count=person.publication_count,
        updated_at=person.updated_at,
    )


def _newest(metric: Metric, person: Person) -> MetricReading | None:
    return _first(each for each in person.metrics.all() if each.metric == metric)


def count_of(model: type[Model], person: str = "pk") -> Coalesce:
    """How many rows of a model are a person's; `person` is the path to who that is.

    Counting in a subquery keeps several counts from multiplying each other's rows.
    """
    rows = model._default_manager.using(PUBLIC).filter(person=OuterRef(person))
    counts = rows.order_by().values("person").annotate(count=Count("pk"))
    return Coalesce(Subquery(counts.values("count")), 0)


def _first(rows: Iterable[Row]) -> Row | None:
    return next(iter(rows), None)
