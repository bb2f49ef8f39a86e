import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from profiles.databases import PUBLIC
from profiles.documents.schema import DossierDocument
from tests.conftest import Shelve
from tests.factories import dossier, quote_data

pytestmark = pytest.mark.django_db(databases=["public"])

LIST = reverse("profiles:topic-list")


def address(slug: str = "a-topic") -> str:
    return reverse("profiles:topic-detail", args=[slug])


def json_address(slug: str = "a-topic") -> str:
    return reverse("profiles:topic-json", args=[slug])


def test_list_counts_quotes(client: Client, shelve: Shelve) -> None:
    shelve(
        dossier(
            quotes=[quote_data(1, topics=["Éthique", "World models"]), quote_data(2)]
        ),
        dossier(id="bo", slug="bo", quotes=[quote_data(3, topics=["World models"])]),
    )

    response = client.get(LIST)

    assert [(each.topic.name, each.quotes) for each in response.context["listed"]] == [
        ("A topic", 1),
        ("Éthique", 1),
        ("World models", 2),
    ]


@pytest.mark.parametrize(
    ("words", "found"),
    [("eth", ["Éthique"]), ("topic", ["A topic"]), ("opic", []), ("  ", None)],
)
def test_list_is_narrowed_by_words(
    client: Client, shelve: Shelve, words: str, found: list[str] | None
) -> None:
    shelve(dossier(quotes=[quote_data(topics=["A topic", "Éthique"])]))

    response = client.get(LIST, {"q": words})

    names = [each.topic.name for each in response.context["listed"]]
    assert names == (["A topic", "Éthique"] if found is None else found)


def test_topic_shows_its_newest_quotes_with_people_and_related_topics(
    client: Client, shelve: Shelve
) -> None:
    shelve(
        dossier(
            quotes=[
                quote_data(1, said_on="2020", topics=["A topic", "Risk"]),
                quote_data(2, said_on="2022", attribution="disputed", outlet="News"),
                quote_data(3, topics=["Risk"]),
            ]
        ),
        dossier(
            id="bo",
            slug="bo",
            name="Bo Example",
            quotes=[quote_data(4, said_on="2021", topics=["Risk", "A topic"])],
        ),
    )

    response = client.get(address())

    page = response.context["page"]
    assert [each.quote.stable_id for each in page.quotes] == [
        "quote-2",
        "quote-4",
        "quote-1",
    ]
    assert (page.quote_count, page.total, page.is_cut) == (3, 3, False)
    assert [(each.value, each.count) for each in page.people] == [
        ("ada-example", 2),
        ("bo", 1),
    ]
    assert [(each.value, each.count) for each in page.related] == [("risk", 2)]
    text = response.content.decode()
    assert "Disputed." in text
    assert "2022" in text
    assert "News" in text
    assert "B2" in text


def test_topic_is_narrowed_to_a_person(client: Client, shelve: Shelve) -> None:
    shelve(
        dossier(quotes=[quote_data(1)]),
        dossier(id="bo", slug="bo", name="Bo Example", quotes=[quote_data(2)]),
    )

    page = client.get(address(), {"person": "bo"}).context["page"]

    assert [each.quote.stable_id for each in page.quotes] == ["quote-2"]
    assert (page.quote_count, page.total) == (2, 1)
    assert page.person.label == "Bo Example"
    assert len(page.people) == 2


def test_no_more_than_the_newest_fifty_are_shown(
    client: Client, shelve: Shelve
) -> None:
    shelve(dossier(quotes=[quote_data(n, said_on=str(1900 + n)) for n in range(51)]))

    response = client.get(address())

    shown = [each.quote.stable_id for each in response.context["page"].quotes]
    assert shown == [f"quote-{n}" for n in range(50, 0, -1)]
    assert "The newest 50 are shown" in response.content.decode()


@pytest.mark.parametrize(
    ("slug", "person"), [("another", ""), ("a-topic", "nobody"), ("a-topic", "\0")]
)
def test_unknown_topic_or_person_is_not_there(
    client: Client, shelve: Shelve, slug: str, person: str
) -> None:
    shelve(dossier(quotes=[quote_data()]))

    assert client.get(address(slug), {"person": person}).status_code == 404
    assert client.get(json_address(slug), {"person": person}).status_code == 404


def test_json_of_a_topic_holds_what_its_page_shows(
    client: Client, shelve: Shelve
) -> None:
    shelve(
        dossier(quotes=[quote_data(1, topics=["A topic", "Risk"])]),
        dossier(id="bo", slug="bo", name="Bo Example", quotes=[quote_data(2)]),
    )

    record = client.get(json_address(), {"person": "ada-example"}).json()

    [quote] = record["quotes"].pop("results")
    assert (quote["id"], quote["attribution"], quote["grade"]) == (
        "quote-1",
        "verified",
        "B2",
    )
    assert [(each["slug"], each["quotes"]) for each in record.pop("people")] == [
        ("ada-example", 1),
        ("bo", 1),
    ]
    assert record == {
        "slug": "a-topic",
        "address": f"http://testserver{address()}",
        "name": "A topic",
        "related": [
            {
                "slug": "risk",
                "address": "http://testserver/topics/risk/",
                "name": "Risk",
                "shared_quotes": 1,
            }
        ],
        "quotes": {
            "count": 1,
            "count_is_bounded": False,
            "all": "http://testserver/quotes.json?topic=a-topic&person=ada-example",
        },
    }


@pytest.mark.parametrize("person", ["", "bo"])
def test_topic_leads_to_its_feed_and_to_its_quotes_in_other_formats(
    client: Client, shelve: Shelve, person: str
) -> None:
    shelve(
        dossier(quotes=[quote_data(1)]),
        dossier(id="bo", slug="bo", name="Bo Example", quotes=[quote_data(2)]),
    )

    response = client.get(address(), {"person": person})

    links = {each.label: each.url for each in response.context["formats"]}
    asked = f"&person={person}" if person else ""
    assert links == {
        "CSV": f"/quotes.csv?topic=a-topic{asked}",
        "JSON": f"/topics/a-topic.json{asked.replace('&', '?')}",
        "Feed": f"/quotes.atom?topic=a-topic{asked}",
    }
    feed = client.get(links["Feed"]).content.decode()
    assert ("Words number 1." in feed, "Words number 2." in feed) == (not person, True)
    page = response.content.decode()
    assert 'type="application/atom+xml" title="Feed" href="/quotes.atom?' in page


def talkative(size: int) -> list[DossierDocument]:
    return [
        dossier(
            id=f"id-{n}",
            slug=f"slug-{n}",
            name=f"Name {n}",
            quotes=[quote_data(n, topics=["A topic", f"Topic {n}"])],
        )
        for n in range(size)
    ]


@pytest.mark.parametrize("size", [1, 12])
def test_topics_cost_the_same_when_there_are_more(
    client: Client,
    shelve: Shelve,
    size: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    shelve(*talkative(size))

    # The words, the names, the rows, their counts.
    with django_assert_num_queries(4, connection=connections[PUBLIC]):
        listed = client.get(LIST, {"q": "topic"})
    # It, its tags, related topics, the quotes found, their rows, topics (two),
    # citations and sources; the people.
    with django_assert_num_queries(10, connection=connections[PUBLIC]):
        detail = client.get(address())
    with django_assert_num_queries(10, connection=connections[PUBLIC]):
        record = client.get(json_address()).json()

    assert len(listed.context["listed"]) == size + 1
    assert len(detail.context["page"].quotes) == size
    assert len(record["quotes"]["results"]) == size
