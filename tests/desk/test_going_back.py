import json

import pytest
from django.contrib.auth.models import User

from profiles.databases import DESK, PUBLIC
from profiles.desk.cautions import Caution, Concern
from profiles.desk.comparing import compare, reasons_for_care
from profiles.desk.errors import RefusedError
from profiles.desk.going_back import earlier_edition, go_back, gone_back_from
from profiles.desk.recording import recording
from profiles.desk.scopes import Scope
from profiles.desk.standing import standing_of
from profiles.models import Edition, Person, Topic
from profiles.publishing import publish, publish_starter
from tests.desk.test_correcting import (
    Callbacks,
    change,
    let_out,
    proposed,
    rename,
    second_editor,
)
from tests.desk.test_sharing import make
from tests.factories import quote_data

__all__ = ["second_editor"]

pytestmark = pytest.mark.django_db(databases=[DESK, PUBLIC])


def topics_of(edition: Edition) -> list[str]:
    found: list[str] = json.loads(edition.document)["quotes"][0]["topics"]
    return found


def cautions_of(person: Person) -> list[Caution]:
    standing = standing_of(person)
    return reasons_for_care(standing, compare(standing), [])


@pytest.fixture
def ada() -> Person:
    """With two editions, of which the second is a mistake."""
    person = make("Ada")
    change(person.quotes.get(), None, outlet="A mistake")
    publish(person)
    return person


def test_correction_that_came_since_is_kept_for_all_dossiers(
    ada: Person, editor: User, django_capture_on_commit_callbacks: Callbacks
) -> None:
    make("Bo")
    with django_capture_on_commit_callbacks(using=DESK, execute=True):
        correction = proposed(rename("Another", editor), editor)

    earlier = earlier_edition(ada, 1)
    edition = go_back(ada, 1, by=editor, summary="The second was a mistake.")

    assert earlier.corrections == [correction]
    assert "outlet" not in json.loads(edition.document)["quotes"][0]
    assert topics_of(edition) == ["Another"]
    assert [*Topic.objects.using(PUBLIC).values_list("name", flat=True)] == ["Another"]


def test_corrections_are_made_in_their_order(ada: Person, editor: User) -> None:
    proposed(rename("Another", editor), editor)
    proposed(rename("A third", editor), editor)

    edition = go_back(ada, 1, by=editor, summary="The second was a mistake.")

    assert topics_of(edition) == ["A third"]


def test_edition_that_holds_the_corrections_is_published_as_it_was(
    ada: Person, editor: User
) -> None:
    proposed(rename("Another", editor), editor)
    change(ada.quotes.get(), None, outlet="Another mistake")
    publish(ada)

    earlier = earlier_edition(ada, 3)
    edition = go_back(ada, 3, by=editor, summary="The fourth was a mistake.")

    assert earlier.corrections == []
    assert edition.document == ada.editions.get(number=3).document


def test_what_readers_were_taken_back_from_is_told_until_they_have_other_words(
    ada: Person, editor: User
) -> None:
    assert gone_back_from(ada) == []

    go_back(ada, 1, by=editor, summary="The second was a mistake.")

    (found,) = gone_back_from(ada)
    assert (found.rejected.number, found.instead.number) == (2, 3)
    (caution, *_) = cautions_of(ada)
    assert caution.concern is Concern.GONE_BACK
    assert caution.key == ("quotes", "ada-1")
    assert caution.sentence.startswith(
        "“Words number 1.” is again as in edition 2, from which ed went back on "
    )
    assert caution.sentence.endswith(": The second was a mistake.")

    change(ada.quotes.get(), None, outlet="Another outlet")
    change(ada, None, summary="What the second edition did not have.")

    assert Concern.GONE_BACK not in [each.concern for each in cautions_of(ada)]

    publish(ada)

    assert gone_back_from(ada) == []


def test_what_went_with_the_edition_that_was_taken_back_is_told_too(
    editor: User,
) -> None:
    ada = make("Ada", quotes=[quote_data(id="ada-1"), quote_data(2, id="ada-2")])
    quote = ada.quotes.get(stable_id="ada-2")
    with recording(Scope(quote), by=editor):
        quote.delete()
    publish(ada)

    go_back(ada, 1, by=editor, summary="It was said.")

    (caution, *_) = cautions_of(ada)
    assert (caution.concern, caution.key) == (Concern.GONE_BACK, ("quotes", "ada-2"))


def test_correction_of_what_it_does_not_name_is_none_of_it(
    ada: Person, editor: User
) -> None:
    make("Bo", quotes=[quote_data(id="bo-1", topics=["Chess"])])
    proposed(rename("Go", editor, row=Topic.objects.get(name="Chess")), editor)

    assert earlier_edition(ada, 1).corrections == []


@pytest.mark.usefixtures("four_eyes")
def test_edition_is_reviewed_where_its_corrections_are(
    editor: User, second_editor: User
) -> None:
    ada = make("Ada")
    ada.editions.update(is_reviewed=True)
    change(ada.quotes.get(), None, outlet="A mistake")
    publish_starter(ada)
    let_out(proposed(rename("Another", editor), editor), second_editor)

    edition = go_back(ada, 1, by=editor, summary="The second was a mistake.")

    assert (topics_of(edition), edition.is_reviewed) == (["Another"], True)


def test_edition_with_a_correction_that_nobody_reviewed_says_so(
    ada: Person, editor: User
) -> None:
    ada.editions.update(is_reviewed=True)
    proposed(rename("Another", editor), editor)

    edition = go_back(ada, 1, by=editor, summary="The second was a mistake.")

    assert not edition.is_reviewed


def test_edition_that_readers_have_but_for_corrections_is_refused(
    editor: User,
) -> None:
    ada = make("Ada")
    proposed(rename("Another", editor), editor)

    with pytest.raises(RefusedError, match="Readers have edition 1"):
        go_back(ada, 1, by=editor, summary="As it was.")
