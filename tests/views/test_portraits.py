import re
from html import unescape
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from profiles import portraits, reading_room
from profiles.databases import PUBLIC
from profiles.pictures import file_names, render
from tests.conftest import Shelve
from tests.factories import dossier, portrait_data
from tests.uploads import picture

pytestmark = pytest.mark.django_db(databases=["public"])


def address(name: str, file: str = "320.webp") -> str:
    width, ending = file.split(".")
    return reverse("profiles:portrait-file", args=[name, width, ending])


def shown_on(page: str) -> list[str]:
    """Every address of a picture that a page names."""
    named = re.findall(r'\bsrc(?:set)?="(/portraits[^"]+)"', unescape(page))
    return [each.split()[0] for text in named for each in text.split(", ")]


# The files


@pytest.mark.parametrize(
    ("ending", "content_type"), [("webp", "image/webp"), ("jpg", "image/jpeg")]
)
def test_file_of_a_published_portrait_is_served_as_a_picture_and_nothing_else(
    client: Client,
    shelve: Shelve,
    portrait: dict[str, Any],
    ending: str,
    content_type: str,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    shelve(dossier(portrait=portrait))

    with django_assert_num_queries(1, connection=connections[PUBLIC]):
        response = client.get(address(portrait["name"], f"320.{ending}"))

    file = portraits.folder_of(portrait["name"]) / f"320.{ending}"
    assert response.status_code == 200
    assert response.content == file.read_bytes()
    assert response["Content-Type"] == content_type
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Cache-Control"] == "no-cache"
    assert response.cookies == {}


def test_portrait_of_a_draft_is_not_there(
    client: Client, shelve: Shelve, portrait: dict[str, Any]
) -> None:
    """Its files are there, but no dossier in the reading room has it."""
    shelve(dossier())

    response = client.get(address(portrait["name"]))

    assert portraits.is_complete(portrait["name"], portrait["width"])
    assert response.status_code == 404


def test_withdrawn_portrait_is_gone_even_for_whoever_has_it(
    client: Client, shelve: Shelve, portrait: dict[str, Any]
) -> None:
    document = shelve(dossier(portrait=portrait))
    etag = client.get(address(portrait["name"]))["ETag"]
    again = client.get(address(portrait["name"]), headers={"If-None-Match": etag})
    with reading_room.changed():
        reading_room.bury(
            document.id, slug=document.slug, after_number=1, at=timezone.now()
        )

    gone = client.get(address(portrait["name"]), headers={"If-None-Match": etag})

    assert (again.status_code, again.content) == (304, b"")
    assert again["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert gone.status_code == 404


def test_replaced_portrait_is_not_there_any_more(
    client: Client, shelve: Shelve, portrait: dict[str, Any]
) -> None:
    other = portraits.keep(render(picture(400, 500)))
    shelve(dossier(portrait=portrait))
    shelve(dossier(portrait={**portrait, "name": other, "width": 400, "height": 500}))

    found = {
        name: client.get(address(name)).status_code
        for name in (portrait["name"], other)
    }

    assert found == {portrait["name"]: 404, other: 200}


@pytest.mark.parametrize(
    "file",
    ["161.webp", "1280.jpg", "320.png", "320.html", "0.webp", "320.webp-", "9.jpg"],
)
def test_only_the_files_that_were_made_are_there(
    client: Client, shelve: Shelve, portrait: dict[str, Any], file: str
) -> None:
    shelve(dossier(portrait=portrait))
    folder = portraits.folder_of(portrait["name"])
    (folder / "320.html").write_text("<script>alert(1)</script>")

    assert client.get(f"/portraits/{portrait['name']}/{file}").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/portraits/nobody/320.webp",
        "/portraits/../../desk.sqlite3",
        "/portraits/%2e%2e/320.webp",
        "/portraits/%00/320.webp",
        f"/portraits/{'0' * 32}/{'9' * 5_000}.webp",
    ],
)
def test_what_names_no_portrait_is_not_there(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_files_that_were_lost_are_said_to_be_missing(
    client: Client, shelve: Shelve, portrait: dict[str, Any]
) -> None:
    shelve(dossier(portrait=portrait))
    portraits.remove(portrait["name"])

    assert client.get(address(portrait["name"])).status_code == 404


def test_pictures_are_only_asked_for(client: Client, portrait: dict[str, Any]) -> None:
    assert client.post(address(portrait["name"])).status_code == 405


# Where they are shown


@pytest.mark.parametrize("page", ["/people/ada-example/", "/"])
def test_page_shows_the_portrait_in_every_width_with_its_credit(
    client: Client, shelve: Shelve, portrait: dict[str, Any], page: str
) -> None:
    shelve(dossier(portrait=portrait))

    html = client.get(page).content.decode()

    offered = [address(portrait["name"], each) for each in file_names(800)]
    assert sorted({*shown_on(html)}) == sorted(offered)
    assert all(client.get(each).status_code == 200 for each in offered)
    assert 'alt="Ada Example in front of 1 books."' in html
    assert 'width="800" height="1000"' in html
    assert "Picture: <bdi>A Photographer</bdi>, CC BY-SA 4.0" in html
    assert "monogram" not in html


@pytest.mark.parametrize("page", ["/people/ada-example/", "/"])
def test_page_says_what_is_not_known_of_the_picture(
    client: Client, shelve: Shelve, page: str
) -> None:
    shelve(dossier(portrait=portrait_data(credit="", licence="")))

    html = client.get(page).content.decode()

    assert "Picture: maker not stated, licence not stated" in html


@pytest.mark.parametrize("page", ["/people/ada-example/", "/"])
def test_monogram_stands_where_there_is_no_portrait(
    client: Client, shelve: Shelve, page: str
) -> None:
    shelve(dossier())

    html = client.get(page).content.decode()

    assert 'class="monogram">AE</text>' in html
    assert shown_on(html) == []
    assert "Picture:" not in html
