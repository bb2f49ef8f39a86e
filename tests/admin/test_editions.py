from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from profiles.databases import DESK
from profiles.documents.loader import load_dossier
from profiles.models import Edition, Person, Portrait, Quote
from profiles.publishing import publish, withdraw
from tests.factories import dossier, portrait_data, quote_data

pytestmark = pytest.mark.django_db(databases=["default", "public"])


@pytest.fixture
def person() -> Person:
    """Published twice, with other words each time, and changed since."""
    person = load_dossier(dossier(id="ada", quotes=[quote_data()]), DESK)
    publish(person, summary="Begins with one quote.")
    Quote.objects.update(text="Words of the second edition.")
    publish(person)
    Quote.objects.update(text="Words of the draft.")
    return person


def page(client: Client, person: Person, number: int = 1) -> Any:
    return client.get(reverse("admin:dossier-edition", args=[person.pk, number]))


def test_edition_is_shown_as_readers_saw_it(at_desk: Client, person: Person) -> None:
    said = page(at_desk, person).content.decode()

    assert '<section class="section" id="quotes"' in said
    assert "Words number 1." in said
    assert "Words of the" not in said
    assert "Edition 1 of " in said
    assert "What changed: Begins with one quote." in said
    assert '<meta name="robots" content="noindex, noarchive">' in said
    assert 'rel="canonical"' not in said


def test_edition_leads_to_its_public_address_while_readers_have_it(
    at_desk: Client, person: Person
) -> None:
    address = reverse("profiles:edition-detail", args=[person.slug, 1])

    before = page(at_desk, person).content.decode()
    withdraw(person)
    after = page(at_desk, person).content.decode()

    assert f'<a href="{address}">Its public address</a>' in before
    assert address not in after
    assert "Readers do not have it now; only the desk sees it." in after
    assert "Words number 1." in after


def test_public_address_is_the_one_of_the_slug_that_readers_know(
    at_desk: Client, person: Person
) -> None:
    former = person.slug
    Person.objects.update(slug="another")

    said = page(at_desk, person).content.decode()

    assert reverse("profiles:edition-detail", args=[former, 1]) in said


def test_edition_at_the_desk_is_private_and_kept_by_nobody(
    at_desk: Client, person: Person
) -> None:
    control = page(at_desk, person)["Cache-Control"]

    assert {"private", "no-store"} <= set(control.split(", "))


def test_edition_at_the_desk_is_for_those_at_the_desk_alone(person: Person) -> None:
    member = Client()
    member.force_login(User.objects.create_user("member", is_staff=True))

    assert page(Client(), person).status_code == 302
    assert page(member, person).status_code == 403


def test_edition_that_there_is_not_is_told_so(at_desk: Client, person: Person) -> None:
    response = page(at_desk, person, 9)

    assert response.status_code == 404
    assert "The desk has no such edition." in response.content.decode()


def test_review_history_and_list_lead_to_the_page_and_it_to_the_stored_document(
    at_desk: Client, person: Person
) -> None:
    edition = Edition.objects.get(person=person, number=1)
    address = reverse("admin:dossier-edition", args=[person.pk, 1])
    stored = reverse("admin:profiles_edition_change", args=[edition.pk])
    leading = [
        reverse("admin:dossier-review", args=[person.pk]),
        reverse("admin:dossier-history", args=[person.pk]),
        reverse("admin:profiles_edition_changelist"),
        stored,
    ]

    for each in leading:
        assert f'href="{address}"' in at_desk.get(each).content.decode()
    assert f'href="{stored}"' in page(at_desk, person).content.decode()
    assert escape(edition.document) in at_desk.get(stored).content.decode()


def test_times_are_written_alike_in_lists_and_pages(
    at_desk: Client, person: Person
) -> None:
    Edition.objects.update(published_at=datetime(2026, 3, 4, 15, 7, tzinfo=UTC))

    listed = at_desk.get(reverse("admin:profiles_edition_changelist"))
    history = at_desk.get(reverse("admin:dossier-history", args=[person.pk]))

    assert "4 March 2026, 15:07" in listed.text
    assert "4 March 2026, 15:07" in history.text


def test_portrait_of_an_edition_is_shown_while_the_desk_has_it(
    at_desk: Client,
) -> None:
    person = load_dossier(dossier(portrait=portrait_data()), DESK)
    publish(person)

    before = page(at_desk, person).content.decode()
    Portrait.objects.all().delete()
    after = page(at_desk, person).content.decode()

    assert 'src="/admin/profiles/portrait/file/' in before
    assert "Portrait no longer shown" in after


@pytest.mark.parametrize("size", [1, 30])
def test_page_of_an_edition_costs_the_same_when_the_dossier_is_longer(
    at_desk: Client, size: int, django_assert_max_num_queries: Any
) -> None:
    quotes = [quote_data(number + 1) for number in range(size)]
    person = load_dossier(dossier(quotes=quotes), DESK)
    publish(person)

    with django_assert_max_num_queries(6, using=DESK):
        assert page(at_desk, person).status_code == 200
