import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.contrib.auth.models import User

from profiles.choices import CorrectionState, DossierState
from profiles.databases import DESK, PUBLIC
from profiles.desk.agenda import agenda_list
from profiles.desk.correcting import (
    approve,
    digest_of_all,
    earlier,
    next_editions,
    propose,
    told,
    undo,
    waiting,
)
from profiles.desk.errors import ForbiddenError, RefusedError
from profiles.desk.recording import recording
from profiles.desk.reverting import carry_out, revert_entry, revert_field
from profiles.desk.reviewing import approve as approve_dossier
from profiles.desk.reviewing import authors, digest_now, send
from profiles.desk.roles import EDITOR
from profiles.desk.scopes import Scope
from profiles.desk.standing import standing_of
from profiles.documents.diff import changes_between
from profiles.documents.entries import entries_of
from profiles.documents.loader import load_dossier
from profiles.models import (
    Award,
    Citation,
    Correction,
    Edition,
    EntryChange,
    Organization,
    Person,
    Publication,
    PublishedEdition,
    Quote,
    Revision,
    Source,
    Topic,
)
from profiles.publishing import pending, publish, publish_pending, withdraw
from tests.desk.conftest import Staff
from tests.desk.test_sharing import make
from tests.factories import complete, publication_data, quote_data

pytestmark = pytest.mark.django_db(databases=[DESK, PUBLIC])

Callbacks = Callable[..., AbstractContextManager[Any]]


@pytest.fixture
def second_editor(staff: Staff) -> User:
    return staff("eve", EDITOR)


@pytest.fixture
def complete_dossier() -> Person:
    person = load_dossier(complete(portrait=None), DESK)
    publish(person)
    return person


def change(row: Any, by: User | None, **values: Any) -> Revision:
    with recording(Scope(row), by=by) as made:
        type(row).objects.filter(pk=row.pk).update(**values)
    assert made.revision is not None
    return made.revision


def rename(name: str, by: User | None, *, row: Topic | None = None) -> Revision:
    return change(row or Topic.objects.get(), by, name=name)


def proposed(revision: Revision, by: User) -> Correction:
    correction = propose(revision, by=by, summary="A topic has another name.")
    assert correction is not None
    return correction


def let_out(correction: Correction, by: User) -> list[Edition]:
    seen = digest_of_all(next_editions(correction.revision))
    return approve(correction, by=by, seen=seen)


def differences(person: Person) -> list[tuple[str, str, list[str]]]:
    """How the last edition differs from the one before it."""
    new, old, *_ = person.editions.order_by("-number")
    before, after = (entries_of(json.loads(e.document)) for e in (old, new))
    return [
        (*each.key, [field.name for field in each.fields])
        for each in changes_between(before, after)
    ]


def test_desk_of_one_gives_every_published_dossier_a_new_edition_at_once(
    editor: User, django_capture_on_commit_callbacks: Callbacks
) -> None:
    ada, bo = make("Ada"), make("Bo")
    draft, gone = make("Cy", is_published=False), make("Di")
    withdraw(gone, reason="A mistake.")

    with django_capture_on_commit_callbacks(using=DESK, execute=True):
        correction = proposed(rename("Another", editor), editor)

    assert correction.state == CorrectionState.PUBLISHED
    assert [differences(ada), differences(bo)] == [
        [("quotes", "ada-1", ["topics"])],
        [("quotes", "bo-1", ["topics"])],
    ]
    assert not draft.editions.exists()
    assert gone.editions.count() == 1
    assert [*Topic.objects.using(PUBLIC).values_list("name", flat=True)] == ["Another"]
    shown = PublishedEdition.objects.using(PUBLIC).current()
    assert {*shown.values_list("dossier_id", "number", "summary", "is_reviewed")} == {
        ("ada", 2, "A topic has another name.", False),
        ("bo", 2, "A topic has another name.", False),
    }
    assert [standing_of(each).state for each in (ada, bo)] == 2 * [
        DossierState.PUBLISHED
    ]


def test_drafts_stay_drafts(editor: User) -> None:
    ada = make("Ada")
    change(ada.quotes.get(), None, text="Not for readers yet.")
    rename_it = rename("Another", editor)
    change(ada.quotes.get(), None, outlet="Nor this.")

    proposed(rename_it, editor)

    assert differences(ada) == [("quotes", "ada-1", ["topics"])]
    last = ada.editions.order_by("number").last()
    assert last is not None
    assert json.loads(last.document)["quotes"][0]["text"] == "Words number 1."
    assert standing_of(ada).state == DossierState.CHANGED
    assert authors(ada) == {None}


@pytest.mark.parametrize(
    ("model", "values", "expected"),
    [
        (Source, {"reliability": "F"}, [("sources", "source-1", ["reliability"])]),
        (Source, {"publisher": ""}, [("sources", "source-1", ["publisher"])]),
        (
            Organization,
            {"name": "New name"},
            [("organizations", "organization-1", ["name"])],
        ),
        (Award, {"name": "New name"}, [("awards", "award-1", ["award"])]),
        (
            Award,
            {"granted_by": None},
            [("awards", "award-1", ["granted_by"])],
        ),
    ],
)
def test_difference_is_the_one_that_was_made(
    model: Any, values: Any, expected: Any, editor: User, complete_dossier: Person
) -> None:
    correction = proposed(change(model.objects.get(), editor, **values), editor)

    assert differences(complete_dossier) == expected
    assert correction.state == CorrectionState.PUBLISHED
    assert publish(complete_dossier) is None


def test_nothing_is_proposed_where_readers_would_see_no_difference(
    editor: User,
) -> None:
    make("Ada", is_published=False)

    assert propose(rename("Another", editor), by=editor, summary="") is None
    assert not Correction.objects.exists()


def test_correction_needs_words_for_readers(editor: User) -> None:
    make("Ada")
    revision = rename("Another", editor)

    with pytest.raises(RefusedError, match="Say what changed, for readers"):
        propose(revision, by=editor, summary=" ")


def test_change_of_entries_is_no_correction(editor: User) -> None:
    ada = make("Ada")
    quote, topic = ada.quotes.get(), Topic.objects.get()
    with recording(Scope(quote, topic), by=editor) as made:
        Topic.objects.update(name="Another")
        Quote.objects.update(text="Slipped in.")
    assert made.revision is not None

    with pytest.raises(RefusedError, match="Entries were changed together"):
        propose(made.revision, by=editor, summary="Renamed.")


@pytest.mark.usefixtures("four_eyes")
def test_analyst_neither_proposes_nor_approves_nor_undoes(
    analyst: User, editor: User
) -> None:
    make("Ada")
    revision = rename("Another", editor)
    correction = proposed(revision, editor)

    with pytest.raises(ForbiddenError):
        propose(revision, by=analyst, summary="Mine.")
    with pytest.raises(ForbiddenError):
        let_out(correction, analyst)
    with pytest.raises(ForbiddenError):
        undo(correction, by=analyst, reason="No.")


@pytest.mark.usefixtures("four_eyes")
def test_correction_waits_for_another_editor(editor: User, second_editor: User) -> None:
    ada = make("Ada")
    correction = proposed(rename("Another", editor), editor)

    with pytest.raises(ForbiddenError, match="another editor has to let it out"):
        let_out(correction, editor)
    waiting = ada.editions.count()
    [edition] = let_out(correction, second_editor)

    assert waiting == 1
    assert (edition.is_reviewed, edition.approved_by) == (True, second_editor)
    correction.refresh_from_db()
    assert correction.state == CorrectionState.PUBLISHED
    assert correction.decided_by == second_editor


@pytest.mark.usefixtures("four_eyes")
def test_correction_is_let_out_as_it_was_seen(
    editor: User, second_editor: User
) -> None:
    ada = make("Ada")
    correction = proposed(rename("Another", editor), editor)
    seen = digest_of_all(next_editions(correction.revision))
    withdraw(ada, reason="A mistake.")

    with pytest.raises(RefusedError, match="look again"):
        approve(correction, by=second_editor, seen=seen)


@pytest.mark.usefixtures("four_eyes")
def test_correction_is_decided_once(editor: User, second_editor: User) -> None:
    make("Ada")
    correction = proposed(rename("Another", editor), editor)
    let_out(correction, second_editor)

    with pytest.raises(RefusedError, match="does not wait any more: published"):
        let_out(correction, second_editor)
    with pytest.raises(RefusedError, match="does not wait any more: published"):
        undo(correction, by=editor, reason="Changed my mind.")


@pytest.mark.usefixtures("four_eyes")
def test_corrections_of_one_record_go_out_in_their_order(
    editor: User, second_editor: User
) -> None:
    ada = make("Ada")
    first = proposed(rename("Second name", editor), editor)
    second = proposed(rename("Third name", editor), editor)

    with pytest.raises(RefusedError, match="came before it; decide that one first"):
        let_out(second, second_editor)
    let_out(first, second_editor)
    let_out(second, second_editor)

    names = [
        json.loads(edition.document)["quotes"][0]["topics"]
        for edition in ada.editions.order_by("number")
    ]
    assert names == [["A topic"], ["Second name"], ["Third name"]]


@pytest.mark.usefixtures("four_eyes")
def test_name_that_another_record_gave_up_waits_for_that_one(
    editor: User, second_editor: User
) -> None:
    make("Ada", quotes=[quote_data(topics=["A", "B"])])
    first, second = Topic.objects.order_by("name")
    away = proposed(rename("C", editor, row=first), editor)
    there = proposed(rename("A", editor, row=second), editor)
    elsewhere = proposed(change(Source.objects.get(), editor, title="New"), editor)

    assert earlier(there) == away
    assert earlier(elsewhere) is None


@pytest.mark.usefixtures("four_eyes")
def test_dossier_that_was_published_meanwhile_has_it_already(
    analyst: User, editor: User, second_editor: User
) -> None:
    ada, bo = make("Ada"), make("Bo")
    correction = proposed(rename("Another", editor), editor)
    review = send(ada, by=analyst, summary="As it is.")
    approve_dossier(review, by=second_editor, seen=digest_now(ada))

    editions = let_out(correction, second_editor)

    assert [edition.person for edition in editions] == [bo]
    assert ada.editions.count() == 2


@pytest.mark.usefixtures("four_eyes")
def test_author_of_a_correction_that_waits_does_not_approve_the_dossier(
    analyst: User, editor: User
) -> None:
    ada = make("Ada")
    proposed(rename("Another", editor), editor)
    review = send(ada, by=analyst, summary="As it is.")

    with pytest.raises(ForbiddenError, match="changes of your own"):
        approve_dossier(review, by=editor, seen=digest_now(ada))


@pytest.mark.usefixtures("four_eyes")
def test_correction_that_is_out_holds_nobody_from_approving(
    analyst: User, editor: User, second_editor: User
) -> None:
    ada = make("Ada")
    change(ada.quotes.get(), analyst, text="New words.")
    let_out(proposed(rename("Another", editor), editor), second_editor)
    review = send(ada, by=analyst, summary="New words.")

    edition = approve_dossier(review, by=editor, seen=digest_now(ada))

    assert edition is not None
    assert differences(ada) == [("quotes", "ada-1", ["text"])]


def test_correction_of_every_dossier_or_of_none(editor: User) -> None:
    ada = make("Ada")
    bo = make("Bo")
    last = bo.editions.get()
    broken = json.loads(last.document) | {"sort_name": ""}
    Edition.objects.filter(pk=last.pk).update(document=json.dumps(broken))
    revision = rename("Another", editor)

    with pytest.raises(RefusedError, match="The dossier of Bo would break a rule"):
        propose(revision, by=editor, summary="Renamed.")

    assert ada.editions.count() == 1
    assert not Correction.objects.exists()


@pytest.mark.usefixtures("four_eyes")
def test_undoing_puts_the_record_back_and_says_so(
    editor: User, second_editor: User
) -> None:
    ada = make("Ada")
    correction = proposed(rename("Another", editor), editor)

    undo(correction, by=second_editor, reason="It was right.")

    assert Topic.objects.get().name == "A topic"
    correction.refresh_from_db()
    assert correction.state == CorrectionState.UNDONE
    last = Revision.objects.first()
    assert last is not None
    assert (last.by, last.reason) == (second_editor, "It was right.")
    assert ada.editions.count() == 1
    assert (standing_of(ada).state, authors(ada)) == (DossierState.PUBLISHED, set())


@pytest.mark.usefixtures("four_eyes")
def test_undoing_leaves_what_was_changed_besides(
    editor: User, second_editor: User
) -> None:
    ada = make("Ada")
    correction = proposed(rename("Another", editor), editor)
    change(ada.quotes.get(), None, outlet="Not out yet.")

    undo(correction, by=second_editor, reason="It was right.")

    assert standing_of(ada).state == DossierState.CHANGED
    assert authors(ada) == {None}
    drafts = agenda_list("drafts", second_editor, 1)
    assert drafts is not None
    assert not drafts.rows


@pytest.mark.usefixtures("four_eyes")
def test_undoing_what_readers_have_is_a_change_like_any_other(
    editor: User, second_editor: User
) -> None:
    ada = make("Ada")
    correction = proposed(rename("Another", editor), editor)
    review = send(ada, by=editor, summary="Everything.")
    approve_dossier(review, by=second_editor, seen=digest_now(ada))

    undo(correction, by=second_editor, reason="It was right.")

    assert authors(ada) == {second_editor.pk}


@pytest.mark.usefixtures("four_eyes")
def test_what_was_changed_again_is_not_undone(editor: User) -> None:
    make("Ada")
    correction = proposed(rename("Second name", editor), editor)
    rename("Third name", editor)

    with pytest.raises(RefusedError, match="was changed by ed after the correction"):
        undo(correction, by=editor, reason="It was right.")

    assert Topic.objects.get().name == "Third name"


@pytest.mark.usefixtures("four_eyes")
def test_undoing_needs_a_reason(editor: User) -> None:
    make("Ada")
    correction = proposed(rename("Another", editor), editor)

    with pytest.raises(RefusedError, match="Say why it is undone"):
        undo(correction, by=editor, reason=" ")


def test_reading_room_that_did_not_get_it_is_brought_in_line_later(
    editor: User,
) -> None:
    ada, bo = make("Ada"), make("Bo")
    proposed(rename("Another", editor), editor)

    assert pending() == [ada, bo]
    assert publish_pending() == 2
    assert [*Topic.objects.using(PUBLIC).values_list("name", flat=True)] == ["Another"]


# Publications, which are entries of every dossier that has them


@pytest.fixture
def shared(four_eyes: None) -> tuple[Person, Person]:
    """Two published dossiers with a publication in common, and one of their own."""
    ada = make("Ada", research=[publication_data(1), publication_data(2)])
    bo = make("Bo", research=[publication_data(2), publication_data(3)])
    return ada, bo


def retitle(title: str, by: User | None) -> Revision:
    return change(Publication.objects.get(stable_id="publication-2"), by, title=title)


def test_shared_publication_goes_to_readers_as_a_correction(
    shared: tuple[Person, Person], editor: User, second_editor: User
) -> None:
    change(shared[0].quotes.get(), editor, outlet="Not out yet.")
    revision = retitle("Corrected", editor)

    let_out(proposed(revision, editor), second_editor)

    assert [differences(each) for each in shared] == [
        [("research", "publication-2", ["title"])]
    ] * 2
    assert [standing_of(each).state for each in shared] == [
        DossierState.CHANGED,
        DossierState.PUBLISHED,
    ]


def test_source_that_a_shared_publication_comes_to_cite_goes_with_it(
    shared: tuple[Person, Person], editor: User, second_editor: User
) -> None:
    row = Publication.objects.get(stable_id="publication-2")
    with recording(Scope(row), by=editor) as made:
        source = Source.objects.create(stable_id="new", title="New", kind="news")
        made.scope.add(source)
        Citation.objects.create(
            publication=row, source=source, position=9, credibility=2
        )
    assert made.revision is not None

    let_out(proposed(made.revision, editor), second_editor)

    assert differences(shared[1]) == [
        ("research", "publication-2", ["citations"]),
        ("sources", "new", ["id", "title", "kind", "reliability"]),
    ]


def test_analyst_changes_no_publication_that_several_published_dossiers_have(
    shared: tuple[Person, Person], analyst: User
) -> None:
    with pytest.raises(ForbiddenError, match="dossiers of Ada and Bo"):
        retitle("Mine", analyst)

    own = Publication.objects.get(stable_id="publication-1")
    change(own, analyst, title="My own dossier's")


def test_publication_of_one_dossier_is_its_entry_and_no_correction(
    shared: tuple[Person, Person], editor: User
) -> None:
    own = Publication.objects.get(stable_id="publication-1")
    revision = change(own, editor, title="Another")

    with pytest.raises(RefusedError, match="send their dossiers to review"):
        propose(revision, by=editor, summary="Not one.")


def test_correction_of_a_shared_publication_is_undone_in_all_dossiers(
    shared: tuple[Person, Person], editor: User, second_editor: User
) -> None:
    correction = proposed(retitle("Wrong", editor), editor)

    undo(correction, by=second_editor, reason="It was right before.")

    row = Publication.objects.get(stable_id="publication-2")
    assert row.title == "Paper number 2"


def test_second_correction_of_a_publication_waits_for_the_first(
    shared: tuple[Person, Person], editor: User
) -> None:
    first = proposed(retitle("One", editor), editor)
    second = proposed(retitle("Two", editor), editor)

    assert earlier(second) == first


def test_dossiers_of_a_publication_are_told(
    shared: tuple[Person, Person], editor: User
) -> None:
    correction = proposed(retitle("One", editor), editor)

    (found,) = told([correction])

    assert found.people == [*shared]
    assert [change.entry_id for change in found.changes] == ["publication-2"]


def first_change(entry_id: str) -> EntryChange:
    """The change that the entry has been through first, as of either dossier."""
    return EntryChange.objects.filter(entry_id=entry_id).order_by("pk")[0]


def test_shared_publication_is_put_back_as_a_correction(
    shared: tuple[Person, Person], editor: User, second_editor: User
) -> None:
    let_out(proposed(retitle("Wrong", editor), editor), second_editor)
    plan = revert_entry(first_change("publication-2"), to_before=True)

    carry_out(plan, by=editor, reason="It was right.", seen=plan.seen, summary="Right.")
    let_out(waiting().get(), second_editor)

    assert [differences(each) for each in shared] == [
        [("research", "publication-2", ["title"])]
    ] * 2
    assert Publication.objects.get(stable_id="publication-2").title == "Paper number 2"


def test_correction_by_putting_back_needs_words_for_readers(
    shared: tuple[Person, Person], editor: User
) -> None:
    retitle("Wrong", editor)
    plan = revert_field(first_change("publication-2"), "title")

    with pytest.raises(RefusedError, match="Say what changed, for readers"):
        carry_out(plan, by=editor, reason="It was right.", seen=plan.seen)

    assert Publication.objects.get(stable_id="publication-2").title == "Wrong"


def test_publication_of_one_dossier_is_put_back_without_a_correction(
    shared: tuple[Person, Person], analyst: User
) -> None:
    own = Publication.objects.get(stable_id="publication-1")
    change(own, analyst, title="Wrong")
    plan = revert_entry(first_change("publication-1"), to_before=True)

    carry_out(plan, by=analyst, reason="It was right.", seen=plan.seen)

    assert not plan.is_correction
    assert not Correction.objects.exists()
