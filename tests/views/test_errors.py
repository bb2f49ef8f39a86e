from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from profiles.databases import DESK
from profiles.models import Person
from profiles.views import errors
from tests.conftest import Shelve
from tests.factories import dossier, quote_data

MISTYPED = "/people/ada-exampel/"


def page_at(client: Client, path: str = MISTYPED) -> str:
    response = client.get(path)
    assert response.status_code == 404
    return response.content.decode()


@pytest.mark.django_db(databases=["public"])
def test_missing_page_names_who_may_have_been_meant(
    client: Client, shelve: Shelve
) -> None:
    shelve(dossier(quotes=[quote_data(topics=["Example topic"])]))

    page = page_at(client)
    other = page_at(client, "/topics/exampel-topic/")

    assert '<a href="/people/ada-example/"><bdi>Ada Example</bdi></a>?' in page
    assert '<a href="/topics/example-topic/">Example topic</a> (topic)?' in other


@pytest.mark.django_db(databases=["public"])
@pytest.mark.parametrize("ending", ["/", ".json", ".yaml", "/card.png", "/quotes/"])
def test_every_address_of_a_dossier_has_its_near_matches(
    client: Client, shelve: Shelve, ending: str
) -> None:
    shelve(dossier())

    page = page_at(client, f"/people/ada-exampel{ending}")

    assert "Did you mean" in page


@pytest.mark.django_db(databases=["public"])
def test_missing_page_without_near_matches_asks_nothing(client: Client) -> None:
    assert "Did you mean" not in page_at(client)


@pytest.mark.django_db(databases=["default", "public"])
def test_draft_and_unknown_dossiers_are_not_told_apart(
    client: Client, shelve: Shelve
) -> None:
    shelve(dossier())
    unknown = page_at(client)
    Person.objects.using(DESK).create(
        stable_id="draft", name="Ada Exampel", sort_name="Exampel", slug="ada-exampel"
    )

    assert page_at(client) == unknown


@pytest.mark.django_db(databases=["public"])
def test_missing_page_comes_when_the_database_does_not_answer(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(path: str) -> Any:
        raise OperationalError("the database is down")

    monkeypatch.setattr(errors, "near_matches", fail)

    assert "Nothing is published here" in page_at(client, "/nowhere/")
    assert "No near matches" in caplog.text


@pytest.mark.django_db(databases=["public"])
def test_name_in_a_suggestion_is_never_markup(client: Client, shelve: Shelve) -> None:
    shelve(dossier(name="<script>alert(1)</script>"))

    assert "<script>alert" not in page_at(client)
