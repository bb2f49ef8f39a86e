import pytest
from django.urls import reverse

from profiles.databases import DESK
from profiles.desk.places import Place, change_pages
from profiles.desk.scopes import Scope
from profiles.documents.loader import load_dossier
from profiles.models import Person, Topic
from tests.factories import complete

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Person:
    return load_dossier(complete(2), DESK)


def test_every_entry_has_a_page_in_one_query(
    person: Person, django_assert_num_queries: object
) -> None:
    places = [*Scope.of_dossier(person).read()]

    with django_assert_num_queries(1):  # type: ignore[operator]  # pytest-django's fixture
        pages = change_pages(places)

    assert [*pages] == places
    assert pages[person.stable_id, ("person", "")] == reverse(
        "admin:profiles_person_change", args=[person.pk]
    )


def test_shared_record_has_a_page(person: Person) -> None:
    topic = Topic.objects.get(slug="topic-1")
    place: Place = ("", ("topics", "topic-1"))

    assert change_pages([place]) == {
        place: reverse("admin:profiles_topic_change", args=[topic.pk])
    }


def test_what_does_not_exist_has_no_page(person: Person) -> None:
    places: list[Place] = [
        (person.stable_id, ("quotes", "quote-9")),
        (person.stable_id, ("", "")),
        ("nobody", ("person", "")),
    ]

    assert change_pages(places) == {}


def test_nothing_is_looked_up_for_nothing(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]  # pytest-django's fixture
        assert change_pages([]) == {}
