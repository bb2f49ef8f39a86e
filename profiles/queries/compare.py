"""What the page that sets people side by side asks the reading room."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from profiles.choices import Metric
from profiles.databases import PUBLIC
from profiles.models import (
    Affiliation,
    Belief,
    Citation,
    FormerSlug,
    MetricReading,
    Person,
    Position,
)
from profiles.queries.facets import Choice
from profiles.queries.organizations import Staff, Tenure, staff
from profiles.queries.shared import (
    CommonAward,
    CommonOrganization,
    CommonPublication,
    CommonTopic,
    awards_in_common,
    organizations_in_common,
    publications_in_common,
    topics_in_common,
)

FEWEST, MOST = 2, 4


@dataclass(frozen=True)
class Side:
    """One of the people, with what is their own.

    `figures` are the newest reading of each metric, or None where none is on file.
    """

    person: Person
    position: Position | None
    beliefs: list[Belief]
    figures: list[tuple[str, MetricReading | None]]
    tenures: list[Tenure]


@dataclass(frozen=True)
class Comparison:
    """People side by side; what only one of them has is in common with nobody.

    The totals count the topics and publications in common, those not shown included.
    """

    sides: list[Side]
    careers: Staff
    topics: list[CommonTopic]
    topics_total: int
    publications: list[CommonPublication]
    publications_total: int
    awards: list[CommonAward]
    organizations: list[CommonOrganization]


def people_to_choose(chosen: Sequence[str]) -> list[Choice]:
    """Everybody with a dossier, by name."""
    people = Person.objects.using(PUBLIC).values_list("slug", "name")
    return [Choice(slug, name, 0, slug in chosen) for slug, name in people]


def people_by_slug(slugs: Sequence[str]) -> list[Person]:
    """The people with these slugs, now or once, in their order and each once.

    Raises LookupError, naming the first slug that is nobody's.
    """
    rows = Person.objects.using(PUBLIC)
    found = {person.slug: person for person in rows.filter(slug__in=slugs)}
    if len(found) < len(set(slugs)):
        former = FormerSlug.objects.using(PUBLIC).filter(slug__in=slugs)
        for row in former.select_related("person"):
            found.setdefault(row.slug, row.person)
    unknown = next((slug for slug in slugs if slug not in found), None)
    if unknown is not None:
        raise LookupError(f"There is no dossier “{unknown}”.")
    return list(dict.fromkeys(found[slug] for slug in slugs))


def comparison(people: Sequence[Person], *, is_whole: bool = False) -> Comparison:
    """The people side by side, in their order.

    Of topics and publications in common the first are shown, or all of the whole.
    """
    affiliations = _affiliations(people)
    careers = staff(affiliations)
    topics, topics_total = topics_in_common(people, is_whole=is_whole)
    publications, publications_total = publications_in_common(people, is_whole=is_whole)
    return Comparison(
        sides=_sides(people, careers),
        careers=careers,
        topics=topics,
        topics_total=topics_total,
        publications=publications,
        publications_total=publications_total,
        awards=awards_in_common(people),
        organizations=organizations_in_common(people, affiliations),
    )


def _sides(people: Sequence[Person], careers: Staff) -> list[Side]:
    positions: dict[int, Position] = {}
    rows = Position.objects.using(PUBLIC).filter(person__in=people)
    for position in rows.prefetch_related("beliefs"):
        positions.setdefault(position.person_id, position)
    readings: dict[tuple[int | None, str], MetricReading] = {}
    for reading in MetricReading.objects.using(PUBLIC).filter(person__in=people):
        readings.setdefault((reading.person_id, reading.metric), reading)
    return [
        Side(
            person=person,
            position=positions.get(person.pk),
            beliefs=list(positions[person.pk].beliefs.all())
            if person.pk in positions
            else [],
            figures=[
                (metric.label, readings.get((person.pk, metric.value)))
                for metric in Metric
            ],
            tenures=[
                tenure
                for _, tenures in careers.groups
                for tenure in tenures
                if tenure.person == person
            ],
        )
        for person in people
    ]


def _affiliations(people: Sequence[Person]) -> list[Affiliation]:
    sourced = Citation.objects.using(PUBLIC).select_related("source")
    return list(
        Affiliation.objects.using(PUBLIC)
        .filter(person__in=people)
        .select_related("person", "organization")
        .prefetch_related(Prefetch("citations", sourced))
    )
