import pytest

from profiles.databases import DESK
from profiles.dates import PartialDateError
from profiles.models import Event

from .breaking import assert_refused

pytestmark = pytest.mark.django_db(databases=[DESK])


def test_an_event_has_a_known_category(person):
    assert_refused(
        Event(person=person, occurred_on="2018", title="A turn", category="party"),
        "is not a valid choice.",
    )


def test_an_event_has_a_date(person):
    with pytest.raises(PartialDateError):
        Event(person=person, title="A turn", category="career").save()


def test_events_come_newest_first_and_those_of_one_day_by_id(person):
    for stable_id, occurred_on in (
        ("b", "2018"),
        ("a", "2018"),
        ("c", "2018-12"),
        ("d", "2019"),
        ("e", "2018/2020"),
    ):
        Event.objects.create(
            person=person,
            stable_id=stable_id,
            occurred_on=occurred_on,
            title="A turn",
            category="career",
        )

    found = [event.stable_id for event in person.events.all()]

    assert found == ["d", "c", "e", "a", "b"]
