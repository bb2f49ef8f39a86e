from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from profiles.databases import DESK
from profiles.documents.loader import load_dossier
from profiles.models import EntryChange, Organization, Quote, Revision
from tests.admin.conftest import filled_in
from tests.factories import dossier, quote_data

pytestmark = pytest.mark.django_db(databases=["default", "public"])


@pytest.fixture
def quote() -> Quote:
    return load_dossier(dossier(id="ada", quotes=[quote_data()]), DESK).quotes.get()


def url_of(quote: Quote, view: str = "change") -> str:
    return reverse(f"admin:profiles_quote_{view}", args=[quote.pk])


def told() -> list[tuple[str, Any, Any]]:
    return [
        (each.entry_id, each.before, each.after) for each in EntryChange.objects.all()
    ]


def test_form_is_recorded_with_who_and_why(
    at_desk: Client, analyst: User, quote: Quote
) -> None:
    data = filled_in(at_desk.get(url_of(quote)))

    response = at_desk.post(
        url_of(quote), data | {"outlet": "A paper", "_reason": "Found it."}
    )

    assert response.status_code == 302
    assert told() == [("quote-1", {"outlet": None}, {"outlet": "A paper"})]
    revision = Revision.objects.get()
    assert (revision.by, revision.reason) == (analyst, "Found it.")


@pytest.mark.parametrize("model", ["quote", "organization"])
def test_form_that_changes_nothing_says_so(
    at_desk: Client, quote: Quote, model: str
) -> None:
    row = quote if model == "quote" else Organization.objects.get()
    url = reverse(f"admin:profiles_{model}_change", args=[row.pk])
    data = filled_in(at_desk.get(url))

    idle = at_desk.post(url, data)
    nothing = [str(each) for each in get_messages(idle.wsgi_request)]
    at_desk.post(url, data | {"_continue": "1"})
    changed = at_desk.post(url, data | {"country": "FR", "outlet": "A paper"})

    assert nothing == [
        f'Nothing was changed: the {model} “<a href="{url}">{row}</a>” was so already.'
    ]
    said = [str(each) for each in get_messages(changed.wsgi_request)]
    assert "was changed successfully" in said[-1]
    assert Revision.objects.count() == 1


def test_inlines_are_recorded_with_their_entry(at_desk: Client, quote: Quote) -> None:
    data = filled_in(at_desk.get(url_of(quote)))

    at_desk.post(url_of(quote), data | {"citations-0-place": "p. 7"})

    ((entry_id, before, after),) = told()
    assert entry_id == "quote-1"
    assert "place" not in before["citations"][0]
    assert after["citations"][0]["place"] == "p. 7"


def test_entry_that_is_added_is_recorded(at_desk: Client, quote: Quote) -> None:
    url = reverse("admin:profiles_event_add")
    data = filled_in(at_desk.get(url))

    at_desk.post(
        url,
        data
        | {
            "person": quote.person_id,
            "occurred_on": "2001",
            "title": "Born again",
            "category": "career",
        },
    )

    ((_, before, after),) = told()
    assert before is None
    assert after["title"] == "Born again"


@pytest.mark.parametrize("way", ["page", "action"])
def test_deletion_is_recorded(at_desk: Client, quote: Quote, way: str) -> None:
    if way == "page":
        at_desk.post(url_of(quote, "delete"), {"post": "yes"})
    else:
        at_desk.post(
            reverse("admin:profiles_quote_changelist"),
            {
                "action": "delete_selected",
                "_selected_action": [quote.pk],
                "post": "yes",
            },
        )

    assert not Quote.objects.exists()
    ((entry_id, before, after),) = told()
    assert (entry_id, before["topics"], after) == ("quote-1", ["A topic"], None)


def test_form_that_is_refused_records_nothing(at_desk: Client, quote: Quote) -> None:
    data = filled_in(at_desk.get(url_of(quote)))

    response = at_desk.post(url_of(quote), data | {"text": ""})

    assert response.status_code == 200
    assert told() == []


def test_what_a_colleague_changed_meanwhile_is_not_overwritten(
    at_desk: Client, quote: Quote
) -> None:
    mine = filled_in(at_desk.get(url_of(quote)))
    theirs = filled_in(at_desk.get(url_of(quote)))
    at_desk.post(url_of(quote), theirs | {"outlet": "Theirs"})

    response = at_desk.post(url_of(quote), mine | {"outlet": "Mine"})

    assert response.status_code == 409
    assert Quote.objects.get().outlet == "Theirs"
