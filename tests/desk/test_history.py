from typing import Any

import pytest
from django.contrib.auth.models import User

from profiles.databases import DESK
from profiles.desk.history import (
    changes_since,
    entries_as_of,
    entry_as_of,
    entry_history,
    put_back,
)
from profiles.desk.recording import recording
from profiles.desk.scopes import Scope
from profiles.documents.faults import DocumentError
from profiles.documents.loader import load_dossier
from profiles.documents.writer import to_json, write_dossier, write_entries
from profiles.models import EntryChange, Person, Quote, Source
from tests.factories import complete, dossier, quote_data

pytestmark = pytest.mark.django_db

QUOTE = ("quotes", "quote-1")


@pytest.fixture
def person() -> Person:
    return load_dossier(dossier(id="ada", quotes=[quote_data()]), DESK)


def change(row: Any, by: User, **fields: Any) -> int:
    """Change a row; return the number of the revision."""
    with recording(Scope(row), by=by) as made:
        type(row).objects.filter(pk=row.pk).update(**fields)
    assert made.revision is not None
    return made.revision.pk


def test_history_of_an_entry_tells_who_changed_what_newest_first(
    person: Person, analyst: User
) -> None:
    quote = person.quotes.get()
    change(quote, analyst, text="Second.")
    change(quote, analyst, text="Third.", outlet="A paper")
    change(person, analyst, epithet="The Other")

    history = entry_history("ada", QUOTE)

    assert [each.after for each in history] == [
        {"text": "Third.", "outlet": "A paper"},
        {"text": "Second."},
    ]
    assert {each.revision.by for each in history} == {analyst}


def test_entry_is_told_as_it_was_at_any_revision(person: Person, analyst: User) -> None:
    quote = person.quotes.get()
    first = EntryChange.objects.last_of("ada")
    second = change(quote, analyst, text="Second.")
    change(quote, analyst, text="Third.", outlet="A paper")
    (present,) = write_entries("quotes", [quote], DESK)

    before = entry_as_of("ada", QUOTE, present, first)
    between = entry_as_of("ada", QUOTE, present, second)

    assert before == quote_data()
    assert between == quote_data(text="Second.")


def test_dossier_is_told_as_it_was_with_what_came_and_went(
    person: Person, analyst: User
) -> None:
    before = entries_as_of("ada", EntryChange.objects.last_of("ada"))
    with recording(Scope.of_dossier(person), by=analyst):
        person.quotes.all().delete()
        person.events.create(occurred_on="2001", title="New", category="career")
    change(person, analyst, epithet="The Other")

    assert entries_as_of("ada", 0) == before
    assert entries_as_of("ada", EntryChange.objects.last_of("ada")) != before


def test_changes_since_a_revision_are_those_of_the_entries_asked_for(
    person: Person, analyst: User
) -> None:
    quote = person.quotes.get()
    seen = change(quote, analyst, text="Second.")
    change(quote, analyst, text="Third.")
    change(person, analyst, epithet="The Other")

    since = changes_since(seen, [("ada", QUOTE)])

    assert [(each.before, each.after) for each in since] == [
        ({"text": "Second."}, {"text": "Third."})
    ]
    assert changes_since(EntryChange.objects.last_of("ada"), [("ada", QUOTE)]) == []


def test_deleted_entry_is_put_back_with_all_that_belonged_to_it(analyst: User) -> None:
    person = load_dossier(complete(2), DESK)
    before = to_json(write_dossier(person, DESK))
    for relation in ("quotes", "publications", "awards_received", "positions"):
        row = getattr(person, relation).first()
        with recording(Scope(row), by=analyst):
            row.delete()
    gone = {
        (each.section, each.entry_id): each.before
        for each in EntryChange.objects.filter(after__isnull=True)
    }

    revision = put_back(person.stable_id, gone, by=analyst, reason="By mistake.")

    assert to_json(write_dossier(person, DESK)) == before
    assert revision is not None
    assert (revision.reason, revision.changes.count()) == ("By mistake.", 4)


def test_source_that_was_deleted_comes_back_with_the_entry(
    person: Person, analyst: User
) -> None:
    before = to_json(write_dossier(person, DESK))
    quote, source = person.quotes.get(), Source.objects.get()
    with recording(Scope(quote), by=analyst):
        quote.delete()
    with recording(Scope(source), by=analyst):
        source.delete()

    put_back("ada", {QUOTE: quote_data()}, by=analyst, reason="")

    assert to_json(write_dossier(person, DESK)) == before


def test_deleted_dossier_is_put_back_as_one(analyst: User) -> None:
    person = load_dossier(complete(1), DESK)
    before, dossier_id = to_json(write_dossier(person, DESK)), person.stable_id
    with recording(Scope.of_dossier(person), by=analyst):
        person.delete()

    put_back(dossier_id, entries_as_of(dossier_id, 0), by=analyst, reason="Not him.")

    again = Person.objects.get(stable_id=dossier_id)
    assert to_json(write_dossier(again, DESK)) == before


def test_what_breaks_a_rule_is_not_put_back(person: Person, analyst: User) -> None:
    with pytest.raises(DocumentError, match="topics"):
        put_back("ada", {QUOTE: quote_data(topics=[])}, by=analyst, reason="")

    assert Quote.objects.get().topics.count() == 1
    assert not EntryChange.objects.exists()
