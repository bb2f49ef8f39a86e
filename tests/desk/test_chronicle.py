from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from profiles.databases import DESK
from profiles.desk.chronicle import (
    COMMAND,
    Happening,
    Narrowed,
    happenings,
    told_with_pages,
    who_changed,
)
from profiles.desk.recording import recording
from profiles.desk.reviewing import (
    Objection,
    approve,
    digest_now,
    return_to_author,
    send,
    take_back,
)
from profiles.desk.scopes import Scope
from profiles.desk.verifying import faulty_revisions
from profiles.documents.loader import load_dossier
from profiles.models import EntryChange, Person, Revision
from profiles.publishing import publish, withdraw
from tests.factories import dossier, event_data, quote_data

pytestmark = pytest.mark.django_db(databases=["default", "public"])

ALL = Narrowed()


@pytest.fixture
def person() -> Person:
    return load_dossier(
        dossier(id="ada", quotes=[quote_data()], history=[event_data()]), DESK
    )


def change(row: Any, by: User | None, **fields: Any) -> Revision:
    with recording(Scope(row), by=by) as made:
        type(row).objects.filter(pk=row.pk).update(**fields)
    assert made.revision is not None
    return made.revision


def seen(person: Person, narrowed: Narrowed) -> list[str]:
    """The happenings of the first page, in a word or two each."""
    return [word(each) for each in happenings(person, narrowed, None)[1]]


def word(each: Happening) -> str:
    if each.edition is not None:
        return f"edition {each.edition.number}"
    if each.withdrawal is not None:
        return "withdrawn"
    if each.revision is not None and each.revision.step:
        return f"{each.revision.step}: {each.revision.reason}"
    return ", ".join(f"{told.section_label} {told.verb}" for told in each.entries)


def test_revisions_editions_and_withdrawals_are_one_stream_newest_first(
    person: Person, analyst: User, editor: User
) -> None:
    change(person.quotes.get(), analyst, outlet="A paper")
    publish(person, by=editor)
    withdraw(person, by=editor)
    change(person, analyst, epithet="The First")

    assert seen(person, ALL) == [
        "The person changed",
        "withdrawn",
        "edition 1",
        "Quotes changed",
    ]


def test_steps_of_the_review_are_in_the_stream_with_their_reasons(
    person: Person, analyst: User, editor: User
) -> None:
    later = timezone.now() + timedelta(days=1)
    change(person.quotes.get(), analyst, outlet="A paper")
    take_back(send(person, by=analyst, summary="One."), by=analyst)
    return_to_author(
        send(person, by=analyst, summary="Two."),
        by=editor,
        objections=[
            Objection("Where was it said?", "quotes", "quote-1", "Words number 1."),
            Objection("Else good."),
        ],
    )
    review = send(person, by=analyst, summary="Three.")
    approve(review, by=editor, seen=digest_now(person), publish_at=later)
    change(person, analyst, epithet="The First")

    assert seen(person, ALL) == [
        "reopened: ",
        "The person changed",
        f"approved: For {later:%Y-%m-%d %H:%M} UTC.",
        "sent: Three.",
        "returned: Words number 1.: Where was it said?\n\nElse good.",
        "sent: Two.",
        "taken_back: ",
        "sent: One.",
        "Quotes changed",
    ]
    assert seen(person, Narrowed(section="quotes")) == ["Quotes changed"]
    assert seen(person, Narrowed(by=str(editor.pk))) == [
        f"approved: For {later:%Y-%m-%d %H:%M} UTC.",
        "returned: Words number 1.: Where was it said?\n\nElse good.",
    ]
    assert list(faulty_revisions()) == []


def test_stream_is_narrowed_to_a_section(person: Person, analyst: User) -> None:
    change(person.quotes.get(), analyst, outlet="A paper")
    change(person.events.get(), analyst, title="Another")
    publish(person)

    assert seen(person, Narrowed(section="quotes")) == ["Quotes changed"]


def test_stream_is_narrowed_to_who_did_it(
    person: Person, analyst: User, editor: User
) -> None:
    change(person.quotes.get(), analyst, outlet="A paper")
    change(person.events.get(), None, title="Another")
    publish(person, by=editor)

    assert seen(person, Narrowed(by=str(analyst.pk))) == ["Quotes changed"]
    assert seen(person, Narrowed(by=str(editor.pk))) == ["edition 1"]
    assert seen(person, Narrowed(by=COMMAND)) == ["Timeline changed"]
    assert who_changed(person) == [analyst, editor]


def test_stream_is_narrowed_to_a_day_of_utc(person: Person, analyst: User) -> None:
    for moment in (
        datetime(2026, 3, 1, 23, 59, 59, tzinfo=UTC),
        datetime(2026, 3, 2, 0, 0, tzinfo=UTC),
        datetime(2026, 3, 3, 0, 0, tzinfo=UTC),
    ):
        revision = change(person.quotes.get(), analyst, outlet=f"On {moment}")
        Revision.objects.filter(pk=revision.pk).update(at=moment)

    _, found = happenings(person, Narrowed(day=date(2026, 3, 2)), None)

    assert [each.revision.at for each in found if each.revision] == [
        datetime(2026, 3, 2, 0, 0, tzinfo=UTC)
    ]


def test_other_dossiers_are_not_in_it(person: Person, analyst: User) -> None:
    bo = load_dossier(dossier(id="bo", slug="bo", name="Bo", sort_name="Bo"), DESK)
    change(bo, analyst, epithet="The Other")

    assert seen(person, ALL) == []


def test_revision_of_many_entries_names_some_and_counts_the_rest(
    person: Person, analyst: User
) -> None:
    with recording(Scope.of_dossier(person), by=analyst):
        for number in range(10):
            person.events.create(
                stable_id=f"e-{number}",
                occurred_on="2001",
                title="New",
                category="career",
            )

    ((revision,),) = [happenings(person, ALL, None)[1]]

    assert (len(revision.entries), revision.more) == (8, 2)


def test_changes_lead_to_the_pages_of_entries_that_are_there(
    person: Person, analyst: User
) -> None:
    change(person.quotes.get(), analyst, outlet="A paper")
    event = person.events.get()
    with recording(Scope(event), by=analyst):
        event.delete()

    found = told_with_pages(EntryChange.objects.all())

    pk = person.quotes.get().pk
    assert [(each.verb, each.page) for each in found] == [
        ("removed", ""),
        ("changed", f"/admin/profiles/quote/{pk}/change/"),
    ]


@pytest.mark.parametrize("size", [1, 30])
def test_stream_costs_the_same_when_longer(
    person: Person, analyst: User, size: int, django_assert_num_queries: Any
) -> None:
    for number in range(size):
        change(person.quotes.get(), analyst, outlet=f"Paper {number}")
    publish(person)
    withdraw(person)

    # The number of happenings, a page of them, its revisions, editions, withdrawals,
    # some changes of the revisions, and where their entries are.
    with django_assert_num_queries(7):
        page, found = happenings(person, ALL, None)

    assert len(found) == min(size + 2, 25)
    assert page.paginator.count == size + 2
