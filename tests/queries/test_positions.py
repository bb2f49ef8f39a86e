from typing import Any

import pytest
from django.http import QueryDict

from profiles.addresses import Address
from profiles.documents.schema import DossierDocument
from profiles.queries import positions
from profiles.queries.positions import (
    PositionPage,
    Stand,
    all_stands,
    current_positions,
    position_page,
    unassessed,
)
from tests.conftest import Shelve
from tests.factories import dossier, position_data, quote_data

pytestmark = pytest.mark.django_db(databases=["public"])


def person(name: str, **parts: Any) -> DossierDocument:
    slug = name.lower()
    return dossier(
        id=slug,
        slug=slug,
        name=f"{name} Example",
        sort_name=f"Example, {name}",
        **parts,
    )


def page_of() -> PositionPage:
    return position_page(current_positions(), 1, Address(QueryDict(), ["page"]), ())


def stand_of(document: DossierDocument, shelve: Shelve) -> Stand:
    shelve(document)
    [stand] = all_stands(current_positions())
    return stand


def test_newest_assessment_of_each_is_the_current_one(shelve: Shelve) -> None:
    shelve(
        person(
            "Bo",
            position=[
                position_data("bo-2026", assessed_on="2026", risk_level="low"),
                position_data("bo-2020", assessed_on="2020-05", risk_level="high"),
            ],
        ),
        person("Ada", position=[position_data("ada-2021", assessed_on="2021")]),
    )

    shown = [stand.position.stable_id for stand in page_of().stands]

    assert shown == ["ada-2021", "bo-2026"]


def test_every_level_is_counted_and_not_stated_is_one_of_them(shelve: Shelve) -> None:
    shelve(
        person(
            "Bo",
            position=[
                position_data("bo-2026", assessed_on="2026", risk_level="low"),
                position_data("bo-2020", assessed_on="2020", risk_level="high"),
            ],
        ),
        person("Ada", position=[position_data("ada-2021")]),
    )

    levels = page_of().levels

    assert [(each.value, each.count) for each in levels] == [
        ("low", 1),
        ("moderate", 0),
        ("high", 0),
        ("critical", 0),
        ("not-stated", 1),
    ]


def test_newest_verified_quote_on_the_subjects_bears_it_out(shelve: Shelve) -> None:
    quotes = [
        quote_data(1, topics=["AI risk"], said_on="2020"),
        quote_data(2, topics=["Ethics", "Path to AGI"], said_on="2021-05"),
        quote_data(3, topics=["AI risk"], said_on="2022", attribution="disputed"),
        quote_data(4, topics=["Gardening", "Riskless games"], said_on="2023"),
        quote_data(5, topics=["Loss of control"]),
    ]
    document = person("Ada", position=[position_data()], quotes=quotes)
    shelve(person("Bo", quotes=[quote_data(9, topics=["AI risk"], said_on="2026")]))

    quote = stand_of(document, shelve).quote

    assert quote is not None
    assert quote.quote.stable_id == "quote-2"


def test_assessment_without_such_a_quote_has_none(shelve: Shelve) -> None:
    quotes = [quote_data(1, topics=["Gardening"], said_on="2020")]

    stand = stand_of(person("Ada", position=[position_data()], quotes=quotes), shelve)

    assert stand.quote is None


@pytest.mark.parametrize(
    ("years", "words"),
    [
        ({}, "not stated"),
        ({"earliest_year": 2030}, "2030 at the earliest"),
        ({"latest_year": 2040}, "2040 at the latest"),
        ({"earliest_year": 2030, "latest_year": 2040}, "2030–2040"),
        ({"earliest_year": 2030, "latest_year": 2030}, "2030"),
    ],
)
def test_predicted_years_are_said_in_words(
    shelve: Shelve, years: dict[str, int], words: str
) -> None:
    stand = stand_of(person("Ada", position=[position_data(**years)]), shelve)

    assert stand.years_words == words
    assert stand.has_years is bool(years)


def test_grade_is_of_what_is_cited_for_the_field_or_for_all(shelve: Shelve) -> None:
    sources = [
        {
            "id": f"source-{letter.lower()}",
            "title": letter,
            "kind": "news",
            "reliability": letter,
        }
        for letter in "ABC"
    ]
    cited = [
        {"source": "source-c", "credibility": 2},
        {"source": "source-b", "credibility": 2, "field": "risk_level"},
        {"source": "source-a", "credibility": 2, "field": "remarks"},
    ]
    document = person(
        "Ada",
        sources=sources,
        position=[position_data(remarks="None moved.", citations=cited)],
    )

    stand = stand_of(document, shelve)

    assert (str(stand.risk_grade), str(stand.timeline_grade)) == ("B2", "C2")


def test_people_without_assessment_are_named_as_far_as_there_is_room(
    shelve: Shelve, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelve(person("Ada"), person("Bo"), person("Cy", position=[position_data()]))

    both = unassessed()
    monkeypatch.setattr(positions, "MOST_NAMED", 1)
    first = unassessed()

    assert ([each.slug for each in both.named], both.further) == (["ada", "bo"], 0)
    assert ([each.slug for each in first.named], first.further) == (["ada"], 1)
