from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User

from profiles.choices import DossierState
from profiles.databases import DESK
from profiles.desk.errors import ForbiddenError, RefusedError
from profiles.desk.history import ChangedMeanwhileError
from profiles.desk.recording import recording
from profiles.desk.refusals import NotPutBackError
from profiles.desk.reverting import (
    Revert,
    carry_out,
    revert_dossier,
    revert_entry,
    revert_field,
)
from profiles.desk.scopes import Scope
from profiles.desk.standing import standing_of
from profiles.documents.loader import load_dossier
from profiles.documents.writer import to_json, write_dossier
from profiles.models import (
    Award,
    Correction,
    EntryChange,
    Organization,
    Person,
    Publication,
    Quote,
    Revision,
    Source,
    Topic,
)
from profiles.publishing import publish, publish_starter
from tests.factories import (
    complete,
    dossier,
    event_data,
    portrait_data,
    publication_data,
    quote_data,
)

pytestmark = pytest.mark.django_db(databases=["default", "public"])

Change = Callable[..., EntryChange]


@pytest.fixture
def person() -> Person:
    return load_dossier(dossier(id="ada", quotes=[quote_data()]), DESK)


@pytest.fixture
def quote(person: Person) -> Quote:
    return person.quotes.get()


@pytest.fixture
def change(analyst: User) -> Change:
    """Changes a row, or deletes it; gives what became of its first entry."""

    def make(row: Any, **fields: Any) -> EntryChange:
        with recording(Scope(row), by=analyst) as made:
            if fields:
                type(row).objects.filter(pk=row.pk).update(**fields)
            else:
                type(row).objects.filter(pk=row.pk).delete()
        assert made.revision is not None
        first = made.revision.changes.first()
        assert first is not None
        return first

    return make


def put_back(plan: Revert, by: User) -> Revision | None:
    return carry_out(plan, by=by, reason="It was better.", seen=plan.seen)


def told(plan: Revert) -> list[tuple[Any, Any]]:
    return [(each.before, each.after) for each in plan.changes]


# One field


def test_field_is_put_back_and_what_came_later_stays(
    quote: Quote, change: Change, analyst: User
) -> None:
    changed = change(quote, text="Second.", outlet="A paper")
    change(quote, context="Later.")

    revision = put_back(revert_field(changed, "text"), analyst)

    quote.refresh_from_db()
    assert (quote.text, quote.outlet, quote.context) == (
        "Words number 1.",
        "A paper",
        "Later.",
    )
    assert revision is not None
    assert (revision.by, revision.reason) == (analyst, "It was better.")


def test_field_that_was_empty_is_empty_again(
    quote: Quote, change: Change, analyst: User
) -> None:
    changed = change(quote, outlet="A paper")

    put_back(revert_field(changed, "outlet"), analyst)

    quote.refresh_from_db()
    assert quote.outlet == ""


def test_field_of_an_entry_that_is_gone_cannot_be_put_back(
    quote: Quote, change: Change
) -> None:
    changed = change(quote, outlet="A paper")
    change(quote)

    with pytest.raises(RefusedError, match="is not there to put a field back into"):
        revert_field(changed, "outlet")


# One entry


@pytest.mark.parametrize(
    ("to_before", "text"), [(True, "Words number 1."), (False, "Second.")]
)
def test_entry_is_put_back_to_before_a_change_or_after_it(
    quote: Quote, change: Change, analyst: User, to_before: bool, text: str
) -> None:
    changed = change(quote, text="Second.")
    change(quote, text="Third.", outlet="A paper")

    put_back(revert_entry(changed, to_before=to_before), analyst)

    quote.refresh_from_db()
    assert (quote.text, quote.outlet) == (text, "")


def test_plan_shows_what_would_become_of_the_entry(
    quote: Quote, change: Change
) -> None:
    changed = change(quote, text="Second.")
    change(quote, outlet="A paper")

    plan = revert_entry(changed, to_before=True)

    assert told(plan) == [(quote_data(text="Second.", outlet="A paper"), quote_data())]


def test_what_is_so_already_needs_nothing(
    quote: Quote, change: Change, analyst: User
) -> None:
    plan = revert_entry(change(quote, text="Second."), to_before=False)

    assert plan.changes == []
    assert put_back(plan, analyst) is None


@pytest.mark.parametrize(
    ("outlet", "state"),
    [("", DossierState.PUBLISHED), ("Not out yet", DossierState.CHANGED)],
)
def test_dossier_that_says_again_what_readers_have_has_no_changes(
    quote: Quote, change: Change, analyst: User, outlet: str, state: DossierState
) -> None:
    publish_starter(quote.person)
    changed = change(quote, text="Second.", outlet=outlet)

    put_back(revert_field(changed, "text"), analyst)

    assert standing_of(quote.person).state == state


def test_deleted_entry_comes_back(quote: Quote, change: Change, analyst: User) -> None:
    put_back(revert_entry(change(quote), to_before=True), analyst)

    again = Quote.objects.get()
    assert (again.text, again.topics.get().name) == ("Words number 1.", "A topic")


def test_entry_that_was_added_goes_again(person: Person, analyst: User) -> None:
    with recording(Scope.of_dossier(person), by=analyst) as made:
        load_dossier(
            dossier(id="ada", quotes=[quote_data()], history=[event_data()]), DESK
        )
        made.scope.add_dossier(person)
    (added,) = EntryChange.objects.all()

    put_back(revert_entry(added, to_before=True), analyst)

    assert not person.events.exists()
    assert person.quotes.count() == 1


def test_topic_that_was_renamed_since_is_put_back_by_its_present_name(
    quote: Quote, change: Change, analyst: User
) -> None:
    deleted = change(quote)
    change(Topic.objects.get(), name="A better name")

    put_back(revert_entry(deleted, to_before=True), analyst)

    assert [topic.name for topic in Topic.objects.all()] == ["A better name"]
    assert Quote.objects.get().topics.get().name == "A better name"


def test_what_comes_back_with_an_entry_is_recorded_too(
    quote: Quote, change: Change, analyst: User
) -> None:
    deleted = change(quote)
    change(Source.objects.get())
    change(Topic.objects.get())

    revision = put_back(revert_entry(deleted, to_before=True), analyst)

    assert revision is not None
    recorded = revision.changes.order_by("dossier_id", "section")
    assert [(each.dossier_id, each.section) for each in recorded] == [
        ("", "sources"),
        ("", "topics"),
        ("ada", "quotes"),
        ("ada", "sources"),
        ("ada", "topics"),
    ]


def test_publication_of_two_dossiers_is_told_of_both(
    change: Change, analyst: User
) -> None:
    load_dossier(dossier(id="ada", research=[publication_data()]), DESK)
    bo = dossier(
        id="bo", slug="bo", name="Bo", sort_name="Bo", research=[publication_data()]
    )
    load_dossier(bo, DESK)
    changed = change(Publication.objects.get(), venue="A journal")

    plan = revert_entry(changed, to_before=True)
    revision = put_back(plan, analyst)

    assert plan.notes == [
        "“Paper number 1” is in other dossiers too, and changes there as well: Bo."
    ]
    assert revision is not None
    assert {each.dossier_id for each in revision.changes.all()} == {"ada", "bo"}


def test_publication_put_back_into_one_dossier_does_not_come_to_another_again(
    analyst: User,
) -> None:
    ada = load_dossier(dossier(id="ada", research=[publication_data()]), DESK)
    bo = dossier(
        id="bo", slug="bo", name="Bo", sort_name="Bo", research=[publication_data()]
    )
    load_dossier(bo, DESK)
    with recording(Scope.of_dossier(ada), by=analyst):
        ada.listed_publications.all().delete()
    (gone,) = EntryChange.objects.all()

    revision = put_back(revert_entry(gone, to_before=True), analyst)

    assert gone.dossier_id == "ada"
    assert revision is not None
    assert [each.dossier_id for each in revision.changes.all()] == ["ada"]


def test_portrait_stays_where_the_files_of_the_former_are_gone(
    person: Person, analyst: User, portrait: dict[str, Any]
) -> None:
    lost = dossier(id="ada", epithet="The First", portrait=portrait_data())
    kept = dossier(id="ada", epithet="The Second", portrait=portrait)
    load_dossier(lost, DESK)
    with recording(Scope(person), by=analyst):
        load_dossier(kept, DESK)
    changed = EntryChange.objects.get(section="person")

    plan = revert_entry(changed, to_before=True)
    put_back(plan, analyst)

    person.refresh_from_db()
    assert "files of the former one are not kept" in plan.notes[0]
    assert (person.epithet, person.portrait.name) == ("The First", portrait["name"])


# A whole dossier


def test_whole_dossier_is_put_back_to_after_a_revision(
    person: Person, quote: Quote, change: Change, analyst: User
) -> None:
    first = change(person, epithet="The First")
    before = to_json(write_dossier(person, DESK))
    change(quote, text="Second.")
    change(person, epithet="The Second")
    with recording(Scope.of_dossier(person), by=analyst):
        person.events.create(
            stable_id="new", occurred_on="2001", title="New", category="career"
        )

    plan = revert_dossier("ada", first.revision_id)
    put_back(plan, analyst)

    assert {each.section for each in plan.changes} == {"person", "quotes", "history"}
    assert to_json(write_dossier(person, DESK)) == before


def test_deleted_dossier_comes_back_byte_for_byte(
    analyst: User, portrait: dict[str, Any]
) -> None:
    person = load_dossier(complete(2, portrait=portrait), DESK)
    before, dossier_id = to_json(write_dossier(person, DESK)), person.stable_id
    with recording(Scope.of_dossier(person), by=analyst) as made:
        person.delete()
    assert made.revision is not None

    put_back(revert_dossier(dossier_id, made.revision.pk - 1), analyst)

    again = Person.objects.get(stable_id=dossier_id)
    assert to_json(write_dossier(again, DESK)) == before


def test_dossier_is_not_put_back_to_before_there_was_one(person: Person) -> None:
    with recording(Scope(), by=None) as made:
        made.scope.add_dossier(person)
    assert made.revision is not None

    with pytest.raises(RefusedError, match="no such dossier after that revision"):
        revert_dossier("ada", made.revision.pk - 1)


def test_deleting_one_dossier_takes_nothing_from_another(analyst: User) -> None:
    ada = load_dossier(dossier(id="ada", research=[publication_data()]), DESK)
    bo = dossier(
        id="bo", slug="bo", name="Bo", sort_name="Bo", research=[publication_data()]
    )
    load_dossier(bo, DESK)

    with recording(Scope.of_dossier(ada), by=analyst):
        ada.delete()

    assert {each.dossier_id for each in EntryChange.objects.all()} == {"ada"}


def test_deleted_dossier_leaves_publications_as_others_have_them_now(
    change: Change, analyst: User
) -> None:
    ada = load_dossier(dossier(id="ada", research=[publication_data()]), DESK)
    bo = dossier(
        id="bo", slug="bo", name="Bo", sort_name="Bo", research=[publication_data()]
    )
    load_dossier(bo, DESK)
    with recording(Scope.of_dossier(ada), by=analyst) as made:
        ada.delete()
    assert made.revision is not None
    change(Publication.objects.get(), venue="A journal")

    put_back(revert_dossier("ada", made.revision.pk - 1), analyst)

    again = Person.objects.get(stable_id="ada")
    assert again.publications.get().venue == "A journal"


# Records that dossiers share


def test_source_says_again_what_it_said(
    person: Person, change: Change, analyst: User
) -> None:
    source = Source.objects.get()
    changed = change(source, title="Another title", publisher="A publisher")

    put_back(revert_field(changed, "title"), analyst)

    source.refresh_from_db()
    assert (source.title, source.publisher) == ("A source", "A publisher")
    assert person.quotes.get().citations.get().source == source


@pytest.mark.parametrize(
    ("model", "fields"),
    [
        (Source, {"stable_id": "x", "title": "X", "kind": "news", "reliability": "B"}),
        (Organization, {"slug": "x", "name": "X", "kind": "company", "country": "FR"}),
        (Topic, {"slug": "x", "name": "X"}),
        (Award, {"slug": "x", "name": "X"}),
    ],
)
def test_deleted_record_comes_back_as_it_was(
    change: Change, analyst: User, model: Any, fields: dict[str, Any]
) -> None:
    deleted = change(model.objects.create(**fields))

    put_back(revert_entry(deleted, to_before=True), analyst)

    assert model.objects.filter(**fields).count() == 1


def test_award_comes_back_after_who_grants_it(change: Change, analyst: User) -> None:
    body = Organization.objects.create(slug="body", name="Body", kind="society")
    award = Award.objects.create(slug="prize", name="Prize", granted_by=body)
    prize, grantor = change(award), change(body)

    with pytest.raises(RefusedError, match=r"no organization “body” now; put it back"):
        put_back(revert_entry(prize, to_before=True), analyst)
    put_back(revert_entry(grantor, to_before=True), analyst)
    put_back(revert_entry(prize, to_before=True), analyst)

    assert Award.objects.get().granted_by == Organization.objects.get()


def test_record_that_would_break_a_rule_is_refused(
    change: Change, analyst: User
) -> None:
    changed = change(Topic.objects.create(slug="x", name="X"), name="Y")
    Topic.objects.create(slug="x-2", name="X")

    with pytest.raises(RefusedError, match="Name: Topic with this Name already exists"):
        put_back(revert_entry(changed, to_before=True), analyst)

    assert Topic.objects.get(slug="x").name == "Y"


def test_what_published_dossiers_share_is_put_back_by_editors(
    person: Person, change: Change, analyst: User, editor: User
) -> None:
    source = Source.objects.get()
    changed = change(source, title="Another")
    publish(person)
    plan = correction = revert_entry(changed, to_before=True)

    with pytest.raises(ForbiddenError, match="Only an editor can change it"):
        put_back(plan, analyst)
    with pytest.raises(RefusedError, match="Say what changed, for readers"):
        put_back(correction, editor)
    carry_out(
        correction, by=editor, reason="Wrong.", summary="A title.", seen=correction.seen
    )

    source.refresh_from_db()
    assert source.title == "A source"
    assert Correction.objects.get().summary == "A title."


# Refusals


def test_whoever_may_not_change_an_entry_may_not_put_it_back(
    quote: Quote, change: Change
) -> None:
    plan = revert_entry(change(quote, text="Second."), to_before=True)
    stranger = User.objects.create_user("stranger", is_staff=True)

    with pytest.raises(ForbiddenError, match="may not change quotes"):
        put_back(plan, stranger)

    quote.refresh_from_db()
    assert quote.text == "Second."


def test_reason_is_asked_for(quote: Quote, change: Change, analyst: User) -> None:
    plan = revert_entry(change(quote, text="Second."), to_before=True)

    with pytest.raises(RefusedError, match="Say why"):
        carry_out(plan, by=analyst, reason=" ", seen=plan.seen)


def test_entry_that_somebody_changed_meanwhile_is_not_overwritten(
    quote: Quote, change: Change, analyst: User
) -> None:
    plan = revert_entry(change(quote, text="Second."), to_before=True)
    change(quote, text="Third.")

    with pytest.raises(ChangedMeanwhileError) as refused:
        put_back(plan, analyst)

    quote.refresh_from_db()
    assert quote.text == "Third."
    assert [each.after for each in refused.value.changes] == [{"text": "Third."}]


def test_dossier_that_got_another_entry_meanwhile_is_looked_at_again(
    person: Person, change: Change, analyst: User
) -> None:
    first = change(person, epithet="The First")
    change(person, epithet="The Second")
    plan = revert_dossier("ada", first.revision_id)
    with recording(Scope.of_dossier(person), by=analyst):
        person.events.create(
            stable_id="new", occurred_on="2001", title="New", category="career"
        )

    with pytest.raises(ChangedMeanwhileError):
        put_back(plan, analyst)

    person.refresh_from_db()
    assert person.epithet == "The Second"


def test_refusal_names_the_entry_and_what_is_wrong_with_it(
    person: Person, quote: Quote, change: Change, analyst: User
) -> None:
    plan = revert_entry(change(person, epithet="The First"), to_before=True)
    quote.ranked_topics.all().delete()

    with pytest.raises(NotPutBackError) as refused:
        put_back(plan, analyst)

    assert refused.value.sentences == ["Quotes, “Words number 1.”, topics: is missing."]
    person.refresh_from_db()
    assert person.epithet == "The First"
