from typing import Any

import pytest

from profiles.databases import DESK
from profiles.desk.cautions import Concern
from profiles.desk.comparing import compare, reasons_for_care
from profiles.desk.slips import slips
from profiles.desk.standing import standing_of
from profiles.documents.entries import Entries, entries_of
from profiles.documents.loader import load_dossier
from profiles.documents.writer import to_data
from profiles.models import FormerSlug, OtherName, Person
from tests.factories import dossier, event_data, quote_data

pytestmark = pytest.mark.django_db(databases=["default", "public"])

Parts = dict[str, Any]


def role(**fields: Any) -> Parts:
    said = {"id": "role-1", "organization": "an-organization", "role": "Chief"}
    return {"affiliations": [said | fields]}


def associate(name: str, **fields: Any) -> Parts:
    said = {"id": "a-1", "name": name, "kind": "student", "person": "bo-example"}
    return {"associates": [said | fields]}


def entries(parts: Parts) -> Entries:
    return entries_of(to_data(dossier(id="ada", **parts)))


def said_of(before: Parts, after: Parts) -> list[str]:
    old, new = entries(before), entries(after)
    return [each.sentence for each in slips(old, new, {path for path, _ in new})]


BORN, DIED = {"born_on": "1960"}, {"died_on": "1990-05"}

#: What was, what is, and what is to be said of it.
CASES: dict[str, tuple[Parts, Parts, list[str]]] = {
    "an event before the birth": (
        BORN,
        BORN | {"history": [event_data(occurred_on="1959-12-31")]},
        [
            "“Event number 1” has the date 31 December 1959, before the birth (1960); "
            "look at both dates."
        ],
    ),
    "an event in the year of the birth": (
        BORN,
        BORN | {"history": [event_data(occurred_on="1960")]},
        [],
    ),
    "a quote after the death": (
        DIED,
        DIED | {"quotes": [quote_data(said_on="1990-06")]},
        [
            "“Words number 1.” has the date June 1990, after the death (May 1990); "
            "look at both dates."
        ],
    ),
    "a role that begins and ends after the death": (
        DIED,
        DIED | role(started_on="1991", ended_on="1992"),
        ["“Chief” has the date 1991, after the death (May 1990); look at both dates."],
    ),
    "a death before what was there already": (
        {"quotes": [quote_data(said_on="2000")]},
        DIED | {"quotes": [quote_data(said_on="2000")]},
        [
            "“Words number 1.” has the date 2000, after the death (May 1990); look at "
            "both dates."
        ],
    ),
    "an event after the death": (
        DIED,
        DIED | {"history": [event_data(occurred_on="2009")]},
        [],
    ),
    "what stays as it was": (
        DIED | {"history": [event_data(occurred_on="2000")]},
        DIED | {"history": [event_data(occurred_on="2000")], "epithet": "The Example"},
        [],
    ),
    "a first quote beside a note that there is none": (
        {"section_notes": {"quotes": "not_researched"}},
        {"section_notes": {"quotes": "not_researched"}, "quotes": [quote_data()]},
        [
            "Quotes: the note says “Not yet researched”, and there are entries; take "
            "out the note."
        ],
    ),
    "a note of an empty section": (
        {"quotes": [quote_data()]},
        {"section_notes": {"media": "none_found"}, "quotes": [quote_data()]},
        [],
    ),
    "quotation marks around a quote": (
        {},
        {"quotes": [quote_data(text="“Words.”")]},
        [
            "“Words.” has quotation marks around it, which pages put there themselves; "
            "take them out."
        ],
    ),
    "quotation marks around pieces of a quote": (
        {},
        {"quotes": [quote_data(text='"One" and "two"')]},
        [],
    ),
    "an associate by another name": (
        {},
        associate("Bob Example"),
        [
            "“Bob Example” is no name in the dossier chosen for them, which is that of "
            "Bo Example; choose another, or add the name there."
        ],
    ),
    "an associate at a former address": (
        {},
        associate("Bob Example", person="bo-once"),
        [
            "“Bob Example” is no name in the dossier chosen for them, which is that of "
            "Bo Example; choose another, or add the name there."
        ],
    ),
    "an associate by the name of the dossier": ({}, associate("BO example"), []),
    "an associate by an other name": ({}, associate("B. Éxample"), []),
    "an associate whose dossier is not there": ({}, associate("Y", person="y"), []),
}


@pytest.fixture
def bo() -> Person:
    bo = Person.objects.create(
        name="Bo Example", sort_name="Example, Bo", slug="bo-example"
    )
    FormerSlug.objects.create(person=bo, slug="bo-once")
    OtherName.objects.create(person=bo, position=1, name="B. Example")
    return bo


@pytest.mark.parametrize("case", CASES)
def test_slip_is_told_of(case: str, bo: Person) -> None:
    before, after, expected = CASES[case]

    assert said_of(before, after) == expected


def test_slips_are_reasons_for_care_at_review() -> None:
    person = load_dossier(dossier(quotes=[quote_data(text="“Words.”")]), DESK)
    standing = standing_of(person)

    reasons = reasons_for_care(standing, compare(standing), [])

    assert Concern.IN_MARKS in [each.concern for each in reasons]
