from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connections
from django.test.utils import CaptureQueriesContext

from profiles.databases import DESK, PUBLIC
from profiles.desk.agenda import agenda_list
from profiles.desk.going_back import go_back
from profiles.desk.importing import import_dossier
from profiles.desk.recording import recording
from profiles.desk.reverting import carry_out, revert_dossier
from profiles.desk.reviewing import authors, withdraw
from profiles.desk.scopes import Scope
from profiles.desk.standing import NARROWINGS, standing_at, standing_of
from profiles.documents.loader import load_dossier
from profiles.documents.writer import to_yaml
from profiles.models import Award, Organization, Person, Source, Topic
from profiles.publishing import publish_starter
from tests.desk.test_correcting import let_out, second_editor
from tests.desk.test_merging import merged, topic, topics_of
from tests.factories import complete, complete_data

__all__ = ["second_editor"]

pytestmark = [
    pytest.mark.django_db(databases=[DESK, PUBLIC]),
    pytest.mark.usefixtures("four_eyes"),
]

Way = Callable[[Person, User], object]

#: What the quote says to readers that is changed.
WORDS = complete_data()["quotes"][0]["text"]
CHANGED = "Published, with changes that are not out yet"


@pytest.fixture
def person() -> Person:
    """A dossier that readers have as the desk does."""
    person = load_dossier(complete(2, portrait=None), DESK)
    publish_starter(person)
    return person


def change(row: Any, by: User, **fields: Any) -> None:
    with recording(Scope(row), by=by):
        type(row).objects.filter(pk=row.pk).update(**fields)


def change_entries(person: Person, by: User) -> None:
    """Change an entry and add one, each by itself."""
    change(person.quotes.get(stable_id="quote-1"), by, text="Other words.")
    with recording(Scope(), by=by) as made:
        made.scope.add(
            person.events.create(
                stable_id="new", occurred_on="2001", title="New", category="career"
            )
        )


def standing(person: Person, *users: User) -> tuple[str, list[str], set[Any], int]:
    """In words; how it is found; whose changes wait; how many drafts it is."""
    people = Person.objects.using(DESK).all()
    drafts = [agenda_list("drafts", user, 1) for user in users]
    return (
        standing_of(person).words,
        [name for name in NARROWINGS if standing_at(people, name).exists()],
        authors(person),
        sum(each.count for each in drafts if each is not None),
    )


def by_import(person: Person, by: User) -> None:
    import_dossier(to_yaml(complete(2, portrait=None)), by=by)


def by_putting_back(person: Person, by: User) -> None:
    plan = revert_dossier(person.stable_id, 0)
    carry_out(plan, by=by, reason="It was right.", seen=plan.seen)


def by_hand(person: Person, by: User) -> None:
    event = person.events.get(stable_id="new")
    with recording(Scope(event), by=by):
        event.delete()
    change(person.quotes.get(stable_id="quote-1"), by, text=WORDS)


@pytest.mark.parametrize("way_back", [by_import, by_putting_back, by_hand])
def test_dossier_that_says_again_what_readers_have_waits_for_nothing(
    person: Person, analyst: User, editor: User, way_back: Way
) -> None:
    change_entries(person, analyst)
    before = standing(person, analyst, editor)

    way_back(person, editor)

    assert before == (CHANGED, ["changed"], {analyst.pk}, 1)
    assert standing(person, analyst, editor) == ("Published", ["published"], set(), 0)


def test_way_back_that_leads_half_the_way_leaves_changes(
    person: Person, analyst: User, editor: User
) -> None:
    change_entries(person, analyst)

    change(person.quotes.get(stable_id="quote-1"), editor, text=WORDS)

    assert standing(person, analyst)[:2] == (CHANGED, ["changed"])
    assert authors(person) == {analyst.pk, editor.pk}


def test_what_is_changed_after_the_way_back_waits_again(
    person: Person, analyst: User, editor: User
) -> None:
    change_entries(person, analyst)
    by_import(person, analyst)

    change(person.quotes.get(stable_id="quote-1"), editor, text="Better words.")

    after = standing(person, analyst, editor)
    assert after == (CHANGED, ["changed"], {editor.pk}, 1)


@pytest.mark.parametrize(
    ("model", "field", "other"),
    [
        (Source, "title", "Another title"),
        (Organization, "full_name", "Another name"),
        (Topic, "name", "Another topic"),
        (Award, "name", "Another award"),
    ],
)
def test_shared_record_that_is_as_before_leaves_no_dossier_with_changes(
    person: Person, editor: User, model: Any, field: str, other: str
) -> None:
    record = model.objects.order_by("pk").first()
    word = getattr(record, field)
    change(record, editor, **{field: other})
    between = standing_of(person).words

    change(record, editor, **{field: word})

    assert between == CHANGED
    assert standing(person, editor) == ("Published", ["published"], set(), 0)


def test_withdrawn_dossier_that_is_as_it_was_has_no_authors_of_changes(
    person: Person, analyst: User, editor: User
) -> None:
    withdraw(person, by=editor, reason="A mistake.")
    change_entries(person, analyst)

    by_import(person, analyst)

    assert standing(person, analyst) == ("Withdrawn", ["withdrawn"], set(), 0)


def test_readers_who_are_taken_back_to_what_the_desk_says_leave_nothing_waiting(
    person: Person, analyst: User, editor: User
) -> None:
    change_entries(person, analyst)
    publish_starter(person)
    by_hand(person, analyst)
    before = standing(person, analyst)

    go_back(person, 1, by=editor, summary="The second was a mistake.")

    assert before == (CHANGED, ["changed"], {analyst.pk}, 1)
    assert standing(person, analyst) == ("Published", ["published"], set(), 0)


def test_correction_that_brings_readers_what_the_desk_says_leaves_nothing_waiting(
    analyst: User, editor: User, second_editor: User
) -> None:
    ada = topics_of("Gone", "Gone", "Kept")
    quote = ada.quotes.get(stable_id="quote-1")
    with recording(Scope(quote), by=analyst):
        quote.ranked_topics.update(topic=topic("Kept"))
    correction = merged(topic("Kept"), topic("Gone"), editor)
    before = standing(ada, analyst)

    let_out(correction, second_editor)

    assert before == (CHANGED, ["changed"], {analyst.pk, editor.pk}, 1)
    assert standing(ada, analyst) == ("Published", ["published"], set(), 0)


def test_import_that_is_only_tried_leads_nowhere(person: Person, analyst: User) -> None:
    change_entries(person, analyst)

    text = to_yaml(complete(2, portrait=None))
    import_dossier(text, by=analyst, dry_run=True)

    assert standing(person, analyst) == (CHANGED, ["changed"], {analyst.pk}, 1)


@pytest.mark.parametrize("number", [1, 20])
def test_changing_a_changed_entry_again_costs_the_same_however_much_waits(
    person: Person, analyst: User, number: int
) -> None:
    quote = person.quotes.get(stable_id="quote-1")
    change(quote, analyst, text="Other words.")
    with recording(Scope.of_dossier(person), by=analyst):
        for year in range(number):
            person.events.create(
                stable_id=f"new-{year}",
                occurred_on=f"{2001 + year}",
                title="New",
                category="career",
            )

    with CaptureQueriesContext(connections[DESK]) as queries:
        change(quote, analyst, text="Better words.")

    # The last edition among them, with whose it is; not what the dossier says.
    assert len(queries) == 21
