from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from profiles.databases import DESK
from profiles.desk.history import put_back
from profiles.documents.loader import load_dossier
from profiles.models import Association, Belief, EntryChange, Person, Position
from tests.admin.conftest import filled_in
from tests.factories import dossier, quote_data

pytestmark = pytest.mark.django_db(databases=["default", "public"])


@pytest.fixture
def person() -> Person:
    return load_dossier(dossier(id="ada", quotes=[quote_data()]), DESK)


def page_of(row: Any, view: str = "change") -> str:
    return reverse(f"admin:profiles_{row._meta.model_name}_{view}", args=[row.pk])


def delete(client: Client, row: Any) -> None:
    assert client.post(page_of(row, "delete"), {"post": "yes"}).status_code == 302


def come_back(analyst: User, change: EntryChange) -> None:
    key = (change.section, change.entry_id)
    put_back(change.dossier_id, {key: change.before}, by=analyst, reason="")


def told_at(client: Client, url: str) -> tuple[str, list[str]]:
    response = client.get(url, follow=True)
    messages = [str(each) for each in response.context["messages"]]
    return response.redirect_chain[-1][0], messages[-1:]


@pytest.mark.parametrize("view", ["change", "history", "delete"])
def test_page_of_an_entry_that_was_deleted_leads_to_the_list_it_is_in(
    at_desk: Client, person: Person, view: str
) -> None:
    quote = person.quotes.get()
    url = page_of(quote, view)

    delete(at_desk, quote)

    assert told_at(at_desk, url) == (
        reverse("admin:dossier-deleted", args=[person.pk]),
        ["“Words number 1.” was deleted; it can be put back from this list."],
    )


def test_page_of_an_entry_that_was_put_back_leads_to_where_it_is_now(
    at_desk: Client, analyst: User, person: Person
) -> None:
    quote = person.quotes.get()
    url = page_of(quote)
    delete(at_desk, quote)

    come_back(analyst, EntryChange.objects.get(section="quotes"))

    now = person.quotes.get(stable_id="quote-1")
    assert page_of(now) != url
    assert told_at(at_desk, url) == (
        page_of(now),
        ["“Words number 1.” was deleted and put back; this is it now."],
    )


def test_page_of_a_dossier_that_was_deleted_leads_to_those_that_were(
    at_desk: Client, person: Person
) -> None:
    url = page_of(person)

    delete(at_desk, person)

    assert told_at(at_desk, url) == (
        reverse("admin:deleted-dossiers"),
        ["“Ada Example” was deleted; it can be put back from this list."],
    )


def test_entries_that_were_deleted_together_are_each_found(
    at_desk: Client, person: Person
) -> None:
    quote = person.quotes.get()
    url = reverse("admin:profiles_quote_changelist")
    data = {"action": "delete_selected", "_selected_action": quote.pk, "post": "yes"}

    assert at_desk.post(url, data).status_code == 302

    assert told_at(at_desk, page_of(quote))[0] == reverse(
        "admin:dossier-deleted", args=[person.pk]
    )


def test_page_of_a_belief_that_was_taken_out_leads_to_its_assessment(
    at_desk: Client, person: Person
) -> None:
    assessment = Position.objects.create(person=person, assessed_on="2023")
    belief = Belief.objects.create(assessment=assessment, position=1, text="So.")
    data = filled_in(at_desk.get(page_of(assessment)))

    at_desk.post(page_of(assessment), data | {"beliefs-0-DELETE": "on"})

    assert not Belief.objects.exists()
    assert told_at(at_desk, page_of(belief)) == (
        page_of(assessment),
        ["“So.” was deleted from this."],
    )


@pytest.mark.parametrize("number", ["999", "nothing", "9" * 30])
def test_number_that_no_entry_has_had_is_not_found(
    at_desk: Client, number: str
) -> None:
    url = reverse("admin:profiles_association_change", args=[number])

    response = at_desk.get(url)

    assert response.status_code == 404
    assert "The desk has no such association." in response.content.decode()
    assert Association.objects.count() == 0


def test_deleting_an_entry_leads_to_the_list_of_its_dossier_and_back(
    at_desk: Client, person: Person
) -> None:
    quote = person.quotes.get()

    answer = at_desk.post(page_of(quote, "delete"), {"post": "yes"}, follow=True)

    listed = reverse("admin:profiles_quote_changelist")
    deleted = reverse("admin:dossier-deleted", args=[person.pk])
    assert answer.redirect_chain == [(f"{listed}?person__id__exact={person.pk}", 302)]
    assert f'It can be <a href="{deleted}">put back</a>.' in answer.text
    assert "Words number 1." in at_desk.get(deleted).text


def test_deleting_an_entry_of_a_list_leads_back_to_that_list(
    at_desk: Client, person: Person
) -> None:
    url = page_of(person.quotes.get(), "delete")

    answer = at_desk.post(
        f"{url}?_changelist_filters=attribution%3Dverified", {"post": "yes"}
    )

    listed = reverse("admin:profiles_quote_changelist")
    assert answer.headers["Location"] == f"{listed}?attribution=verified"


def test_belief_that_is_deleted_is_put_back_with_its_assessment(
    at_desk: Client, person: Person
) -> None:
    assessment = Position.objects.create(person=person, assessed_on="2023")
    belief = Belief.objects.create(assessment=assessment, position=1, text="So.")

    answer = at_desk.post(page_of(belief, "delete"), {"post": "yes"}, follow=True)

    back = page_of(assessment, "history")
    assert f'It can be <a href="{back}">put back</a>.' in answer.text
    assert answer.redirect_chain[0][0].endswith(
        f"?assessment__person__id__exact={person.pk}"
    )
