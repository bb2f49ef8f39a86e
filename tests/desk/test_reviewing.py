from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone

from profiles.choices import DossierState
from profiles.databases import DESK, PUBLIC
from profiles.desk.cautions import unsourced_quotes
from profiles.desk.going_back import go_back
from profiles.desk.recording import recording
from profiles.desk.reviewing import (
    Objection,
    RefusedError,
    approve,
    authors,
    publish_due,
    publish_without_review,
    return_to_author,
    send,
    take_back,
    withdraw,
)
from profiles.desk.roles import EDITOR
from profiles.desk.scopes import Scope
from profiles.desk.standing import standing_of, standings
from profiles.documents.loader import load_dossier
from profiles.documents.reader import read_dossier
from profiles.documents.writer import to_data
from profiles.models import (
    Citation,
    Edition,
    FormerSlug,
    Person,
    PublishedEdition,
    Quote,
    Review,
)
from profiles.models.editions import digest_of
from profiles.publishing import UnreviewedError, publish, working_copy
from tests.conftest import DOSSIERS
from tests.desk.conftest import Staff
from tests.factories import dossier, quote_data

pytestmark = [
    pytest.mark.django_db(databases=[DESK, PUBLIC]),
    pytest.mark.usefixtures("four_eyes"),
]


@pytest.fixture
def person() -> Person:
    return load_dossier(dossier(id="ada", quotes=[quote_data()]), DESK)


@pytest.fixture
def second_editor(staff: Staff) -> User:
    return staff("eve", EDITOR)


def edit(person: Person, by: User, words: str) -> None:
    with recording(Scope(person.quotes.get()), by=by):
        Quote.objects.update(text=words)


def seen(person: Person) -> str:
    return digest_of(working_copy(person).document)


def publish_by(person: Person, analyst: User, editor: User) -> Edition:
    review = send(person, by=analyst, summary="Something new.")
    edition = approve(review, by=editor, seen=seen(person))
    assert edition is not None
    return edition


def read_by_readers() -> list[str]:
    return [*Quote.objects.using(PUBLIC).values_list("text", flat=True)]


def state(person: Person) -> DossierState:
    return standing_of(person).state


def test_dossier_goes_from_draft_to_readers_and_back(
    person: Person, analyst: User, editor: User
) -> None:
    states = [state(person)]
    edit(person, analyst, "Ann's words.")
    review = send(person, by=analyst, summary="A first version.")
    states.append(state(person))
    edition = approve(review, by=editor, seen=seen(person))
    states.append(state(person))
    edit(person, analyst, "Ann's second thoughts.")
    states.append(state(person))
    published = read_by_readers()
    withdraw(person, by=editor, reason="A complaint.")
    states.append(state(person))

    assert states == ["draft", "in_review", "published", "changed", "withdrawn"]
    assert published == ["Ann's words."]
    assert read_by_readers() == []
    assert edition is not None
    assert (edition.approved_by, edition.summary) == (editor, "A first version.")
    assert edition.is_reviewed
    assert Review.objects.get().edition == edition


def test_edition_in_the_reading_room_says_that_it_was_reviewed(
    person: Person, analyst: User, editor: User
) -> None:
    publish_by(person, analyst, editor)

    assert PublishedEdition.objects.using(PUBLIC).get().is_reviewed


def test_nobody_approves_what_they_sent(person: Person, editor: User) -> None:
    review = send(person, by=editor, summary="Mine.")

    with pytest.raises(RefusedError, match="changes of your own"):
        approve(review, by=editor, seen=seen(person))

    assert not Edition.objects.exists()


def test_nobody_approves_a_version_with_changes_of_their_own(
    person: Person, analyst: User, editor: User, second_editor: User
) -> None:
    review = send(person, by=analyst, summary="Ann's.")
    edit(person, editor, "Ed's little change.")

    with pytest.raises(RefusedError, match="changes of your own"):
        approve(review, by=editor, seen=seen(person))
    edition = approve(review, by=second_editor, seen=seen(person))

    assert edition is not None
    assert edition.approved_by == second_editor


def test_own_changes_that_are_out_already_do_not_count(
    person: Person, analyst: User, editor: User, second_editor: User
) -> None:
    edit(person, editor, "Ed's words.")
    review = send(person, by=analyst, summary="One.")
    approve(review, by=second_editor, seen=seen(person))
    edit(person, analyst, "Ann's words.")

    assert authors(person) == {analyst.pk}
    assert publish_by(person, analyst, editor).number == 2


def test_database_refuses_a_decision_on_ones_own(person: Person, editor: User) -> None:
    review = send(person, by=editor, summary="Mine.")

    with pytest.raises(IntegrityError), transaction.atomic(using=DESK):
        Review.objects.filter(pk=review.pk).update(
            state="approved", decided_by=editor, document="{}"
        )


def test_desk_of_one_publishes_its_own_and_its_edition_says_so(
    person: Person, editor: User, settings: Any
) -> None:
    settings.DOSSIER_FOUR_EYES = False
    review = send(person, by=editor, summary="Mine.")

    edition = approve(review, by=editor, seen=seen(person))

    assert edition is not None
    assert not edition.is_reviewed
    assert not PublishedEdition.objects.using(PUBLIC).get().is_reviewed


def test_nothing_is_published_past_the_review(person: Person, editor: User) -> None:
    with pytest.raises(UnreviewedError, match="nobody has approved it"):
        publish(person, by=editor)

    assert not Edition.objects.exists()


@pytest.mark.parametrize("step", ["approve", "return", "withdraw", "go back"])
def test_analyst_takes_no_step_of_an_editor(
    person: Person, analyst: User, editor: User, staff: Staff, step: str
) -> None:
    other = staff("amy", "analyst")
    publish_by(person, analyst, editor)
    edit(person, analyst, "New words.")
    review = send(person, by=analyst, summary="More.")
    steps = {
        "approve": lambda: approve(review, by=other, seen=seen(person)),
        "return": lambda: return_to_author(
            review, by=other, objections=[Objection("No.")]
        ),
        "withdraw": lambda: withdraw(person, by=other, reason="No."),
        "go back": lambda: go_back(person, 1, by=other, summary="No."),
    }

    with pytest.raises(RefusedError, match="ask an editor"):
        steps[step]()

    assert read_by_readers() == ["Words number 1."]
    assert Review.objects.open().get() == review


def test_what_changed_since_it_was_looked_at_is_not_approved(
    person: Person, analyst: User, editor: User
) -> None:
    review = send(person, by=analyst, summary="One.")
    looked_at = seen(person)
    edit(person, analyst, "Slipped in.")

    with pytest.raises(RefusedError, match="has changed since you looked"):
        approve(review, by=editor, seen=looked_at)

    assert not Edition.objects.exists()


def test_edit_after_approval_sends_it_back_to_review(
    person: Person, analyst: User, editor: User
) -> None:
    review = send(person, by=analyst, summary="One.")
    later = timezone.now() + timedelta(hours=1)
    approve(review, by=editor, seen=seen(person), publish_at=later)
    edit(person, analyst, "Slipped in.")

    published = publish_due(later + timedelta(hours=1))

    review.refresh_from_db()
    assert published == []
    assert (review.state, review.decided_by) == ("in_review", None)
    assert not Edition.objects.exists()


def test_what_was_approved_for_later_is_published_when_its_time_has_come(
    person: Person, analyst: User, editor: User
) -> None:
    review = send(person, by=analyst, summary="One.")
    later = timezone.now() + timedelta(hours=1)

    approve(review, by=editor, seen=seen(person), publish_at=later)

    assert state(person) == "approved"
    assert publish_due(later - timedelta(minutes=1)) == []
    assert [str(each) for each in publish_due(later)] == ["Ada Example, edition 1"]
    assert publish_due(later) == []
    assert read_by_readers() == ["Words number 1."]


def test_dossier_is_returned_with_reasons(
    person: Person, analyst: User, editor: User
) -> None:
    review = send(person, by=analyst, summary="One.")
    reason = Objection("Where was this said?", "quotes", "quote-1", "Words number 1.")

    with pytest.raises(RefusedError, match="Say why"):
        return_to_author(review, by=editor, objections=[Objection(" ")])
    return_to_author(review, by=editor, objections=[reason, Objection("Else good.")])

    review.refresh_from_db()
    assert standing_of(person).words == "Returned"
    assert [(r.entry_id, r.text) for r in review.remarks.all()] == [
        ("quote-1", "Where was this said?"),
        ("", "Else good."),
    ]
    with pytest.raises(RefusedError, match="not in review any more: Returned"):
        approve(review, by=editor, seen=seen(person))


def test_returned_version_of_a_published_dossier_is_called_both(
    person: Person, analyst: User, editor: User
) -> None:
    publish_by(person, analyst, editor)
    edit(person, analyst, "Ann's words.")
    review = send(person, by=analyst, summary="Two.")
    return_to_author(review, by=editor, objections=[Objection("Who heard it?")])

    words = standing_of(person).words

    assert words == "Returned; published, with changes that are not out yet"


def test_review_is_taken_back_by_who_sent_it(
    person: Person, analyst: User, staff: Staff
) -> None:
    review = send(person, by=analyst, summary="One.")

    with pytest.raises(RefusedError, match="a colleague sent"):
        take_back(review, by=staff("amy", "analyst"))
    take_back(review, by=analyst)

    assert state(person) == "draft"
    assert send(person, by=analyst, summary="Again.").pk != review.pk


def test_dossier_is_sent_once_and_only_with_something_new(
    person: Person, analyst: User, editor: User
) -> None:
    with pytest.raises(RefusedError, match="Say what changed"):
        send(person, by=analyst, summary=" ")
    publish_by(person, analyst, editor)
    with pytest.raises(RefusedError, match="nothing to do"):
        send(person, by=analyst, summary="Nothing.")
    edit(person, analyst, "Ann's words.")
    send(person, by=analyst, summary="Something.")
    with pytest.raises(RefusedError, match="in review already"):
        send(person, by=analyst, summary="Twice.")


def test_earlier_edition_is_published_again_in_one_step(
    person: Person, analyst: User, editor: User
) -> None:
    publish_by(person, analyst, editor)
    edit(person, analyst, "A mistake.")
    publish_by(person, analyst, editor)

    edition = go_back(person, 1, by=editor, summary="The last one was wrong.")

    assert (edition.number, edition.is_reviewed) == (3, True)
    assert read_by_readers() == ["Words number 1."]
    assert person.quotes.get().text == "A mistake."
    assert state(person) == "changed"
    with pytest.raises(RefusedError, match="Readers have edition 1"):
        go_back(person, 1, by=editor, summary="Again.")
    with pytest.raises(RefusedError, match="no edition 9"):
        go_back(person, 9, by=editor, summary="What?")


@pytest.mark.parametrize("size", [1, 3])
def test_standing_of_many_dossiers_costs_four_queries(
    analyst: User, size: int, django_assert_num_queries: Any
) -> None:
    people = [
        load_dossier(
            dossier(id=f"p{n}", slug=f"p{n}", name=f"P {n}", sort_name=f"P {n}"), DESK
        )
        for n in range(size)
    ]
    for person in people:
        send(person, by=analyst, summary="New.")

    with django_assert_num_queries(4):
        found = standings(people)

    assert [each.state for each in found] == ["in_review"] * size


# What may not go to readers, and ways around a review


@pytest.fixture
def unsourced(person: Person) -> Person:
    with recording(Scope(person.quotes.get()), by=None):
        Citation.objects.all().delete()
    return person


def test_quote_without_a_source_is_not_sent(unsourced: Person, analyst: User) -> None:
    with pytest.raises(RefusedError, match=r"delete it: “Words number 1\.”$"):
        send(unsourced, by=analyst, summary="One.")

    assert not Review.objects.exists()


def test_quote_that_lost_its_source_in_review_is_not_approved(
    person: Person, analyst: User, editor: User
) -> None:
    review = send(person, by=analyst, summary="One.")
    with recording(Scope(person.quotes.get()), by=analyst):
        Citation.objects.all().delete()

    with pytest.raises(RefusedError, match="without a source"):
        approve(review, by=editor, seen=seen(person))

    assert not Edition.objects.exists()


def test_quote_without_a_source_is_not_published_at_a_desk_of_one(
    unsourced: Person, settings: Any
) -> None:
    settings.DOSSIER_FOUR_EYES = False

    with pytest.raises(RefusedError, match="without a source"):
        publish_without_review(unsourced)

    assert not Edition.objects.exists()


def test_all_quotes_of_the_starter_dossiers_have_a_source() -> None:
    starters = sorted(DOSSIERS.glob("*.yaml"))

    unsourced = [
        unsourced_quotes(to_data(read_dossier(path.read_text()))) for path in starters
    ]

    assert unsourced == [[]] * 9


def test_commands_publish_nothing_past_the_review_and_say_what_to_do(
    person: Person, analyst: User, editor: User
) -> None:
    said = []

    def attempt() -> None:
        with pytest.raises(RefusedError) as caught:
            publish_without_review(person)
        said.append(str(caught.value).removeprefix("Ada Example was not published: "))

    attempt()
    review = send(person, by=analyst, summary="One.")
    attempt()
    at = timezone.now() + timedelta(days=1)
    approve(review, by=editor, seen=seen(person), publish_at=at)
    attempt()

    assert said == [
        "nobody has approved it. Send it to review at the desk; at a desk of one, set "
        "DOSSIER_FOUR_EYES to 0.",
        "it is in review; an editor has to approve it at the desk.",
        f"it is approved for {at:%Y-%m-%d %H:%M} UTC, when publish_scheduled publishes "
        "it. An editor can publish it now at the desk.",
    ]
    assert not Edition.objects.exists()


def test_what_readers_have_already_needs_no_review(
    person: Person, analyst: User, editor: User
) -> None:
    publish_by(person, analyst, editor)

    assert publish_without_review(person) is None


def test_withdrawn_dossier_does_not_come_back_at_the_time_it_was_approved_for(
    person: Person, analyst: User, editor: User
) -> None:
    publish_by(person, analyst, editor)
    edit(person, analyst, "New words.")
    review = send(person, by=analyst, summary="More.")
    later = timezone.now() + timedelta(hours=1)
    approve(review, by=editor, seen=seen(person), publish_at=later)

    withdraw(person, by=editor, reason="A complaint.")

    assert publish_due(later) == []
    assert read_by_readers() == []
    assert state(person) == "in_review"


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        ("x" * 501, "What changed is longer than 500 characters; shorten it."),
        ("One\nline.", "What changed: The text holds a line break; write it on one"),
    ],
)
def test_summary_that_readers_could_not_have_is_refused(
    person: Person, analyst: User, words: str, refusal: str
) -> None:
    with pytest.raises(RefusedError, match=f"^{refusal}"):
        send(person, by=analyst, summary=words)

    assert not Review.objects.exists()


@pytest.mark.parametrize(
    ("label", "box"),
    [("", "The reason for returning it"), ("Words", "The reason at “Words”")],
)
def test_reason_that_is_too_long_is_refused(
    person: Person, analyst: User, editor: User, label: str, box: str
) -> None:
    review = send(person, by=analyst, summary="One.")

    long = Objection("x" * 2_001, label=label)

    with pytest.raises(RefusedError, match=f"^{box} is longer than 2,000 characters;"):
        return_to_author(review, by=editor, objections=[Objection("Look."), long])

    assert state(person) == "in_review"


@pytest.mark.parametrize("mine", ["slug", "former slug"])
def test_address_of_another_dossier_is_not_sent(
    person: Person, analyst: User, mine: str
) -> None:
    """Readers could have only one of the two there."""
    other = load_dossier(dossier(id="bo", slug="bo", name="Bo", sort_name="Bo"), DESK)
    if mine == "slug":
        FormerSlug.objects.create(person=other, slug=person.slug)
    else:
        FormerSlug.objects.create(person=person, slug="bo")

    with pytest.raises(RefusedError, match="is an address of the dossier of Bo too"):
        send(person, by=analyst, summary="One.")


@pytest.mark.parametrize("year", [timezone.now().year + 2, 9999])
def test_nothing_is_approved_for_a_day_more_than_a_year_away(
    person: Person, analyst: User, editor: User, year: int
) -> None:
    review = send(person, by=analyst, summary="One.")
    at = timezone.now().replace(year=year, month=12, day=31)

    with pytest.raises(RefusedError, match=rf"^{year}-12-31 .* choose a time within"):
        approve(review, by=editor, seen=seen(person), publish_at=at)

    assert state(person) == "in_review"
