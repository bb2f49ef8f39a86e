"""Accounts: administrators give roles, and nobody rises above them."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from profiles.databases import DESK
from tests.desk.conftest import Staff

WORDS = "a long and plain sentence"

pytestmark = pytest.mark.django_db(databases=[DESK])


@pytest.fixture
def administrator(staff: Staff) -> User:
    return staff("ada", "administrator")


@pytest.fixture
def at_accounts(client: Client, administrator: User) -> Client:
    client.force_login(administrator)
    return client


def filled_in(page: Any) -> dict[str, Any]:
    """What a browser would send of the form of an account, unchanged."""
    form = page.context["adminform"].form
    sent = {name: form[name].value() for name in form.fields if name != "password"}
    return {name: value for name, value in sent.items() if value not in (None, False)}


def change_url(user: User) -> str:
    return reverse("admin:auth_user_change", args=[user.pk])


def roles(user: User) -> list[str]:
    return sorted(user.groups.values_list("name", flat=True))


def test_account_is_added_with_its_role_and_may_work_at_once(
    at_accounts: Client,
) -> None:
    page = at_accounts.get(reverse("admin:auth_user_add"))
    sent = filled_in(page) | {
        "username": "amy",
        "groups": [Group.objects.get(name="analyst").pk],
        "password1": WORDS,
        "password2": WORDS,
    }

    at_accounts.post(reverse("admin:auth_user_add"), sent)

    amy = User.objects.get(username="amy")
    assert (roles(amy), amy.is_staff, amy.is_superuser) == (["analyst"], True, False)
    assert amy.has_perm("profiles.change_quote")
    assert Client().login(username="amy", password=WORDS)


def test_role_is_given_and_taken(at_accounts: Client, analyst: User) -> None:
    page = at_accounts.get(change_url(analyst))
    editors = Group.objects.get(name="editor").pk

    at_accounts.post(change_url(analyst), filled_in(page) | {"groups": [editors]})

    assert roles(analyst) == ["editor"]


@pytest.mark.parametrize("whose", ["own", "a colleague's"])
def test_administrator_makes_nobody_a_superuser(
    at_accounts: Client, administrator: User, analyst: User, whose: str
) -> None:
    user = administrator if whose == "own" else analyst
    page = at_accounts.get(change_url(user))
    forged: dict[str, Any] = {"is_superuser": "on", "user_permissions": [1, 2, 3]}

    answer = at_accounts.post(change_url(user), filled_in(page) | forged)

    user.refresh_from_db()
    assert answer.status_code == 302
    assert (user.is_superuser, user.user_permissions.count()) == (False, 0)
    assert b"is_superuser" not in page.content


@pytest.mark.parametrize(
    "page", ["auth_user_change", "auth_user_delete", "auth_user_password_change"]
)
def test_administrator_does_not_touch_a_superuser(
    at_accounts: Client, page: str
) -> None:
    chief = User.objects.create_superuser("chief", password=WORDS)
    url = reverse(f"admin:{page}", args=[chief.pk])
    sent = {"username": "taken", "post": "yes", "password1": "x", "password2": "x"}

    answer = at_accounts.post(url, sent)

    chief.refresh_from_db()
    assert answer.status_code == 403
    assert (chief.username, chief.check_password(WORDS)) == ("chief", True)


def test_what_a_role_may_do_is_seen_and_not_changed(at_accounts: Client) -> None:
    analysts = Group.objects.get(name="analyst")
    url = reverse("admin:auth_group_change", args=[analysts.pk])

    seen, answer = at_accounts.get(url), at_accounts.post(url, {"name": "other"})

    assert (seen.status_code, answer.status_code) == (200, 403)


def test_superuser_sees_what_lies_beyond_the_roles(
    client: Client, analyst: User
) -> None:
    client.force_login(User.objects.create_superuser("chief"))
    page = client.get(change_url(analyst))

    client.post(change_url(analyst), filled_in(page) | {"is_superuser": "on"})

    analyst.refresh_from_db()
    assert analyst.is_superuser


def test_list_of_accounts_names_their_roles(
    at_accounts: Client, staff: Staff, django_assert_num_queries: Any
) -> None:
    for number in range(5):
        staff(f"amy-{number}", "analyst")
    User.objects.create_superuser("chief")

    url = reverse("admin:auth_user_changelist")
    with django_assert_num_queries(9):
        page = at_accounts.get(url).content.decode()

    assert page.count('field-roles">analyst<') == 5
    assert 'field-roles">superuser<' in page
