"""Rows under forms: in order, in pages, without what a document refuses."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from profiles.databases import DESK
from profiles.documents.loader import load_dossier
from profiles.models import (
    Affiliation,
    Authorship,
    EntryChange,
    Expertise,
    Person,
    Publication,
    Quote,
    Topic,
)
from tests.admin.conftest import filled_in
from tests.factories import ORGANIZATION, dossier, publication_data, quote_data

pytestmark = pytest.mark.django_db(databases=["default", "public"])


def url_of(row: Any) -> str:
    return reverse(f"admin:profiles_{row._meta.model_name}_change", args=[row.pk])


def save(desk: Client, row: Any, **typed: Any) -> Any:
    """Type something into the form of a row and send it; return what answers."""
    data = filled_in(desk.get(url_of(row)))
    return desk.post(url_of(row), data | typed)


def refusals(page: Any) -> list[str]:
    """Why rows were refused, in the words of the page."""
    said = []
    for each in page.context["inline_admin_formsets"]:
        said += each.formset.non_form_errors()
        said += [e for form in each.formset for es in form.errors.values() for e in es]
    return said


# Order


@pytest.fixture
def person() -> Person:
    names = ["Ann", "Bea", "Cy"]
    return load_dossier(dossier(id="ada", other_names=names), DESK)


def names_of(person: Person) -> list[tuple[int, str]]:
    return [*person.other_names.values_list("position", "name")]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ({"other_names-2-position": 1}, ["Cy", "Ann", "Bea"]),
        ({"other_names-0-position": 2}, ["Bea", "Ann", "Cy"]),
        ({"other_names-0-position": ""}, ["Bea", "Cy", "Ann"]),
        ({"other_names-0-name": "Di"}, ["Di", "Bea", "Cy"]),
        ({"other_names-1-DELETE": "on"}, ["Ann", "Cy"]),
    ],
)
def test_rows_are_put_in_order(
    at_desk: Client, person: Person, typed: dict[str, Any], names: list[str]
) -> None:
    response = save(at_desk, person, **typed)

    assert response.status_code == 302
    assert names_of(person) == [*enumerate(names, 1)]


def test_new_row_without_a_number_comes_last(at_desk: Client, person: Person) -> None:
    save(at_desk, person, **{"other_names-TOTAL_FORMS": 4, "other_names-3-name": "Di"})

    assert names_of(person) == [(1, "Ann"), (2, "Bea"), (3, "Cy"), (4, "Di")]


def test_rows_that_nobody_touched_are_not_written(
    at_desk: Client, person: Person
) -> None:
    person.other_names.filter(name="Cy").update(position=7)

    save(at_desk, person, epithet="The Example")

    assert names_of(person) == [(1, "Ann"), (2, "Bea"), (7, "Cy")]


def test_order_of_beliefs_is_recorded(at_desk: Client) -> None:
    beliefs = [{"id": f"b{n}", "text": f"Belief {n}"} for n in (1, 2)]
    position = {"id": "p", "assessed_on": "2026", "beliefs": beliefs}
    person = load_dossier(dossier(id="ada", position=[position]), DESK)

    save(at_desk, person.positions.get(), **{"beliefs-1-position": 1})

    after: Any = EntryChange.objects.get().after
    assert [each["id"] for each in after["beliefs"]] == ["b2", "b1"]


# Pages


def test_rows_beyond_the_page_are_on_the_next(at_desk: Client) -> None:
    names = [f"Name {n}" for n in range(1, 13)]
    person = load_dossier(dossier(id="ada", other_names=names), DESK)

    first, second = (
        at_desk.get(url_of(person), {"other_names-page": page}) for page in (1, 2)
    )

    def shown(page: Any) -> list[str]:
        formset = page.context["inline_admin_formsets"][0].formset
        return [form.instance.name for form in formset.initial_forms]

    assert (shown(first), shown(second)) == (names[:10], names[10:])
    assert 'href="?other_names-page=2#other_names-group"' in first.content.decode()
    assert 'href="?other_names-page=1#other_names-group"' in second.content.decode()


def test_rows_of_another_page_are_saved_among_those_not_shown(at_desk: Client) -> None:
    names = [f"Name {n}" for n in range(1, 13)]
    person = load_dossier(dossier(id="ada", other_names=names), DESK)
    url = f"{url_of(person)}?other_names-page=2"

    at_desk.post(url, filled_in(at_desk.get(url)) | {"other_names-1-position": 1})

    assert names_of(person) == [*enumerate(["Name 12", *names[:11]], 1)]


def test_form_of_the_heaviest_page_can_be_sent(at_desk: Client, settings: Any) -> None:
    person = Person.objects.create(name="A", sort_name="A", slug="a", stable_id="a")
    page = at_desk.get(url_of(heavy(person)))

    fields = len(filled_in(page))

    assert 500 < fields < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS - 100


def heavy(person: Person) -> Person:
    """Every list of the person's page goes beyond one page of it."""
    numbers = range(1, 41)
    load = [{"source": "a-source", "credibility": 2, "field": "name"} for _ in numbers]
    data = dossier(
        id=person.stable_id,
        slug=person.slug,
        other_names=[f"Name {n}" for n in numbers],
        former_slugs=[f"slug-{n}" for n in numbers],
        nationalities=[
            "FR",
            "US",
            "GB",
            "DE",
            "IT",
            "ES",
            "PT",
            "SE",
            "NO",
            "DK",
            "FI",
        ],
        identifiers=[{"scheme": "github", "value": f"a{n}"} for n in numbers],
        metrics=[
            {
                "metric": "citations",
                "value": n,
                "provider": "R",
                "read_on": "2024-01-02",
            }
            for n in numbers
        ],
        citations=load,
        section_notes={"media": "none_found", "quotes": "not_applicable"},
        profile={
            "expertise": [f"Field {n}" for n in numbers],
            "education": [{"degree": f"D {n}", "institution": "A"} for n in numbers],
        },
        position=[{"assessed_on": str(1900 + n)} for n in numbers],
        affiliations=[
            {"organization": "an-organization", "role": f"Role {n}"} for n in numbers
        ],
    )
    return load_dossier(data, DESK)


# What the document refuses


def test_names_may_not_repeat_however_they_are_spelled(
    at_desk: Client, person: Person
) -> None:
    page = save(at_desk, person, **{"other_names-1-name": "ÁNN"})

    assert refusals(page) == ["“ÁNN” is here twice; take one out."]


def test_names_may_not_repeat_those_of_another_page(at_desk: Client) -> None:
    names = [f"Name {n}" for n in range(1, 13)]
    person = load_dossier(dossier(id="ada", other_names=names), DESK)

    page = save(at_desk, person, **{"other_names-0-name": "name 12"})

    assert refusals(page) == ["“name 12” is here twice; take one out."]


def test_expertise_may_not_repeat_by_another_spelling(at_desk: Client) -> None:
    document = dossier(id="ada", profile={"expertise": ["Logic"]})
    person = load_dossier(document, DESK)
    same = Expertise.objects.create(name="LOGIC", slug="logic-2")
    new = {"ranked_expertise-TOTAL_FORMS": 2, "ranked_expertise-1-expertise": same.pk}

    page = save(at_desk, person, **new)

    assert refusals(page) == ["“LOGIC” is here twice; take one out."]


def test_quote_needs_a_topic(at_desk: Client) -> None:
    quote = load_dossier(dossier(quotes=[quote_data()]), DESK).quotes.get()

    page = save(at_desk, quote, **{"ranked_topics-0-DELETE": "on"})

    assert refusals(page) == [
        "A quote needs at least one topic; the first is its main one."
    ]
    assert quote.topics.count() == 1


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("authors", "A publication needs at least one author."),
        (
            "listings",
            "A publication stands in the dossier of at least one person; delete it "
            "where it shall be in none.",
        ),
    ],
)
def test_publication_needs_an_author_and_a_dossier(
    at_desk: Client, rows: str, said: str
) -> None:
    load_dossier(dossier(research=[publication_data()]), DESK)

    page = save(at_desk, Publication.objects.get(), **{f"{rows}-0-DELETE": "on"})

    assert refusals(page) == [said]


def test_authors_of_another_page_are_authors_enough(at_desk: Client) -> None:
    authors = [{"name": f"Author {n}"} for n in range(1, 52)]
    load_dossier(dossier(research=[publication_data(authors=authors)]), DESK)
    url = f"{url_of(Publication.objects.get())}?authors-page=2"

    at_desk.post(url, filled_in(at_desk.get(url)) | {"authors-0-DELETE": "on"})

    assert Authorship.objects.count() == 50


def test_quote_is_added_with_its_topic(at_desk: Client, person: Person) -> None:
    topic = Topic.objects.create(name="A topic", slug="a-topic")
    url = reverse("admin:profiles_quote_add")
    data = filled_in(at_desk.get(url, {"person": person.pk}))

    at_desk.post(
        url,
        data
        | {"text": "Words.", "ranked_topics-TOTAL_FORMS": 1}
        | {"ranked_topics-0-topic": topic.pk},
    )

    quote = Quote.objects.get()
    assert (quote.person, [*quote.topics.all()]) == (person, [topic])


def test_publication_is_added_to_the_dossier_it_was_begun_from(
    at_desk: Client, person: Person
) -> None:
    url = f"{reverse('admin:profiles_publication_add')}?person={person.pk}"
    page = at_desk.get(url)
    data = filled_in(page) | {"title": "A paper", "kind": "article"}
    for each in page.context["inline_admin_formsets"]:
        for form in each.formset.forms:
            for name in form.fields:
                data[form.add_prefix(name)] = form[name].value() or ""
            data[f"{each.formset.prefix}-TOTAL_FORMS"] = 1

    at_desk.post(url, data)

    publication = Publication.objects.get()
    assert [*publication.people.all()] == [person]
    author = Authorship.objects.get()
    assert (author.name, author.person_id) == ("Ada Example", "ada-example")


# The primary affiliation


@pytest.fixture
def affiliated() -> Person:
    roles: list[dict[str, Any]] = [
        {"id": "old", "organization": "an-organization", "role": "Chair"},
        {"id": "new", "organization": "an-organization", "role": "Head"},
    ]
    roles = [
        {**role, "started_on": year, "is_primary": role["id"] == "new"}
        for role, year in zip(roles, ("2001", "2002"), strict=True)
    ]
    return load_dossier(
        dossier(id="ada", affiliations=roles, organizations=[ORGANIZATION]), DESK
    )


def test_another_affiliation_is_made_the_primary_one_at_a_stroke(
    at_desk: Client, affiliated: Person
) -> None:
    data = filled_in(at_desk.get(url_of(affiliated)))
    del data["affiliations-0-is_primary"]

    at_desk.post(url_of(affiliated), data | {"affiliations-1-is_primary": "on"})

    assert Affiliation.objects.get(is_primary=True).stable_id == "old"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            {"affiliations-1-is_primary": "on"},
            "Only one affiliation can be the primary one.",
        ),
        (
            {"affiliations-0-ended_on": "2020"},
            "The primary affiliation cannot have ended.",
        ),
        (
            {"affiliations-1-ended_on": "1999"},
            "It ends before it begins; correct one of the two dates.",
        ),
    ],
)
def test_affiliations_that_cannot_be_are_refused(
    at_desk: Client, affiliated: Person, typed: dict[str, str], said: str
) -> None:
    page = save(at_desk, affiliated, **typed)

    assert said in refusals(page)
    assert Affiliation.objects.get(is_primary=True).ended_on is None
