from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from profiles.databases import DESK, PUBLIC
from profiles.desk.recording import recording
from profiles.desk.reviewing import (
    Objection,
    approve,
    return_to_author,
    send,
    take_back,
    withdraw,
)
from profiles.desk.scopes import Scope
from profiles.desk.standing import NARROWINGS, standing_at, standing_of
from profiles.documents.loader import load_dossier
from profiles.models import Person
from profiles.models.editions import digest_of
from profiles.publishing import publish_starter, working_copy
from tests.factories import dossier, quote_data

pytestmark = [
    pytest.mark.django_db(databases=[DESK, PUBLIC]),
    pytest.mark.usefixtures("four_eyes"),
]

Way = Callable[[Person, User, User], object]


def change(person: Person, analyst: User, editor: User) -> None:
    with recording(Scope(person.quotes.get()), by=analyst):
        person.quotes.update(text="Other words.")


def send_it(person: Person, analyst: User, editor: User) -> None:
    send(person, by=analyst, summary="Something new.")


def return_it(person: Person, analyst: User, editor: User) -> None:
    review = send(person, by=analyst, summary="Something new.")
    return_to_author(review, by=editor, objections=[Objection("Not yet.")])


def take_it_back(person: Person, analyst: User, editor: User) -> None:
    take_back(send(person, by=analyst, summary="Something new."), by=analyst)


def approve_for_later(person: Person, analyst: User, editor: User) -> None:
    review = send(person, by=analyst, summary="Something new.")
    later = timezone.now() + timedelta(days=1)
    seen = digest_of(working_copy(person).document)
    approve(review, by=editor, seen=seen, publish_at=later)


def publish_it(person: Person, analyst: User, editor: User) -> None:
    publish_starter(person)


def withdraw_it(person: Person, analyst: User, editor: User) -> None:
    withdraw(person, by=editor, reason="A mistake.")


@pytest.mark.parametrize(
    ("ways", "words", "names"),
    [
        ([], "Draft", ["draft"]),
        ([take_it_back], "Draft", ["draft"]),
        ([send_it], "In review", ["in_review"]),
        ([return_it], "Returned", ["returned"]),
        ([return_it, send_it], "In review", ["in_review"]),
        ([approve_for_later], "Approved, not out yet", ["approved"]),
        ([publish_it], "Published", ["published"]),
        (
            [publish_it, change],
            "Published, with changes that are not out yet",
            ["changed"],
        ),
        (
            [publish_it, change, return_it],
            "Returned; published, with changes that are not out yet",
            ["returned", "changed"],
        ),
        ([publish_it, withdraw_it], "Withdrawn", ["withdrawn"]),
        ([publish_it, withdraw_it, change], "Withdrawn", ["withdrawn"]),
        ([publish_it, withdraw_it, publish_it], "Published", ["published"]),
        (
            [publish_it, withdraw_it, return_it],
            "Returned; withdrawn",
            ["returned", "withdrawn"],
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_dossiers_are_found_by_the_words_for_where_they_stand(
    analyst: User, editor: User, ways: list[Way], words: str, names: list[str]
) -> None:
    person = load_dossier(dossier(id="ada", quotes=[quote_data()]), DESK)
    for way in ways:
        way(person, analyst, editor)

    people = Person.objects.using(DESK).all()
    found = [name for name in NARROWINGS if standing_at(people, name).exists()]

    assert (standing_of(person).words, found) == (words, names)


@pytest.mark.parametrize(
    ("ways", "said"),
    [
        (
            [send_it],
            "Readers have nothing of the dossier of Ada Example: no edition of it was "
            "published.",
        ),
        (
            [publish_it, change],
            "Readers keep edition 1 of the dossier of Ada Example until another one is "
            "published.",
        ),
        (
            [publish_it, withdraw_it],
            "Readers have nothing of the dossier of Ada Example: edition 1 was "
            "withdrawn.",
        ),
    ],
    ids=["draft", "published", "withdrawn"],
)
def test_what_readers_have_is_told_as_the_dossier_stands(
    analyst: User, editor: User, ways: list[Way], said: str
) -> None:
    person = load_dossier(dossier(id="ada", quotes=[quote_data()]), DESK)
    for way in ways:
        way(person, analyst, editor)

    assert standing_of(person).for_readers == said


def test_finding_dossiers_by_how_they_stand_takes_one_query() -> None:
    with CaptureQueriesContext(connections[DESK]) as queries:
        list(standing_at(Person.objects.using(DESK).all(), "changed"))

    assert len(queries) == 1
