from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from profiles.databases import PUBLIC
from tests.conftest import Shelve
from tests.factories import SOURCE, dossier, quote_data

pytestmark = pytest.mark.django_db(databases=["public"])

LIST = reverse("profiles:source-list")


def source(number: int, **fields: Any) -> dict[str, Any]:
    return {**SOURCE, "id": f"s-{number}", "title": f"Source {number}", **fields}


def quote(number: int, *sources: int, **fields: Any) -> dict[str, Any]:
    cited = [{"source": f"s-{n}", "credibility": 2, **fields} for n in sources]
    return quote_data(number, citations=cited)


def address(stable_id: str = "s-1") -> str:
    return reverse("profiles:source-detail", args=[stable_id])


def json_address(stable_id: str = "s-1") -> str:
    return reverse("profiles:source-json", args=[stable_id])


def test_list_counts_the_claims(client: Client, shelve: Shelve) -> None:
    shelve(
        dossier(
            sources=[source(1), source(2, title="a leaflet")],
            quotes=[quote(1, 1, 2), quote(2, 1)],
        )
    )

    response = client.get(LIST)

    assert [
        (each.source.title, each.claims) for each in response.context["listed"]
    ] == [("a leaflet", 1), ("Source 1", 2)]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "ecla"}, ["s-2"]),
        ({"q": "sour"}, ["s-1", "s-2"]),
        ({"kind": "blog"}, ["s-2"]),
        ({"reliability": "B"}, ["s-1"]),
        ({"reliability": "B", "kind": "blog"}, []),
    ],
)
def test_list_is_narrowed_by_words_kind_and_reliability(
    client: Client, shelve: Shelve, asked: dict[str, str], found: list[str]
) -> None:
    other = source(2, kind="blog", reliability="C", publisher="L’Éclair")
    shelve(dossier(sources=[source(1), other], quotes=[quote(1, 1, 2)]))

    response = client.get(LIST, asked)

    listed = [each.source.stable_id for each in response.context["listed"]]
    assert listed == found
    assert ("Loosen a filter" in response.content.decode()) is not bool(found)


def test_source_shows_what_rests_on_it(client: Client, shelve: Shelve) -> None:
    said = {
        "place": "p. 7",
        "excerpt": "As it <stands>.",
        "stance": "contradicts",
        "field": "said_on",
    }
    shelve(
        dossier(
            sources=[
                source(
                    1,
                    publisher="A Publisher",
                    url="https://example.org/1",
                    archived_url="https://web.archive.org/web/1",
                    link_state="gone",
                    seen_on="2024-01-02",
                )
            ],
            quotes=[quote(1, 1, **said)],
        )
    )

    page = client.get(address()).content.decode()

    for shown in (
        "Named by 1 claim in 1 dossier.",
        "A Publisher",
        'href="https://example.org/1" rel="noopener noreferrer nofollow"',
        'href="https://web.archive.org/web/1" rel="noopener noreferrer nofollow"',
        "Gone; last seen",
        "2 January 2024",
        "B: usually reliable",
        'href="/people/ada-example/#quote-1">“Words number 1.”: said on</a>',
        "p. 7",
        "contradicts it",
        "probably true",
        'href="/about/#grade-b2"',
        "As it &lt;stands&gt;.",
    ):
        assert shown in page


def test_what_is_not_known_of_a_source_is_said(client: Client, shelve: Shelve) -> None:
    shelve(dossier(sources=[source(1)], quotes=[quote(1, 1)]))

    page = client.get(address()).content.decode()

    assert "Not checked; no day on file on which it was seen" in page
    assert "none on file" in page
    assert page.count("not stated") == 2


def test_heavy_source_is_paged(client: Client, shelve: Shelve) -> None:
    shelve(dossier(sources=[source(1)], quotes=[quote(n, 1) for n in range(101)]))

    first = client.get(address())
    second = client.get(address(), {"page": "2"})

    assert "Named by 101 claims in 1 dossier." in second.content.decode()
    assert [
        len(dossier.claims)
        for page in (first, second)
        for dossier in page.context["page"].dossiers
    ] == [100, 1]


def test_json_of_a_source_holds_what_rests_on_it(
    client: Client, shelve: Shelve
) -> None:
    said = {"place": "p. 7", "stance": "contradicts", "field": "said_on"}
    known = {"publisher": "A Publisher", "published_on": "2019-05"}
    shelve(dossier(sources=[source(1, **known)], quotes=[quote(1, 1, **said)]))

    record = client.get(json_address()).json()

    assert record == {
        "id": "s-1",
        "address": f"http://testserver{address()}",
        "title": "Source 1",
        "publisher": "A Publisher",
        "url": "",
        "archived_url": "",
        "kind": "news",
        "published_on": "2019-05",
        "seen_on": None,
        "link_state": "unchecked",
        "reliability": "B",
        "dossiers": 1,
        "claims": {
            "count": 1,
            "count_is_bounded": False,
            "next": None,
            "results": [
                {
                    "person": {
                        "name": "Ada Example",
                        "slug": "ada-example",
                        "address": "http://testserver/people/ada-example/",
                    },
                    "section": "quotes",
                    "entry": "“Words number 1.”",
                    "address": "http://testserver/people/ada-example/#quote-1",
                    "field": "said_on",
                    "place": "p. 7",
                    "excerpt": "",
                    "stance": "contradicts",
                    "credibility": 2,
                    "grade": "B2",
                }
            ],
        },
    }


def test_source_whose_id_ends_as_a_format_has_its_page(
    client: Client, shelve: Shelve
) -> None:
    shelve(
        dossier(
            sources=[source(1, id="data.json")],
            quotes=[quote_data(citations=[{"source": "data.json", "credibility": 2}])],
        )
    )

    page = client.get(address("data.json"))
    record = client.get(json_address("data.json"))

    assert (page.status_code, record.json()["id"]) == (200, "data.json")


@pytest.mark.parametrize(
    "path", ["/sources/s-2/", "/sources/S%20/", "/sources/%00/", "/sources/s-2.json"]
)
def test_unknown_source_is_not_there(client: Client, shelve: Shelve, path: str) -> None:
    shelve(dossier(sources=[source(1), source(2)], quotes=[quote(1, 1)]))

    assert client.get(address()).status_code == 200
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("size", [1, 12])
def test_sources_cost_the_same_when_there_are_more(
    client: Client,
    shelve: Shelve,
    size: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for n in range(size):
        shelve(
            dossier(
                id=f"id-{n}",
                slug=f"slug-{n}",
                sources=[source(1), source(n + 2)],
                quotes=[quote(n, 1, n + 2)],
            )
        )

    # The words, how many, the rows, their claims.
    with django_assert_num_queries(4, connection=connections[PUBLIC]):
        listed = client.get(LIST, {"q": "source"})
    # It, how many claims, of how many dossiers, the claims, the people.
    with django_assert_num_queries(5, connection=connections[PUBLIC]):
        detail = client.get(address())
    with django_assert_num_queries(5, connection=connections[PUBLIC]):
        record = client.get(json_address()).json()

    assert len(listed.context["listed"]) == size + 1
    assert len(detail.context["page"].dossiers) == size
    assert len(record["claims"]["results"]) == size
