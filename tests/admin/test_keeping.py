from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from profiles.databases import DESK
from profiles.documents.loader import load_dossier
from profiles.models import Quote
from tests.admin.conftest import filled_in
from tests.factories import dossier, quote_data

pytestmark = pytest.mark.django_db(databases=["default", "public"])

SAVES = {"_save": "quote/", "_continue": "change/", "_addanother": "add/"}


@pytest.fixture
def quote() -> Quote:
    return load_dossier(dossier(id="ada", quotes=[quote_data()]), DESK).quotes.get()


def url_of(quote: Quote) -> str:
    return reverse("admin:profiles_quote_change", args=[quote.pk])


def post(at_desk: Client, quote: Quote, **fields: str) -> Any:
    data = filled_in(at_desk.get(url_of(quote)))
    return at_desk.post(url_of(quote), data | {"_keep": "a-key", **fields})


@pytest.mark.parametrize("button", SAVES)
def test_page_after_saving_is_told_which_form_was_saved(
    at_desk: Client, quote: Quote, button: str
) -> None:
    response = post(at_desk, quote, outlet="A paper", **{button: "1"})

    address, _, fragment = response["Location"].partition("#")
    assert address.split("?")[0].endswith(SAVES[button])
    assert fragment == "saved=a-key"


def test_form_that_was_added_is_told_too(at_desk: Client, quote: Quote) -> None:
    url = reverse("admin:profiles_topic_add")
    data = filled_in(at_desk.get(url)) | {"name": "A new topic", "slug": "new"}

    response = at_desk.post(url, data | {"_keep": "a-key"})

    assert response["Location"].endswith("#saved=a-key")


def test_page_that_closes_a_popup_is_told_too(at_desk: Client, quote: Quote) -> None:
    url = f"{reverse('admin:profiles_topic_add')}?_popup=1"
    data = filled_in(at_desk.get(url)) | {"name": "A new topic", "slug": "new"}

    response = at_desk.post(url, data | {"_keep": "a-key", "_popup": "1"})

    said = response.content.decode()
    assert 'data-saved="a-key"' in said
    assert said.index("desk/keeping.js") < said.index("popup_response.js")


def test_popup_with_errors_keeps_its_key_and_lets_nothing_go(
    at_desk: Client, quote: Quote
) -> None:
    url = f"{reverse('admin:profiles_topic_add')}?_popup=1"
    data = filled_in(at_desk.get(url)) | {"name": "", "slug": "new"}

    response = at_desk.post(url, data | {"_keep": "a-key", "_popup": "1"})

    said = response.content.decode()
    assert '<input type="hidden" name="_keep" value="a-key"' in said
    assert "data-saved" not in said


def test_form_with_errors_keeps_its_key(at_desk: Client, quote: Quote) -> None:
    response = post(at_desk, quote, text="")

    assert (
        '<input type="hidden" name="_keep" value="a-key"' in response.content.decode()
    )


@pytest.mark.parametrize("key", ["", "x" * 41, "a b", "a\r\nX-Header: b", "a#b"])
def test_what_is_no_key_goes_nowhere(at_desk: Client, quote: Quote, key: str) -> None:
    response = post(at_desk, quote, _keep=key)

    assert "saved" not in response["Location"]


def test_page_that_is_gone_was_not_saved(at_desk: Client, quote: Quote) -> None:
    data = filled_in(at_desk.get(url_of(quote)))
    quote.delete()

    response = at_desk.post(url_of(quote), data | {"_keep": "a-key"})

    assert response.status_code == 302
    assert "saved" not in response["Location"]


def test_browser_learns_who_is_signed_in_and_the_token_of_now(
    at_desk: Client, analyst: User, quote: Quote
) -> None:
    response = at_desk.get(reverse("admin:signed-in"))
    token = response.json()["token"]
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = at_desk.cookies

    saved = strict.post(
        reverse("admin:presence", args=["quote", quote.pk]),
        {"csrfmiddlewaretoken": token},
    )

    assert response.json()["account"] == str(analyst.pk)
    assert "no-store" in response["Cache-Control"]
    assert saved.status_code == 200


def test_who_is_not_signed_in_is_led_to_do_so(client: Client) -> None:
    assert client.get(reverse("admin:signed-in")).status_code == 302


def test_refused_form_is_told_what_to_do(analyst: User, quote: Quote) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(analyst)

    response = strict.post(url_of(quote), {})

    assert response.status_code == 403
    said = response.content.decode()
    assert "What you typed was kept in this browser" in said
    assert f'href="{url_of(quote)}"' in said
    assert f'href="{reverse("admin:index")}">Back to the desk<' in said
    assert "no-store" in response["Cache-Control"]


def test_form_to_sign_in_that_is_refused_is_told_what_to_do(client: Client) -> None:
    strict = Client(enforce_csrf_checks=True)

    response = strict.post(reverse("admin:login"), {"username": "ann"})

    assert response.status_code == 403
    assert "this form is out of date" in response.text


@pytest.mark.django_db(databases=[])
def test_what_is_sent_to_readers_pages_is_refused_without_the_desk() -> None:
    response = Client(enforce_csrf_checks=True).post(reverse("profiles:person-list"))

    assert response.status_code == 403
    assert "These pages take no forms" in response.text
    assert "the desk" not in response.text


# Steps, putting back and deleting


def test_page_after_a_step_is_told_which_form_was_taken(
    at_desk: Client, quote: Quote
) -> None:
    review = reverse("admin:dossier-review", args=[quote.person.pk])
    fields = {"step": "send", "summary": "The first edition.", "_keep": "a-key"}

    response = at_desk.post(review, fields)

    assert response["Location"] == f"{review}#saved=a-key"


def test_refused_step_keeps_its_key(at_desk: Client, quote: Quote) -> None:
    review = reverse("admin:dossier-review", args=[quote.person.pk])
    fields = {"step": "send", "summary": "x" * 501, "_keep": "a-key"}

    response = at_desk.post(review, fields)

    assert response.status_code == 409
    assert 'name="_keep" value="a-key"' in response.content.decode()


def test_page_after_an_action_is_told_which_form_was_taken(
    at_desk: Client, quote: Quote
) -> None:
    fields = {
        "action": "send_dossiers",
        "_selected_action": quote.person.pk,
        "words": "The first edition.",
        "_keep": "a-key",
    }

    response = at_desk.post(reverse("admin:profiles_person_changelist"), fields)

    assert response["Location"].endswith("#saved=a-key")


def test_page_after_a_deletion_is_told_which_form_was_taken(
    at_desk: Client, quote: Quote
) -> None:
    delete = reverse("admin:profiles_quote_delete", args=[quote.pk])
    seen = at_desk.get(delete).context["seen"]

    response = at_desk.post(delete, {"post": "yes", "_seen": seen, "_keep": "a-key"})

    assert not Quote.objects.exists()
    assert response["Location"].endswith("#saved=a-key")
