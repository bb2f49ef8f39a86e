from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from profiles.databases import PUBLIC
from tests.conftest import Shelve
from tests.factories import dossier

pytestmark = pytest.mark.django_db(databases=["public"])

LIST = reverse("profiles:award-list")


def received(number: int, name: str = "A Prize", **fields: Any) -> dict[str, Any]:
    return {
        "id": f"award-{number}",
        "award": name,
        "granted_by": "an-organization",
        "awarded_on": "2018",
        "citations": [{"source": "a-source", "credibility": 2}],
        **fields,
    }


def address(slug: str = "a-prize") -> str:
    return reverse("profiles:award-detail", args=[slug])


def json_address(slug: str = "a-prize") -> str:
    return reverse("profiles:award-json", args=[slug])


def test_list_counts_people_once(client: Client, shelve: Shelve) -> None:
    shelve(
        dossier(awards=[received(1), received(2, awarded_on="2020"), received(3, "É")]),
        dossier(id="bo", slug="bo", awards=[received(4)]),
    )

    response = client.get(LIST)

    assert [(each.award.name, each.people) for each in response.context["listed"]] == [
        ("A Prize", 2),
        ("É", 1),
    ]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("mér", ["Ordre du Mérite"]),
        ("mer", ["Ordre du Mérite"]),
        ("organization", ["A Prize", "Ordre du Mérite"]),
        ("organization -prize", ["Ordre du Mérite"]),
        ("du ordre", ["Ordre du Mérite"]),
        ('"du ordre"', []),
        ("rite", []),
    ],
)
def test_list_is_narrowed_by_words_of_award_and_grantor(
    client: Client, shelve: Shelve, words: str, found: list[str]
) -> None:
    shelve(dossier(awards=[received(1), received(2, "Ordre du Mérite")]))

    response = client.get(LIST, {"q": words})

    assert [each.award.name for each in response.context["listed"]] == found


def test_laureates_stand_by_year_with_links_reason_and_grade(
    client: Client, shelve: Shelve
) -> None:
    shelve(
        dossier(
            awards=[
                received(1, citation_text="For <b>work</b>."),
                received(2, awarded_on="2020", jointly_with=[{"name": "Bo Example"}]),
                received(3, awarded_on=None),
            ]
        )
    )

    response = client.get(address())

    assert [
        each.awarded_on and each.awarded_on.text
        for each in response.context["page"].conferrals
    ] == ["2020", "2018", None]
    page = response.content.decode()
    assert 'href="/people/ada-example/#award-1"' in page
    assert "<bdi>Bo Example</bdi>" in page
    assert "For &lt;b&gt;work&lt;/b&gt;." in page
    assert 'href="/about/#grade-b2"' in page
    assert "Year not known" in page


def test_json_names_all_laureates_of_a_joint_award_in_each_entry(
    client: Client, shelve: Shelve
) -> None:
    others = [{"name": "Bo Example", "person": "bo"}, {"name": "Cy", "person": "cy"}]
    shelve(
        dossier(awards=[received(1, citation_text="For work.", jointly_with=others)]),
        dossier(
            id="bo",
            slug="bo",
            name="Bo Example",
            awards=[received(2, jointly_with=[{"name": "Ada Example"}], note="So.")],
        ),
    )

    record = client.get(json_address()).json()

    def jointly(reception: dict[str, Any]) -> list[tuple[str, str | None]]:
        return [(each["name"], each["slug"]) for each in reception["jointly_with"]]

    one, other = record["receptions"].pop("results")
    assert [jointly(one), jointly(other)] == [
        [("Bo Example", "bo"), ("Cy", None)],
        [("Ada Example", "ada-example"), ("Cy", None)],
    ]
    del one["jointly_with"]
    assert [each["source"] for each in one.pop("citations")] == ["a-source"]
    assert one == {
        "id": "award-1",
        "address": "http://testserver/people/ada-example/#award-1",
        "person": {
            "name": "Ada Example",
            "slug": "ada-example",
            "address": "http://testserver/people/ada-example/",
        },
        "awarded_on": "2018",
        "citation_text": "For work.",
        "note": "",
        "grade": "B2",
    }
    assert record == {
        "slug": "a-prize",
        "address": f"http://testserver{address()}",
        "name": "A Prize",
        "granted_by": {
            "id": "an-organization",
            "name": "An Organization",
            "address": "http://testserver/organizations/an-organization/",
        },
        "receptions": {"count": 2, "count_is_bounded": False, "next": None},
    }


def test_unknown_award_is_not_there(client: Client, shelve: Shelve) -> None:
    shelve(dossier(awards=[received(1)]))

    assert client.get(address("another")).status_code == 404
    assert client.get(json_address("another")).status_code == 404
    assert client.get(address(), {"page": "2"}).status_code == 404


@pytest.mark.parametrize("size", [1, 12])
def test_awards_cost_the_same_when_there_are_more(
    client: Client,
    shelve: Shelve,
    size: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for n in range(size):
        others = [{"name": f"Name {n}", "person": f"slug-{n + 1}"}]
        shelve(
            dossier(
                id=f"id-{n}",
                slug=f"slug-{n}",
                name=f"Name {n}",
                awards=[
                    received(2 * n, jointly_with=others, awarded_on=str(2000 + n)),
                    received(2 * n + 1, f"Prize {n}"),
                ],
            )
        )

    # The words, the names, the rows with their grantors, the laureates.
    with django_assert_num_queries(4, connection=connections[PUBLIC]):
        listed = client.get(LIST, {"q": "prize"})
    # It, the receptions, how many, with whom, their citations, who has a dossier.
    with django_assert_num_queries(6, connection=connections[PUBLIC]):
        detail = client.get(address())
    with django_assert_num_queries(6, connection=connections[PUBLIC]):
        record = client.get(json_address()).json()

    assert len(listed.context["listed"]) == size + 1
    assert len(detail.context["page"].conferrals) == size
    assert len(record["receptions"]["results"]) == size
