from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import DatabaseError, router
from django.test import Client

from profiles import reading_room
from profiles.databases import DESK, PUBLIC
from profiles.documents.faults import DocumentError
from profiles.documents.loader import load_dossier
from profiles.documents.reader import read_dossier
from profiles.documents.schema import DossierDocument
from profiles.documents.writer import to_json
from profiles.models import (
    Edition,
    FormerSlug,
    Person,
    Publication,
    PublishedEdition,
    Quote,
    ReadingRoom,
    Source,
    Tombstone,
)
from profiles.models.editions import chain_after, digest_of
from profiles.publishing import (
    NotPublishedError,
    UnshelvedError,
    bring_in_line,
    pending,
    publish,
    publish_pending,
    rebuild,
    store_edition,
    withdraw,
    working_copy,
)
from tests.conftest import DOSSIERS
from tests.factories import complete, dossier, publication_data, quote_data

pytestmark = pytest.mark.django_db(databases=[DESK, PUBLIC])


def load(document: DossierDocument) -> Person:
    return load_dossier(document, DESK)


def quoted(*numbers: int, **parts: Any) -> DossierDocument:
    return dossier(quotes=[quote_data(number) for number in numbers], **parts)


def read_by_readers() -> list[str]:
    """The words of the quotes that the reading room's tables hold."""
    rows = Quote.objects.using(PUBLIC).order_by("stable_id")
    return list(rows.values_list("text", flat=True))


def room() -> dict[str, list[dict[str, Any]]]:
    """All that the reading room holds, but for row numbers."""
    tables = {}
    for model in apps.get_app_config("profiles").get_models():
        if model is ReadingRoom or not router.allow_migrate_model(PUBLIC, model):
            continue
        rows = model._default_manager.using(PUBLIC).values()
        numbers = {
            field.attname
            for field in model._meta.concrete_fields
            if field.name == "id"
            or (field.is_relation and field.attname != "person_id")
        }
        tables[model.__name__] = sorted(
            (
                {
                    k: str(v)
                    for k, v in row.items()
                    if k not in numbers | {"person_id", "object_id"}
                }
                for row in rows
            ),
            key=str,
        )
    return tables


def test_readers_see_what_was_published_and_not_what_was_written_since() -> None:
    person = load(quoted(1))
    publish(person)

    load(quoted(1, 2))

    assert read_by_readers() == ["Words number 1."]
    publish(person)
    assert read_by_readers() == ["Words number 1.", "Words number 2."]


def test_an_edition_is_the_document_numbered_dated_and_chained() -> None:
    chief = User.objects.create(username="chief")
    person = load(quoted(1))

    first = publish(person, by=chief, summary="In our words.")
    load(quoted(2))
    second = publish(person)

    assert first is not None
    assert second is not None
    assert (first.number, first.summary, first.approved_by) == (
        1,
        "In our words.",
        chief,
    )
    assert first.document == to_json(quoted(1, organizations=[]))
    assert first.digest == digest_of(first.document)
    assert (second.number, second.approved_by) == (2, None)
    assert second.summary == "Entries: 1 added, 1 removed."
    assert second.chain == chain_after(chain_after("", first.digest), second.digest)


def test_readers_have_every_edition_without_the_names_of_staff() -> None:
    chief = User.objects.create(username="chief")
    person = load(quoted(1))
    publish(person, by=chief)
    load(quoted(2))
    publish(person, by=chief)

    found = PublishedEdition.objects.using(PUBLIC).order_by("number").values()

    assert [(row["number"], row["is_current"]) for row in found] == [
        (1, False),
        (2, True),
    ]
    assert "chief" not in str(list(found))


def test_publishing_again_what_readers_have_makes_no_edition() -> None:
    person = load(quoted(1))

    made = [publish(person), publish(person)]

    assert made[1] is None
    assert Edition.objects.count() == 1


def test_going_back_to_what_was_published_before_is_an_edition_too() -> None:
    person = load(quoted(1))
    for document in (quoted(1), quoted(2), quoted(1)):
        load(document)
        publish(person)

    assert [edition.number for edition in Edition.objects.all()] == [3, 2, 1]
    assert read_by_readers() == ["Words number 1."]


def test_rows_that_break_a_rule_of_the_document_are_not_published() -> None:
    person = load(quoted(1))
    Quote.objects.using(DESK).update(text="Said \u202e backwards")

    with pytest.raises(DocumentError, match=r"quotes\[0\]\.text: holds U\+202E"):
        publish(person)

    assert not Edition.objects.exists()
    assert room() == {name: [] for name in room()}


def test_withdrawn_dossier_leaves_a_tombstone_and_nothing_else() -> None:
    person = load(complete(2))
    publish(person)

    withdraw(person, reason="At the person's request.")

    left = {name: rows for name, rows in room().items() if rows}
    assert list(left) == ["Tombstone"]
    (grave,) = left["Tombstone"]
    assert (grave["slug"], grave["after_number"]) == ("ada-example", "1")
    assert "request" not in str(grave)
    assert Person.objects.using(DESK).exists()


def test_shared_records_stay_as_long_as_another_dossier_uses_them() -> None:
    ada = load(dossier(research=[publication_data()]))
    bo = load(
        dossier(name="Bo Example", slug="bo-example", research=[publication_data()])
    )
    publish(ada)
    publish(bo)

    withdraw(ada)

    assert Publication.objects.using(PUBLIC).count() == 1
    assert Source.objects.using(PUBLIC).count() == 1


def test_dossier_published_after_a_withdrawal_starts_anew_for_readers() -> None:
    person = load(quoted(1))
    publish(person)
    withdraw(person)

    edition = publish(person)

    assert edition is not None
    assert edition.number == 2
    numbers = PublishedEdition.objects.using(PUBLIC).values_list("number", flat=True)
    assert list(numbers) == [2]
    assert not Tombstone.objects.using(PUBLIC).exists()


def test_what_is_not_published_cannot_be_withdrawn() -> None:
    person = load(quoted(1))

    with pytest.raises(NotPublishedError):
        withdraw(person)
    publish(person)
    withdraw(person)
    with pytest.raises(NotPublishedError):
        withdraw(person)


def test_every_change_raises_the_version_of_the_room() -> None:
    def version() -> int:
        return ReadingRoom.objects.using(PUBLIC).get(pk=1).version

    person = load(quoted(1))
    publish(person)
    seen = [version()]
    load(quoted(2))
    publish(person)
    seen.append(version())
    withdraw(person)
    seen.append(version())

    assert seen == sorted(set(seen))


# What a crash interrupts


class PowerCut(BaseException):
    """No handler of the product catches it, as none would run."""


def test_edition_that_was_stored_and_not_applied_is_pending() -> None:
    person = load(quoted(1))

    store_edition(person, replace(working_copy(person), is_waived=True))

    assert read_by_readers() == []
    assert pending() == [person]
    assert publish_pending() == 1
    assert read_by_readers() == ["Words number 1."]
    assert publish_pending() == 0


def test_withdrawal_that_was_decided_and_not_applied_is_pending(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    person = load(quoted(1))
    publish(person)
    with monkeypatch.context() as patch:
        patch.setattr("profiles.publishing.bring_in_line", _cut)
        with pytest.raises(PowerCut):
            withdraw(person)

    assert read_by_readers() == ["Words number 1."]
    assert publish_pending() == 1
    assert read_by_readers() == []


def _cut(*args: object, **options: object) -> None:
    raise PowerCut


@pytest.mark.parametrize(
    "place",
    [
        "profiles.reading_room.load_dossier",
        "profiles.reading_room._drop_unused_records",
        "profiles.documents.loader._Loader._load_research",
        "profiles.documents.loader._Loader._load_citations",
    ],
)
def test_cut_in_the_middle_of_applying_leaves_the_room_as_it_was(
    place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = load(complete(1))
    publish(person)
    load(complete(2))
    before = room()

    store_edition(person, replace(working_copy(person), is_waived=True))
    with monkeypatch.context() as patch:
        patch.setattr(place, _cut)
        with pytest.raises(PowerCut):
            bring_in_line(person)

    assert room() == before
    assert publish_pending() == 1
    assert room() != before


def test_applying_twice_changes_nothing() -> None:
    person = load(complete(2))
    publish(person)
    before = room()

    bring_in_line(person)

    assert room() == before


# Rebuilding


def starters() -> list[Person]:
    return [
        load(read_dossier(path.read_text())) for path in sorted(DOSSIERS.glob("*.yaml"))
    ]


def test_room_rebuilt_from_the_editions_gives_the_same_pages(client: Client) -> None:
    for person in starters():
        publish(person)
    gone = load(quoted(1, id="gone", slug="gone"))
    publish(gone)
    withdraw(gone)
    before, pages = room(), all_pages(client)

    with reading_room.changed():
        reading_room.clear()
    emptied = {name: rows for name, rows in room().items() if rows}
    rebuild()

    assert emptied == {}
    assert room() == before
    assert all_pages(client) == pages


def test_full_room_is_rebuilt_in_one_change() -> None:
    publish(load(complete(2)))
    before = room()

    rebuild()

    assert room() == before


def all_pages(client: Client) -> dict[str, bytes]:
    slugs = PublishedEdition.objects.using(PUBLIC).current().values_list("slug")
    paths = ["/", "/people/gone/", *(f"/people/{slug}/" for (slug,) in slugs)]
    return {path: client.get(path).content for path in paths}


def test_readers_see_the_old_room_until_the_new_one_is_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    publish(load(quoted(1)))
    before = room()

    with monkeypatch.context() as patch:
        patch.setattr("profiles.reading_room.load_dossier", _cut)
        with pytest.raises(PowerCut):
            rebuild()

    assert room() == before


def test_dossier_that_was_never_published_is_not_in_a_rebuilt_room() -> None:
    load(quoted(1))

    assert rebuild() == 0
    assert room() == {name: [] for name in room()}


def test_failure_of_the_room_leaves_the_edition_pending(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*args: object) -> Callable[[], None]:
        raise DatabaseError("the room's disk is full")

    person = load(quoted(1))
    with monkeypatch.context() as patch:
        patch.setattr("profiles.reading_room.shelve", fail)
        with pytest.raises(DatabaseError):
            publish(person)

    assert Edition.objects.count() == 1
    assert publish_pending() == 1
    assert read_by_readers() == ["Words number 1."]


@pytest.fixture
def unshelvable() -> Person:
    """A dossier that readers cannot have, as its address leads to another."""
    ada = load_dossier(dossier(id="ada", slug="ada", name="Ada", sort_name="Ada"), DESK)
    bo = load_dossier(dossier(id="bo", slug="bo", name="Bo", sort_name="Bo"), DESK)
    publish(bo)
    FormerSlug.objects.using(DESK).create(person=ada, slug="bo")
    store_edition(ada, replace(working_copy(ada), is_waived=True))
    cy = load_dossier(dossier(id="cy", slug="cy", name="Cy", sort_name="Cy"), DESK)
    store_edition(cy, replace(working_copy(cy), is_waived=True))
    return ada


@pytest.mark.parametrize("finish", [publish_pending, rebuild])
def test_dossier_that_readers_cannot_have_keeps_back_no_other(
    unshelvable: Person, finish: Callable[[], int]
) -> None:
    with pytest.raises(UnshelvedError, match=r"Ada: former_slugs\[0\]: “bo” belongs"):
        finish()

    shown = Person.objects.using(PUBLIC).values_list("slug", flat=True)
    assert sorted(shown) == ["bo", "cy"]
    assert pending() == [unshelvable]
