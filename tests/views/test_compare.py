import csv
import io
import json
import re
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
from profiles.queries.shared import MOST_PUBLICATIONS, MOST_TOPICS
from tests.conftest import Shelve
from tests.factories import complete_data, dossier, publication_data, quote_data

pytestmark = pytest.mark.django_db(databases=["public"])


def address(*slugs: str) -> str:
    return f"{reverse('profiles:compare')}?people={','.join(slugs)}"


def named(name: str, **parts: Any) -> DossierDocument:
    slug = name.lower()
    return dossier(id=slug, slug=slug, name=name, sort_name=name, **parts)


def everything(slug: str, size: int) -> DossierDocument:
    """A dossier with `size` of everything that a comparison shows."""

    def own(entry: dict[str, Any]) -> dict[str, Any]:
        inner = {
            key: [own(each) for each in value]
            for key, value in entry.items()
            if key in ("beliefs", "metrics")
        }
        return {**entry, **inner, "id": f"{slug}-{entry['id']}"}

    data = complete_data(size)
    parts = {
        name: [own(entry) for entry in data[name]]
        for name in ("metrics", "position", "quotes", "affiliations", "awards")
    }
    return named(
        slug.title(),
        sources=data["sources"],
        organizations=data["organizations"],
        research=[{**each, "metrics": []} for each in data["research"]],
        **parts,
    )


@pytest.mark.parametrize(("people", "size"), [(2, 1), (4, 6)])
def test_comparison_costs_the_same_for_more_people_with_more_entries(
    client: Client,
    shelve: Shelve,
    people: int,
    size: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    slugs = ["ada", "bo", "cy", "di"][:people]
    shelve(*(everything(slug, size) for slug in slugs))

    # The people; affiliations, their citations, the newest edition;
    # positions, beliefs, readings; topics of quotes, topics, quotes, their places and
    # names of topics, citations, sources; authors, listings, publications; awards; all
    # people to choose from.
    with django_assert_num_queries(19, connection=connections[PUBLIC]):
        response = client.get(address(*slugs))

    assert len(response.context["comparison"].sides) == people
    assert len(response.context["comparison"].publications) == size


@pytest.mark.parametrize(
    "query", ["?people=ada,bo", "?people=ada&people=bo", "?people=ada,&people=bo,ada"]
)
def test_people_are_named_in_one_parameter_or_in_several(
    client: Client, shelve: Shelve, query: str
) -> None:
    shelve(named("Ada"), named("Bo"))

    response = client.get(f"{reverse('profiles:compare')}{query}")

    assert [each.slug for each in response.context["people"]] == ["ada", "bo"]


@pytest.mark.parametrize(
    ("slugs", "advice"),
    [
        ([], "Choose 2 to 4 people."),
        (["ada"], "One person is chosen. Choose at least 1 more."),
        (
            ["ada", "bo", "cy", "di", "ed"],
            "5 people are chosen, and no more than 4 fit side by side. "
            "Untick some of them.",
        ),
    ],
)
def test_too_few_or_too_many_get_the_form_and_a_sentence(
    client: Client, shelve: Shelve, slugs: list[str], advice: str
) -> None:
    shelve(*(named(name) for name in ("Ada", "Bo", "Cy", "Di", "Ed")))

    response = client.get(address(*slugs))

    page = response.content.decode()
    assert response.status_code == 200
    assert response.context["comparison"] is None
    assert advice in page
    assert re.findall(r'value="(\w+)" checked', page) == slugs


def test_unknown_person_is_not_there(client: Client, shelve: Shelve) -> None:
    shelve(named("Ada"))

    assert client.get(address("ada", "nobody")).status_code == 404


def test_withdrawn_person_is_not_there(client: Client, shelve: Shelve) -> None:
    document = shelve(named("Ada"), named("Bo"))
    with reading_room.changed():
        reading_room.bury(
            document.id, slug=document.slug, after_number=1, at=timezone.now()
        )

    assert client.get(address("ada", "bo")).status_code == 404


def test_former_slug_leads_to_the_present_one(client: Client, shelve: Shelve) -> None:
    shelve(named("Ada", former_slugs=["ada-once"]), named("Bo"))

    response = client.get(address("ada-once", "bo"))

    assert (response.status_code, response["Location"]) == (301, address("ada", "bo"))


def test_what_is_not_known_is_said(client: Client, shelve: Shelve) -> None:
    shelve(named("Ada"), named("Bo", position=[{"assessed_on": "2026"}]))

    page = client.get(address("ada", "bo")).content.decode()

    for words in (
        "No assessment on file.",
        "Risk not stated",
        "No belief on file.",
        "not on file",
        "No affiliation on file.",
        "No topic on which two of them have a verified quote.",
        "No publication on file that two of them wrote.",
        "No award on file that two of them received.",
        "No organization on file at which two of them were.",
    ):
        assert words in page


def test_reading_without_day_or_provider_is_flagged(
    client: Client, shelve: Shelve
) -> None:
    reading = {"metric": "citations", "value": 1000, "lacks_provenance": True}
    shelve(named("Ada", metrics=[reading]), named("Bo"))

    page = client.get(address("ada", "bo")).content.decode()

    assert '<small class="flag">no provider on file, undated</small>' in page


def test_quote_that_answers_two_topics_has_its_attribution_and_grade_each_time(
    client: Client, shelve: Shelve
) -> None:
    topics = ["One", "Two"]
    shelve(
        named("Ada", quotes=[quote_data(1, topics=topics)]),
        named("Bo", quotes=[quote_data(2, topics=topics)]),
    )

    page = client.get(address("ada", "bo")).content.decode()

    assert page.count("Words number 1.") == 2
    assert page.count('<span class="label">Verified</span>') == 4
    assert page.count("</span>B2</a>") == 4
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert sorted(ids) == sorted(set(ids))


def test_choice_says_when_nothing_is_published(client: Client) -> None:
    page = client.get(reverse("profiles:compare")).content.decode()

    assert "No dossier is published yet." in page


def test_text_of_analysts_is_never_markup(client: Client, shelve: Shelve) -> None:
    evil = "<script>alert(1)</script>"
    quote = {"text": evil, "outlet": evil, "topics": [evil]}
    shelve(
        named("Ada", epithet=evil, quotes=[quote_data(1, **quote)]),
        dossier(id="x", slug="bo", name=evil, quotes=[quote_data(2, **quote)]),
    )

    assert "<script>alert" not in client.get(address("ada", "bo")).content.decode()


# Other formats


def query_of(*slugs: str) -> str:
    return f"?people={','.join(slugs)}"


def record_of(client: Client, *slugs: str) -> Any:
    return client.get(f"{reverse('profiles:compare-json')}{query_of(*slugs)}").json()


def rows_of(client: Client, *slugs: str) -> dict[tuple[str, str], list[str]]:
    """The cells of each row, by what is compared and of what."""
    response = client.get(f"{reverse('profiles:compare-csv')}{query_of(*slugs)}")
    text = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]  # a streaming response has it
    rows = csv.reader(io.StringIO(text))
    return {(name, of): cells for name, of, *cells in rows}


def two_who_share() -> list[DossierDocument]:
    """Ada and Bo, with one of everything, most of it in common."""
    return [everything(slug, 1) for slug in ("ada", "bo")]


def test_json_holds_both_sides_and_what_is_in_common(
    client: Client, shelve: Shelve
) -> None:
    shelve(*two_who_share())

    record = record_of(client, "ada", "bo")

    ada = record["people"][0]
    assert {name: ada[name] for name in ("name", "slug", "address")} == {
        "name": "Ada",
        "slug": "ada",
        "address": "http://testserver/people/ada/",
    }
    assert ada["position"] == {
        "id": "ada-position-1",
        "address": "http://testserver/people/ada/#position",
        "assessed_on": "2023",
        "risk_level": "low",
        "predicted_timeline": "Decades.",
        "earliest_year": 2030,
        "latest_year": 2050,
        "stance": "Calm.",
        "beliefs": [
            {
                "id": "ada-belief-1-1",
                "text": "Belief 1",
                "note": "A note on belief-1 1.",
            }
        ],
        "note": "A note on position 1.",
    }
    assert ada["metrics"] == [
        {
            "metric": "citations",
            "value": 1,
            "provider": "Reg",
            "read_on": "2024-01-02",
            "lacks_provenance": False,
        }
    ]
    [affiliation] = ada["affiliations"]
    assert (affiliation["organization"]["id"], affiliation["role"]) == (
        "organization-1",
        "Chief",
    )
    topics = record["topics_in_common"]
    assert [each["slug"] for each in topics] == ["topic-0", "topic-1"]
    assert [
        (quote["person"]["slug"], quote["attribution"], quote["grade"])
        for quote in topics[0]["quotes"]
    ] == [("ada", "verified", "B6"), ("bo", "verified", "B6")]
    [publication] = record["publications_in_common"]
    assert publication["title"] == "Paper 1"
    [award] = record["awards_in_common"]
    assert [
        (each["person"]["slug"], each["awarded_on"]) for each in award["receptions"]
    ] == [("ada", "2018"), ("bo", "2018")]
    [organization] = record["organizations_in_common"]
    assert organization["at_the_same_time"] == [["ada", "bo"]]


def test_csv_has_a_row_for_each_thing_and_a_column_for_each_person(
    client: Client, shelve: Shelve
) -> None:
    shelve(*two_who_share())

    rows = rows_of(client, "bo", "ada")

    assert rows["property", "of"] == ["bo", "ada"]
    assert rows["name", ""] == ["Bo", "Ada"]
    assert rows["risk_level", ""] == ["low", "low"]
    assert rows["beliefs", ""] == ["Belief 1", "Belief 1"]
    assert rows["citations_read_on", ""] == ["2024-01-02", "2024-01-02"]
    assert rows["h_index", ""] == ["", ""]
    assert rows["affiliations", ""] == ["Organization 1: Chief (2013/..)"] * 2
    assert rows["quote", "Topic 1"] == ["Words 1.", "Words 1."]
    assert rows["quote_grade", "Topic 1"] == ["B6", "B6"]
    assert rows["publication", "Paper 1 (2015-05)"] == ["yes", "yes"]
    assert rows["award", "Award 1"] == ["2018", "2018"]
    assert rows["roles", "Organization 1"] == ["Chief (2013/..)", "Chief (2013/..)"]
    assert rows["at_the_same_time_as", "Organization 1"] == ["Ada", "Bo"]


def test_csv_has_no_formula(client: Client, shelve: Shelve) -> None:
    topics = {"topics": ["=T()"], "text": "=Q()"}
    shelve(
        named("Ada", quotes=[quote_data(1, **topics)]),
        dossier(id="bo", slug="bo", name="=Bo()", quotes=[quote_data(2, **topics)]),
    )

    rows = rows_of(client, "ada", "bo")

    assert rows["name", ""] == ["Ada", "'=Bo()"]
    assert rows["quote", "'=T()"] == ["'=Q()", "'=Q()"]


def test_what_is_not_known_is_null_and_not_stated(
    client: Client, shelve: Shelve
) -> None:
    shelve(named("Ada"), named("Bo", position=[{"assessed_on": "2026"}]))

    ada, bo = record_of(client, "ada", "bo")["people"]
    rows = rows_of(client, "ada", "bo")

    assert (ada["position"], bo["position"]["risk_level"]) == (None, None)
    assert rows["risk_level", ""] == ["", "not-stated"]


def test_formats_hold_all_that_the_page_only_counts(
    client: Client, shelve: Shelve
) -> None:
    topics = [f"Topic {n}" for n in range(MOST_TOPICS + 1)]
    papers = [publication_data(n) for n in range(MOST_PUBLICATIONS + 1)]
    shelve(
        named("Ada", quotes=[quote_data(1, topics=topics)], research=papers),
        named("Bo", quotes=[quote_data(2, topics=topics)], research=papers),
    )

    page = client.get(address("ada", "bo"))
    record = record_of(client, "ada", "bo")
    rows = rows_of(client, "ada", "bo")

    shown = page.context["comparison"]
    names = [name for name, _ in rows]
    assert (len(shown.topics), len(shown.publications)) == (12, 40)
    assert len(record["topics_in_common"]) == names.count("quote") == 13
    assert len(record["publications_in_common"]) == names.count("publication") == 41


def test_page_leads_to_its_formats_once_people_are_chosen(
    client: Client, shelve: Shelve
) -> None:
    shelve(named("Ada"), named("Bo"))

    chosen = client.get(address("ada", "bo")).content.decode()
    choosing = client.get(address("ada")).content.decode()

    url = "/compare.csv?people=ada,bo"
    assert f'<link rel="alternate" type="text/csv" title="CSV" href="{url}">' in chosen
    assert f'<a href="{url}" data-hx-boost="false">CSV</a>' in chosen
    assert "compare.csv" not in choosing


FORMATS = ["compare-json", "compare-csv"]


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("slugs", [[], ["ada"], ["ada", "bo", "cy", "di", "ed"]])
def test_program_is_refused_too_few_or_too_many(
    client: Client, shelve: Shelve, name: str, slugs: list[str]
) -> None:
    shelve(*(named(name) for name in ("Ada", "Bo", "Cy", "Di", "Ed")))

    response = client.get(f"{reverse(f'profiles:{name}')}{query_of(*slugs)}")

    assert response.status_code == 400
    assert json.loads(response.content)["errors"] == {
        "people": [f"Name 2 to 4 people; these are {len(slugs)}."]
    }


@pytest.mark.parametrize("name", FORMATS)
def test_format_knows_former_slugs_and_not_the_withdrawn(
    client: Client, shelve: Shelve, name: str
) -> None:
    shelve(named("Ada", former_slugs=["ada-once"]), named("Bo"), named("Gone"))
    with reading_room.changed():
        reading_room.bury("gone", slug="gone", after_number=1, at=timezone.now())
    path = reverse(f"profiles:{name}")

    moved = client.get(f"{path}{query_of('ada-once', 'bo')}")
    gone = client.get(f"{path}{query_of('ada', 'gone')}")

    assert (moved.status_code, moved["Location"]) == (
        301,
        f"{path}{query_of('ada', 'bo')}",
    )
    assert gone.status_code == 404


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(("people", "size"), [(2, 1), (4, 6)])
def test_formats_cost_the_same_for_more_people_with_more_entries(
    client: Client,
    shelve: Shelve,
    name: str,
    people: int,
    size: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    slugs = ["ada", "bo", "cy", "di"][:people]
    shelve(*(everything(slug, size) for slug in slugs))

    # As the page, without all people to choose from.
    with django_assert_num_queries(18, connection=connections[PUBLIC]):
        content = b"".join(
            client.get(f"{reverse(f'profiles:{name}')}{query_of(*slugs)}")
        )

    assert content.count(b"Paper") == size
