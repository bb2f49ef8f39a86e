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
from tests.factories import dossier, event_data, position_data, quote_data

pytestmark = pytest.mark.django_db(databases=["public"])


def person(name: str, number: int = 1, **fields: Any) -> DossierDocument:
    """A dossier with an assessment, and a quote that bears it out."""
    slug = name.lower()
    return dossier(
        id=slug,
        slug=slug,
        name=f"{name} Example",
        sort_name=f"Example, {name}",
        position=[position_data(f"{slug}-position", **fields)],
        quotes=[quote_data(number, topics=["AI risk"], said_on="2024")],
    )


@pytest.fixture
def three_people(shelve: Shelve) -> None:
    shelve(
        person("Bo", 1, assessed_on="2026", risk_level="high", earliest_year=2030),
        person(
            "Ada", 2, assessed_on="2025", risk_level="low", predicted_timeline="Soon."
        ),
        person("Cy", 3, assessed_on="2026-05"),
    )


def shown(client: Client, query: str = "") -> list[str]:
    """The names in the table, in order."""
    page = client.get(f"/positions/{query}")
    return [stand.person.slug for stand in page.context["page"].stands]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["ada", "bo", "cy"]),
        ("?sort=assessed", ["cy", "bo", "ada"]),
        ("?sort=nonsense", ["ada", "bo", "cy"]),
        ("?risk=high", ["bo"]),
        ("?risk=high&risk=low", ["ada", "bo"]),
        ("?risk=not-stated", ["cy"]),
        ("?risk=high&risk=not-stated&sort=assessed", ["cy", "bo"]),
        ("?risk=critical", []),
    ],
)
def test_positions_are_narrowed_and_sorted_by_the_address(
    client: Client, three_people: None, query: str, found: list[str]
) -> None:
    assert shown(client, query) == found


@pytest.mark.parametrize("size", [1, 6])
def test_positions_cost_the_same_when_longer(
    client: Client,
    shelve: Shelve,
    size: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    shelve(*(person(f"Name{n}", n, risk_level="low") for n in range(size)))
    shelve(dossier(id="idle", slug="idle", name="Idle Example"))

    # How many, the topics that count, the assessments, their citations, the quotes,
    # their topics (2) and sources (2), the levels, who has no assessment.
    with django_assert_num_queries(11, connection=connections[PUBLIC]):
        response = client.get("/positions/")

    assert len(response.context["page"].stands) == size


def rows_of(client: Client, query: str = "") -> list[str]:
    """The table's rows as text."""
    page = client.get(f"/positions/{query}").content.decode()
    found = re.findall(r"<tr>(.*?)</tr>", page.split("<tbody>")[1], re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in found]


def test_row_says_where_the_person_stands_and_in_what_words(
    client: Client, shelve: Shelve
) -> None:
    cited = [{"source": "a-source", "credibility": 2}]
    shelve(
        person(
            "Ada",
            assessed_on="2025-03",
            risk_level="high",
            predicted_timeline="Within decades.",
            earliest_year=2030,
            latest_year=2050,
            citations=cited,
        )
    )

    grade = "Grade B2 : usually reliable source; probably true"
    assert rows_of(client) == [
        f"Ada Example ● High risk {grade} Within decades. (2030–2050) {grade} "
        f"Assessed March 2025 “Words number 1.” 2024 · Verified {grade}"
    ]


def test_row_says_what_is_not_stated(client: Client, shelve: Shelve) -> None:
    shelve(
        dossier(
            position=[position_data()],
            quotes=[quote_data(1, topics=["AI risk"], attribution="unverified")],
        )
    )

    assert rows_of(client) == [
        "Ada Example Risk not stated Timeline not stated Assessed 2026 "
        "No verified quote on these subjects is on file."
    ]


def test_picture_lists_those_without_years_as_not_stated(
    client: Client, three_people: None
) -> None:
    page = client.get("/positions/").content.decode()

    picture = page.split('<figure class="spans">')[1].split("</figure>")[0]
    spans, unstated = picture.split("Years not stated")
    assert re.findall(r"<bdi>([^<]+)", spans) == ["Bo Example"]
    assert "2030 at the earliest" in spans
    assert re.findall(r"<bdi>([^<]+)", unstated) == ["Ada Example", "Cy Example"]


def test_people_without_assessment_are_named(client: Client, shelve: Shelve) -> None:
    shelve(dossier())

    page = client.get("/positions/").content.decode()

    assert "No assessment is published yet." in page
    assert 'No assessment on file</span> <a href="/people/ada-example/">' in page


def test_rule_for_the_quote_stands_on_the_page(
    client: Client, three_people: None
) -> None:
    page = client.get("/positions/").content.decode()

    assert (
        "“AGI”, “control”, “forecasts”, “risk”, “safety” or “timelines”."
        in " ".join(page.split())
    )


def test_active_filters_are_chips_that_remove_one_each(
    client: Client, three_people: None
) -> None:
    response = client.get("/positions/?risk=low&risk=not-stated&sort=assessed")

    chips = response.context["filters"].chips()
    assert [(chip.label, chip.url) for chip in chips] == [
        ("Perceived risk: Low", "/positions/?risk=not-stated&sort=assessed"),
        ("Perceived risk: Not stated", "/positions/?risk=low&sort=assessed"),
    ]


def test_empty_list_says_which_filter_to_loosen(
    client: Client, three_people: None
) -> None:
    page = client.get("/positions/?risk=critical").content.decode()

    assert '<a class="chip" href="/positions/">Without Perceived risk: Critical' in page


def test_value_without_sense_is_marked_and_the_list_is_whole(
    client: Client, three_people: None
) -> None:
    response = client.get("/positions/?risk=nonsense&risk=low")

    assert response.status_code == 200
    assert "nonsense is not one of the available choices" in response.content.decode()
    assert len(response.context["page"].stands) == 3


@pytest.mark.parametrize("ending", ["json", "csv"])
def test_program_is_refused_a_value_without_sense(
    client: Client, three_people: None, ending: str
) -> None:
    response = client.get(f"/positions.{ending}?risk=nonsense")

    assert response.status_code == 400
    assert list(json.loads(response.content)["errors"]) == ["risk"]


@pytest.mark.parametrize("number", ["0", "2", "x"])
def test_page_that_is_not_there_is_said_to_be_missing(
    client: Client, three_people: None, number: str
) -> None:
    assert client.get("/positions/", {"page": number}).status_code == 404


def test_json_says_what_is_not_stated_by_null(
    client: Client, three_people: None
) -> None:
    answer = client.get("/positions.json?risk=not-stated").json()

    [record] = answer["results"]
    assert (answer["count"], answer["next"]) == (1, None)
    quote = record.pop("quote")
    assert (quote["id"], quote["grade"]) == ("quote-3", "B2")
    assert record == {
        "id": "cy-position",
        "address": "http://testserver/people/cy/position/",
        "person": {
            "name": "Cy Example",
            "slug": "cy",
            "address": "http://testserver/people/cy/",
        },
        "risk_level": None,
        "risk_grade": None,
        "predicted_timeline": "",
        "earliest_year": None,
        "latest_year": None,
        "timeline_grade": None,
        "assessed_on": "2026-05",
    }


def test_csv_holds_every_row_of_the_filter(client: Client, three_people: None) -> None:
    response = client.get("/positions.csv?risk=not-stated&risk=high")

    text = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]  # a streaming response has it
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["id"], row["risk_level"], row["quote"]) for row in rows] == [
        ("bo-position", "high", "Words number 1."),
        ("cy-position", "not-stated", "Words number 3."),
    ]


@pytest.mark.parametrize("size", [1, 6])
@pytest.mark.parametrize(("ending", "queries"), [("json", 11), ("csv", 9)])
def test_formats_cost_the_same_when_longer(
    client: Client,
    shelve: Shelve,
    size: int,
    ending: str,
    queries: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    shelve(*(person(f"Name{n}", n, risk_level="low") for n in range(size)))

    with django_assert_num_queries(queries, connection=connections[PUBLIC]):
        b"".join(client.get(f"/positions.{ending}"))


# One person's position alone

CITED = {"citations": [{"source": "a-source", "credibility": 2}]}


def alone(slug: str = "ada-example") -> str:
    return reverse("profiles:person-position", args=[slug])


def assessed(size: int = 1, **parts: Any) -> DossierDocument:
    """A dossier with so many assessments, the first the present one."""
    return dossier(
        position=[
            position_data(
                f"position-{n}",
                assessed_on=str(2026 - n),
                stance=f"Stance {n}.",
                beliefs=[{"id": f"belief-{n}", "text": f"Belief {n}.", **CITED}],
            )
            for n in range(size)
        ],
        **parts,
    )


@pytest.mark.parametrize("size", [1, 12])
def test_position_alone_costs_one_query_at_any_length(
    client: Client,
    shelve: Shelve,
    size: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    shelve(assessed(size, quotes=[quote_data(n) for n in range(size)]))

    # The edition.
    with django_assert_num_queries(1, connection=connections[PUBLIC]):
        page = client.get(alone()).content.decode()

    assert [f"Stance {n}." in page for n in range(size)] == [True] * size
    assert "Words number" not in page


def test_position_alone_has_its_sources_by_their_numbers_in_the_dossier(
    client: Client, shelve: Shelve
) -> None:
    source = {"title": "A source", "kind": "news", "reliability": "B"}
    shelve(
        assessed(
            sources=[{**source, "id": "other"}, {**source, "id": "a-source"}],
            history=[event_data(citations=[{"source": "other", "credibility": 1}])],
        )
    )

    page = client.get(alone()).content.decode()

    assert re.findall(r'id="(source-\d+)"', page) == ["source-2"]
    targets = set(re.findall(r'href="#([^"]+)"', page))
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert sorted(ids) == sorted(set(ids))
    assert targets - set(ids) == set()


def test_position_alone_without_sources_says_so(client: Client, shelve: Shelve) -> None:
    shelve(dossier(position=[position_data()]))

    page = client.get(alone()).content.decode()

    assert "No source is on file for this position." in page
    assert 'id="sources"' not in page


def test_position_alone_is_shown_by_its_card_where_it_is_shared(
    client: Client, shelve: Shelve
) -> None:
    shelve(assessed())

    page = client.get(alone()).content.decode()

    shared = dict(re.findall(r'<meta property="(og:\w+)" content="([^"]*)">', page))
    assert shared == {
        "og:site_name": "Intelligence Dossier",
        "og:type": "article",
        "og:title": "Ada Example: position on AGI",
        "og:description": "Perceived risk of advanced AI: not stated, assessed 2026 "
        "from the person’s own statements. Predicted timeline: not stated.",
        "og:url": "http://testserver/people/ada-example/position/",
        "og:image": "http://testserver/people/ada-example/position.png",
    }
    assert f'<link rel="canonical" href="{alone()}">' in page
    assert "<title>Ada Example: position on AGI · Intelligence Dossier</title>" in page
    assert client.get("/people/ada-example/position.png").status_code == 200


def test_dossier_and_list_lead_to_the_position_alone_and_it_leads_back(
    client: Client, shelve: Shelve
) -> None:
    shelve(assessed())
    leads = {
        path: re.findall(r'<a [^>]*href="([^"]+)"', client.get(path).content.decode())
        for path in ("/people/ada-example/", "/positions/", alone())
    }

    assert alone() in leads["/people/ada-example/"]
    assert alone() in leads["/positions/"]
    assert {"/people/ada-example/", "/positions/"} < set(leads[alone()])
    assert alone() not in leads[alone()]


def test_position_alone_is_not_there_where_none_is_on_file(
    client: Client, shelve: Shelve
) -> None:
    shelve(dossier())

    response = client.get(alone())

    assert response.status_code == 404
    assert "No position on AGI is on file here." in response.content.decode()
    assert alone() not in client.get("/people/ada-example/").content.decode()


def test_position_alone_of_nobody_is_not_there(client: Client) -> None:
    assert client.get(alone("nobody")).status_code == 404


def test_position_alone_of_a_withdrawn_dossier_is_gone(
    client: Client, shelve: Shelve
) -> None:
    document = shelve(assessed())
    with reading_room.changed():
        reading_room.bury(
            document.id, slug=document.slug, after_number=1, at=timezone.now()
        )

    assert client.get(alone()).status_code == 410


def test_position_alone_of_a_former_slug_is_found_under_the_present_one(
    client: Client, shelve: Shelve
) -> None:
    shelve(assessed(former_slugs=["ada-formerly"]))

    response = client.get(alone("ada-formerly"))

    assert (response.status_code, response["Location"]) == (301, alone())


def test_text_of_analysts_is_never_markup_on_the_position_alone(
    client: Client, shelve: Shelve
) -> None:
    evil = "<script>alert(1)</script>"
    shelve(
        dossier(
            name=evil,
            position=[position_data(stance=evil, predicted_timeline=evil)],
        )
    )

    page = client.get(alone()).content.decode()

    assert evil not in page
    assert evil in unescape(page)
