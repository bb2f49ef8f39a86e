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
            "The latest year lies before the earliest.",
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


def test_the_newest_position_is_the_current_one(person):
    Position.objects.create(person=person, assessed_on="2019")
    newest = Position.objects.create(person=person, assessed_on="2023-05")
    Position.objects.create(person=person, assessed_on="2023")

    assert person.current_position == newest
