"""The list of dossiers, which `profiles.views.profile` shows."""

import csv
import io
import re
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from profiles import reading_room
from profiles.databases import DESK, PUBLIC
from profiles.documents.loader import load_dossier
from profiles.documents.schema import DossierDocument
from profiles.text import slug_for
from tests.conftest import Shelve
from tests.factories import SOURCE, dossier, publication_data, quote_data

pytestmark = pytest.mark.django_db(databases=[PUBLIC])

LIST = "profiles:person-list"

#: Sections whose entries need ids, which no two dossiers share.
_SECTIONS = ("affiliations", "position", "metrics", "awards", "quotes")


def person(name: str, **parts: Any) -> DossierDocument:
    """A dossier under this name, one word, its entries with ids of their own."""
    slug = slug_for(name)
    for section in set(_SECTIONS).intersection(parts):
        parts[section] = [
            {**each, "id": f"{slug}-{section}-{n}"}
            for n, each in enumerate(parts[section])
        ]
    return dossier(id=slug, slug=slug, name=name, sort_name=name, **parts)


def role(organization: str, ended_on: str | None = None) -> dict[str, Any]:
    return {"organization": organization, "role": "Chair", "ended_on": ended_on}


def organization(name: str) -> dict[str, str]:
    return {"id": name.lower(), "name": name, "kind": "company"}


def reading(value: int, metric: str = "h_index", day: int = 2) -> dict[str, Any]:
    read_on = f"2026-01-{day:02d}"
    return {"metric": metric, "value": value, "provider": "Reg", "read_on": read_on}


def assessed(risk_level: str | None, year: str = "2026") -> dict[str, Any]:
    return {"assessed_on": year} | ({"risk_level": risk_level} if risk_level else {})


def listed(client: Client, **asked: Any) -> list[str]:
    """The names on the list, in their order."""
    response = client.get(reverse(LIST), asked)
    return [card.person.name for card in response.context["page"].cards]


def offered(client: Client, facet: str, **asked: Any) -> dict[str, int]:
    """The values of a facet, in their order, with their counts."""
    page = client.get(reverse(LIST), asked).context["page"]
    return {choice.label: choice.count for choice in getattr(page, facet)}


def test_list_shows_a_card_for_each_published_dossier(
    client: Client, shelve: Shelve
) -> None:
    shelve(
        dossier(quotes=[quote_data(1), quote_data(2)], research=[publication_data()]),
        person("Bo"),
    )

    response = client.get(reverse(LIST))

    assert [
        (card.person.name, card.quote_count, card.publication_count)
        for card in response.context["page"].cards
    ] == [("Bo", 0, 0), ("Ada Example", 2, 1)]


@pytest.mark.parametrize(
    ("name", "cost"),
    # The tags of all; what those of four facets are called; the order; the people with
    # nationalities, affiliations, organizations, assessments and readings. A file has
    # no facets.
    [("person-list", 12), ("person-list-json", 12), ("person-list-csv", 7)],
)
@pytest.mark.parametrize("size", [1, 30])
def test_list_costs_the_same_when_longer(
    client: Client,
    shelve: Shelve,
    size: int,
    name: str,
    cost: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for n in range(size):
        shelve(
            person(
                f"Person{n}",
                nationalities=["FR"],
                affiliations=[{**role("an-organization"), "is_primary": True}],
                position=[assessed("low")],
                metrics=[reading(n)],
                profile={"expertise": ["A field"]},
                awards=[{"award": "A prize"}],
            )
        )

    with django_assert_num_queries(cost, connection=connections[PUBLIC]):
        response = client.get(reverse(f"profiles:{name}"))
        text = response.getvalue().decode()

    shown = set(re.findall(r"Person\d+", text))
    assert len(shown) == min(size, 30 if name == "person-list-csv" else 24)


@pytest.mark.parametrize("size", [1, 3])
def test_narrowed_list_costs_the_same_with_more_values(
    client: Client,
    shelve: Shelve,
    size: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for n in range(3):
        shelve(
            person(
                f"Person{n}",
                nationalities=["FR"],
                affiliations=[{**role("an-organization"), "is_primary": True}],
                position=[assessed("low")],
                metrics=[reading(n)],
                profile={"expertise": [f"Field {n}"]},
                awards=[{"award": "A prize"}],
            )
        )
    fields = [f"field-{n}" for n in range(size)]

    # Beside the above: what the values are called, who has them, and the tags of those
    # who would be on the list without them.
    with django_assert_num_queries(15, connection=connections[PUBLIC]):
        names = listed(client, expertise=fields, q="person*", sort="name")

    assert names == [f"Person{n}" for n in range(size)]


def test_list_says_when_nothing_is_published(client: Client) -> None:
    response = client.get(reverse(LIST))

    assert "No dossier is published yet." in response.content.decode()


@pytest.mark.django_db(databases=[DESK, PUBLIC])
def test_draft_at_the_desk_is_in_no_list_and_no_choice(
    client: Client, shelve: Shelve
) -> None:
    shelve(person("Ada", profile={"expertise": ["Published field"]}))
    draft = person("Bo", nationalities=["FR"], profile={"expertise": ["Drafted field"]})
    load_dossier(draft, DESK)

    assert listed(client) == ["Ada"]
    assert offered(client, "expertise") == {"Published field": 1}
    assert offered(client, "nationalities") == {}
    for ending in ("json", "csv"):
        text = client.get(reverse(f"{LIST}-{ending}")).getvalue().decode()
        assert ("Ada" in text, "Bo" in text) == (True, False)


def test_withdrawn_dossier_leaves_the_list_and_the_choices(
    client: Client, shelve: Shelve
) -> None:
    shelve(person("Ada"), person("Bo", nationalities=["FR"]))
    with reading_room.changed():
        reading_room.bury("bo", slug="bo", after_number=1, at=timezone.now())

    assert listed(client) == ["Ada"]
    assert offered(client, "nationalities") == {}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ada", True),
        ("LOVÉL", True),
        ("enchant", True),
        ("poet", True),
        ("countess poet", True),
        ("countess poets", False),
        ("ountess", False),
        ("elsewhere", False),
    ],
)
def test_words_are_looked_for_in_names_epithet_and_summary(
    client: Client, shelve: Shelve, words: str, found: bool
) -> None:
    shelve(
        person(
            "Ada",
            other_names=["Countess Lovelace"],
            epithet="The Enchantress",
            profile={"summary": "Daughter of a poet.", "biography": "Elsewhere."},
        ),
        person("Bo"),
    )

    assert listed(client, q=words) == (["Ada"] if found else [])


@pytest.fixture
def three_people(shelve: Shelve) -> None:
    """Ada and Bo are or were at Acme, Cy is at Bolt; each has something of all."""
    organizations = [organization("Acme"), organization("Bolt")]
    shelve(
        person(
            "Ada",
            organizations=organizations[:1],
            affiliations=[role("acme")],
            nationalities=["FR", "US"],
            position=[assessed("high", "2020"), assessed("low", "2026")],
            metrics=[reading(10, day=3), reading(90, day=1), reading(7, "citations")],
            profile={"expertise": ["Logic", "Sets"]},
            awards=[{"award": "First prize"}],
            quotes=[quote_data(1)],
        ),
        person(
            "Bo",
            organizations=organizations,
            affiliations=[role("acme", "2020"), role("bolt", "XXXX")],
            nationalities=["US"],
            position=[assessed("critical")],
            metrics=[reading(20), reading(5, "citations")],
            profile={"expertise": ["Logic"]},
            awards=[{"award": "First prize"}, {"award": "Second prize"}],
            quotes=[quote_data(2), quote_data(3)],
        ),
        person(
            "Cy",
            organizations=organizations[1:],
            affiliations=[role("bolt")],
            position=[assessed(None)],
            profile={"expertise": ["Sets"]},
        ),
    )


@pytest.mark.usefixtures("three_people")
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"expertise": "sets"}, ["Ada", "Cy"]),
        ({"expertise": ["sets", "logic"]}, ["Ada", "Bo", "Cy"]),
        ({"expertise": "sets", "nationality": "fr"}, ["Ada"]),
        ({"organization": "acme"}, ["Ada", "Bo"]),
        ({"organization": "acme", "tenure": "present"}, ["Ada"]),
        ({"organization": "bolt", "tenure": "present"}, ["Cy"]),
        ({"tenure": "present"}, ["Ada", "Bo", "Cy"]),
        ({"nationality": "us"}, ["Ada", "Bo"]),
        ({"risk": "low"}, ["Ada"]),
        ({"risk": "high"}, []),
        ({"risk": "not-stated"}, ["Cy"]),
        ({"risk": ["critical", "not-stated"]}, ["Bo", "Cy"]),
        ({"award": "second-prize"}, ["Bo"]),
        ({"award": "first-prize", "q": "bo"}, ["Bo"]),
    ],
)
def test_list_is_narrowed(client: Client, asked: Any, found: list[str]) -> None:
    assert listed(client, sort="name", **asked) == found


@pytest.mark.usefixtures("three_people")
@pytest.mark.parametrize(
    ("sort", "found"),
    [
        ("name", ["Ada", "Bo", "Cy"]),
        ("updated", ["Cy", "Bo", "Ada"]),
        ("h-index", ["Bo", "Ada", "Cy"]),
        ("citations", ["Ada", "Bo", "Cy"]),
        ("risk", ["Bo", "Ada", "Cy"]),
        ("quotes", ["Bo", "Ada", "Cy"]),
        ("nonsense", ["Cy", "Bo", "Ada"]),
    ],
)
def test_list_is_sorted_by_the_newest_and_unknown_comes_last(
    client: Client, sort: str, found: list[str]
) -> None:
    assert listed(client, sort=sort) == found


def test_names_are_sorted_without_accents(client: Client, shelve: Shelve) -> None:
    shelve(person("Zoe"), person("Émile"), person("Ada"))

    assert listed(client, sort="name") == ["Ada", "Émile", "Zoe"]


@pytest.mark.usefixtures("three_people")
def test_choices_are_counted_under_the_other_filters(client: Client) -> None:
    asked = {"expertise": "logic", "risk": "low"}

    assert offered(client, "expertise", **asked) == {"Logic": 1, "Sets": 1}
    assert offered(client, "levels", **asked) == {
        "Low": 1,
        "Moderate": 0,
        "High": 0,
        "Critical": 1,
        "Not stated": 0,
    }
    assert offered(client, "organizations", **asked) == {"Acme": 1}
    assert offered(client, "nationalities", **asked) == {"American": 1, "French": 1}
    assert offered(client, "awards", **asked) == {"First prize": 1}


@pytest.mark.usefixtures("three_people")
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, {"Acme": 2, "Bolt": 2}),
        ({"tenure": "present"}, {"Acme": 1, "Bolt": 1}),
        ({"tenure": "present", "q": "ada"}, {"Acme": 1}),
        ({"tenure": "present", "q": "bo"}, {}),
        ({"tenure": "present", "q": "bo", "organization": "acme"}, {"Acme": 0}),
    ],
)
def test_organizations_are_counted_for_the_time_that_is_asked_for(
    client: Client, asked: dict[str, str], found: dict[str, int]
) -> None:
    assert offered(client, "organizations", **asked) == found


@pytest.mark.usefixtures("three_people")
def test_word_that_is_also_a_value_chooses_nothing(client: Client) -> None:
    page = client.get(reverse(LIST), {"q": "low", "award": "first-prize"})

    levels = page.context["page"].levels
    assert [choice.value for choice in levels if choice.is_chosen] == []


@pytest.mark.usefixtures("three_people")
def test_each_chip_leads_to_the_list_without_it(client: Client) -> None:
    response = client.get(
        reverse(LIST),
        {"q": "a", "risk": "low", "organization": "acme", "sort": "name", "x": "y"},
    )

    assert [(chip.label, chip.url) for chip in response.context["filters"].chips()] == [
        ("Words: a", "/?risk=low&organization=acme&sort=name"),
        ("Perceived risk: Low", "/?q=a&organization=acme&sort=name"),
        ("Acme", "/?q=a&risk=low&sort=name"),
    ]


@pytest.mark.usefixtures("three_people")
def test_empty_list_says_which_filter_to_loosen(client: Client) -> None:
    page = client.get(reverse(LIST), {"risk": "moderate", "nationality": "us"})

    assert "No dossier fits all of this." in page.content.decode()
    assert "Without American" in page.content.decode()


@pytest.mark.parametrize(
    "asked",
    [
        {"expertise": "nothing"},
        {"expertise": "No Slug"},
        {"organization": "nowhere"},
        {"nationality": "xx"},
        {"award": "none"},
        {"page": "2"},
        {"page": "x"},
    ],
)
def test_what_is_not_on_file_is_not_there(
    client: Client, shelve: Shelve, asked: dict[str, str]
) -> None:
    shelve(person("Ada"))

    for name in (LIST, f"{LIST}-json"):
        assert client.get(reverse(name), asked).status_code == 404


@pytest.mark.parametrize(
    "asked", [{"risk": "extreme"}, {"tenure": "past"}, {"q": "-word"}]
)
def test_filter_that_makes_no_sense_is_said_to_readers_and_refused_to_programs(
    client: Client, shelve: Shelve, asked: dict[str, str]
) -> None:
    shelve(person("Ada"))

    page = client.get(reverse(LIST), asked)
    answers = [client.get(reverse(f"{LIST}-{each}"), asked) for each in ("json", "csv")]

    assert page.status_code == 200
    assert "mend what is marked" in page.content.decode()
    assert 'class="error"' in page.content.decode()
    assert [answer.status_code for answer in answers] == [400, 400]
    assert list(answers[0].json()["errors"]) == list(asked)


def test_pages_hold_24_dossiers_and_lead_to_each_other(
    client: Client, shelve: Shelve
) -> None:
    shelve(*(person(f"Person{n:02d}") for n in range(25)))
    asked = {"sort": "name", "q": "p"}

    first = client.get(reverse(LIST), asked).context["page"]
    second = client.get(reverse(LIST), {**asked, "page": "2"}).context["page"]

    assert len(first.cards) == 24
    assert first.paging.next_url == "/?q=p&sort=name&page=2"
    assert [card.person.name for card in second.cards] == ["Person24"]
    assert second.paging.previous_url == "/?q=p&sort=name"


def test_records_say_what_the_cards_say(client: Client, shelve: Shelve) -> None:
    shelve(
        person(
            "Ada",
            epithet="The Example",
            nationalities=["FR"],
            organizations=[organization("Acme")],
            affiliations=[{**role("acme"), "is_primary": True}],
            position=[assessed("low", "2026-02")],
            metrics=[reading(10)],
            profile={"summary": "A summary."},
            quotes=[quote_data(1)],
        ),
        *(person(f"Person{n}") for n in range(24)),
    )

    answer = client.get(reverse(f"{LIST}-json"), {"sort": "h-index"}).json()

    record = answer["results"][0]
    assert (answer["count"], answer["next"]) == (
        25,
        "http://testserver/people.json?sort=h-index&page=2",
    )
    assert record.pop("updated_at").startswith(str(timezone.now().year))
    assert record == {
        "id": "ada",
        "slug": "ada",
        "address": "http://testserver/people/ada/",
        "name": "Ada",
        "epithet": "The Example",
        "nationalities": ["FR"],
        "affiliation": {"role": "Chair", "organization": "Acme"},
        "risk_level": "low",
        "assessed_on": "2026-02",
        "h_index": {"value": 10, "provider": "Reg", "read_on": "2026-01-02"},
        "citations": None,
        "quotes": 1,
        "publications": 0,
        "summary": "A summary.",
    }


def test_file_holds_all_rows_of_the_filter_and_no_formula(
    client: Client, shelve: Shelve
) -> None:
    shelve(
        *(person(f"Person{n:02d}", epithet="=1+1") for n in range(30)), person("Other")
    )

    response = client.get(reverse(f"{LIST}-csv"), {"q": "person", "sort": "name"})

    text = response.getvalue().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert response["Content-Disposition"] == 'attachment; filename="people.csv"'
    assert [row["name"] for row in rows] == [f"Person{n:02d}" for n in range(30)]
    assert {(row["epithet"], row["risk_level"], row["h_index"]) for row in rows} == {
        ("'=1+1", "not-stated", "")
    }


def test_page_links_to_itself_in_other_formats(client: Client, shelve: Shelve) -> None:
    shelve(person("Ada", sources=[SOURCE]))

    page = client.get(reverse(LIST), {"q": "ada", "page": "1"}).content.decode()

    links = re.findall(r'<link rel="alternate" type="([^"]+)"[^>]*href="([^"]+)"', page)
    assert links == [
        ("text/csv", "/people.csv?q=ada"),
        ("application/json", "/people.json?q=ada"),
    ]
