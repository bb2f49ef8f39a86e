"""People side by side, as a record and as rows."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.urls import reverse

from profiles.choices import NOT_STATED, Metric
from profiles.exports.organizations import tenure_record
from profiles.exports.quotes import quote_path, quote_record
from profiles.exports.records import (
    organization_reference,
    person_reference,
    text_or_null,
)
from profiles.models import Affiliation, MetricReading, Person, Position, Publication
from profiles.origin import Absolute
from profiles.queries.compare import Comparison, Side
from profiles.queries.shared import (
    CommonAward,
    CommonOrganization,
    CommonPublication,
    CommonTopic,
)

# As a record


def comparison_record(found: Comparison, absolute: Absolute) -> dict[str, Any]:
    """The people in their order, and what two or more of them have in common."""
    return {
        "people": [_side(side, absolute) for side in found.sides],
        "topics_in_common": [_topic(each, absolute) for each in found.topics],
        "publications_in_common": [
            _publication(each, absolute) for each in found.publications
        ],
        "awards_in_common": [_award(each, absolute) for each in found.awards],
        "organizations_in_common": [
            _organization(each, absolute) for each in found.organizations
        ],
    }


def _side(side: Side, absolute: Absolute) -> dict[str, Any]:
    return {
        **person_reference(side.person, absolute),
        "position": _position(side, side.position, absolute) if side.position else None,
        "metrics": [_reading(each) for _, each in side.figures if each is not None],
        "affiliations": [
            {
                "organization": organization_reference(
                    tenure.affiliation.organization, absolute
                ),
                **tenure_record(tenure, absolute),
            }
            for tenure in side.tenures
        ],
    }


def _position(side: Side, position: Position, absolute: Absolute) -> dict[str, Any]:
    return {
        "id": position.stable_id,
        "address": absolute(f"{side.person.get_absolute_url()}#position"),
        "assessed_on": str(position.assessed_on),
        "risk_level": position.risk_level or None,
        "predicted_timeline": position.predicted_timeline,
        "earliest_year": position.earliest_year,
        "latest_year": position.latest_year,
        "stance": position.stance,
        "beliefs": [
            {"id": each.stable_id, "text": each.text, "note": each.note}
            for each in side.beliefs
        ],
        "note": position.note,
    }


def _reading(reading: MetricReading) -> dict[str, Any]:
    return {
        "metric": reading.metric,
        "value": reading.value,
        "provider": reading.provider,
        "read_on": text_or_null(reading.read_on),
        "lacks_provenance": reading.lacks_provenance,
    }


def _topic(common: CommonTopic, absolute: Absolute) -> dict[str, Any]:
    topic = common.topic
    return {
        "slug": topic.slug,
        "address": absolute(reverse("profiles:topic-detail", args=[topic.slug])),
        "name": topic.name,
        "quotes": [
            quote_record(listed, absolute)
            for _, listed in common.quotes
            if listed is not None
        ],
    }


def _publication(common: CommonPublication, absolute: Absolute) -> dict[str, Any]:
    publication = common.publication
    return {
        "id": publication.stable_id,
        "title": publication.title,
        "published_on": text_or_null(publication.published_on),
        "venue": publication.venue,
        "url": publication.url,
        "people": [person_reference(each, absolute) for each in common.people],
    }


def _award(common: CommonAward, absolute: Absolute) -> dict[str, Any]:
    award = common.award
    return {
        "slug": award.slug,
        "address": absolute(reverse("profiles:award-detail", args=[award.slug])),
        "name": award.name,
        "receptions": [
            {
                "person": person_reference(person, absolute),
                "awarded_on": text_or_null(each.awarded_on),
            }
            for person, receptions in common.receptions
            for each in receptions
        ],
    }


def _organization(common: CommonOrganization, absolute: Absolute) -> dict[str, Any]:
    """An organization; who had which role there stands with the people."""
    return {
        **organization_reference(common.organization, absolute),
        "people": [person_reference(person, absolute) for person, _ in common.roles],
        "at_the_same_time": [[one.slug, other.slug] for one, other in common.together],
    }


# As rows


def comparison_columns(found: Comparison) -> list[str]:
    """What is compared, of what (a topic, an award), and a column for each person."""
    return ["property", "of", *(side.person.slug for side in found.sides)]


def comparison_rows(found: Comparison, absolute: Absolute) -> Iterator[list[Any]]:
    """A row for each thing compared; several values are joined by “; ”."""
    sides = found.sides
    own = [_own_cells(side, absolute) for side in sides]
    for name in own[0]:
        yield [name, "", *(cells[name] for cells in own)]
    people = [side.person for side in sides]
    for topic in found.topics:
        yield from _topic_rows(topic, absolute)
    for publication in found.publications:
        yield _publication_row(publication, people)
    for award in found.awards:
        yield _award_row(award, people)
    for organization in found.organizations:
        yield from _organization_rows(organization, people)


def _own_cells(side: Side, absolute: Absolute) -> dict[str, Any]:
    """What is a person's own, by the name of its row; the same rows for everybody."""
    position = side.position
    return {
        "name": side.person.name,
        "address": absolute(side.person.get_absolute_url()),
        "risk_level": (position.risk_level or NOT_STATED) if position else "",
        "predicted_timeline": position.predicted_timeline if position else "",
        "earliest_year": position.earliest_year if position else "",
        "latest_year": position.latest_year if position else "",
        "stance": position.stance if position else "",
        "assessed_on": position.assessed_on if position else "",
        "beliefs": "; ".join(each.text for each in side.beliefs),
        **_figure_cells(side),
        "affiliations": "; ".join(
            f"{each.affiliation.organization.name}: {_role(each.affiliation)}"
            for each in side.tenures
        ),
    }


def _figure_cells(side: Side) -> dict[str, Any]:
    readings = {each.metric: each for _, each in side.figures if each is not None}
    cells: dict[str, Any] = {}
    for metric in Metric:
        reading = readings.get(metric.value)
        cells |= {
            metric.value: reading.value if reading else "",
            f"{metric.value}_provider": reading.provider if reading else "",
            f"{metric.value}_read_on": reading.read_on if reading else "",
        }
    return cells


def _role(affiliation: Affiliation) -> str:
    """The role and its years as an EDTF interval, open where it lasts: 2013/.."""
    started = affiliation.started_on or ""
    ended = ".." if affiliation.ended_on is None else affiliation.ended_on
    return f"{affiliation.role} ({started}/{ended})"


def _topic_rows(common: CommonTopic, absolute: Absolute) -> Iterator[list[Any]]:
    quotes = [listed for _, listed in common.quotes]
    cells: dict[str, list[Any]] = {
        "quote": [each and each.quote.text for each in quotes],
        "quote_said_on": [each and each.quote.said_on for each in quotes],
        "quote_attribution": [each and each.quote.attribution for each in quotes],
        "quote_grade": [each and each.grade for each in quotes],
        "quote_address": [each and absolute(quote_path(each)) for each in quotes],
    }
    for name, values in cells.items():
        yield [name, common.topic.name, *values]


def _publication_row(common: CommonPublication, people: Sequence[Person]) -> list[Any]:
    is_theirs = ["yes" if each in common.people else "" for each in people]
    return ["publication", _publication_words(common.publication), *is_theirs]


def _publication_words(publication: Publication) -> str:
    published_on = publication.published_on
    return f"{publication.title} ({published_on or 'undated'})"


def _award_row(common: CommonAward, people: Sequence[Person]) -> list[Any]:
    receptions = dict(common.receptions)
    cells = [
        "; ".join(str(row.awarded_on or "undated") for row in receptions.get(each, ()))
        for each in people
    ]
    return ["award", common.award.name, *cells]


def _organization_rows(
    common: CommonOrganization, people: Sequence[Person]
) -> Iterator[list[Any]]:
    """Who had which roles there, and beside whom of the others."""
    roles = dict(common.roles)
    name = common.organization.name
    yield ["roles", name, *("; ".join(map(_role, roles.get(p, ()))) for p in people)]
    if common.together:
        beside = [*common.together, *((two, one) for one, two in common.together)]
        yield [
            "at_the_same_time_as",
            name,
            *(
                "; ".join(other.name for one, other in beside if one == person)
                for person in people
            ),
        ]
