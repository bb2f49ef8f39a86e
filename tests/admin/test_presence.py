import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from profiles.databases import DESK
from profiles.desk.presence import here, page_of
from profiles.documents.loader import load_dossier
from profiles.models import Presence, Quote
from tests.factories import dossier, quote_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def quote() -> Quote:
    return load_dossier(dossier(id="ada", quotes=[quote_data()]), DESK).quotes.get()


def url_of(quote: Quote) -> str:
    return reverse("admin:presence", args=["quote", quote.pk])


def test_browser_says_that_a_page_is_open_and_hears_who_else_has_it(
    at_desk: Client, analyst: User, editor: User, quote: Quote
) -> None:
    here(editor, page_of(quote))

    response = at_desk.post(url_of(quote))

    since = Presence.objects.get(user=editor).since_at
    assert response.json() == {
        "others": [f"ed has this page open too, since {since:%H:%M} UTC."]
    }
    assert "no-store" in response["Cache-Control"]
    assert Presence.objects.filter(user=analyst).exists()


def test_browser_says_that_a_page_is_left(at_desk: Client, quote: Quote) -> None:
    at_desk.post(url_of(quote))

    at_desk.post(url_of(quote), {"left": "1"})

    assert not Presence.objects.exists()


def test_page_names_at_once_who_was_there_before(
    at_desk: Client, editor: User, quote: Quote
) -> None:
    here(editor, page_of(quote))
    page = reverse("admin:profiles_quote_change", args=[quote.pk])

    response = at_desk.get(page)

    assert "<p>ed has this page open too, since " in response.content.decode()
    assert [row.user for row in Presence.objects.all()] == [editor]


def test_looking_writes_nothing(at_desk: Client, quote: Quote) -> None:
    assert at_desk.get(url_of(quote)).status_code == 405


def test_pages_that_are_not_there_are_not_kept(at_desk: Client, quote: Quote) -> None:
    missing = [
        reverse("admin:presence", args=["quote", quote.pk + 1]),
        reverse("admin:presence", args=["user", 1]),
        reverse("admin:presence", args=["secret", 1]),
    ]

    assert [at_desk.post(url).status_code for url in missing] == [404, 404, 404]
    assert not Presence.objects.exists()


def test_who_may_not_see_a_page_is_not_at_it(client: Client, quote: Quote) -> None:
    reader = User.objects.create_user("rea", is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_person"))
    client.force_login(reader)

    assert client.post(url_of(quote)).status_code == 403
    assert not Presence.objects.exists()


def test_request_from_another_site_is_refused(analyst: User, quote: Quote) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(analyst)

    assert strict.post(url_of(quote)).status_code == 403
    assert not Presence.objects.exists()
