import re
from html import unescape
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

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
    shelve(dossier(name=evil, associates=[associate(evil, id="x", description=evil)]))

    assert "<script>alert" not in page_of(client)
