"""What forms of the desk refuse, so that a dossier can be published later."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from profiles.databases import DESK
from profiles.documents.loader import load_dossier
from profiles.models import (
    Award,
    Citation,
    FormerSlug,
    Organization,
    Person,
    Publication,
    Source,
)
from tests.admin.conftest import filled_in
from tests.factories import complete

pytestmark = pytest.mark.django_db(databases=["default", "public"])


@pytest.fixture
def person() -> Person:
    return load_dossier(complete(1), DESK)


def url_of(row: Any) -> str:
    return reverse(f"admin:profiles_{row._meta.model_name}_change", args=[row.pk])


def row_of(person: Person, relation: str) -> Any:
    return person if relation == "" else getattr(person, relation).get()


def errors_of(page: Any) -> list[str]:
    forms = [page.context["adminform"].form]
    for each in page.context["inline_admin_formsets"]:
        forms += each.formset.forms
    return [e for form in forms for errors in form.errors.values() for e in errors]


@pytest.mark.parametrize(
    ("relation", "field", "value", "said"),
    [
        (
            "quotes",
            "language",
            "English!",
            "“English!” is not a language tag, such as en or pt-BR; look it up in "
            "ISO 639.",
        ),
        (
            "publications",
            "doi",
            "doi:1",
            "“1” is not a DOI; write it by itself, such as 10.1000/182.",
        ),
        ("publications", "arxiv_id", "v2", "“v2” is not an arXiv id; write it by"),
        (
            "positions",
            "latest_year",
            "20300",
            "“20300” should be less than or equal to 9999.",
        ),
        ("quotes", "said_on", "9001", "“9001” lies in the future; correct it."),
        ("", "metrics-0-read_on", "9001-01-01", "“9001-01-01” lies in the future;"),
        ("", "education-0-ended_on", "9001", "“9001” lies more than 10 years ahead;"),
        ("", "nationalities-0-country", "XX", "XX is not one of the available choices"),
        ("", "identifiers-0-scheme", "homepage", "“ada-1” must begin with http"),
        ("", "identifiers-0-value", "ada/../bo", "“ada/../bo” is not written as Git"),
        ("", "education-0-ended_on", "1970", "It ends before it begins;"),
        ("", "metrics-0-provider", "", "Name the provider and the day"),
        ("", "citations-0-field", "shoe_size", "shoe_size is not one of the available"),
        ("", "section_notes-0-section", "quotes", "Please correct the duplicate"),
    ],
)
def test_form_refuses_what_the_document_would(
    at_desk: Client, person: Person, relation: str, field: str, value: str, said: str
) -> None:
    row = row_of(person, relation)
    data = filled_in(at_desk.get(url_of(row)))

    page = at_desk.post(url_of(row), data | {field: value})

    assert page.status_code == 200
    told = [*errors_of(page)]
    for each in page.context["inline_admin_formsets"]:
        told += each.formset.non_form_errors()
    assert [each for each in told if said in each], told


def test_citation_chooses_among_the_fields_of_its_entry(
    at_desk: Client, person: Person
) -> None:
    page = at_desk.get(url_of(person.media_items.get()))

    formset = page.context["inline_admin_formsets"][-1].formset
    assert formset.empty_form.fields["field"].choices == [
        ("", "all of it"),
        ("title", "Title"),
        ("outlet", "Outlet"),
        ("kind", "Kind"),
        ("published_on", "Published on"),
        ("duration_minutes", "Duration minutes"),
        ("url", "Address"),
    ]


def test_citation_keeps_bearing_on_what_is_not_offered(
    at_desk: Client, person: Person
) -> None:
    Citation.objects.filter(person=person).update(field="quotes")
    data = filled_in(at_desk.get(url_of(person)))

    response = at_desk.post(url_of(person), data | {"citations-0-place": "p. 9"})

    assert response.status_code == 302
    citation = Citation.objects.get(person=person)
    assert (citation.field, citation.place) == ("quotes", "p. 9")


def test_address_of_another_source_is_refused_however_it_is_written(
    at_desk: Client, person: Person
) -> None:
    url = reverse("admin:profiles_source_add")
    data = filled_in(at_desk.get(url))

    page = at_desk.post(
        url,
        data | {"title": "Again", "kind": "news", "url": "http://www.example.org/1/"},
    )

    assert page.context["adminform"].form.errors == {
        "url": [told_of(Source.objects.get(), "source", "address")]
    }


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("doi", "https://doi.org/10.1000/ONE", "DOI"),
        ("arxiv_id", "arXiv:2301.00001v3", "arXiv id"),
    ],
)
def test_another_publication_that_has_the_number_is_named_with_a_link(
    at_desk: Client, person: Person, field: str, value: str, words: str
) -> None:
    other = Publication.objects.create(
        title="<b>One</b> & all",
        kind="article",
        doi="10.1000/one",
        arxiv_id="2301.00001",
    )
    url = url_of(person.publications.get())
    data = filled_in(at_desk.get(url))

    page = at_desk.post(url, data | {field: value})

    told = told_of(other, "publication", words)
    assert page.context["adminform"].form.errors == {field: [told]}
    assert told in page.content.decode()
    assert "&lt;b&gt;One&lt;/b&gt; &amp; all" in told


@pytest.mark.parametrize(
    ("model", "typed", "told"),
    [
        ("organization", {"name": "Lab", "slug": "other"}, {"name": "name"}),
        ("organization", {"name": "Other", "slug": "lab"}, {"slug": "slug"}),
        ("award", {"name": "Prize", "slug": "other", "by": "lab"}, {"name": "name"}),
    ],
)
def test_shared_record_that_has_the_name_or_slug_is_named_with_a_link(
    at_desk: Client, model: str, typed: dict[str, str], told: dict[str, str]
) -> None:
    lab = Organization.objects.create(name="Lab", slug="lab", kind="company")
    prize = Award.objects.create(name="Prize", slug="prize", granted_by=lab)
    url = reverse(f"admin:profiles_{model}_add")
    data = filled_in(at_desk.get(url)) | {"kind": "company", "granted_by": lab.pk}

    page = at_desk.post(url, data | typed)

    holder = {"organization": lab, "award": prize}[model]
    assert page.context["adminform"].form.errors == {
        field: [told_of(holder, model, words)] for field, words in told.items()
    }


def test_person_who_has_a_slug_or_had_it_is_named_with_a_link(
    at_desk: Client, person: Person
) -> None:
    other = Person.objects.create(name="Bo", sort_name="Bo", slug="bo-example")
    FormerSlug.objects.create(person=other, slug="bo")
    data = filled_in(at_desk.get(url_of(person)))

    present = at_desk.post(url_of(person), data | {"slug": "bo-example"})
    former = at_desk.post(
        url_of(person),
        data | {"former_slugs-TOTAL_FORMS": "2", "former_slugs-1-slug": "bo"},
    )

    told = told_of(other, "person", "slug")
    assert errors_of(present) == [told]
    assert errors_of(former) == [told]


def told_of(holder: Any, kind: str, words: str) -> str:
    return (
        f'The {kind} <a href="{url_of(holder)}">{escape(holder)}</a> has this {words} '
        "already; go on with that one, or correct what you typed."
    )


@pytest.mark.parametrize(
    ("relation", "field"),
    [("", "reviewed_on"), ("", "metrics-0-read_on"), ("sources", "seen_on")],
)
@pytest.mark.parametrize("typed", ["26 November 2023", "11/26/2023", "2023-11-31"])
def test_days_are_written_as_year_month_and_day(
    at_desk: Client, person: Person, relation: str, field: str, typed: str
) -> None:
    row = Source.objects.get() if relation else person
    data = filled_in(at_desk.get(url_of(row)))

    page = at_desk.post(url_of(row), data | {field: typed})

    assert errors_of(page) == [
        "Write a day that exists as year-month-day, such as 2018-03-07."
    ]


def test_days_are_shown_as_they_are_written(at_desk: Client, person: Person) -> None:
    Person.objects.filter(pk=person.pk).update(reviewed_on="2023-11-26")

    page = at_desk.get(url_of(person)).content.decode()

    assert 'name="reviewed_on" value="2023-11-26"' in page


def test_calendar_writes_days_as_the_forms_take_them(at_desk: Client) -> None:
    script = at_desk.get(reverse("admin:jsi18n")).content.decode()

    _, _, formats = script.partition('"DATE_INPUT_FORMATS": ')
    assert json.loads(formats[: formats.index("]") + 1]) == ["%Y-%m-%d"]


def test_person_is_no_associate_of_their_own(at_desk: Client, person: Person) -> None:
    url = url_of(person.associations.get())
    data = filled_in(at_desk.get(url))

    page = at_desk.post(url, data | {"associate": person.slug})

    assert page.context["adminform"].form.errors == {
        "associate": [
            "“ada-example” is whom the dossier is about; name somebody else, or say by "
            "an address which namesake it is."
        ]
    }


def test_pasted_links_become_the_ids_in_them(at_desk: Client, person: Person) -> None:
    publication = person.publications.get()
    data = filled_in(at_desk.get(url_of(publication)))
    pasted = {
        "doi": "https://doi.org/10.1000/182%28a%29",
        "arxiv_id": "https://arxiv.org/pdf/hep-th/9901001v2.pdf",
    }

    response = at_desk.post(url_of(publication), data | pasted)

    assert response.status_code == 302
    publication.refresh_from_db()
    found = publication.doi, publication.arxiv_id
    assert found == ("10.1000/182(a)", "hep-th/9901001")


def test_pasted_addresses_of_people_become_the_identifiers_in_them(
    at_desk: Client, person: Person
) -> None:
    data = filled_in(at_desk.get(url_of(person)))
    pasted = {
        "identifiers-0-scheme": "orcid",
        "identifiers-0-value": "https://orcid.org/0000-0002-1825-0097",
    }

    response = at_desk.post(url_of(person), data | pasted)

    assert response.status_code == 302
    assert str(person.identifiers.get()) == "orcid: 0000-0002-1825-0097"


def test_address_and_its_identifier_are_the_same_twice(
    at_desk: Client, person: Person
) -> None:
    data = filled_in(at_desk.get(url_of(person)))
    typed = {"identifiers-TOTAL_FORMS": "3"}
    for row, value in ((1, "Q7259"), (2, "https://www.wikidata.org/wiki/Q7259")):
        typed |= {
            f"identifiers-{row}-scheme": "wikidata",
            f"identifiers-{row}-value": value,
        }

    page = at_desk.post(url_of(person), data | typed)

    assert page.status_code == 200
    assert person.identifiers.count() == 1


@pytest.mark.parametrize(
    ("relation", "field", "value", "told"),
    [
        (
            "associations",
            "ended_on",
            "1970",
            "It ends before it begins; correct one of the two dates.",
        ),
        (
            "",
            "died_on",
            "1700",
            "That is before the birth; correct one of the two dates.",
        ),
        (
            "positions",
            "latest_year",
            "2000",
            "The latest year lies before the earliest; correct one of the two.",
        ),
    ],
)
def test_what_is_in_the_wrong_order_is_told_at_the_field_it_is_about(
    at_desk: Client, person: Person, relation: str, field: str, value: str, told: str
) -> None:
    row = row_of(person, relation)
    data = filled_in(at_desk.get(url_of(row)))

    page = at_desk.post(url_of(row), data | {field: value})

    assert page.context["adminform"].form.errors == {field: [told]}


@pytest.mark.parametrize("relation", ["positions", ""])
def test_years_beside_a_timeline_that_is_not_stated_are_refused(
    at_desk: Client, person: Person, relation: str
) -> None:
    person.positions.update(
        predicted_timeline="Not stated.", earliest_year=None, latest_year=None
    )
    row = row_of(person, relation)
    data = filled_in(at_desk.get(url_of(row)))
    prefix = "" if relation else "positions-0-"

    page = at_desk.post(url_of(row), data | {f"{prefix}latest_year": "2060"})

    assert errors_of(page) == [
        "The predicted timeline says “Not stated.”; take out the years, or say there "
        "what was predicted."
    ]


def test_what_looks_like_a_slip_is_told_after_saving(
    at_desk: Client, person: Person
) -> None:
    quote = person.quotes.get()
    url = url_of(quote)
    data = filled_in(at_desk.get(url))

    response = at_desk.post(url, data | {"text": "“Words.”"}, follow=True)

    quote.refresh_from_db()
    assert quote.text == "“Words.”"
    assert (
        "“Words.” has quotation marks around it, which pages put there themselves; "
        "take them out."
    ) in [str(each) for each in response.context["messages"]]


def test_note_of_a_section_that_has_entries_is_told_after_saving(
    at_desk: Client, person: Person
) -> None:
    data = filled_in(at_desk.get(url_of(person)))
    noted = {
        "section_notes-TOTAL_FORMS": "3",
        "section_notes-2-section": "research",
        "section_notes-2-state": "not_researched",
    }

    response = at_desk.post(url_of(person), data | noted, follow=True)

    assert (
        "Publications: the note says “Not yet researched”, and there are entries; take "
        "out the note."
    ) in [str(each) for each in response.context["messages"]]
