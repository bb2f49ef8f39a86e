from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from profiles.databases import PUBLIC
from profiles.documents.schema import DossierDocument
from tests.conftest import Shelve
from tests.factories import ORGANIZATION, dossier

pytestmark = pytest.mark.django_db(databases=["public"])

LIST = reverse("profiles:organization-list")


def organization(slug: str, **fields: Any) -> dict[str, Any]:
    return {**ORGANIZATION, "id": slug, "name": slug.title(), **fields}


def role(number: int, slug: str = "an-organization", **fields: Any) -> dict[str, Any]:
    return {
        "id": f"role-{number}",
        "organization": slug,
        "role": f"Role {number}",
        "citations": [{"source": "a-source", "credibility": 2}],
        **fields,
    }


def address(slug: str = "an-organization") -> str:
    return reverse("profiles:organization-detail", args=[slug])


def json_address(slug: str = "an-organization") -> str:
    return reverse("profiles:organization-json", args=[slug])


def test_list_counts_what_is_attached(client: Client, shelve: Shelve) -> None:
    award = {"id": "award-1", "award": "A Prize", "granted_by": "royal"}
    shelve(
        dossier(
            organizations=[organization("royal"), organization("éclair")],
            affiliations=[
                role(1, "éclair"),
                role(2, "éclair", started_on="2001", ended_on="2003"),
            ],
            awards=[award],
        ),
        dossier(
            id="bo",
            slug="bo",
            organizations=[organization("éclair")],
            affiliations=[role(3, "éclair", ended_on="2003")],
        ),
    )

    response = client.get(LIST)

    assert [
        (each.organization.name, each.people, each.present, each.awards)
        for each in response.context["listed"]
    ] == [("Éclair", 2, 1, 0), ("Royal", 0, 0, 1)]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "ecl"}, ["Éclair"]),
        ({"q": "laboratory"}, ["Mila"]),
        ({"kind": "laboratory"}, ["Mila"]),
        ({"kind": "company", "q": "mila"}, []),
        ({"q": "\0 ,"}, ["Éclair", "Mila"]),
    ],
)
def test_list_is_narrowed_by_words_and_kind(
    client: Client, shelve: Shelve, asked: dict[str, str], found: list[str]
) -> None:
    shelve(
        dossier(
            organizations=[
                organization("éclair"),
                organization("mila", kind="laboratory", full_name="The Laboratory"),
            ],
            affiliations=[role(1, "éclair"), role(2, "mila")],
        )
    )

    response = client.get(LIST, asked)

    listed = [each.organization.name for each in response.context["listed"]]
    assert listed == found
    assert ("Loosen a filter" in response.content.decode()) is not bool(found)


def test_kind_that_there_is_not_is_said_beside_its_field_and_narrows_nothing(
    client: Client, shelve: Shelve
) -> None:
    shelve(dossier(affiliations=[role(1)]))

    response = client.get(LIST, {"kind": "nonsense", "q": "nobody"})

    assert 'class="error" id="id_kind_error"' in response.content.decode()
    assert len(response.context["listed"]) == 1


def test_long_list_is_paged_and_keeps_what_is_asked(
    client: Client, shelve: Shelve
) -> None:
    slugs = [f"company-{n:03d}" for n in range(101)]
    shelve(
        dossier(
            organizations=[organization(slug) for slug in slugs],
            affiliations=[role(n, slug) for n, slug in enumerate(slugs)],
        )
    )

    first = client.get(LIST, {"q": "company"}).content.decode()
    second = client.get(LIST, {"q": "company", "page": "2"})

    assert 'href="/organizations/?q=company&amp;page=2"' in first
    assert [each.organization.slug for each in second.context["listed"]] == slugs[100:]


@pytest.mark.parametrize("page", ["0", "2", "x", "9" * 40])
def test_page_that_is_not_there_is_said_to_be_missing(
    client: Client, shelve: Shelve, page: str
) -> None:
    shelve(dossier(affiliations=[role(1)]))

    assert client.get(LIST, {"page": page}).status_code == 404
    assert client.get(address(), {"page": page}).status_code == 404


def test_people_stand_by_tenure_on_one_axis(client: Client, shelve: Shelve) -> None:
    shelve(
        dossier(
            affiliations=[
                role(1, started_on="2001", ended_on="2003"),
                role(2, started_on="1990", ended_on="2005-06"),
                role(3, started_on="2010"),
                role(4, ended_on="XXXX"),
                role(5, kind="advisory", started_on="2015"),
            ]
        )
    )

    response = client.get(address())

    staff = response.context["page"].staff
    assert [
        (label, [(each.affiliation.role, each.first_year) for each in rows])
        for label, rows in staff.groups
    ] == [
        ("Present", [("Role 3", 2010)]),
        ("Past", [("Role 2", 1990), ("Role 1", 2001), ("Role 4", None)]),
        ("Government advisory", [("Role 5", 2015)]),
    ]
    assert staff.first_year == 1990
    page = response.content.decode()
    assert 'href="/people/ada-example/#role-3"' in page
    assert 'href="/about/#grade-b2"' in page


def test_grantor_without_people_shows_its_awards(
    client: Client, shelve: Shelve
) -> None:
    award = {"id": "award-1", "award": "A Prize", "granted_by": "an-organization"}
    shelve(dossier(awards=[award]))

    response = client.get(address())

    awards = response.context["page"].awards
    assert [(each.name, n) for each, n in awards] == [("A Prize", 1)]
    assert "Nobody on file is or was there" in response.content.decode()


def test_unknown_organization_is_not_there(client: Client, shelve: Shelve) -> None:
    shelve(dossier())  # names it, but has nobody there

    assert client.get(address()).status_code == 404
    assert client.get(json_address()).status_code == 404


def test_json_holds_everything_attached_in_the_words_of_documents(
    client: Client, shelve: Shelve
) -> None:
    shelve(
        dossier(
            organizations=[{**ORGANIZATION, "country": "FR"}],
            affiliations=[role(1, started_on="2001~", ended_on="2003", note="So.")],
            awards=[
                {"id": "award-1", "award": "A Prize", "granted_by": "an-organization"}
            ],
        )
    )

    record = client.get(json_address()).json()

    [affiliation] = record["affiliations"].pop("results")
    assert [each["source"] for each in affiliation.pop("citations")] == ["a-source"]
    assert affiliation == {
        "person": {
            "name": "Ada Example",
            "slug": "ada-example",
            "address": "http://testserver/people/ada-example/",
        },
        "id": "role-1",
        "address": "http://testserver/people/ada-example/#role-1",
        "role": "Role 1",
        "started_on": "2001~",
        "ended_on": "2003",
        "kind": "position",
        "is_primary": False,
        "note": "So.",
        "grade": "B2",
    }
    assert record == {
        "id": "an-organization",
        "address": f"http://testserver{address()}",
        "name": "An Organization",
        "full_name": "",
        "kind": "company",
        "country": "FR",
        "url": "",
        "affiliations": {"count": 1, "count_is_bounded": False, "next": None},
        "awards": [
            {
                "slug": "a-prize",
                "address": "http://testserver/awards/a-prize/",
                "name": "A Prize",
                "laureates": 1,
            }
        ],
    }


def test_long_json_leads_to_its_next_page(client: Client, shelve: Shelve) -> None:
    shelve(dossier(affiliations=[role(n) for n in range(101)]))

    first = client.get(json_address()).json()["affiliations"]
    second = client.get(first["next"]).json()["affiliations"]

    assert (first["count"], len(first["results"])) == (101, 100)
    assert (second["next"], len(second["results"])) == (None, 1)


def with_roles(size: int) -> list[DossierDocument]:
    return [
        dossier(
            id=f"id-{n}",
            slug=f"slug-{n}",
            organizations=[ORGANIZATION, organization(f"other-{n}")],
            affiliations=[role(2 * n), role(2 * n + 1, f"other-{n}")],
            awards=[
                {
                    "id": f"award-{n}",
                    "award": f"Prize {n}",
                    "granted_by": "an-organization",
                }
            ],
        )
        for n in range(size)
    ]


@pytest.mark.parametrize("size", [1, 12])
def test_organizations_cost_the_same_when_there_are_more(
    client: Client,
    shelve: Shelve,
    size: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    shelve(*with_roles(size))

    # The words, the names, the rows, the people, the awards.
    with django_assert_num_queries(5, connection=connections[PUBLIC]):
        listed = client.get(LIST, {"q": "o"})
    # It, its roles, how many, their citations, the present day, the awards.
    with django_assert_num_queries(6, connection=connections[PUBLIC]):
        detail = client.get(address())
    with django_assert_num_queries(6, connection=connections[PUBLIC]):
        record = client.get(json_address()).json()

    assert len(listed.context["listed"]) == size + 1
    assert len(detail.context["page"].awards) == size
    assert len(record["affiliations"]["results"]) == size
