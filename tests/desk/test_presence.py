from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.db.models import F
from django.utils import timezone

from profiles.databases import DESK
from profiles.desk.presence import Colleague, here, left, others, page_of
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
    then = timedelta(seconds=seconds)
    Presence.objects.update(since_at=F("since_at") - then, seen_at=F("seen_at") - then)


def names(found: list[Colleague]) -> list[str]:
    return [each.name for each in found]


def test_colleagues_are_named_and_not_oneself(
    person: Person, analyst: User, editor: User
) -> None:
    editor.first_name, editor.last_name = "Ed", "Example"
    editor.save()
    page = page_of(person)

    here(analyst, page)
    here(editor, page)

    assert names(others(analyst, page)) == ["Ed Example"]
    assert names(others(editor, page)) == ["ann"]


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

    assert names(others(analyst, page)) == ["rea"]


def test_colleagues_are_named_with_since_when_the_first_first(
    person: Person, analyst: User, editor: User, staff: Staff
) -> None:
    page = page_of(person)
    here(editor, page)
    pass_by(30)
    here(editor, page)
    here(staff("amy", ANALYST), page)

    found = others(analyst, page)

    now = timezone.now()
    assert names(found) == ["ed", "amy"]
    ages = [(now - each.since_at).total_seconds() for each in found]
    assert ages == [pytest.approx(30, abs=5), pytest.approx(0, abs=5)]


def test_who_comes_back_after_having_been_forgotten_is_there_anew(
    person: Person, analyst: User, editor: User
) -> None:
    page = page_of(person)
    here(editor, page)
    pass_by(61)

    here(editor, page)

    (found,) = others(analyst, page)
    assert found.since_at > timezone.now() - timedelta(seconds=5)


def test_notice_says_the_time_and_the_day_where_it_is_not_today() -> None:
    now = timezone.now()
    long_ago = datetime(2024, 3, 5, 9, 7, tzinfo=timezone.get_fixed_timezone(120))

    assert [Colleague("Ann", at).notice for at in (now, long_ago)] == [
        f"Ann has this page open too, since {now:%H:%M} UTC.",
        "Ann has this page open too, since 5 March, 07:07 UTC.",
    ]
