import pytest

from profiles.databases import DESK
from profiles.models import MediaItem

from .breaking import assert_database_refuses, assert_refused

pytestmark = pytest.mark.django_db(databases=[DESK])


def test_a_media_item_is_of_a_known_kind(person):
    assert_refused(
        MediaItem(person=person, title="A talk", kind="opera"),
        "is not a valid choice.",
    )


def test_a_media_item_leads_to_a_web_address(person):
    assert_refused(
        MediaItem(person=person, title="A talk", kind="talk", url="file:///etc"),
        "The address must begin with http:// or https://.",
    )


def test_a_duration_is_not_negative(person):
    assert_database_refuses(
        MediaItem(person=person, title="A talk", kind="talk", duration_minutes=-1)
    )
