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
from tests.conftest import Shelve
from tests.factories import complete_data, dossier, quote_data

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
