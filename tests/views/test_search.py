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
from tests.conftest import Shelve
from tests.factories import SOURCE, dossier, publication_data, quote_data

pytestmark = pytest.mark.django_db(databases=[PUBLIC])

SEARCH = "profiles:search"


def everything(size: int = 1, word: str = "zebra") -> DossierDocument:
    """A dossier that has the word in things of every kind, `size` of each."""
    numbers = range(size)
    return dossier(
        profile={"summary": f"Keeps a {word}."},
        sources=[
            SOURCE,
            *(
                {**SOURCE, "id": f"s-{n}", "title": f"The {word} paper {n}"}
                for n in numbers
            ),
        ],
        organizations=[
            {"id": f"o-{n}", "name": f"{word.title()} Works {n}", "kind": "company"}
            for n in numbers
        ],
        affiliations=[
            {"id": f"a-{n}", "organization": f"o-{n}", "role": "Keeper"}
            for n in numbers
        ],
        quotes=[
            quote_data(n, text=f"My {word} {n}.", citations=[cited(n)]) for n in numbers
        ],
        research=[publication_data(n, title=f"On the {word} {n}") for n in numbers],
        history=[
            {
                "id": f"e-{n}",
                "occurred_on": "2001-02",
                "title": f"Bought a {word}",
                "description": "At a fair.",
                "category": "career",
            }
            for n in numbers
        ],
        media=[
            {
                "id": f"m-{n}",
                "title": f"{word.title()} talk",
                "kind": "talk",
                "outlet": "A hall",
            }
            for n in numbers
        ],
    )


def cited(number: int) -> dict[str, Any]:
    return {"source": f"s-{number}", "credibility": 2}


def records(client: Client, **asked: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get(reverse(f"{SEARCH}-json"), asked).json()[
        "results"
    ]
    return found


def page_of(client: Client, **asked: Any) -> Any:
    return client.get(reverse(SEARCH), asked).context["page"]


def test_things_of_every_kind_are_in_one_list(client: Client, shelve: Shelve) -> None:
    shelve(everything())

    found = {each.pop("kind"): each for each in records(client, q="zebra")}

    ada = "http://testserver/people/ada-example/"
    people = [{"name": "Ada Example", "slug": "ada-example", "address": ada}]
    assert found == {
        "people": {
            "detail": "",
            "address": ada,
            "title": "Ada Example",
            "snippet": "Keeps a zebra.",
            "people": [],
            "date": None,
        },
        "quotes": {
            "detail": "",
            "address": "http://testserver/quotes/quote-0/",
            "title": "My zebra 0.",
            "snippet": "",
            "people": people,
            "date": None,
            "attribution": "verified",
            "wording": "verbatim",
            "grade": "B2",
        },
        "publications": {
            "detail": "Journal article",
            "address": f"{ada}#publication-0",
            "title": "On the zebra 0",
            "snippet": "Ada Example",
            "people": people,
            "date": "2015",
        },
        "events": {
            "detail": "Career",
            "address": f"{ada}#e-0",
            "title": "Bought a zebra",
            "snippet": "At a fair.",
            "people": people,
            "date": "2001-02",
        },
        "media": {
            "detail": "Talk",
            "address": f"{ada}#m-0",
            "title": "Zebra talk",
            "snippet": "A hall",
            "people": people,
            "date": None,
        },
        "organizations": {
            "detail": "Company",
            "address": "http://testserver/organizations/o-0/",
            "title": "Zebra Works 0",
            "snippet": "",
            "people": [],
            "date": None,
        },
        "sources": {
            "detail": "News",
            "address": "http://testserver/sources/s-0/",
            "title": "The zebra paper 0",
            "snippet": "",
            "people": [],
            "date": None,
        },
    }


def test_every_result_leads_to_a_page(client: Client, shelve: Shelve) -> None:
    shelve(everything())

    addresses = [result.url for result in page_of(client, q="zebra").results]

    assert len(addresses) == 7
    for address in addresses:
        path, _, anchor = address.partition("#")
        response = client.get(path)
        assert response.status_code == 200
        assert not anchor or f'id="{anchor}"' in response.content.decode()


# How many of each of the seven kinds; the list; names; what is in it, and whose; quotes
# with topics, and sources; publications with authors and people; one for each other.
@pytest.mark.parametrize(("name", "cost"), [("", 22), ("-json", 22)])
@pytest.mark.parametrize("size", [1, 2])
def test_search_costs_the_same_for_a_longer_list(
    client: Client,
    shelve: Shelve,
    name: str,
    cost: int,
    size: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    shelve(everything(size))

    with django_assert_num_queries(cost, connection=connections[PUBLIC]):
        response = client.get(reverse(SEARCH + name), {"q": "zebra"})

    assert response.content.decode().count("/quotes/quote-") == size


def test_kinds_are_counted_and_can_be_asked_for_alone(
    client: Client, shelve: Shelve
) -> None:
    shelve(everything(2))

    page = page_of(client, q="zebra", kind="events")

    assert [result.label for result in page.results] == ["Event", "Event"]
    assert [
        (tab.label, tab.url, tab.survey.total) for tab in page.tabs if tab.is_current
    ] == [("Events", "/search/?q=zebra&kind=events", 2)]
    assert [(tab.label, tab.survey.total) for tab in page.tabs] == [
        ("Everything", 13),
        ("People", 1),
        ("Quotes", 2),
        ("Publications", 2),
        ("Events", 2),
        ("Talks and interviews", 2),
        ("Organizations", 2),
        ("Sources", 2),
    ]


def test_results_come_in_pages(client: Client, shelve: Shelve) -> None:
    shelve(dossier(quotes=[quote_data(n, text=f"Zebra {n}.") for n in range(25)]))

    first = client.get(reverse(f"{SEARCH}-json"), {"q": "zebra"}).json()
    second = client.get(first["next"]).json()

    assert first["count"] == 25
    assert first["next"] == "http://testserver/search.json?q=zebra&page=2"
    assert second["next"] is None
    titles = [each["title"] for each in first["results"] + second["results"]]
    assert sorted(titles) == sorted(f"Zebra {n}." for n in range(25))
    for page in ("3", "0", "x"):
        asked = {"q": "zebra", "page": page}
        assert client.get(reverse(SEARCH), asked).status_code == 404


@pytest.mark.django_db(databases=[DESK, PUBLIC])
def test_draft_at_the_desk_is_nowhere(client: Client, shelve: Shelve) -> None:
    shelve(dossier(quotes=[quote_data(1, text="A zebra.", topics=["Stripes"])]))
    draft = dossier(
        id="bo",
        slug="bo",
        name="Zebra Keeper",
        sort_name="Keeper, Zebra",
        quotes=[quote_data(2, text="A secret zebra.", topics=["Zebra secrets"])],
    )
    load_dossier(draft, DESK)

    page = page_of(client, q="zebra")

    assert [result.text for result in page.results] == ["A zebra."]
    assert page.answers == []
    assert [tab.survey.total for tab in page.tabs] == [1, 1]
    assert page_of(client, q="secret").near.people == []
    assert _suggested(client, "zeb") == []
    assert _suggested(client, "str") == ["Stripes"]


def test_withdrawn_dossier_is_found_no_more(client: Client, shelve: Shelve) -> None:
    document = shelve(everything())
    with reading_room.changed():
        reading_room.bury(
            document.id, slug=document.slug, after_number=1, at=timezone.now()
        )

    assert records(client, q="zebra") == []
    assert _suggested(client, "ada") == []


def test_hits_are_marked_and_text_is_never_markup(
    client: Client, shelve: Shelve
) -> None:
    long = "Word " * 100
    shelve(dossier(quotes=[quote_data(1, text=f"{long}<b>Zébra</b> {long}")]))

    page = client.get(reverse(SEARCH), {"q": "zebra <i>"})

    assert page.status_code == 200
    assert records(client, q="zebra <i>") == []
    text = client.get(reverse(SEARCH), {"q": "ZEBRA"}).content.decode()
    quoted = re.search(r"“(…[^”]*…)”", text)
    assert quoted is not None
    assert "&lt;b&gt;<mark>Zébra</mark>&lt;/b&gt;" in quoted[1]
    assert len(quoted[1]) < 400


def test_quote_shows_its_attribution_wording_and_translation(
    client: Client, shelve: Shelve
) -> None:
    shelve(
        dossier(
            quotes=[
                quote_data(
                    1,
                    text="Un zèbre.",
                    language="fr",
                    translation="A zebra.",
                    wording="cut",
                    attribution="disputed",
                )
            ]
        )
    )

    text = client.get(reverse(SEARCH), {"q": "zebra"}).content.decode()

    assert 'lang="fr"' in text
    assert '<li class="attribution">Disputed</li>' in text
    assert "<li>Cut</li>" in text
    assert "A <mark>zebra</mark>." in text
    assert "Usually reliable" in text or "usually reliable" in text
    assert "<li>undated</li>" in text


def test_names_that_begin_so_stand_on_top(client: Client, shelve: Shelve) -> None:
    shelve(
        dossier(
            quotes=[
                quote_data(1, topics=["Adaptation", "Example of a topic", "Ada"]),
                quote_data(2, topics=["Adaptation", "Cascades"]),
            ]
        ),
        dossier(id="bo", slug="bo", name="Bo-Ada Example", sort_name="Example, Bo"),
    )

    answers = page_of(client, q="ada").answers

    assert [(each.name, each.label, each.url) for each in answers] == [
        ("Ada", "Topic, 1 quote", "/topics/ada/"),
        ("Ada Example", "Dossier", "/people/ada-example/"),
        ("Bo-Ada Example", "Dossier", "/people/bo/"),
        ("Adaptation", "Topic, 2 quotes", "/topics/adaptation/"),
    ]
    assert [each.name for each in page_of(client, q="exa BO").answers] == [
        "Bo-Ada Example"
    ]


def test_person_is_found_by_another_name(client: Client, shelve: Shelve) -> None:
    shelve(dossier(other_names=["Countess Lovelace"], profile={"summary": "Poet."}))

    found = records(client, q="lovelace")

    assert [(each["title"], each["snippet"]) for each in found] == [
        ("Ada Example", "Countess Lovelace · Poet.")
    ]


@pytest.mark.parametrize("query", ["", "  ", "“”", "?!"])
def test_search_says_how_to_search_while_nothing_is_asked(
    client: Client, shelve: Shelve, query: str
) -> None:
    shelve(dossier())

    page = client.get(reverse(SEARCH), {"q": query})

    assert "How to search" in page.content.decode()
    answer = client.get(reverse(f"{SEARCH}-json"), {"q": query})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["q"])


def test_nothing_found_suggests_near_names(client: Client, shelve: Shelve) -> None:
    shelve(dossier(quotes=[quote_data(1, topics=["Zebras"])]))

    text = client.get(reverse(SEARCH), {"q": "exampel"}).content.decode()
    topics = page_of(client, q="zebrass").near.topics

    assert "Nothing published has all of these words." in text
    assert 'href="/people/ada-example/"' in text
    assert [topic.name for topic in topics] == ["Zebras"]


def test_nothing_found_leads_to_words_that_begin_so(
    client: Client, shelve: Shelve
) -> None:
    shelve(dossier(quotes=[quote_data(1, text="Zebras dream.", topics=["T"])]))

    page = page_of(client, q="zebra drea")

    assert (page.results, page.beginnings_url) == ([], "/search/?q=zebra%2A+drea%2A")
    begun = client.get(page.beginnings_url).context["page"]
    assert [result.text for result in begun.results] == ["Zebras dream."]
    assert begun.beginnings_url == ""


def test_nothing_of_a_kind_leads_to_the_other_kinds(
    client: Client, shelve: Shelve
) -> None:
    shelve(dossier(quotes=[quote_data(1, text="A zebra.")]))

    asked = {"q": "zebra", "kind": "sources"}
    text = client.get(reverse(SEARCH), asked).content.decode()

    assert "Nothing of this kind has all of these words." in text
    assert '<a href="/search/?q=zebra">Look among everything</a>' in text


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ({"q": "zebra", "kind": "animals"}, "kind"),
        ({"q": "-zebra"}, "q"),
        ({"q": "z" * 201}, "q"),
        ({"q": "a b c d e f g h i"}, "q"),
    ],
)
def test_what_makes_no_sense_is_said_to_readers_and_refused_to_programs(
    client: Client, shelve: Shelve, asked: dict[str, str], name: str
) -> None:
    shelve(everything())

    page = client.get(reverse(SEARCH), asked)
    answer = client.get(reverse(f"{SEARCH}-json"), asked)

    assert (page.status_code, page.context["page"]) == (200, None)
    [reason] = answer.json()["errors"][name]
    assert (answer.status_code, reason in page.content.decode()) == (400, True)


# While somebody types


def _suggested(client: Client, query: str) -> list[str]:
    fragment = client.get(reverse(f"{SEARCH}-suggest"), {"q": query}).content.decode()
    return re.findall(r'<option value="([^"]*)">', fragment)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", []),
        ("ex", ["Ada Example"]),
        ("EXÁ ad", ["Ada Example"]),
        ("mple", []),
        ("a", ["Ada Example", "About it"]),
        ("it", ["About it"]),
        ('"*(', []),
        ("%", []),
        ("\0", []),
        ("-ex", ["Ada Example"]),
    ],
)
def test_names_are_suggested_by_the_beginnings_of_words(
    client: Client, shelve: Shelve, query: str, found: list[str]
) -> None:
    shelve(dossier(quotes=[quote_data(1, topics=["About it"], outlet="Avenue")]))

    assert _suggested(client, query) == found


@pytest.mark.parametrize("size", [1, 15])
def test_no_more_than_ten_names_are_suggested_at_the_same_cost(
    client: Client,
    shelve: Shelve,
    size: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    topics = [[f"Zebra {n}" for n in range(k, k + 5)] for k in range(0, size, 5)]
    shelve(dossier(quotes=[quote_data(n, topics=t) for n, t in enumerate(topics)]))

    with django_assert_num_queries(1, connection=connections[PUBLIC]):
        found = _suggested(client, "zeb")

    assert len(found) == min(10, 5 * len(topics))


@pytest.mark.parametrize(
    ("path", "ids"),
    [
        ("/", ["site-q"]),
        ("/about/", ["site-q"]),
        ("/people/ada-example/", ["site-q"]),
        ("/nowhere/", ["site-q"]),
        ("/search/", ["id_q"]),
        ("/search/?q=ada", ["id_q"]),
    ],
)
def test_every_page_has_one_field_that_names_are_offered_in(
    client: Client, shelve: Shelve, path: str, ids: list[str]
) -> None:
    shelve(dossier())

    page = client.get(path).content.decode()

    fields = [each for each in re.findall("<input[^>]*>", page) if "suggest" in each]
    assert [re.findall(r'id="([^"]+)"', each) for each in fields] == [ids]
    assert [re.findall(r' list="([^"]+)"', each) for each in fields] == [
        [f"{each}-names" for each in ids]
    ]
    assert re.findall(r'<datalist id="([^"]+)"', page) == [f"{ids[0]}-names"]
    assert re.findall(r"<script[^>]*htmx[^>]*>", page) == [
        '<script src="/static/django_htmx/htmx-2.min.js" defer>'
    ]


def test_search_for_a_suggested_name_answers_with_its_page_first(
    client: Client, shelve: Shelve
) -> None:
    shelve(dossier(quotes=[quote_data(1, topics=["Ada Example and others"])]))

    found = {
        name: client.get(reverse(SEARCH), {"q": name}).context["page"].answers[0].url
        for name in _suggested(client, "ada")
    }

    assert found == {
        "Ada Example": "/people/ada-example/",
        "Ada Example and others": "/topics/ada-example-and-others/",
    }
