from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from profiles.choices import ReviewState
from profiles.databases import DESK, PUBLIC
from profiles.desk.reviewing import (
    Objection,
    approve,
    digest_now,
    return_to_author,
    send,
    take_back,
)
from profiles.desk.waiting import QueueCount, queue, queue_counts
from profiles.documents.loader import load_dossier
from profiles.models import Person
from tests.factories import dossier

pytestmark = [
    pytest.mark.django_db(databases=[DESK, PUBLIC]),
    pytest.mark.usefixtures("four_eyes"),
]


def load(name: str) -> Person:
    return load_dossier(
        dossier(id=name, slug=name, name=name.capitalize(), sort_name=name), DESK
    )


def names(state: ReviewState | None = None) -> list[str]:
    return [str(review.person) for review in queue(state)]


@pytest.fixture
def queued(analyst: User, editor: User) -> None:
    """A dossier of each kind that waits, and one of each that does not."""
    send(load("waiting"), by=analyst, summary="New.")
    returned, later, taken, out = (
        send(load(name), by=analyst, summary="New.")
        for name in ("returned", "later", "taken", "out")
    )
    return_to_author(returned, by=editor, objections=[Objection("No.")])
    at = timezone.now() + timedelta(days=1)
    approve(later, by=editor, seen=digest_now(later.person), publish_at=at)
    take_back(taken, by=analyst)
    approve(out, by=editor, seen=digest_now(out.person))


@pytest.mark.usefixtures("queued")
def test_queue_holds_what_somebody_has_to_act_on_longest_waiting_first() -> None:
    assert names() == ["Waiting", "Returned", "Later"]
    assert names(ReviewState.IN_REVIEW) == ["Waiting"]
    assert queue_counts() == [
        QueueCount(ReviewState.IN_REVIEW, 1),
        QueueCount(ReviewState.RETURNED, 1),
        QueueCount(ReviewState.APPROVED, 1),
    ]


@pytest.mark.usefixtures("queued")
def test_returned_dossier_waits_once_when_it_is_sent_again(analyst: User) -> None:
    send(Person.objects.get(slug="returned"), by=analyst, summary="Better.")

    assert names() == ["Waiting", "Later", "Returned"]
    assert names(ReviewState.RETURNED) == []
