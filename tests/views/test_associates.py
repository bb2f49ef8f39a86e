import csv
import io
import json
import re
from html import unescape
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
from tests.factories import dossier, publication_data

pytestmark = pytest.mark.django_db(databases=["public"])


def associate(name: str, kind: str = "friend", **fields: Any) -> dict[str, Any]:
    return {"id": f"{name.lower()}-{kind}", "name": name, "kind": kind, **fields}


def page_of(client: Client, query: str = "") -> str:
    response = client.get(f"{reverse('profiles:network')}{query}")
    assert response.status_code == 200
    return response.content.decode()


def connected(number: int, size: int) -> DossierDocument:
    """A dossier of `size` associates, publications, awards and positions."""
    other = {"name": f"Person {number + 1}", "person": f"person-{number + 1}"}
    return dossier(
        id=f"id-{number}",
        slug=f"person-{number}",
        name=f"Person {number}",
        associates=[
            {"id": f"to-{number}-{n}", "name": f"Friend {n}", "kind": "friend"}
            for n in range(size)
        ],
        research=[
            publication_data(n, id=f"paper-{number}-{n}", authors=[other])
            for n in range(size)
        ],
        awards=[
            {
                "id": f"award-{number}-{n}",
                "award": f"Prize {n}",
                "jointly_with": [other],
            }
            for n in range(size)
        ],
        affiliations=[
            {
                "id": f"role-{number}-{n}",
                "organization": "an-organization",
                "role": "Fellow",
                "started_on": "2001",
            }
            for n in range(size)
        ],
    )


@pytest.mark.parametrize("size", [1, 6])
def test_network_costs_five_queries_at_any_size(
    client: Client,
    shelve: Shelve,
    size: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    shelve(*(connected(number, size) for number in range(size)))

    # People, associations, joint laureates, authors, positions.
    with django_assert_num_queries(5, connection=connections[PUBLIC]):
        response = client.get(reverse("profiles:network"))

    assert response.status_code == 200


def test_every_circle_and_line_leads_to_a_dossier_or_to_its_row(
    client: Client, shelve: Shelve
) -> None:
    shelve(dossier(associates=[associate("Cy")]))

    page = page_of(client)

    links = re.findall(r'<a class="(node|edge)" href="([^"]+)"', page)
    assert links == [
        ("node", "/people/ada-example/"),
        ("edge", "#ada-example--name.cy"),
        ("node", "#ada-example--name.cy"),
    ]
    assert 'id="ada-example--name.cy"' in page


def test_every_circle_and_line_says_its_reason(client: Client, shelve: Shelve) -> None:
    shelve(dossier(associates=[associate("Cy")]))

    titles = re.findall(r"<title>([^<]+)</title>", page_of(client))

    assert titles[1:] == [
        "Ada Example. Has a dossier. Joined to Cy",
        "Ada Example and Cy. Friends: Cy is named as “friend” "
        "in the dossier of Ada Example",
        "Cy. No dossier; see the table. Joined to Ada Example",
    ]


def test_inner_links_have_their_targets_and_ids_are_single(
    client: Client, shelve: Shelve, lecun: DossierDocument
) -> None:
    shelve(lecun)

    page = page_of(client)

    ids = re.findall(r'\bid="([^"]+)"', page)
    targets = set(re.findall(r'href="#([^"]+)"', page))
    assert sorted(ids) == sorted(set(ids))
    assert targets - set(ids) == set()


def test_row_holds_the_description_its_years_and_the_way_to_the_evidence(
    client: Client, shelve: Shelve
) -> None:
    years = {"started_on": "1999", "ended_on": "2003"}
    cy = associate("Cy", "student", description="Wrote a thesis.", **years)
    shelve(dossier(associates=[cy]))

    page = " ".join(re.sub(r"<[^>]+>", " ", page_of(client)).split())

    assert (
        "Cy is named as “student” in the dossier of Ada Example, 1999–2003 . "
        "Wrote a thesis. Evidence in the dossier of Ada Example"
    ) in page


def test_active_filters_are_chips_that_can_be_taken_away(
    client: Client, shelve: Shelve
) -> None:
    shelve(dossier(associates=[associate("Cy")]))

    page = page_of(client, "?kind=friend&person=ada-example")

    chips = re.findall(r'class="chip" href="([^"]+)">([^<]+) <', page)
    assert [(unescape(url), label) for url, label in chips] == [
        ("/network/?kind=friend", "Ada Example"),
        ("/network/?person=ada-example", "Friends"),
    ]


def test_empty_result_says_which_filter_to_loosen(
    client: Client, shelve: Shelve
) -> None:
    shelve(dossier(associates=[associate("Cy")]))

    page = page_of(client, "?kind=critic")

    assert "No relation fits all of this." in page
    assert "Without Critic and criticized" in page
    assert "<table" not in page


def test_unknown_kind_is_told_beside_the_list_of_kinds(
    client: Client, shelve: Shelve
) -> None:
    shelve(dossier(associates=[associate("Cy")]))

    page = page_of(client, "?kind=cousin&kind=friend")

    assert "Not a kind of relation: “cousin”. Choose from this list." in page


@pytest.mark.parametrize("query", ["?person=nobody", "?page=2", "?page=x", "?page=0"])
def test_what_is_not_there_is_said_to_be_missing(
    client: Client, shelve: Shelve, query: str
) -> None:
    shelve(dossier(associates=[associate("Cy")]))

    assert client.get(f"{reverse('profiles:network')}{query}").status_code == 404


def test_network_says_when_nothing_is_published(client: Client) -> None:
    assert "No relation is published yet." in page_of(client)


def test_text_of_analysts_is_never_markup(client: Client, shelve: Shelve) -> None:
    evil = "<script>alert(1)</script>"
    other = associate(f"{evil} Other", id="x", description=evil)
    shelve(dossier(name=evil, associates=[other]))

    assert "<script>alert" not in page_of(client)


# Other formats


def formats(client: Client, query: str = "") -> tuple[Any, list[dict[str, str]]]:
    """The network as JSON, and the rows of its CSV."""
    answer = client.get(f"{reverse('profiles:network-json')}{query}").json()
    response = client.get(f"{reverse('profiles:network-csv')}{query}")
    text = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]  # a streaming response has it
    return answer, list(csv.DictReader(io.StringIO(text)))


def test_tie_of_an_analyst_has_its_evidence_in_other_formats(
    client: Client, shelve: Shelve
) -> None:
    cited = [{"source": "a-source", "credibility": 2}]
    said = {"started_on": "1999", "description": "=Wrote()", "note": "So."}
    shelve(dossier(associates=[associate("Cy", "student", citations=cited, **said)]))

    answer, [row] = formats(client)

    [pair] = answer.pop("results")
    [tie] = pair["ties"]
    assert answer == {"count": 1, "count_is_bounded": False, "next": None}
    assert pair["people"] == [
        {
            "name": "Ada Example",
            "key": "ada-example",
            "slug": "ada-example",
            "address": "http://testserver/people/ada-example/",
        },
        {"name": "Cy", "key": "name.cy", "slug": None, "address": None},
    ]
    assert [each["source"] for each in tie.pop("citations")] == ["a-source"]
    assert tie == {
        "kind": "advisor",
        "words": "Cy is named as “student” in the dossier of Ada Example",
        "is_derived": False,
        "id": "cy-student",
        "address": "http://testserver/people/ada-example/#cy-student",
        "started_on": "1999",
        "ended_on": None,
        "description": "=Wrote()",
        "note": "So.",
        "grade": "B2",
    }
    assert row == {
        "person": "Ada Example",
        "person_slug": "ada-example",
        "other": "Cy",
        "other_slug": "",
        "kind": "advisor",
        "words": tie["words"],
        "is_derived": "no",
        "started_on": "1999",
        "ended_on": "",
        "description": "'=Wrote()",
        "grade": "B2",
        "sources": "A source",
        "note": "So.",
        "address": "http://testserver/people/ada-example/#cy-student",
    }


def test_derived_tie_says_so_and_what_it_follows_from(
    client: Client, shelve: Shelve
) -> None:
    award = {"id": "a", "award": "A Prize", "awarded_on": "2018"}
    shelve(dossier(awards=[{**award, "jointly_with": [{"name": "Bo"}]}]))

    answer, [row] = formats(client)

    assert answer["results"][0]["ties"] == [
        {"kind": "co_laureate", "words": row["words"], "is_derived": True}
    ]
    assert "A Prize" in row["words"]
    assert (row["is_derived"], row["grade"], row["address"]) == ("yes", "", "")


def test_formats_are_narrowed_as_the_page_is(client: Client, shelve: Shelve) -> None:
    shelve(dossier(associates=[associate("Cy"), associate("Di", "critic")]))

    page = page_of(client, "?kind=critic&person=ada-example&page=1")
    answer, rows = formats(client, "?kind=critic&person=ada-example")

    assert (
        '<a href="/network.csv?person=ada-example&amp;kind=critic" '
        'data-hx-boost="false">CSV</a>'
    ) in page
    assert '<link rel="alternate" type="application/json" title="JSON"' in page
    assert [pair["people"][1]["name"] for pair in answer["results"]] == ["Di"]
    assert [row["other"] for row in rows] == ["Di"]


def test_json_is_paged_as_the_table_and_csv_holds_all(
    client: Client, shelve: Shelve
) -> None:
    shelve(dossier(associates=[associate(f"Friend{n:03d}") for n in range(151)]))

    first, rows = formats(client, "?kind=friend")
    second = client.get(first["next"]).json()

    assert first["next"] == "http://testserver/network.json?kind=friend&page=2"
    assert (len(first["results"]), len(second["results"])) == (150, 1)
    assert second["next"] is None
    assert len(rows) == 151


@pytest.mark.parametrize("name", ["network-json", "network-csv"])
def test_program_is_refused_an_unknown_kind_and_does_not_find_nobody(
    client: Client, shelve: Shelve, name: str
) -> None:
    shelve(dossier(associates=[associate("Cy")]))
    path = reverse(f"profiles:{name}")

    refused = client.get(path, {"kind": ["cousin", "friend"]})

    assert refused.status_code == 400
    assert list(json.loads(refused.content)["errors"]) == ["kind"]
    assert client.get(path, {"person": "nobody"}).status_code == 404
    assert "formats" not in page_of(client, "?kind=cousin")


def test_what_only_a_withdrawn_dossier_says_is_in_no_format(
    client: Client, shelve: Shelve
) -> None:
    shelve(
        dossier(id="gone", slug="gone", name="Gone", associates=[associate("Cy")]),
        dossier(associates=[associate("Di")]),
    )
    with reading_room.changed():
        reading_room.bury("gone", slug="gone", after_number=1, at=timezone.now())

    answer, rows = formats(client)

    assert [pair["people"][1]["name"] for pair in answer["results"]] == ["Di"]
    assert [row["other"] for row in rows] == ["Di"]


@pytest.mark.parametrize("size", [1, 6])
@pytest.mark.parametrize("name", ["network-json", "network-csv"])
def test_formats_cost_one_query_more_than_the_page(
    client: Client,
    shelve: Shelve,
    size: int,
    name: str,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    shelve(*(connected(number, size) for number in range(size)))

    # People, associations, joint laureates, authors, positions, citations.
    with django_assert_num_queries(6, connection=connections[PUBLIC]):
        content = b"".join(client.get(reverse(f"profiles:{name}")))

    assert content.count(b"Friend") >= size
