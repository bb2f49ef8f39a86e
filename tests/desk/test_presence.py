from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.utils import timezone

from profiles.databases import DESK
from profiles.desk.presence import here, left, others, page_of
from profiles.desk.roles import ANALYST
from profiles.documents.loader import load_dossier
from profiles.models import Person, Presence
from tests.desk.conftest import Staff
from tests.factories import dossier

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Person:
    return load_dossier(dossier(id="ada"), DESK)


def pass_by(seconds: int) -> None:
    """What is on record was said so long ago."""
    for row in Presence.objects.all():
        Presence.objects.filter(pk=row.pk).update(
            seen_at=row.seen_at - timedelta(seconds=seconds)
        )


def test_colleagues_are_named_and_not_oneself(
    person: Person, analyst: User, editor: User
) -> None:
    editor.first_name, editor.last_name = "Ed", "Example"
    editor.save()
    page = page_of(person)

    here(analyst, page)
    here(editor, page)

    assert others(analyst, page) == ["Ed Example"]
    assert others(editor, page) == ["ann"]


def test_other_pages_have_others(person: Person, analyst: User, editor: User) -> None:
    second = load_dossier(dossier(id="bo", slug="bo"), DESK)

    here(editor, page_of(second))

    assert others(analyst, page_of(person)) == []


def test_who_left_is_not_named(person: Person, analyst: User, editor: User) -> None:
    page = page_of(person)
    here(editor, page)

    left(editor, page)

    assert others(analyst, page) == []


def test_who_is_silent_is_forgotten_and_cleared_away_by_the_next(
    person: Person, analyst: User, editor: User
) -> None:
    page = page_of(person)
    here(editor, page)
    pass_by(61)

    named = others(analyst, page)
    here(analyst, page)

    assert named == []
    assert [row.user for row in Presence.objects.all()] == [analyst]


def test_who_stays_writes_one_row(
    person: Person, analyst: User, django_assert_num_queries: object
) -> None:
    page = page_of(person)
    here(analyst, page)
    pass_by(20)

    with django_assert_num_queries(1):  # type: ignore[operator]  # pytest-django's fixture
        here(analyst, page)

    assert Presence.objects.get().seen_at > timezone.now() - timedelta(seconds=5)


def test_who_may_not_see_the_page_is_not_named(
    person: Person, analyst: User, staff: Staff
) -> None:
    page = page_of(person)
    dismissed, without_role = staff("eve", ANALYST), User.objects.create_user("bo")
    reader = User.objects.create_user("rea", is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_person"))
    for user in (dismissed, without_role, reader):
        here(user, page)
    User.objects.filter(pk=dismissed.pk).update(is_active=False)

    assert others(analyst, page) == ["rea"]
