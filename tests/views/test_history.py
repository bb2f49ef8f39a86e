import csv
import io
import json
import re
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from profiles.databases import PUBLIC
from tests.conftest import Shelve
from tests.factories import dossier, event_data

pytestmark = pytest.mark.django_db(databases=["public"])


def bo(**parts: Any) -> Any:
    return dossier(
        name="Bo Example", sort_name="Example, Bo", slug="bo-example", **parts
    )


@pytest.fixture
def two_people(shelve: Shelve) -> None:
    """Ada's events are 1 to 3, Bo's 4 and 5; the higher, the later."""
    shelve(
        dossier(
            history=[
                event_data(1, occurred_on="1987", category="career"),
                event_data(2, occurred_on="1994-05", category="award"),
                event_data(3, occurred_on="2001", category="award"),
            ]
        ),
        bo(
            history=[
                event_data(4, occurred_on="2012-06-12", category="founding"),
                event_data(5, occurred_on="2013", category="award"),
            ]
        ),
    )


def shown(client: Client, query: str = "") -> list[int]:
    """The numbers of the events on the page, in order."""
    page = client.get(f"/timeline/{query}").content.decode()
    return [int(n) for n in re.findall(r'<a href="[^"]*#event-(\d+)">', page)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [5, 4, 3, 2, 1]),
        ("?sort=oldest", [1, 2, 3, 4, 5]),
        ("?category=award", [5, 3, 2]),
        ("?category=award&category=founding", [5, 4, 3, 2]),
        ("?person=ada-example", [3, 2, 1]),
        ("?person=ada-example&person=bo-example", [5, 4, 3, 2, 1]),
        ("?person=bo-example&category=career", []),
        ("?since=1994-06", [5, 4, 3]),
        ("?until=1994-05", [2, 1]),
        ("?since=1994&until=2012", [4, 3, 2]),
        ("?since=2012-06-13&until=2012", []),
        ("?category=&person=&since=&until=", [5, 4, 3, 2, 1]),
    ],
)
def test_timeline_is_narrowed_by_its_address(
    client: Client, two_people: None, query: str, found: list[int]
) -> None:
    assert shown(client, query) == found


@pytest.mark.parametrize("size", [1, 60])
def test_timeline_costs_the_same_when_longer(
    client: Client,
    shelve: Shelve,
    size: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    shelve(dossier(history=[event_data(n) for n in range(size)]))
    shelve(bo(history=[event_data(n) for n in range(size, 2 * size)]))

    # Who is asked for, the events, those of the page, their citations, how many there
    # are of each category, of each person, what these are called.
    with django_assert_num_queries(7, connection=connections[PUBLIC]):
        response = client.get("/timeline/?person=ada-example&person=bo-example")

    assert response.context["page"].paging.survey.total == 2 * size


def test_event_shows_all_that_is_known_and_leads_to_its_dossier(
    client: Client, shelve: Shelve
) -> None:
    event = event_data(
        1,
        occurred_on="1994-05",
        title="Won <b>",
        description="For everything.",
        category="award",
        note="Corrected.",
    )
    shelve(dossier(history=[event]))

    page = client.get("/timeline/").content.decode()

    event_part = page[page.index('<li class="event"') :]
    text = " ".join(re.sub(r"<[^>]+>", " ", event_part.split("</li>")[0]).split())
    assert text == (
        "May 1994 award Ada Example Won &lt;b&gt; For everything. "
        "Grade B2 : usually reliable source; probably true Note Corrected."
    )
    assert 'href="/people/ada-example/#event-1"' in event_part


def test_dossier_has_the_anchor_to_which_its_event_leads(
    client: Client, two_people: None
) -> None:
    page = client.get("/timeline/").content.decode()

    for url, anchor in re.findall(r'<h4><a href="([^"#]+)#([^"]+)"', page):
        assert f'id="{anchor}"' in client.get(url).content.decode()


def test_bars_lead_to_the_events_that_they_count(
    client: Client, two_people: None
) -> None:
    page = client.get("/timeline/?category=award").content.decode()

    bars = re.findall(r'<a href="([^"]+)">\s*<span class="count figure">(\d+)<', page)
    assert [
        (int(n), len(shown(client, url.split("/")[-1].replace("&amp;", "&"))))
        for url, n in bars
    ] == [(1, 1), (1, 1), (1, 1)]


def test_active_filters_are_chips_that_remove_one_each(
    client: Client, two_people: None
) -> None:
    address = "/timeline/?sort=oldest&category=award&person=ada-example&since=1990"

    chips = client.get(address).context["filters"].chips()

    assert [(chip.label, chip.url) for chip in chips] == [
        (
            "Category: award",
            "/timeline/?person=ada-example&since=1990&sort=oldest",
        ),
        ("Ada Example", "/timeline/?category=award&since=1990&sort=oldest"),
        ("From: 1990", "/timeline/?category=award&person=ada-example&sort=oldest"),
    ]


def test_empty_list_says_which_filter_to_loosen(
    client: Client, two_people: None
) -> None:
    address = "/timeline/?category=career&person=bo-example&since=2012&until=2020"

    wider = client.get(address).context["wider"]

    assert [(each.label, each.total, each.url) for each in wider] == [
        (
            "of any category",
            2,
            "/timeline/?person=bo-example&since=2012&until=2020",
        )
    ]


def test_facets_count_under_the_other_filters(client: Client, two_people: None) -> None:
    page = client.get("/timeline/?person=bo-example&category=award").context["page"]

    assert {each.value: each.count for each in page.categories} == {
        "career": 0,
        "research": 0,
        "award": 1,
        "founding": 1,
        "departure": 0,
    }
    assert [(each.value, each.count, each.is_chosen) for each in page.people] == [
        ("bo-example", 1, True),
        ("ada-example", 2, False),
    ]


@pytest.mark.parametrize(
    ("query", "field", "message"),
    [
        ("category=nonsense", "category", "Select a valid choice."),
        ("since=someday", "since", "“someday” is not a date"),
        ("until=1994-13", "until", "there is no month 13"),
        ("since=2001&until=1999", "until", "1999 lies before 2001."),
        ("since=%00", "since", "Null characters are not allowed."),
    ],
)
def test_value_without_sense_is_marked_and_the_list_is_whole(
    client: Client, two_people: None, query: str, field: str, message: str
) -> None:
    response = client.get(f"/timeline/?person=ada-example&{query}")

    assert response.status_code == 200
    assert message in " ".join(response.context["form"].errors[field])
    assert message in response.content.decode()
    assert response.context["page"].paging.survey.total == 5


@pytest.mark.parametrize("ending", ["json", "csv"])
def test_program_is_refused_a_value_without_sense(
    client: Client, two_people: None, ending: str
) -> None:
    response = client.get(f"/timeline.{ending}?category=nonsense")

    assert response.status_code == 400
    assert list(json.loads(response.content)["errors"]) == ["category"]


@pytest.mark.parametrize("path", ["/timeline/", "/timeline.json", "/timeline.csv"])
@pytest.mark.parametrize("slug", ["nobody", "NOT A SLUG", "%00"])
def test_person_who_is_not_on_file_is_said_to_be_missing(
    client: Client, two_people: None, path: str, slug: str
) -> None:
    assert client.get(f"{path}?person={slug}").status_code == 404


@pytest.mark.parametrize("number", ["0", "2", "-1", "x", "201", "٣", "9" * 40])
@pytest.mark.parametrize("path", ["/timeline/", "/timeline.json"])
def test_page_that_is_not_there_is_said_to_be_missing(
    client: Client, two_people: None, path: str, number: str
) -> None:
    assert client.get(path, {"page": number}).status_code == 404


def test_timeline_says_when_nothing_is_published(client: Client) -> None:
    assert "No event is published yet." in client.get("/timeline/").content.decode()


def test_json_holds_a_page_and_leads_to_the_next(
    client: Client, shelve: Shelve
) -> None:
    shelve(
        dossier(history=[event_data(n, occurred_on=str(2000 - n)) for n in range(51)])
    )

    first = client.get("/timeline.json?category=career").json()
    second = client.get(first["next"]).json()

    assert first["count"] == 51
    assert first["results"][0] == {
        "id": "event-0",
        "address": "http://testserver/people/ada-example/#event-0",
        "person": {
            "name": "Ada Example",
            "slug": "ada-example",
            "address": "http://testserver/people/ada-example/",
        },
        "occurred_on": "2000",
        "title": "Event number 0",
        "category": "career",
        "description": "",
        "note": "",
        "grade": "B2",
        "sources": [{"title": "A source", "address": ""}],
    }
    assert [each["id"] for each in second["results"]] == ["event-50"]
    assert second["next"] is None


def test_csv_holds_every_row_of_the_filter_and_no_formula(
    client: Client, shelve: Shelve
) -> None:
    events = [event_data(n, title="=1+1", category="award") for n in range(60)]
    shelve(dossier(history=[*events, event_data(99)]))

    response = client.get("/timeline.csv?category=award")

    text = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]  # a streaming response has it
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 60
    assert {row["title"] for row in rows} == {"'=1+1"}


@pytest.mark.parametrize("size", [1, 60])
@pytest.mark.parametrize(("ending", "queries"), [("json", 4), ("csv", 4)])
def test_formats_cost_the_same_when_longer(
    client: Client,
    shelve: Shelve,
    size: int,
    ending: str,
    queries: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    shelve(dossier(history=[event_data(n) for n in range(size)]))

    # The events, their rows, their citations; then how many there are, or no more.
    with django_assert_num_queries(queries, connection=connections[PUBLIC]):
        b"".join(client.get(f"/timeline.{ending}"))
