"""What the desk says where it has nothing to show, or may not show it."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from profiles.databases import DESK, PUBLIC

pytestmark = pytest.mark.django_db(databases=[DESK, PUBLIC])

WAY_BACK = f'<a href="{reverse("admin:index")}">Back to the desk</a>'


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/admin/nowhere/", "The desk has no page at this address."),
        ("/admin/people/9/review/", "The desk has no such person."),
        ("/admin/corrections/9/", "The desk has no such correction."),
        ("/admin/agenda/chores/", "The desk has no list of this name."),
        ("/admin/profiles/quote/9/history/", "The desk has no such quote."),
    ],
)
def test_what_is_not_there_is_told_in_the_look_of_the_desk(
    at_desk: Client, address: str, words: str
) -> None:
    response = at_desk.get(address)

    assert response.status_code == 404
    assert response.context["words"] == words
    assert WAY_BACK in response.text
    assert 'id="nav-sidebar"' in response.text
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("method", ["get", "post"])
def test_what_is_not_allowed_is_told_in_the_look_of_the_desk(
    at_desk: Client, method: str
) -> None:
    response: Any = getattr(at_desk, method)(reverse("admin:auth_user_add"))

    assert response.status_code == 403
    assert response.context["words"] == (
        "This page needs rights that your account does not have."
    )
    assert WAY_BACK in response.text
    assert "no-store" in response["Cache-Control"]


def test_refusal_that_knows_why_says_so(at_desk: Client) -> None:
    conflict = {"_version": "forged"}

    response = at_desk.post(reverse("admin:profiles_person_add"), conflict)

    assert response.context["words"] == "The desk did not sign this version."


def test_account_without_a_role_finds_its_way_back(client: Client) -> None:
    client.force_login(User.objects.create_user("nobody", is_staff=True))

    response = client.get(reverse("admin:review-queue"))

    assert response.status_code == 403
    assert WAY_BACK in response.text


def test_stranger_is_asked_to_sign_in_whatever_the_address(client: Client) -> None:
    addresses = ["/admin/nowhere/", "/admin/people/9/review/"]

    answers = [client.get(address) for address in addresses]

    login = reverse("admin:login")
    assert [answer["Location"] for answer in answers] == [
        f"{login}?next={address}" for address in addresses
    ]


def test_who_logs_out_is_told_so(at_desk: Client) -> None:
    page = at_desk.post(reverse("admin:logout"))

    assert page.status_code == 200
    assert "Log in again" in page.text
    assert "_auth_user_id" not in at_desk.session
