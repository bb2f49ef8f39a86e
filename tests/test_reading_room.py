import pytest
from django.utils import timezone

from profiles import reading_room
from profiles.databases import PUBLIC
from profiles.models import (
    Award,
    Expertise,
    Organization,
    Person,
    PublishedEdition,
    ReadingRoom,
    Source,
    Tombstone,
    Topic,
)
from tests.conftest import Shelve
from tests.factories import complete, dossier

pytestmark = pytest.mark.django_db(databases=[PUBLIC])


def counts() -> list[int]:
    models = (Person, Source, Topic, Expertise, Award, Organization, PublishedEdition)
    return [model._default_manager.using(PUBLIC).count() for model in models]


def bury(dossier_id: str) -> None:
    with reading_room.changed():
        reading_room.bury(dossier_id, slug="ada", after_number=1, at=timezone.now())


def test_buried_dossier_takes_with_it_what_only_it_used(shelve: Shelve) -> None:
    shelve(complete(2))
    assert counts() == [1, 2, 3, 2, 2, 2, 1]

    bury("ada")

    assert counts() == [0, 0, 0, 0, 0, 0, 0]
    assert [row.slug for row in Tombstone.objects.using(PUBLIC).all()] == ["ada"]


def test_records_that_the_new_edition_no_longer_uses_go(shelve: Shelve) -> None:
    shelve(complete(2))

    shelve(dossier(id="ada"))

    assert counts() == [1, 0, 0, 0, 0, 0, 1]


def test_change_that_fails_raises_no_version(shelve: Shelve) -> None:
    shelve(dossier())
    rooms = ReadingRoom.objects.using(PUBLIC)
    before = rooms.get().version

    def fail() -> None:
        with reading_room.changed():
            reading_room.clear()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert rooms.get().version == before
    assert counts()[0] == 1


def test_renamed_dossier_is_found_at_its_new_address_in_all_editions(
    shelve: Shelve,
) -> None:
    shelve(dossier(id="ada"))

    shelve(dossier(id="ada", slug="ada-lovelace"))

    slugs = PublishedEdition.objects.using(PUBLIC).values_list("slug", flat=True)
    assert set(slugs) == {"ada-lovelace"}
