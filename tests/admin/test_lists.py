"""The desk's lists: what they show, what they are narrowed to, and what they cost."""

from typing import Any

import pytest
from django.contrib.admin.sites import site
from django.contrib.contenttypes.models import ContentType
from django.db import connections
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from profiles.databases import DESK
from profiles.documents.loader import load_dossier
from profiles.models import (
    Affiliation,
    Association,
    AwardReceived,
    Belief,
    Education,
    Event,
    MediaItem,
    MetricReading,
    Person,
    Position,
    Publication,
    Quote,
    Source,
    Topic,
)
from profiles.publishing import publish_starter
from tests.factories import complete, dossier, quote_data

pytestmark = pytest.mark.django_db(databases=["default", "public"])

ENTRIES: list[type[Model]] = [
    Affiliation,
    Association,
    AwardReceived,
    Belief,
    Education,
    Event,
    MediaItem,
    MetricReading,
    Person,
    Position,
    Publication,
    Quote,
]
SUPPORT = {"source": "a-source", "credibility": 2}

of_every_entry = pytest.mark.parametrize(
    "model", ENTRIES, ids=lambda model: model.__name__
)


def list_of(model: type[Model]) -> str:
    return reverse(f"admin:profiles_{model._meta.model_name}_changelist")


def rows_of(page: Any) -> list[Any]:
    return [str(row) for row in page.context["cl"].result_list]


@pytest.fixture
def person() -> Person:
    quotes = [
        quote_data(1, citations=[SUPPORT]),
        quote_data(2, citations=[SUPPORT, {**SUPPORT, "stance": "contradicts"}]),
        quote_data(3, citations=[]),
    ]
    return load_dossier(dossier(id="ada", quotes=quotes), DESK)


@pytest.fixture
def another() -> Person:
    own = {"id": "bo", "slug": "bo", "name": "Bo Other", "sort_name": "Other, Bo"}
    return load_dossier(dossier(**own, quotes=[quote_data(9)]), DESK)


# What they show


def test_rows_show_what_they_rest_on(at_desk: Client, person: Person) -> None:
    page = at_desk.get(list_of(Quote))

    shown = {str(row): row.evidence.short for row in page.context["cl"].result_list}
    assert shown == {
        "Words number 1.": "B2",
        "Words number 2.": "B2, contradicted",
        "Words number 3.": "uncited",
    }
    assert "Usually reliable source; probably true; a source" in page.content.decode()


@pytest.mark.parametrize(
    ("evidence", "rows"),
    [
        ("cited", ["Words number 1.", "Words number 2."]),
        ("uncited", ["Words number 3."]),
        ("contradicted", ["Words number 2."]),
        ("made-up", ["Words number 1.", "Words number 2.", "Words number 3."]),
    ],
)
def test_list_is_narrowed_by_evidence(
    at_desk: Client, person: Person, evidence: str, rows: list[str]
) -> None:
    page = at_desk.get(list_of(Quote), {"evidence": evidence})

    assert sorted(rows_of(page)) == rows


@of_every_entry
def test_every_list_can_be_narrowed_to_what_is_uncited(
    at_desk: Client, model: type[Model]
) -> None:
    load_dossier(complete(2), DESK)

    cited, uncited = (
        at_desk.get(list_of(model), {"evidence": value})
        for value in ("cited", "uncited")
    )

    assert (bool(rows_of(cited)), rows_of(uncited)) == (True, [])


def test_affiliations_are_narrowed_to_those_that_last(at_desk: Client) -> None:
    load_dossier(complete(2), DESK)

    pages = [
        at_desk.get(list_of(Affiliation), {"time": time})
        for time in ("current", "past")
    ]

    assert [rows_of(page) for page in pages] == [
        ["Chief, Organization 1"],
        ["Chief, Organization 2"],
    ]


def test_list_of_one_person_holds_nobody_elses(
    at_desk: Client, person: Person, another: Person
) -> None:
    page = at_desk.get(list_of(Quote), {"person__id__exact": another.pk})

    assert rows_of(page) == ["Words number 9."]
    assert page.context["title"] == "Quotes of Bo Other"
    assert "person" not in page.context["cl"].list_display
    assert page.context["add_url"].endswith(f"/quote/add/?person={another.pk}")


def test_list_is_searched_by_the_persons_name(
    at_desk: Client, person: Person, another: Person
) -> None:
    assert rows_of(at_desk.get(list_of(Quote), {"q": "other"})) == ["Words number 9."]


def test_search_in_one_persons_list_stays_there(
    at_desk: Client, person: Person, another: Person
) -> None:
    url = f"{list_of(Quote)}?person__id__exact={another.pk}"

    page = at_desk.get(f"{url}&q=nothing")

    assert f'href="?person__id__exact={another.pk}"' in page.content.decode()


def test_no_filter_lists_the_people(at_desk: Client, person: Person) -> None:
    for model in ENTRIES:
        page = at_desk.get(list_of(model))
        filters = [spec.title for spec in page.context["cl"].filter_specs]
        assert not {"person", "by person", "people"} & {*filters}


def test_sources_of_one_dossier_are_listed_alone(
    at_desk: Client, person: Person
) -> None:
    Source.objects.create(stable_id="unused", title="Unused", kind="news")

    page = at_desk.get(list_of(Source), {"dossier": person.pk})

    assert rows_of(page) == ["A source"]
    assert page.context["rail"].person == person


@pytest.mark.parametrize("dossier_pk", ["x", "999999", "9" * 30])
def test_dossier_that_there_is_not_has_no_sources(
    at_desk: Client, person: Person, dossier_pk: str
) -> None:
    page = at_desk.get(list_of(Source), {"dossier": dossier_pk})

    assert rows_of(page) == []
    assert "The desk has no dossier of this number" in _words(page)


@pytest.mark.parametrize("person_pk", ["999999", "9" * 30])
def test_list_of_nobody_says_so(
    at_desk: Client, person: Person, person_pk: str
) -> None:
    page = at_desk.get(list_of(Quote), {"person__id__exact": person_pk})

    words = _words(page)
    assert "The desk has no dossier of this number, and so none of its quotes" in words
    assert "Show the quotes of everybody." in words
    assert "Add the first one" not in words


def test_people_are_listed_with_where_their_dossiers_stand(
    at_desk: Client, person: Person
) -> None:
    page = at_desk.get(list_of(Person))

    (row,) = page.context["cl"].result_list
    assert row.standing.words == "Draft"
    assert '<td class="field-state">Draft</td>' in page.content.decode()


@pytest.mark.parametrize(
    ("state", "rows"),
    [
        ("draft", ["Ada Example"]),
        ("published", ["Bo Other"]),
        ("withdrawn", []),
        ("made-up", ["Ada Example", "Bo Other"]),
    ],
)
def test_people_are_narrowed_by_where_their_dossiers_stand(
    at_desk: Client, person: Person, another: Person, state: str, rows: list[str]
) -> None:
    publish_starter(another)

    page = at_desk.get(list_of(Person), {"state": state})

    assert rows_of(page) == rows
    assert rows or "None of the people is like this." in _words(page)


@pytest.mark.parametrize("is_free", [True, False])
def test_keys_that_save_are_told_where_there_is_anything_to_save(
    at_desk: Client, person: Person, is_free: bool
) -> None:
    topic = Topic.objects.get()
    if not is_free:
        publish_starter(person)

    said = at_desk.get(reverse("admin:profiles_topic_change", args=[topic.pk])).text

    assert ("saves and stays on this page" in said) == is_free


# What they say where there is nothing


@pytest.mark.parametrize(
    ("narrowed", "said"),
    [
        ({}, "There are no quotes yet. Add the first one."),
        ({"q": "x"}, "None of the quotes is like this. Show all of them."),
        ({"evidence": "cited"}, "None of the quotes is like this. Show all of them"),
        ({"said_on_lower__year": "1999"}, "None of the quotes is like this."),
    ],
)
def test_empty_list_says_what_to_do(
    at_desk: Client, narrowed: dict[str, str], said: str
) -> None:
    page = at_desk.get(list_of(Quote), narrowed)

    assert said in _words(page)


def test_empty_list_of_a_person_says_what_to_do(at_desk: Client) -> None:
    person = load_dossier(dossier(id="ada"), DESK)

    page = at_desk.get(list_of(Quote), {"person__id__exact": person.pk})

    assert "There are no quotes of Ada Example yet. Add the first one." in _words(page)


def _words(page: Any) -> str:
    """The text of a page, without its tags and with single spaces."""
    text = page.content.decode()
    inside = [piece.split(">", 1)[-1] for piece in text.split("<")]
    return " ".join(" ".join(inside).split()).replace(" .", ".")


# What they cost


#: Who is asking and what they may do, the rows and what they rest on; of one person
#: the rail too; on a page of a row what is under it. 30 is what the desk promises.
MOST_QUERIES = {"all": 14, "of one": 18, "page": 30}


@of_every_entry
def test_lists_and_pages_cost_the_same_when_there_is_more(
    at_desk: Client, model: type[Model], django_assert_max_num_queries: Any
) -> None:
    costs: list[dict[str, int]] = []
    for size in (2, 9):
        person = load_dossier(complete(size), DESK)
        costs.append({})
        for name, (url, narrowed) in _addresses(model, person).items():
            most = MOST_QUERIES[name]
            ContentType.objects.clear_cache()
            with django_assert_max_num_queries(most, connection=connections[DESK]) as q:
                at_desk.get(url, narrowed)
            costs[-1][name] = len(q)

    assert costs[1] == costs[0]


def _addresses(
    model: type[Model], person: Person
) -> dict[str, tuple[str, dict[str, Any]]]:
    admin: Any = site.get_model_admin(model)
    of_one = {admin.narrowed_by: person.pk} if admin.narrowed_by else {}
    row: Any = model._default_manager.using(DESK).all()[1:2] or [person]
    change = reverse(
        f"admin:profiles_{model._meta.model_name}_change", args=[row[0].pk]
    )
    return {
        "all": (list_of(model), {"state": "draft"} if model is Person else {}),
        "of one": (list_of(model), of_one),
        "page": (change, {}),
    }


@pytest.mark.parametrize("pk", ["%00", "x", "9" * 30, "-1"])
def test_nonsense_for_a_person_in_the_address_of_a_form_is_nobody(
    at_desk: Client, pk: str
) -> None:
    answer = at_desk.get(f"{reverse('admin:profiles_quote_add')}?person={pk}")

    assert answer.status_code == 200
