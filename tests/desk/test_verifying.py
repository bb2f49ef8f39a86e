import pytest
from django.contrib.auth.models import User
from django.db import connections

from profiles.databases import DESK, PUBLIC
from profiles.desk.recording import recording
from profiles.desk.reviewing import publish_without_review
from profiles.desk.scopes import Scope
from profiles.desk.verifying import Head, faulty_editions, faulty_revisions, head
from profiles.documents.loader import load_dossier
from profiles.models import Edition, Person, Quote
from tests.factories import dossier, quote_data

pytestmark = pytest.mark.django_db(databases=["default", "public"])

NOT_THE_DESKS = ", as readers have it, is not the desk's; rebuild_public mends it."


@pytest.fixture
def person(analyst: User) -> Person:
    """A dossier with three revisions and two editions."""
    person = load_dossier(dossier(id="ada", quotes=[quote_data()]), DESK)
    change(person, "First.", analyst)
    publish_without_review(person)
    change(person, "Second.", analyst)
    publish_without_review(person)
    change(person, "Third.", None)
    return person


def change(person: Person, words: str, by: User | None) -> None:
    with recording(Scope(person.quotes.get()), by=by, reason=f"Said “{words}”."):
        Quote.objects.update(text=words)


def tamper(statement: str, *values: str | int | None, using: str = DESK) -> None:
    with connections[using].cursor() as cursor:
        cursor.execute(statement, values)
        assert cursor.rowcount == 1


def revision_numbers() -> list[int]:
    with connections[DESK].cursor() as cursor:
        cursor.execute("SELECT id FROM profiles_revision ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


def faults(known: Head | None = None) -> list[str]:
    return [*faulty_revisions(known), *faulty_editions()]


def without_times(sentences: list[str]) -> list[str]:
    """Cut at what depends on when the test runs."""
    return [sentence.split(" of 20")[0] for sentence in sentences]


def test_untouched_history_has_no_fault(person: Person) -> None:
    assert faults() == []
    assert head().count == 3


def test_history_of_nothing_has_no_fault() -> None:
    assert faults() == []
    assert head() == Head(0, "")


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("reason", "Another reason."),
        ("at", "2020-01-01 00:00:00"),
        ("by_id", None),
        ("undoes_id", 1),
        ("digest", "0" * 64),
    ],
)
def test_altered_revision_is_found(
    person: Person, column: str, value: str | int | None
) -> None:
    number = revision_numbers()[0]

    statement = "UPDATE profiles_revision SET {} = %s WHERE id = %s"
    tamper(statement.format(column), value, number)

    assert f"Revision {number}" in without_times(faults())


@pytest.mark.parametrize("column", ["before", "after", "label", "entry_id", "section"])
def test_altered_entry_of_a_revision_is_found(person: Person, column: str) -> None:
    number = revision_numbers()[1]
    value = '{"text": "Never said."}' if column in ("before", "after") else "other"

    change = "UPDATE profiles_entrychange SET {} = %s WHERE revision_id = %s"
    tamper(change.format(column), value, number)

    assert without_times(faults()) == [f"Revision {number}"]
    assert faults()[0].endswith("was altered.")


def test_entry_taken_from_a_revision_is_found(person: Person) -> None:
    number = revision_numbers()[1]

    tamper("DELETE FROM profiles_entrychange WHERE revision_id = %s", number)

    assert without_times(faults()) == [f"Revision {number}"]


@pytest.mark.parametrize("place", [0, 1])
def test_removed_revision_is_found_by_the_next(person: Person, place: int) -> None:
    gone, following = revision_numbers()[place : place + 2]

    tamper("DELETE FROM profiles_entrychange WHERE revision_id = %s", gone)
    tamper("DELETE FROM profiles_revision WHERE id = %s", gone)

    assert without_times(faults())[0] == f"Revision {following}"


def test_removed_newest_revision_is_found_by_the_head(person: Person) -> None:
    newest = revision_numbers()[-1]

    tamper("DELETE FROM profiles_entrychange WHERE revision_id = %s", newest)
    tamper("DELETE FROM profiles_revision WHERE id = %s", newest)

    (fault,) = faults()
    assert fault.startswith("3 revisions were entered, the last with the digest ")


def test_history_made_anew_differs_from_a_head_that_was_noted(
    person: Person, analyst: User
) -> None:
    noted = Head(2, "0" * 64)
    longer = Head(9, head().digest)

    assert faults(Head(3, head().digest)) == []
    assert faults(noted) == [f"The first 2 revisions are not those of {noted}."]
    assert faults(longer) == [f"There are 3 revisions, fewer than those of {longer}."]


def test_history_that_went_on_still_begins_as_noted(
    person: Person, analyst: User
) -> None:
    noted = head()

    change(person, "Fourth.", analyst)

    assert faults(noted) == []


@pytest.mark.parametrize("text", ["", "3", "3:abc", "x" * 70, "-1:" + "0" * 64])
def test_only_a_head_is_taken_for_one(text: str) -> None:
    with pytest.raises(ValueError, match="64 hex digits"):
        Head.of(text)


def test_head_is_read_as_it_is_written(person: Person) -> None:
    assert Head.of(str(head())) == head()


def test_altered_document_of_an_edition_is_found(person: Person) -> None:
    tamper(
        "UPDATE profiles_edition SET document = replace(document, 'Second', 'Never') "
        "WHERE number = %s",
        2,
    )

    assert faults() == [f"{person}, edition 2: its document was altered."]


def test_missing_edition_is_found(person: Person) -> None:
    tamper("DELETE FROM profiles_edition WHERE number = %s", 1)

    assert faults() == [
        f"{person}, edition 2: edition 1 before it is missing.",
        f"ada-example, edition 1{NOT_THE_DESKS}",
    ]


def test_edition_put_in_another_ones_place_is_found(person: Person) -> None:
    first = Edition.objects.using(DESK).get(number=1)

    tamper(
        "UPDATE profiles_edition SET document = %s, digest = %s WHERE number = %s",
        first.document,
        first.digest,
        2,
    )

    assert faults() == [
        f"{person}, edition 2 does not follow on the one before it.",
        f"ada-example, edition 2{NOT_THE_DESKS}",
    ]


def test_altered_copy_of_readers_is_found(person: Person) -> None:
    tamper(
        "UPDATE profiles_publishededition SET document = "
        "replace(document, 'Second', 'Never') WHERE number = %s",
        2,
        using=PUBLIC,
    )

    assert faults() == [
        "ada-example, edition 2, as readers have it: its document was altered."
    ]
