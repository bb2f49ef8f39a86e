from typing import Any

import pytest
from django.contrib.auth.models import User

from profiles.databases import DESK
from profiles.desk.recording import recording
from profiles.desk.scopes import Scope
from profiles.documents.loader import load_dossier
from profiles.models import (
    Belief,
    Citation,
    EntryChange,
    Person,
    Publication,
    Quote,
    Revision,
    Source,
    Topic,
)
from tests.factories import complete, dossier, publication_data, quote_data

pytestmark = pytest.mark.django_db


BORN_AGAIN = {"occurred_on": "2001", "title": "Born again", "category": "career"}


def told() -> list[tuple[str, str, str, Any, Any]]:
    """What is on record, newest first."""
    return [
        (each.dossier_id, each.section, each.entry_id, each.before, each.after)
        for each in EntryChange.objects.all()
    ]


def test_changed_entry_is_recorded_with_its_fields_who_and_why(analyst: User) -> None:
    quote = load_dossier(dossier(id="ada", quotes=[quote_data()]), DESK).quotes.get()

    with recording(Scope(quote), by=analyst, reason="A typo."):
        Quote.objects.filter(pk=quote.pk).update(text="Other words.")

    assert told() == [
        (
            "ada",
            "quotes",
            "quote-1",
            {"text": "Words number 1."},
            {"text": "Other words."},
        )
    ]
    revision = Revision.objects.get()
    assert (revision.by, revision.reason) == (analyst, "A typo.")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Two\r\nlines.", "Two\nlines."),
        ("A\x00 null, and \u202emore\ud800.", "A  null, and  more ."),
        ("x" * 3_000, "x" * 2_000),
    ],
)
def test_reason_never_stands_in_the_way_of_a_change(
    analyst: User, given: str, kept: str
) -> None:
    quote = load_dossier(dossier(quotes=[quote_data()]), DESK).quotes.get()

    with recording(Scope(quote), by=analyst, reason=given):
        Quote.objects.filter(pk=quote.pk).update(text="Other words.")

    assert Revision.objects.get().reason == kept


def test_parts_of_an_entry_belong_to_it(analyst: User) -> None:
    quote = load_dossier(dossier(id="ada", quotes=[quote_data()]), DESK).quotes.get()

    with recording(Scope(quote), by=analyst):
        Citation.objects.update(place="p. 7")
        quote.ranked_topics.create(
            position=2, topic=Topic.objects.create(name="B", slug="b")
        )

    ((_, section, _, before, after),) = told()
    assert section == "quotes"
    assert before["topics"] == ["A topic"]
    assert after["topics"] == ["A topic", "B"]
    assert after["citations"][0]["place"] == "p. 7"


def test_entry_that_came_or_went_is_recorded_whole(analyst: User) -> None:
    person = load_dossier(dossier(id="ada", quotes=[quote_data()]), DESK)
    quote = person.quotes.get()

    with recording(Scope(quote), by=analyst):
        quote.delete()
    with recording(Scope(), by=analyst) as made:
        made.scope.add(person.events.create(**BORN_AGAIN))

    (added, removed) = told()
    assert removed[3]["text"] == "Words number 1."
    assert removed[3]["topics"] == ["A topic"]
    assert removed[4] is None
    assert (added[1], added[3], added[4]["title"]) == ("history", None, "Born again")


def test_what_did_not_change_is_not_recorded(analyst: User) -> None:
    quote = load_dossier(dossier(quotes=[quote_data()]), DESK).quotes.get()

    with recording(Scope(quote), by=analyst) as made:
        quote.save()

    assert made.revision is None
    assert not Revision.objects.exists()


def test_nothing_is_recorded_of_a_change_that_failed(analyst: User) -> None:
    quote = load_dossier(dossier(quotes=[quote_data()]), DESK).quotes.get()

    def fail() -> None:
        with recording(Scope(quote), by=analyst):
            quote.delete()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert Quote.objects.exists()
    assert not Revision.objects.exists()


def test_publication_is_an_entry_of_every_dossier_that_has_it(analyst: User) -> None:
    load_dossier(dossier(id="ada", research=[publication_data()]), DESK)
    bob = dossier(
        id="bob", name="Bob", slug="bob", sort_name="B", research=[publication_data()]
    )
    load_dossier(bob, DESK)
    publication = Publication.objects.get()

    with recording(Scope(publication), by=analyst):
        Publication.objects.update(venue="A Journal")

    assert sorted(each[0] for each in told()) == ["ada", "bob"]


def test_shared_record_is_recorded_once_and_for_every_dossier_it_changes(
    analyst: User,
) -> None:
    load_dossier(dossier(id="ada", quotes=[quote_data()]), DESK)
    load_dossier(dossier(id="bob", name="Bob", slug="bob", sort_name="B"), DESK)
    source = Source.objects.get()

    with recording(Scope(source), by=analyst):
        Source.objects.update(title="A better title")

    assert sorted((each[0], each[1], each[2]) for each in told()) == [
        ("", "sources", "a-source"),
        ("ada", "sources", "a-source"),
    ]


@pytest.mark.parametrize(
    "relation",
    [
        "metrics",
        "education",
        "events",
        "positions",
        "quotes",
        "publications",
        "media_items",
        "associations",
        "affiliations",
        "awards_received",
    ],
)
def test_every_kind_of_entry_is_recorded(analyst: User, relation: str) -> None:
    person = load_dossier(complete(1), DESK)
    row = getattr(person, relation).get()

    with recording(Scope(row), by=analyst):
        type(row).objects.filter(pk=row.pk).update(note="A correction.")

    ((_, _, entry_id, before, after),) = told()
    assert (entry_id, after) == (row.stable_id, {"note": "A correction."})
    assert set(before) == {"note"}


def test_belief_belongs_to_its_position_and_fields_to_the_person(
    analyst: User,
) -> None:
    person = load_dossier(complete(1), DESK)
    belief = Belief.objects.get()

    with recording(Scope(belief, person), by=analyst):
        Belief.objects.update(text="Another belief.")
        Person.objects.update(epithet="The Other")

    assert sorted(each[1] for each in told()) == ["person", "position"]


@pytest.mark.parametrize("size", [1, 5])
def test_recording_an_entry_costs_the_same_in_a_larger_dossier(
    analyst: User, size: int, django_assert_num_queries: Any
) -> None:
    person = load_dossier(
        dossier(quotes=[quote_data(n + 1) for n in range(size)]), DESK
    )
    quote = person.quotes.get(stable_id="quote-1")
    with recording(Scope(quote), by=analyst):
        Quote.objects.filter(pk=quote.pk).update(text="The first of all changes.")

    # A savepoint; whose it is, and their row; twice the quote, whose it is, citations
    # with sources, topics; the change; the head before and after, the revision, what it
    # changed, open reviews, the last edition if it had changed before.
    with django_assert_num_queries(21), recording(Scope(quote), by=analyst):
        Quote.objects.filter(pk=quote.pk).update(text="Other words.")
