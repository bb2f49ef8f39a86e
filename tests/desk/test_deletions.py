from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction

from profiles.databases import DESK
from profiles.desk.deletions import (
    delete_dossier,
    deleted_dossiers,
    deleted_entries,
    deleted_records,
)
from profiles.desk.errors import RefusedError
from profiles.desk.history import put_back
from profiles.desk.recording import recording
from profiles.desk.reviewing import send
from profiles.desk.scopes import Scope
from profiles.documents.loader import load_dossier
from profiles.models import Person, Review, Topic
from profiles.publishing import publish
from tests.factories import dossier, event_data, quote_data

pytestmark = pytest.mark.django_db(databases=["default", "public"])


@pytest.fixture
def person() -> Person:
    return load_dossier(
        dossier(id="ada", quotes=[quote_data()], history=[event_data()]), DESK
    )


def delete(row: Any, by: User) -> None:
    with recording(Scope(row), by=by):
        row.delete()


def test_deleted_entries_are_those_that_are_not_there_now(
    person: Person, analyst: User
) -> None:
    delete(person.quotes.get(), analyst)
    delete(person.events.get(), analyst)
    put_back("ada", {("quotes", "quote-1"): quote_data()}, by=analyst, reason="")

    found = deleted_entries("ada")

    assert [(each.section, each.entry_id) for each in found] == [("history", "event-1")]


def test_dossier_is_deleted_with_its_reviews(person: Person, analyst: User) -> None:
    send(person, by=analyst, summary="First.")

    with recording(Scope.of_dossier(person), by=analyst, reason="Twice."):
        delete_dossier(person)

    (deletion,) = deleted_dossiers()
    assert not Review.objects.exists()
    assert (deletion.label, deletion.revision.reason) == ("Ada Example", "Twice.")
    assert deletion.entry_count == 2  # type: ignore[attr-defined]  # annotated


def test_dossier_that_is_back_is_not_deleted(person: Person, analyst: User) -> None:
    with recording(Scope.of_dossier(person), by=analyst):
        delete_dossier(person)
    load = dossier(id="ada")
    with recording(Scope(), by=analyst) as made:
        made.scope.add_dossier(load_dossier(load, DESK))

    assert [*deleted_dossiers()] == []


def test_dossier_that_was_published_is_not_deleted(
    person: Person, analyst: User
) -> None:
    publish(person)

    with (
        pytest.raises(RefusedError, match="withdraw the dossier instead"),
        transaction.atomic(using=DESK),
    ):
        delete_dossier(person)

    assert Person.objects.exists()


def test_deleted_records_are_listed_by_themselves(analyst: User) -> None:
    delete(Topic.objects.create(name="A topic", slug="a-topic"), analyst)

    (deletion,) = deleted_records()

    assert (deletion.section, deletion.label) == ("topics", "A topic")
