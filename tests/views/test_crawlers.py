from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from lxml import etree
from pytest_django import DjangoAssertNumQueries

from profiles import sitemaps
from profiles.databases import PUBLIC
from profiles.models import PublishedEdition
from profiles.views import crawlers
from tests.conftest import Shelve
from tests.factories import dossier, position_data, quote_data

pytestmark = pytest.mark.django_db(databases=["public"])

NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ORIGIN = "https://dossiers.example.org"


def shelve_some(shelve: Shelve, size: int) -> None:
    for n in range(size):
        shelve(
            dossier(
                id=f"id-{n}",
                slug=f"slug-{n}",
                position=[position_data(f"position-{n}")],
                quotes=[quote_data(n)],
            )
        )


def entries(content: bytes) -> list[tuple[str, str]]:
    """The addresses of a sitemap or an index with their days."""
    root = etree.fromstring(content)
    return [
        (each.findtext(f"{NAMESPACE}loc"), each.findtext(f"{NAMESPACE}lastmod"))
        for each in root
    ]


def test_sitemap_has_all_dossiers_positions_and_quotes_as_old_as_their_editions(
    client: Client, shelve: Shelve, settings: Any
) -> None:
    settings.DOSSIER_ORIGIN = ORIGIN
    shelve_some(shelve, 2)
    editions = PublishedEdition.objects.using(PUBLIC)
    editions.filter(slug="slug-0").update(published_at=datetime(2024, 3, 7, tzinfo=UTC))
    editions.filter(slug="slug-1").update(published_at=datetime(2025, 1, 2, tzinfo=UTC))

    response = client.get(reverse("profiles:sitemap"))

    assert response["Content-Type"] == "application/xml"
    assert entries(response.content) == [
        (f"{ORIGIN}/people/slug-0/", "2024-03-07"),
        (f"{ORIGIN}/people/slug-1/", "2025-01-02"),
        (f"{ORIGIN}/people/slug-0/position/", "2024-03-07"),
        (f"{ORIGIN}/people/slug-1/position/", "2025-01-02"),
        (f"{ORIGIN}/quotes/quote-0/", "2024-03-07"),
        (f"{ORIGIN}/quotes/quote-1/", "2025-01-02"),
    ]


def test_sitemap_has_no_position_where_none_is_on_file(
    client: Client, shelve: Shelve
) -> None:
    shelve(dossier())

    found = entries(client.get(reverse("profiles:sitemap")).content)

    assert [url for url, _ in found] == ["http://testserver/people/ada-example/"]


def test_sitemap_of_nothing_is_empty(client: Client) -> None:
    assert entries(client.get(reverse("profiles:sitemap")).content) == []


def test_large_sitemap_is_an_index_of_pages_that_hold_it_all(
    client: Client, shelve: Shelve, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DOSSIER_ORIGIN = ORIGIN
    monkeypatch.setattr(crawlers, "PAGE_LENGTH", 2)
    monkeypatch.setattr(sitemaps.PublishedSitemap, "limit", 2)
    shelve_some(shelve, 3)

    pages = [url for url, _ in entries(client.get("/sitemap.xml").content)]
    found = [
        url.removeprefix(ORIGIN)
        for page in pages
        for url, _ in entries(client.get(page.removeprefix(ORIGIN)).content)
    ]

    assert pages == [
        f"{ORIGIN}/sitemap-people.xml",
        f"{ORIGIN}/sitemap-people.xml?p=2",
        f"{ORIGIN}/sitemap-positions.xml",
        f"{ORIGIN}/sitemap-positions.xml?p=2",
        f"{ORIGIN}/sitemap-quotes.xml",
        f"{ORIGIN}/sitemap-quotes.xml?p=2",
    ]
    assert found == [
        *(f"/people/slug-{n}/" for n in range(3)),
        *(f"/people/slug-{n}/position/" for n in range(3)),
        *(f"/quotes/quote-{n}/" for n in range(3)),
    ]


@pytest.mark.parametrize(
    "path", ["/sitemap-desk.xml", "/sitemap-people.xml?p=9", "/sitemap-people.xml?p=x"]
)
def test_page_of_the_sitemap_that_is_not_there(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("size", [1, 3])
def test_sitemap_costs_the_same_when_longer(
    client: Client,
    shelve: Shelve,
    size: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    shelve_some(shelve, size)

    # Three counts to choose between pages and index, and a count and a page of each.
    with django_assert_num_queries(9, connection=connections[PUBLIC]):
        response = client.get(reverse("profiles:sitemap"))

    assert len(entries(response.content)) == 3 * size


def test_robots_are_kept_from_the_desk_and_led_to_the_sitemap(client: Client) -> None:
    response = client.get("/robots.txt")

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "",
        "Sitemap: http://testserver/sitemap.xml",
    ]


@pytest.mark.parametrize("ask", ["get", "head"])
def test_icon_is_where_everybody_looks_for_it(client: Client, ask: str) -> None:
    response = getattr(client, ask)("/favicon.ico")

    assert (response.status_code, response["Location"]) == (301, "/static/img/icon.svg")
    assert response["Cache-Control"] == "public, max-age=86400"
    assert "Set-Cookie" not in response.headers
