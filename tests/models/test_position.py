import pytest

from profiles.databases import DESK
from profiles.models import Belief, Position

from .breaking import assert_database_refuses, assert_refused

pytestmark = pytest.mark.django_db(databases=[DESK])


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"risk_level": "huge"}, "is not a valid choice."),
        (
            {"earliest_year": 2050, "latest_year": 2049},
            "The latest year lies before the earliest;",
        ),
    ],
)
def test_a_position_that_breaks_a_rule_is_refused(person, fields, sentence):
    assert_refused(Position(person=person, assessed_on="2023", **fields), sentence)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"risk_level": ""},
        {"risk_level": "critical"},
        {"earliest_year": 2050},
        {"latest_year": 2050},
        {"earliest_year": 2050, "latest_year": 2050},
    ],
)
def test_what_is_not_known_of_a_position_may_be_left_out(person, fields):
    position = Position(person=person, assessed_on="2023", **fields)

    position.full_clean()
    position.save()

    assert list(person.positions.all()) == [position]


def test_beliefs_are_counted_from_one_and_do_not_share_a_place(person):
    position = Position.objects.create(person=person, assessed_on="2023")

    assert_refused(
        Belief(assessment=position, position=0, text="A"),
        "Positions are counted from 1.",
    )
    assert_database_refuses(
        Belief(assessment=position, position=1, text="A"),
        Belief(assessment=position, position=1, text="B"),
    )


def test_the_newest_position_comes_first(person):
    for day in ("2019", "2023-05", "2023"):
        Position.objects.create(person=person, assessed_on=day)

    assert [str(row.assessed_on) for row in person.positions.all()] == [
        "2023-05",
        "2023",
        "2019",
    ]


def test_a_belief_is_called_by_its_first_words():
    whole, long = Belief(text="Machines reason."), Belief(text="Machines reason. " * 9)

    assert str(whole) == "Machines reason."
    assert str(long).endswith(" Machines…")
    assert len(str(long)) <= 81
