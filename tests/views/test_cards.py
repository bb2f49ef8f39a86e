import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from profiles import reading_room
from profiles.databases import PUBLIC
from profiles.documents.schema import DossierDocument
from tests.conftest import Shelve
from tests.factories import dossier, quote_data

pytestmark = pytest.mark.django_db(databases=["public"])

POSITION = {"id": "position-1", "assessed_on": "2024", "stance": "Careful."}
OF_DOSSIER = ["person-card", "position-card"]


def address(name: str, argument: str = "ada-example") -> str:
    return reverse(f"profiles:{name}", args=[argument])


ADDRESSES = [
    address("person-card"),
    address("position-card"),
    address("quote-card", "quote-1"),
]


def published(shelve: Shelve, quotes: int = 1) -> DossierDocument:
    return shelve(
        dossier(
            former_slugs=["ada-formerly"],
            position=[POSITION],
            quotes=[quote_data(n) for n in range(1, quotes + 1)],
        )
    )


@pytest.mark.parametrize("path", ADDRESSES)
def test_card_is_a_picture_and_is_not_sent_twice(
    client: Client, shelve: Shelve, path: str
) -> None:
    published(shelve)

    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first["ETag"]})

    assert first["Content-Type"] == "image/png"
    assert first.content.startswith(b"\x89PNG")
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("path", ADDRESSES)
def test_card_of_what_is_not_published_is_not_there(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_dossier_without_a_position_has_no_card_of_it(
    client: Client, shelve: Shelve
) -> None:
    shelve(dossier())

    assert client.get(address("position-card")).status_code == 404


@pytest.mark.parametrize("name", OF_DOSSIER)
def test_card_of_a_former_slug_is_found_under_the_present_one(
    client: Client, shelve: Shelve, name: str
) -> None:
    published(shelve)

    response = client.get(address(name, "ada-formerly"))

    assert (response.status_code, response["Location"]) == (301, address(name))


def test_cards_of_a_withdrawn_dossier_are_gone(client: Client, shelve: Shelve) -> None:
    document = published(shelve)
    with reading_room.changed():
        reading_room.bury(
            document.id, slug=document.slug, after_number=1, at=timezone.now()
        )

    assert [client.get(path).status_code for path in ADDRESSES] == [410, 410, 404]


@pytest.mark.parametrize("quotes", [1, 30])
@pytest.mark.parametrize(("path", "count"), [*zip(ADDRESSES, [1, 1, 6], strict=True)])
def test_card_costs_the_same_in_a_longer_dossier(
    client: Client,
    shelve: Shelve,
    path: str,
    count: int,
    quotes: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    published(shelve, quotes)

    # The edition; or the quote, its topics, citations and sources, and the names.
    with django_assert_num_queries(count, connection=connections[PUBLIC]):
        assert client.get(path).status_code == 200


def test_card_does_not_change_with_the_host_that_is_asked(
    client: Client, shelve: Shelve
) -> None:
    published(shelve)

    etags = [
        client.get(ADDRESSES[0], headers={"host": host})["ETag"]
        for host in ("localhost", "127.0.0.1")
    ]

    assert etags[0] == etags[1]
