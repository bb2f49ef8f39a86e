from typing import Any

import pytest
from django.contrib.auth.models import User

from profiles.databases import DESK, PUBLIC
from profiles.desk.errors import ForbiddenError
from profiles.desk.guarding import why_reserved
from profiles.desk.importing import import_dossier
from profiles.desk.recording import recording
from profiles.desk.scopes import Scope
from profiles.desk.sharing import PublishedUse
from profiles.documents.writer import to_yaml
from profiles.models import Person, Revision, Source, Topic
from tests.desk.test_sharing import make
from tests.factories import SOURCE, dossier, quote_data

pytestmark = pytest.mark.django_db(databases=[DESK, PUBLIC])

REFUSAL = (
    "Readers see “A topic” in the published dossier of Ada. Only an editor can change "
    "it, merge it or delete it; ask one, and say what is wrong with it."
)


def rename(topic: Topic, by: User | None) -> None:
    with recording(Scope(topic), by=by):
        Topic.objects.filter(pk=topic.pk).update(name="Another")


def test_analyst_changes_what_no_published_dossier_uses(analyst: User) -> None:
    make("Ada", is_published=False)

    rename(Topic.objects.get(), analyst)

    assert Topic.objects.get().name == "Another"


def test_analyst_does_not_change_what_a_published_dossier_uses(analyst: User) -> None:
    make("Ada")

    with pytest.raises(ForbiddenError) as caught:
        rename(Topic.objects.get(), analyst)

    assert str(caught.value) == REFUSAL
    assert Topic.objects.get().name == "A topic"
    assert not Revision.objects.exists()


def test_analyst_does_not_delete_what_only_readers_still_have(analyst: User) -> None:
    ada = make("Ada")
    ada.quotes.get().delete()

    with (
        pytest.raises(ForbiddenError, match="Readers see “A topic”"),
        recording(Scope(topic := Topic.objects.get()), by=analyst),
    ):
        topic.delete()

    assert Topic.objects.exists()


def test_analyst_adds_a_record_beside_published_ones(analyst: User) -> None:
    make("Ada")
    scope = Scope()

    with recording(scope, by=analyst) as made:
        scope.add(Topic.objects.create(name="New", slug="new"))

    assert made.revision is not None


@pytest.mark.parametrize("who", ["editor", "command"])
def test_editors_and_commands_change_it(who: str, editor: User) -> None:
    make("Ada")

    rename(Topic.objects.get(), editor if who == "editor" else None)

    assert Revision.objects.get().by == (editor if who == "editor" else None)


def imported(by: User | None, *, title: str = "Another title") -> Any:
    text = to_yaml(
        dossier(
            slug="bo",
            id="bo",
            name="Bo",
            sort_name="Bo",
            sources=[{**SOURCE, "url": "https://example.org/1", "title": title}],
            quotes=[quote_data(id="bo-1")],
        )
    )
    return import_dossier(text, by=by)


@pytest.fixture
def published_source() -> None:
    make("Ada", sources=[{**SOURCE, "url": "https://example.org/1"}])


@pytest.mark.usefixtures("published_source")
def test_import_does_not_get_round_it(analyst: User) -> None:
    with pytest.raises(ForbiddenError, match="Readers see “A source”"):
        imported(analyst)

    assert Source.objects.get().title == "A source"
    assert not Person.objects.filter(slug="bo").exists()


@pytest.mark.usefixtures("published_source")
def test_import_of_what_leaves_the_record_alone_is_let_through(analyst: User) -> None:
    imported(analyst, title="A source")

    assert Person.objects.filter(slug="bo").exists()


@pytest.mark.usefixtures("published_source")
def test_import_by_a_command_is_let_through_and_recorded() -> None:
    imported(None)

    assert Source.objects.get().title == "Another title"
    changes = Revision.objects.get().changes.filter(section="sources")
    assert {change.dossier_id for change in changes} == {"", "ada", "bo"}


def test_many_dossiers_are_counted() -> None:
    uses = [PublishedUse(Person(name=name), 1) for name in "ABCDE"]

    assert why_reserved("It", uses).startswith(
        "Readers see “It” in the published dossiers of A, B, C and 2 more."
    )
    assert why_reserved("It", []) == ""
