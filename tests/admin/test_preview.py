from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from profiles.databases import DESK
from profiles.documents.loader import load_dossier
from profiles.models import Person, Quote
from profiles.publishing import publish
from tests.admin.conftest import Staff
from tests.factories import dossier, event_data, portrait_data, quote_data

pytestmark = pytest.mark.django_db(databases=["default", "public"])


@pytest.fixture
def person() -> Person:
    return load_dossier(
        dossier(id="ada", quotes=[quote_data()], history=[event_data()]), DESK
    )


def page(client: Client, name: str, person: Person) -> Any:
    return client.get(reverse(f"admin:dossier-preview{name}", args=[person.pk]))


def test_preview_is_the_public_page_with_the_words_of_the_draft(
    at_desk: Client, person: Person
) -> None:
    publish(person)
    Quote.objects.update(text="Words of the draft.")

    response = page(at_desk, "", person)

    said = response.content.decode()
    public = at_desk.get(person.get_absolute_url()).content.decode()
    assert "Words of the draft." in said
    assert "Readers have edition 1." in said
    assert "Words of the draft." not in public
    assert '<section class="section" id="quotes"' in said
    assert '<meta name="robots" content="noindex, noarchive">' in said


def test_preview_is_private_and_kept_by_nobody(
    at_desk: Client, client: Client, person: Person
) -> None:
    control = page(at_desk, "", person)["Cache-Control"]

    assert {"private", "no-store"} <= set(control.split(", "))
    assert 'rel="canonical"' not in page(at_desk, "", person).content.decode()


@pytest.mark.parametrize("name", ["", "-marks", "-differences"])
def test_preview_is_for_those_at_the_desk_alone(
    staff: Staff, person: Person, name: str
) -> None:
    member = Client()
    member.force_login(User.objects.create_user("member", is_staff=True))

    assert page(Client(), name, person).status_code == 302
    assert page(member, name, person).status_code == 403


def test_entries_that_differ_are_marked_and_listed(
    at_desk: Client, person: Person
) -> None:
    publish(person)
    Quote.objects.update(text="Words of the draft.")

    marks = page(at_desk, "-marks", person)
    said = page(at_desk, "", person).content.decode()

    assert marks["Content-Type"] == "text/css; charset=utf-8"
    assert '[id="quote-1"] {' in marks.content.decode()
    assert '[id="event-1"]' not in marks.content.decode()
    assert '<a href="#quote-1">Words of the draft.</a>' in said
    assert "1 entry differs; marked below" in said


def test_what_has_no_place_of_its_own_is_marked_where_it_stands(
    at_desk: Client, person: Person
) -> None:
    publish(person)
    Person.objects.update(epithet="The Other")

    marks = page(at_desk, "-marks", person).content.decode()

    assert " ".join(marks.split()).startswith(".head, #profile {")


def test_what_readers_have_stands_beside_what_the_desk_has(
    at_desk: Client, person: Person
) -> None:
    publish(person)
    Quote.objects.update(text="Other words.")

    said = page(at_desk, "-differences", person).content.decode()
    publish(person)
    same = page(at_desk, "-differences", person).content.decode()

    assert "<del>Words number 1</del>." in said
    assert "<ins>Other words</ins>." in said
    assert "Readers have this dossier as the desk does." in same


def test_draft_that_breaks_a_rule_is_told_with_every_fault(
    at_desk: Client, person: Person
) -> None:
    Quote.objects.get().ranked_topics.all().delete()

    responses = [page(at_desk, name, person) for name in ("", "-differences")]

    assert [each.status_code for each in responses] == [409, 409]
    assert "quotes[0].topics: is empty" in responses[0].content.decode()
    assert page(at_desk, "-marks", person).status_code == 200


def test_portrait_of_a_draft_is_shown_from_the_desk(at_desk: Client) -> None:
    person = load_dossier(dossier(portrait=portrait_data()), DESK)

    said = page(at_desk, "", person).content.decode()

    assert 'src="/admin/profiles/portrait/file/' in said


@pytest.mark.parametrize("size", [1, 30])
def test_preview_costs_the_same_when_the_dossier_is_longer(
    at_desk: Client, size: int, django_assert_max_num_queries: Any
) -> None:
    quotes = [quote_data(number + 1) for number in range(size)]
    person = load_dossier(dossier(quotes=quotes), DESK)

    with django_assert_max_num_queries(45, using=DESK):
        assert page(at_desk, "", person).status_code == 200
