import pytest

from profiles.databases import DESK
from profiles.models import Affiliation

from .breaking import assert_database_refuses, assert_refused, sentences_about

pytestmark = pytest.mark.django_db(databases=[DESK])


@pytest.fixture
def role(person, organization):
    def make(**fields: object) -> Affiliation:
        return Affiliation(
            person=person, organization=organization, role="Chief", **fields
        )

    return make


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"kind": "hobby"}, "is not a valid choice."),
        ({"started_on": "2013", "ended_on": "2012"}, "It ends before it begins;"),
        (
            {"is_primary": True, "ended_on": "2012"},
            "The primary affiliation cannot have ended.",
        ),
        (
            {"is_primary": True, "ended_on": "XXXX"},
            "The primary affiliation cannot have ended.",
        ),
    ],
)
def test_an_affiliation_that_breaks_a_rule_is_refused(role, fields, sentence):
    assert_refused(role(**fields), sentence)


def test_a_person_has_one_primary_affiliation(role):
    role(is_primary=True).save()

    assert_refused(
        role(is_primary=True),
        "Another affiliation of this person is the primary one.",
    )


def test_other_affiliations_are_many(role, person):
    Affiliation.objects.bulk_create([role(), role(), role(is_primary=True)])

    assert person.affiliations.count() == 3


@pytest.mark.parametrize(
    ("ended_on", "is_current"), [(None, True), ("2012", False), ("XXXX", False)]
)
def test_without_an_end_an_affiliation_is_current(role, ended_on, is_current):
    assert role(ended_on=ended_on).is_current is is_current


def test_an_affiliation_needs_a_role(role):
    empty = role()
    empty.role = ""

    assert sentences_about(empty) == ["This field cannot be blank."]


def test_an_affiliation_names_an_organization(person):
    assert_database_refuses(Affiliation(person=person, role="Chief"))
