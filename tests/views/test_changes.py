from xml.etree import ElementTree

import pytest
from django.test import Client

from tests.conftest import Shelve
from tests.factories import dossier

pytestmark = pytest.mark.django_db(databases=["public"])

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.mark.parametrize(
    ("address", "titles"),
    [
        ("/changes.atom", {"Ada Example, edition 1", "Bo Example, edition 1"}),
        ("/people/ada-example.atom", {"Ada Example, edition 1"}),
    ],
)
def test_feed_tells_of_editions(
    client: Client, shelve: Shelve, address: str, titles: set[str]
) -> None:
    shelve(dossier(), dossier(name="Bo Example", slug="bo-example"))

    response = client.get(address)

    feed = ElementTree.fromstring(response.content)  # noqa: S314 -- our own feed
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    entries = list(feed.iter(f"{ATOM}entry"))
    assert {entry.findtext(f"{ATOM}title") for entry in entries} == titles
    links = {link.get("href") for link in feed.findall(f"{ATOM}entry/{ATOM}link")}
    slugs = {title.split(",")[0].lower().replace(" ", "-") for title in titles}
    assert links == {f"http://testserver/people/{slug}/editions/1/" for slug in slugs}


def test_feed_of_nobody_is_not_found(client: Client, shelve: Shelve) -> None:
    shelve(dossier())

    assert client.get("/people/nobody.atom").status_code == 404


def test_feed_without_editions_is_still_a_feed(client: Client) -> None:
    feed = ElementTree.fromstring(client.get("/changes.atom").content)  # noqa: S314 -- our own feed

    assert feed.findtext(f"{ATOM}updated")
