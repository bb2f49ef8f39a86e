"""A form that comes back says on top what is wrong, and leads to where it is mended."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from profiles.databases import DESK
from profiles.documents.loader import load_dossier
from profiles.models import Person, Quote
from tests.admin.conftest import filled_in
from tests.factories import complete, dossier, quote_data

pytestmark = pytest.mark.django_db(databases=["default", "public"])

REQUIRED = "This field is required."


@pytest.fixture
def quote() -> Quote:
    return load_dossier(dossier(id="ada", quotes=[quote_data()]), DESK).quotes.get()


@pytest.fixture
def person() -> Person:
    return load_dossier(complete(2), DESK)


def sent(desk: Client, row: Any, **typed: str) -> Any:
    name = row._meta.model_name
    url = reverse(f"admin:profiles_{name}_change", args=[row.pk])
    return desk.post(url, filled_in(desk.get(url)) | typed)


def listed(page: Any) -> list[tuple[str, str, str]]:
    said = page.context["mistakes"]
    return [(each.place, each.sentence, each.anchor) for each in said]


def test_mistakes_are_listed_in_the_order_of_the_page(
    at_desk: Client, person: Person
) -> None:
    typed = {
        "name": "",
        "affiliations-1-started_on": "then",
        "affiliations-1-role": "",
        "citations-0-stance": "",
    }

    page = sent(at_desk, person, **typed)

    places = [(place, anchor) for place, _, anchor in listed(page)]
    assert places == [
        ("Name", "id_name"),
        ("Affiliations, row 2, Role", "id_affiliations-1-role"),
        ("Affiliations, row 2, Started on", "id_affiliations-1-started_on"),
        ("Citations, row 1, Stance", "id_citations-0-stance"),
    ]


def test_every_mistake_leads_to_something_on_the_page(
    at_desk: Client, quote: Quote
) -> None:
    typed = {"text": "", "ranked_topics-0-topic": "", "citations-0-credibility": ""}

    page = sent(at_desk, quote, **typed)

    said = page.content.decode()
    anchors = [anchor for _, _, anchor in listed(page)]
    assert listed(page)[0] == ("Text", REQUIRED, "id_text")
    assert len(anchors) > 2
    assert [each for each in anchors if f'id="{each}"' not in said] == []
    assert all(f'<a href="#{each}">' in said for each in anchors)


def test_rows_as_a_whole_and_single_rows_are_led_to(
    at_desk: Client, quote: Quote
) -> None:
    page = sent(at_desk, quote, **{"ranked_topics-0-DELETE": "on"})

    (mistake,) = listed(page)
    assert (mistake[0], mistake[2]) == ("Topics", "ranked_topics-group")


def test_card_with_a_mistake_is_not_folded(at_desk: Client, quote: Quote) -> None:
    folded = at_desk.get(reverse("admin:profiles_quote_change", args=[quote.pk]))
    page = sent(at_desk, quote, **{"citations-0-place": "p" * 501})

    assert 'id="citations-0">\n          <details>' in folded.content.decode()
    assert 'id="citations-0">\n          <details open>' in page.content.decode()


def test_nothing_is_listed_where_nothing_is_wrong(
    at_desk: Client, quote: Quote
) -> None:
    page = at_desk.get(reverse("admin:profiles_quote_change", args=[quote.pk]))

    assert "mistakes" not in page.context
    assert "js/desk/mistakes.js" not in page.content.decode()
