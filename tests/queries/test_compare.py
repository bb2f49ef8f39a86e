from typing import Any

import pytest

from profiles.documents.schema import DossierDocument
from profiles.queries import shared
from profiles.queries.compare import (
    Comparison,
    comparison,
    people_by_slug,
    people_to_choose,
)
from profiles.queries.facets import Choice
from tests.conftest import Shelve
from tests.factories import ORGANIZATION, dossier, publication_data, quote_data

pytestmark = pytest.mark.django_db(databases=["public"])

ROLE = {"organization": "an-organization", "role": "Fellow"}


def named(name: str, **parts: Any) -> DossierDocument:
    """A dossier of this first name; its entries get ids of their own."""
    slug = name.lower()
    return dossier(id=slug, slug=slug, name=name, sort_name=name, **parts)


def compared(*slugs: str) -> Comparison:
    return comparison(people_by_slug(slugs))


def test_people_come_in_the_order_in_which_they_are_asked_for(shelve: Shelve) -> None:
    shelve(named("Ada"), named("Bo"))

    assert [each.name for each in people_by_slug(["bo", "ada", "bo"])] == ["Bo", "Ada"]


def test_person_is_found_by_a_former_slug(shelve: Shelve) -> None:
    shelve(named("Ada", former_slugs=["ada-once"]))

    assert [each.slug for each in people_by_slug(["ada-once", "ada"])] == ["ada"]


def test_unknown_person_is_named(shelve: Shelve) -> None:
    shelve(named("Ada"))

    with pytest.raises(LookupError, match="“nobody”"):
        people_by_slug(["ada", "nobody"])


def test_everybody_can_be_chosen(shelve: Shelve) -> None:
    shelve(named("Bo"), named("Ada"))

    assert people_to_choose(["bo"]) == [
        Choice("ada", "Ada", 0),
        Choice("bo", "Bo", 0, is_chosen=True),
    ]


def test_side_holds_the_current_assessment_and_the_newest_figures(
    shelve: Shelve,
) -> None:
    reading = {"metric": "h_index", "provider": "A provider"}
    shelve(
        named(
            "Ada",
            position=[
                {"id": "then", "assessed_on": "2019", "beliefs": [{"text": "Old."}]},
                {"id": "now", "assessed_on": "2026", "beliefs": [{"text": "New."}]},
            ],
            metrics=[
                {**reading, "id": "r1", "value": 7, "read_on": "2025-01-01"},
                {**reading, "id": "r2", "value": 8, "read_on": "2026-01-01"},
                {**reading, "id": "r3", "value": 9, "lacks_provenance": True},
            ],
        ),
        named("Bo"),
    )

    ada, bo = compared("ada", "bo").sides

    assert ada.position is not None
    assert ada.position.stable_id == "now"
    assert [belief.text for belief in ada.beliefs] == ["New."]
    assert [reading and reading.value for _, reading in ada.figures] == [8, None, None]
    assert (bo.position, bo.beliefs, bo.tenures) == (None, [], [])


def test_careers_lie_on_one_axis(shelve: Shelve) -> None:
    shelve(
        named("Ada", affiliations=[{**ROLE, "id": "a", "started_on": "1990"}]),
        named("Bo", affiliations=[{**ROLE, "id": "b", "started_on": "1970"}]),
    )

    found = compared("ada", "bo")

    assert found.careers.first_year == 1970
    assert [[t.first_year for t in side.tenures] for side in found.sides] == [
        [1990],
        [1970],
    ]


def test_topic_in_common_shows_the_newest_verified_quote_of_each(
    shelve: Shelve,
) -> None:
    shelve(
        named(
            "Ada",
            quotes=[
                quote_data(1, said_on="2020"),
                quote_data(2, said_on="2021"),
                quote_data(3, said_on="2022", attribution="disputed"),
                quote_data(4, topics=["Only hers"]),
            ],
        ),
        named("Bo", quotes=[quote_data(5)]),
        named("Cy", quotes=[quote_data(6, attribution="unverified")]),
    )

    found = compared("ada", "bo", "cy")

    assert [
        (
            common.topic.name,
            [quote and quote.quote.stable_id for _, quote in common.quotes],
        )
        for common in found.topics
    ] == [("A topic", ["quote-2", "quote-5", None])]


def test_topics_that_more_share_come_first_and_the_rest_is_counted(
    shelve: Shelve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared, "MOST_TOPICS", 2)
    topics = {"Ada": "XYZ", "Bo": "XYZ", "Cy": "Y"}
    shelve(
        *(
            named(name, quotes=[quote_data(id=f"quote-{name.lower()}", topics=[*each])])
            for name, each in topics.items()
        )
    )

    found = compared("ada", "bo", "cy")

    assert [common.topic.name for common in found.topics] == ["Y", "X"]
    assert found.topics_total == 3


def test_publication_is_shared_by_who_wrote_it_though_only_one_dossier_lists_it(
    shelve: Shelve,
) -> None:
    by_slug = [{"name": "Ada", "person": "ada"}, {"name": "B. Bo", "person": "bo"}]
    by_name = [{"name": "Ada"}, {"name": "Cy"}]
    shelve(
        named(
            "Ada",
            research=[
                publication_data(1, published_on="2001", authors=by_slug),
                publication_data(2, published_on="2002", authors=by_name),
                publication_data(3, authors=[{"name": "Ada"}]),
            ],
        ),
        named("Bo"),
        named("Cy"),
    )

    found = compared("ada", "bo", "cy")

    assert [
        (common.publication.title, [each.name for each in common.people])
        for common in found.publications
    ] == [("Paper number 2", ["Ada", "Cy"]), ("Paper number 1", ["Ada", "Bo"])]
    assert found.publications_total == 2


def test_award_in_common_keeps_each_year(shelve: Shelve) -> None:
    shelve(
        named(
            "Ada",
            awards=[
                {"id": "a", "award": "A Prize", "awarded_on": "2018"},
                {"id": "b", "award": "Only hers"},
            ],
        ),
        named("Bo", awards=[{"id": "c", "award": "A Prize", "awarded_on": "2020"}]),
    )

    found = compared("ada", "bo")

    assert [
        (
            common.award.name,
            [
                (p.name, [str(r.awarded_on) for r in rows])
                for p, rows in common.receptions
            ],
        )
        for common in found.awards
    ] == [("A Prize", [("Ada", ["2018"]), ("Bo", ["2020"])])]


@pytest.mark.parametrize(("started", "meet"), [("1992", True), ("1999", False)])
def test_organization_in_common_says_who_surely_met_there(
    shelve: Shelve, started: str, meet: bool
) -> None:
    mine = {**ROLE, "id": "a", "started_on": "1988", "ended_on": "1995"}
    shelve(
        named("Ada", affiliations=[mine]),
        named("Bo", affiliations=[{**ROLE, "id": "b", "started_on": started}]),
    )

    (common,) = compared("ada", "bo").organizations

    assert common.organization.name == ORGANIZATION["name"]
    assert [(person.name, len(roles)) for person, roles in common.roles] == [
        ("Ada", 1),
        ("Bo", 1),
    ]
    assert [(one.name, other.name) for one, other in common.together] == (
        [("Ada", "Bo")] if meet else []
    )
