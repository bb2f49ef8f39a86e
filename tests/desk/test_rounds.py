from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from profiles.databases import DESK, PUBLIC
from profiles.desk.recording import recording
from profiles.desk.reviewing import (
    Objection,
    approve,
    digest_now,
    return_to_author,
    send,
    withdraw,
)
from profiles.desk.rounds import (
    EndedApproval,
    ended_approval,
    reasons_given,
    rounds_of,
)
from profiles.desk.scopes import Scope
from profiles.desk.standing import standing_of
from profiles.documents.loader import load_dossier
from profiles.models import Person, Quote, Review
from tests.factories import dossier, quote_data

pytestmark = [
    pytest.mark.django_db(databases=[DESK, PUBLIC]),
    pytest.mark.usefixtures("four_eyes"),
]


@pytest.fixture
def person() -> Person:
    quotes = [quote_data(), quote_data(2)]
    return load_dossier(dossier(id="ada", quotes=quotes), DESK)


def edit(person: Person, by: User, number: int, words: str) -> None:
    quote = person.quotes.get(stable_id=f"quote-{number}")
    with recording(Scope(quote), by=by):
        Quote.objects.filter(pk=quote.pk).update(text=words)


def return_it(review: Review, by: User, words: str) -> None:
    objections = [
        Objection(words),
        Objection("Where?", section="quotes", entry_id="quote-1", label="One"),
        Objection("When?", section="quotes", entry_id="quote-2", label="Two"),
    ]
    return_to_author(review, by=by, objections=objections)


def told(person: Person) -> list[list[tuple[str, bool | None]]]:
    return [
        [(each.remark.text, each.is_touched) for each in round_.reasons]
        for round_ in rounds_of(standing_of(person))
    ]


def test_round_tells_which_of_its_entries_were_changed_since(
    person: Person, analyst: User, editor: User
) -> None:
    edit(person, analyst, 2, "Before it was returned.")
    review = send(person, by=analyst, summary="New.")
    return_it(review, editor, "Not yet.")
    edit(person, analyst, 1, "Better words.")

    reasons = [("Not yet.", None), ("Where?", True), ("When?", False)]
    assert told(person) == [reasons]
    given = reasons_given(standing_of(person))
    assert [(each.remark.text, each.is_touched) for each in given] == reasons

    send(person, by=analyst, summary="New.")

    assert told(person) == [reasons]
    assert reasons_given(standing_of(person)) == []


def test_rounds_end_when_readers_get_the_dossier(
    person: Person, analyst: User, editor: User
) -> None:
    for words in ("First.", "Second."):
        return_it(send(person, by=analyst, summary="New."), editor, words)

    assert [reasons[0][0] for reasons in told(person)] == ["Second.", "First."]

    review = send(person, by=analyst, summary="New.")
    approve(review, by=editor, seen=digest_now(person))

    assert told(person) == []


def test_approval_that_was_taken_back_is_known_until_the_next(
    person: Person, analyst: User, editor: User
) -> None:
    edit(person, analyst, 2, "Words.")
    review = send(person, by=analyst, summary="New.")
    assert ended_approval(standing_of(person)) is None

    at = timezone.now() + timedelta(days=1)
    approve(review, by=editor, seen=digest_now(person), publish_at=at)
    approved = standing_of(person).revision_number
    assert ended_approval(standing_of(person)) is None

    edit(person, analyst, 1, "Other words.")

    ended = ended_approval(standing_of(person))
    assert isinstance(ended, EndedApproval)
    assert (ended.revision, ended.approved_by, ended.ended_by) == (
        approved,
        editor,
        analyst,
    )

    approve(review, by=editor, seen=digest_now(person), publish_at=at)

    assert ended_approval(standing_of(person)) is None


def test_withdrawal_takes_an_approval_back_too(
    person: Person, analyst: User, editor: User
) -> None:
    approve(
        send(person, by=analyst, summary="New."), by=editor, seen=digest_now(person)
    )
    edit(person, analyst, 1, "Other words.")
    review = send(person, by=analyst, summary="Changed.")
    at = timezone.now() + timedelta(days=1)
    approve(review, by=editor, seen=digest_now(person), publish_at=at)

    withdraw(person, by=editor, reason="A mistake.")

    ended = ended_approval(standing_of(person))
    assert ended is not None
    assert (ended.approved_by, ended.ended_by) == (editor, editor)
