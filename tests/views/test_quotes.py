import csv
import io
import json
import re
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db import connections
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from profiles.databases import PUBLIC
from tests.conftest import Shelve
from tests.factories import SOURCE, dossier, quote_data

pytestmark = pytest.mark.django_db(databases=[PUBLIC])

ATOM = "{http://www.w3.org/2005/Atom}"


def quotes(*texts: str, **fields: Any) -> list[dict[str, Any]]:
    return [
        quote_data(n, text=text, said_on=f"20{n:02d}", **fields)
        for n, text in enumerate(texts, start=1)
    ]


def other(**parts: Any) -> Any:
    return dossier(
        name="Bo Example", sort_name="Example, Bo", slug="bo-example", **parts
    )


def shown(client: Client, address: str) -> list[str]:
    """The ids of the quotes on a page, in order."""
    page = client.get(address).content.decode()
    return re.findall(r'<figure class="quote" id="([^"]+)"', page)


@pytest.fixture
def two_people(shelve: Shelve) -> None:
    """Ada said 1 to 3 and Bo 4 to 6, the higher the later."""
    shelve(
        dossier(
            quotes=[
                quote_data(1, text="Cats dream.", topics=["Cats"], said_on="2001-05"),
                quote_data(
                    2,
                    text="Dogs bark.",
                    topics=["Dogs", "Cats"],
                    said_on="2002",
                    outlet="The Daily",
                    attribution="disputed",
                ),
                quote_data(
                    3, text="Both sleep.", topics=["Dogs"], said_on="2003-02-01"
                ),
            ]
        ),
        other(
            sources=[
                SOURCE,
                {**SOURCE, "id": "weak", "title": "W", "reliability": "E"},
            ],
            quotes=[
                quote_data(
                    4,
                    text="Cats and dogs.",
                    topics=["Cats"],
                    said_on="2004",
                    citations=[{"source": "weak", "credibility": 4}],
                ),
                quote_data(5, text="Le café.", topics=["Food"], citations=[]),
                quote_data(
                    6,
                    text="Tea, then.",
                    topics=["Food"],
                    said_on="2006",
                    wording="paraphrase",
                ),
            ],
        ),
    )


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [6, 4, 3, 2, 1, 5]),
        ("q=cats", [4, 1]),
        ("q=CAFE", [5]),
        ("q=%22cats+and%22", [4]),
        ("q=dog*", [4, 2]),
        ("q=cats+-dogs", [1]),
        ("topic=cats", [4, 2, 1]),
        ("topic=cats&topic=dogs", [4, 3, 2, 1]),
        ("topic=cats&topic=dogs&match=all", [2]),
        ("person=bo-example", [6, 4, 5]),
        ("person=bo-example&topic=cats", [4]),
        ("outlet=the+DAILY", [2]),
        ("outlet=nowhere", []),
        ("since=2001-06&until=2003-01", [2]),
        ("since=2003", [6, 4, 3]),
        ("until=2001-05-07", [1]),
        ("attribution=disputed", [2]),
        ("wording=paraphrase", [6]),
        ("sourced=yes", [6, 4, 3, 2, 1]),
        ("grade=B2", [6, 3, 2, 1]),
        ("grade=E5", [6, 4, 3, 2, 1]),
        ("grade=A1", []),
        ("sort=oldest", [1, 2, 3, 4, 6, 5]),
        ("sort=person", [3, 2, 1, 6, 4, 5]),
        ("sort=topic", [4, 1, 3, 2, 6, 5]),
        ("sort=nonsense&utm_source=x", [6, 4, 3, 2, 1, 5]),
    ],
)
def test_quotes_are_narrowed_and_sorted(
    client: Client, two_people: None, query: str, found: list[int]
) -> None:
    assert shown(client, f"/quotes/?{query}") == [f"quote-{n}" for n in found]


def test_quotes_of_a_person_are_those_of_one_dossier(
    client: Client, two_people: None
) -> None:
    assert shown(client, "/people/ada-example/quotes/?topic=cats") == [
        "quote-2",
        "quote-1",
    ]


@pytest.mark.parametrize(
    "address",
    [
        "/quotes/?topic=unknown",
        "/quotes/?topic=cats&topic=unknown",
        "/quotes/?person=nobody",
        "/quotes/?topic=%00",
        "/quotes/?page=2",
        "/quotes/?page=0",
        "/quotes/?page=x",
        "/quotes/?page=999999999999999999999",
        "/people/nobody/quotes/",
        "/quotes/none/",
        "/quotes.json?topic=unknown",
        "/quotes.csv?person=nobody",
        "/quotes.atom?topic=unknown",
    ],
)
def test_what_is_not_on_file_is_not_found(
    client: Client, two_people: None, address: str
) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("since=2023-02-29", "February 2023 has 28 days"),
        ("until=soon", "“soon” is not a date"),
        ("grade=Z9", "Select a valid choice"),
        ("q=-cats", "Name at least one word"),
        ("q=" + "x" * 300, "at most 200 characters"),
        ("topic=" + "&topic=".join(f"t{n}" for n in range(30)), "Choose at most 20"),
    ],
)
def test_value_that_makes_no_sense_is_named_beside_its_field(
    client: Client, two_people: None, query: str, said: str
) -> None:
    page = client.get(f"/quotes/?{query}")
    record = client.get(f"/quotes.json?{query}")

    assert page.status_code == 200
    assert said in page.content.decode()
    assert record.status_code == 400
    assert said in json.dumps(record.json(), ensure_ascii=False)


def test_hits_are_marked_and_nothing_of_a_reader_is_markup(
    client: Client, two_people: None
) -> None:
    page = client.get("/quotes/", {"q": "cafe <script>alert(1)</script>"})
    marked = client.get("/quotes/", {"q": "cafe"}).content.decode()

    assert "<script>alert" not in page.content.decode()
    assert "Le <mark>café</mark>." in marked


def test_facets_count_under_the_other_filters(client: Client, two_people: None) -> None:
    page = client.get("/quotes/?person=bo-example&topic=cats").context["page"]

    topics = [(choice.value, choice.count, choice.is_chosen) for choice in page.topics]
    people = [(choice.value, choice.count, choice.is_chosen) for choice in page.people]
    assert topics == [("cats", 1, True), ("food", 2, False)]
    assert people == [("bo-example", 1, True), ("ada-example", 2, False)]


def test_active_filters_are_chips_that_lead_to_the_list_without_them(
    client: Client, two_people: None
) -> None:
    address = "/quotes/?q=cats&topic=cats&since=2001&sort=person&page=1&junk=1"
    filters = client.get(address).context["filters"]

    assert [(chip.label, chip.url) for chip in filters.chips()] == [
        ("Words: cats", "/quotes/?topic=cats&since=2001&sort=person"),
        ("Cats", "/quotes/?q=cats&since=2001&sort=person"),
        ("From: 2001", "/quotes/?q=cats&topic=cats&sort=person"),
    ]
    assert filters.clear_url == "/quotes/?sort=person"


def test_empty_result_says_which_filter_to_loosen(
    client: Client, two_people: None
) -> None:
    page = client.get("/quotes/?q=cats&attribution=disputed").content.decode()

    assert "No quote fits all of this. Loosen a filter:" in page
    assert 'href="/quotes/?attribution=disputed">Without Words: cats<' in page


def test_list_without_quotes_says_so(client: Client) -> None:
    assert "No quote is published yet." in client.get("/quotes/").content.decode()


@pytest.mark.parametrize("view", ["", "&view=table"])
@pytest.mark.parametrize("size", [2, 40])
def test_list_costs_the_same_when_longer(
    client: Client,
    shelve: Shelve,
    size: int,
    view: str,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    shelve(dossier(quotes=[quote_data(n, outlet=f"O {n % 9}") for n in range(size)]))

    # What the address names; the survey with and without the topic; the page's hits;
    # their quotes, ranks, topics, citations and sources; the names of three facets.
    with django_assert_num_queries(12, connection=connections[PUBLIC]):
        response = client.get(f"/quotes/?topic=a-topic{view}")

    assert len(response.context["page"].quotes) == size


def test_pages_hold_every_quote_once(client: Client, shelve: Shelve) -> None:
    shelve(dossier(quotes=[quote_data(n) for n in range(120)]))

    pages = [shown(client, f"/quotes/?page={n}") for n in (1, 2, 3)]

    assert [len(page) for page in pages] == [50, 50, 20]
    assert len({each for page in pages for each in page}) == 120


def test_table_says_how_it_is_sorted(client: Client, two_people: None) -> None:
    page = client.get("/quotes/?view=table&sort=person").content.decode()

    assert re.findall(r'aria-sort="(\w+)"><a href="[^"]*">(\w+)<', page) == [
        ("ascending", "Person")
    ]
    assert page.count("<tr>") == 7


# The other formats


def test_json_leads_from_page_to_page(client: Client, shelve: Shelve) -> None:
    shelve(dossier(quotes=[quote_data(n) for n in range(60)]))

    first = client.get("/quotes.json?topic=a-topic").json()
    second = client.get(first["next"]).json()

    assert (first["count"], len(first["results"])) == (60, 50)
    assert first["next"] == "http://testserver/quotes.json?topic=a-topic&page=2"
    assert (second["next"], len(second["results"])) == (None, 10)
    record = first["results"][0]
    assert record["address"] == f"http://testserver/quotes/{record['id']}/"
    assert record["grade"] == "B2"
    assert record["citations"][0]["title"] == "A source"


def test_csv_has_every_row_of_the_filter_and_no_formula(
    client: Client, shelve: Shelve
) -> None:
    shelve(
        dossier(
            quotes=[
                quote_data(n, text='=HYPERLINK("https://evil.example")')
                for n in range(620)
            ]
        )
    )

    response = client.get("/quotes.csv?topic=a-topic")

    text = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]  # it streams
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 620
    assert {row["text"][:2] for row in rows} == {"'="}
    assert response["Content-Disposition"] == 'attachment; filename="quotes.csv"'


def test_feed_has_an_entry_for_each_quote_of_the_filter(
    client: Client, two_people: None
) -> None:
    response = client.get("/quotes.atom?topic=cats")

    feed = ElementTree.fromstring(response.content)  # noqa: S314 -- our own feed
    assert feed.findtext(f"{ATOM}title") == "Quotes, Cats"
    links = [entry.find(f"{ATOM}link") for entry in feed.iter(f"{ATOM}entry")]
    assert [link.get("href") for link in links if link is not None] == [
        f"http://testserver/quotes/quote-{n}/" for n in (4, 2, 1)
    ]


# A quote's own page


def test_permalink_shows_evidence_and_leads_to_neighbours(
    client: Client, two_people: None
) -> None:
    page = client.get("/quotes/quote-2/")

    newer, older = page.context["newer"], page.context["older"]
    assert (newer.quote.stable_id, older) == ("quote-3", None)
    text = page.content.decode()
    assert "<strong>Disputed.</strong>" in text
    assert "A source" in text
    assert "usually reliable source; probably true" in text


def test_time_code_leads_into_the_recording(client: Client, shelve: Shelve) -> None:
    tape = {**SOURCE, "id": "tape", "url": "https://www.youtube.com/watch?v=abc"}
    cited = [{"source": "tape", "place": "1:02:47", "credibility": 2}]
    shelve(dossier(sources=[tape], quotes=[quote_data(citations=cited)]))

    page = client.get("/quotes/quote-1/").content.decode()

    assert 'href="https://www.youtube.com/watch?v=abc&amp;t=3767s"' in page


def test_embedded_quote_is_escaped_twice_on_the_page(
    client: Client, shelve: Shelve
) -> None:
    shelve(dossier(quotes=[quote_data(text="</p><script>alert(1)</script>")]))

    page = client.get("/quotes/quote-1/")

    assert "<script>alert" not in page.content.decode()
    assert "<script>" not in page.context["blockquote_html"]


@pytest.mark.parametrize("list_of", ["quotes", "research"])
@pytest.mark.parametrize("ending", ["/", ".json", ".csv"])
def test_lists_of_a_renamed_person_lead_to_the_new_address(
    client: Client, shelve: Shelve, list_of: str, ending: str
) -> None:
    shelve(dossier(slug="ada-lovelace", former_slugs=["ada-example"]))

    answer = client.get(f"/people/ada-example/{list_of}{ending}?sort=oldest")

    assert answer.status_code == 301
    assert answer["Location"] == f"/people/ada-lovelace/{list_of}{ending}?sort=oldest"


def test_quotes_of_a_page_are_linked_data_with_their_doubt(
    client: Client, two_people: None
) -> None:
    page = client.get("/quotes/?topic=dogs&sort=oldest").content.decode()

    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    assert block is not None
    data = json.loads(block[1])
    items = [element["item"] for element in data["itemListElement"]]
    assert (data["@type"], data["numberOfItems"]) == ("ItemList", 2)
    assert [item["text"] for item in items] == ["Dogs bark.", "Both sleep."]
    assert ["creator" in item for item in items] == [False, True]
    assert "Disputed" in items[0]["description"]
