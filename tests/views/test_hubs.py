"""What holds of all four lists: of organizations, awards, topics and sources."""

import csv
import io
import json
from typing import Any

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
from tests.factories import ORGANIZATION, SOURCE, dossier, quote_data

pytestmark = pytest.mark.django_db(databases=["public"])

HUBS = ["organization", "award", "topic", "source"]


def address(hub: str, ending: str = "") -> str:
    name = f"{hub}-list-{ending}" if ending else f"{hub}-list"
    return reverse(f"profiles:{name}")


def naming(*names: str, first: int = 0, **parts: Any) -> DossierDocument:
    """A dossier with an organization, award, topic and source of each of the names."""
    numbered = [*enumerate(names, first)]
    return dossier(
        sources=[
            {**SOURCE, "id": f"source-{n}", "title": name} for n, name in numbered
        ],
        organizations=[
            {**ORGANIZATION, "id": f"organization-{n}", "name": name}
            for n, name in numbered
        ],
        affiliations=[
            {"id": f"role-{n}", "organization": f"organization-{n}", "role": "Fellow"}
            for n, _ in numbered
        ],
        awards=[
            {"id": f"award-{n}", "award": name, "granted_by": f"organization-{n}"}
            for n, name in numbered
        ],
        quotes=[
            quote_data(
                n,
                topics=[name],
                citations=[{"source": f"source-{n}", "credibility": 2}],
            )
            for n, name in numbered
        ],
        **parts,
    )


def name_of(record: dict[str, Any]) -> str:
    return str(record["title"] if "title" in record else record["name"])


def rows_of(client: Client, hub: str, query: str = "") -> list[dict[str, str]]:
    response = client.get(f"{address(hub, 'csv')}{query}")
    text = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]  # a streaming response has it
    return list(csv.DictReader(io.StringIO(text)))


#: What the records of Alpha hold beside its name and address.
ALPHA: dict[str, dict[str, Any]] = {
    "organization": {
        "id": "organization-0",
        "full_name": "",
        "kind": "company",
        "country": "",
        "url": "",
        "people": 1,
        "present": 1,
        "awards": 1,
    },
    "award": {
        "slug": "alpha",
        "granted_by": {
            "id": "organization-0",
            "name": "Alpha",
            "address": "http://testserver/organizations/organization-0/",
        },
        "laureates": 1,
    },
    "topic": {"slug": "alpha", "quotes": 1},
    "source": {
        "id": "source-0",
        "publisher": "",
        "url": "",
        "archived_url": "",
        "kind": "news",
        "published_on": None,
        "seen_on": None,
        "link_state": "unchecked",
        "reliability": "B",
        "claims": 1,
    },
}


@pytest.mark.parametrize("hub", HUBS)
def test_json_holds_what_the_list_shows(
    client: Client, shelve: Shelve, hub: str
) -> None:
    shelve(naming("Alpha"))

    answer = client.get(address(hub, "json")).json()

    [record] = answer.pop("results")
    assert answer == {"count": 1, "count_is_bounded": False, "next": None}
    name = "title" if hub == "source" else "name"
    key = ALPHA[hub].get("id") or ALPHA[hub]["slug"]
    path = reverse(f"profiles:{hub}-detail", args=[key])
    assert record == {
        name: "Alpha",
        "address": f"http://testserver{path}",
        **ALPHA[hub],
    }


@pytest.mark.parametrize("hub", HUBS)
def test_csv_holds_the_same_and_no_formula(
    client: Client, shelve: Shelve, hub: str
) -> None:
    shelve(naming("=Beta()", "Alpha"))

    records = client.get(address(hub, "json")).json()["results"]
    rows = rows_of(client, hub)

    assert sorted(map(name_of, rows)) == ["'=Beta()", "Alpha"]
    flat = [
        {
            name: ""
            if value is None
            else value["name"]
            if name == "granted_by"
            else value
            for name, value in record.items()
        }
        for record in records
    ]
    assert [
        {name: value.removeprefix("'") for name, value in row.items()} for row in rows
    ] == [{name: str(value) for name, value in record.items()} for record in flat]


@pytest.mark.parametrize("hub", HUBS)
def test_formats_are_narrowed_as_the_page_is(
    client: Client, shelve: Shelve, hub: str
) -> None:
    shelve(naming("Alpha", "Éclair"))

    page = client.get(address(hub), {"q": "ecl"})

    links = {each.label: each.url for each in page.context["formats"]}
    assert links == {
        "CSV": f"{address(hub, 'csv')}?q=ecl",
        "JSON": f"{address(hub, 'json')}?q=ecl",
    }
    records = client.get(links["JSON"]).json()["results"]
    assert list(map(name_of, records)) == ["Éclair"]
    assert list(map(name_of, rows_of(client, hub, "?q=ecl"))) == ["Éclair"]


@pytest.mark.parametrize("hub", HUBS)
def test_page_names_its_formats_for_readers_and_for_machines(
    client: Client, shelve: Shelve, hub: str
) -> None:
    shelve(naming("Alpha"))

    page = client.get(address(hub)).content.decode()

    url = address(hub, "csv")
    assert f'<link rel="alternate" type="text/csv" title="CSV" href="{url}">' in page
    assert f'<a href="{url}" data-hx-boost="false">CSV</a>' in page


@pytest.mark.parametrize("hub", HUBS)
def test_active_filter_is_a_chip_that_can_be_taken_away(
    client: Client, shelve: Shelve, hub: str
) -> None:
    shelve(naming("Alpha"))

    response = client.get(address(hub), {"q": "nothing"})

    assert [(each.label, each.url) for each in response.context["filters"].chips()] == [
        ("Words: nothing", address(hub))
    ]
    assert "Without Words: nothing" in response.content.decode()


@pytest.mark.parametrize("hub", HUBS)
def test_what_only_a_withdrawn_dossier_named_is_in_no_format(
    client: Client, shelve: Shelve, hub: str
) -> None:
    shelve(naming("Alpha", id="gone", slug="gone"), naming("Beta", first=1))
    with reading_room.changed():
        reading_room.bury("gone", slug="gone", after_number=1, at=timezone.now())

    records = client.get(address(hub, "json")).json()["results"]

    assert list(map(name_of, records)) == ["Beta"]
    assert list(map(name_of, rows_of(client, hub))) == ["Beta"]


@pytest.mark.parametrize("ending", ["json", "csv"])
@pytest.mark.parametrize(
    ("hub", "asked"),
    [
        ("organization", {"kind": "nonsense"}),
        ("source", {"kind": "nonsense"}),
        ("source", {"reliability": "Z"}),
        *((hub, {"q": "x" * 500}) for hub in HUBS),
    ],
)
def test_program_is_refused_a_value_without_sense(
    client: Client, hub: str, asked: dict[str, str], ending: str
) -> None:
    response = client.get(address(hub, ending), asked)
    page = client.get(address(hub), asked)

    assert response.status_code == 400
    assert list(json.loads(response.content)["errors"]) == list(asked)
    assert (page.status_code, page.context["formats"]) == (200, [])


@pytest.mark.parametrize("hub", HUBS)
def test_long_json_leads_to_its_next_page_and_csv_holds_all(
    client: Client, shelve: Shelve, hub: str
) -> None:
    names = [f"Name {n:03d}" for n in range(101)]
    shelve(naming(*names))

    first = client.get(address(hub, "json"), {"q": "name"}).json()
    second = client.get(first["next"]).json()

    assert first["next"] == f"http://testserver{address(hub, 'json')}?q=name&page=2"
    found = [name_of(each) for each in [*first["results"], *second["results"]]]
    assert (second["next"], found) == (None, names)
    assert list(map(name_of, rows_of(client, hub, "?q=name"))) == names
    assert client.get(address(hub, "json"), {"page": "3"}).status_code == 404


@pytest.mark.parametrize("size", [1, 12])
@pytest.mark.parametrize("ending", ["json", "csv"])
@pytest.mark.parametrize(
    ("hub", "queries"),
    [
        # The names, the rows, the people, the awards.
        ("organization", 4),
        # The names, the rows with their grantors, the laureates.
        ("award", 3),
        # The names, the rows, their counts.
        ("topic", 3),
        # How many, the rows, their claims.
        ("source", 3),
    ],
)
def test_formats_cost_the_same_when_longer(
    client: Client,
    shelve: Shelve,
    hub: str,
    queries: int,
    ending: str,
    size: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    shelve(naming(*(f"Name {n}" for n in range(size))))

    with django_assert_num_queries(queries, connection=connections[PUBLIC]):
        content = b"".join(client.get(address(hub, ending)))

    assert content.count(b"http://testserver/") >= size
