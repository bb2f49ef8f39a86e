from typing import Any

import pytest
from django.contrib.auth.models import User

from profiles.databases import DESK, PUBLIC
from profiles.desk.errors import ForbiddenError
from profiles.desk.importing import import_dossier
from profiles.desk.recording import recording
from profiles.desk.reviewing import authors
from profiles.desk.scopes import Scope
from profiles.documents.faults import DocumentError
from profiles.documents.loader import load_dossier
from profiles.documents.writer import to_yaml
from profiles.models import Person, Portrait
from profiles.portraits import folder_of
from profiles.publishing import publish_starter
from tests.factories import dossier, portrait_data, quote_data

pytestmark = pytest.mark.django_db(databases=[DESK, PUBLIC])


def test_portrait_whose_files_are_there_is_imported(portrait: dict[str, Any]) -> None:
    import_dossier(to_yaml(dossier(portrait=portrait)))

    assert Portrait.objects.get().name == portrait["name"]


@pytest.mark.usefixtures("data_folder")
def test_portrait_without_its_files_is_refused_and_nothing_written() -> None:
    text = to_yaml(dossier(portrait=portrait_data()))

    with pytest.raises(DocumentError) as caught:
        import_dossier(text)

    assert str(caught.value) == (
        f"portrait, line 6: its files are not all in {folder_of(f'{1:032x}')}; copy "
        "that folder from where the document was written, or leave the portrait out"
    )
    assert not Person.objects.exists()


def test_portrait_that_claims_to_be_wider_than_its_files_is_refused(
    portrait: dict[str, Any],
) -> None:
    text = to_yaml(dossier(portrait={**portrait, "width": 2000}))

    with pytest.raises(DocumentError, match="its files are not all in"):
        import_dossier(text)


@pytest.mark.usefixtures("four_eyes")
def test_import_in_nobodys_name_is_refused_where_a_second_person_is_asked_for(
    analyst: User,
) -> None:
    text = to_yaml(dossier())

    with pytest.raises(ForbiddenError, match="Name an account with --by"):
        import_dossier(text)
    tried = import_dossier(text, dry_run=True)
    assert not Person.objects.exists()
    imported = import_dossier(text, by=analyst)

    assert tried.changes == imported.changes
    assert authors(imported.person) == {analyst.pk}


@pytest.mark.usefixtures("four_eyes")
def test_starter_that_came_with_the_product_is_in_nobodys_name() -> None:
    person = import_dossier(to_yaml(dossier()), is_starter=True).person

    assert authors(person) == {None}


# What colleagues have not brought to readers yet


def change(person: Person, by: User | None, **fields: str) -> None:
    with recording(Scope(person.quotes.get(stable_id="quote-1")), by=by):
        person.quotes.filter(stable_id="quote-1").update(**fields)


def add(person: Person, by: User) -> None:
    with recording(Scope(), by=by) as made:
        made.scope.add(person.quotes.create(stable_id="new", text="New words."))


def remove(person: Person, by: User) -> None:
    quote = person.quotes.get(stable_id="quote-2")
    with recording(Scope(quote), by=by):
        quote.delete()


def taken_back(by: User | None, **fields: Any) -> dict[str, str]:
    """The entries with work that an import undid, and whose it was."""
    quotes = [quote_data(1, **fields), quote_data(2)]
    imported = import_dossier(to_yaml(dossier(id="ada", quotes=quotes)), by=by)
    return {
        entry_id: str(change.revision.by)
        for (_, entry_id), change in imported.taken_back.items()
    }


@pytest.fixture
def person() -> Person:
    """A dossier that readers have as the desk does."""
    person = load_dossier(
        dossier(id="ada", quotes=[quote_data(1), quote_data(2)]), DESK
    )
    publish_starter(person)
    return person


def test_import_tells_what_it_took_back_of_the_work_of_colleagues(
    person: Person, analyst: User, editor: User
) -> None:
    add(person, analyst)
    remove(person, analyst)
    change(person, analyst, text="Other words.")
    change(person, editor, text="Better words.")
    change(person, analyst, text="The best of words.")

    assert taken_back(editor) == {"quote-1": "ann", "quote-2": "ann", "new": "ann"}


def test_import_takes_back_nothing_of_what_it_leaves_alone_or_readers_have(
    person: Person, analyst: User, editor: User
) -> None:
    change(person, analyst, text="Published words.")
    publish_starter(person)
    published = taken_back(editor)
    change(person, analyst, outlet="A paper")
    change(person, editor, text="One's own words.")
    change(person, None, note="A command's.")

    untouched = taken_back(editor, outlet="A paper")

    assert (published, untouched) == ({}, {})


def test_import_takes_back_what_was_never_published(
    analyst: User, editor: User
) -> None:
    add(load_dossier(dossier(id="ada", quotes=[quote_data(1)]), DESK), analyst)

    assert taken_back(editor) == {"new": "ann"}
