import pytest
from django.utils import timezone

from profiles import reading_room
from profiles.databases import PUBLIC
from profiles.documents.reader import check_dossier
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
from tests.factories import SOURCE, complete, dossier, dossier_data, quote_data

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


@pytest.mark.parametrize("url", ["https://example.org/2", ""])
def test_source_whose_address_is_corrected_keeps_its_page(
    url: str, shelve: Shelve
) -> None:
    source = {**SOURCE, "url": "https://example.org/1"}
    dossiers = [
        dossier_data(id=slug, slug=slug, quotes=[quote_data(id=f"{slug}-1")])
        for slug in ("ada", "bo")
    ]
    shelve(*(check_dossier({**each, "sources": [source]}) for each in dossiers))

    corrected = {**source, "url": url, "title": "A corrected title"}
    shelve(*(check_dossier({**each, "sources": [corrected]}) for each in dossiers))

    sources = Source.objects.using(PUBLIC)
    assert [*sources.values_list("stable_id", "url", "title")] == [
        ("a-source", url, "A corrected title")
    ]


def test_names_are_spelled_as_the_newest_edition_does(shelve: Shelve) -> None:
    award = {"id": "award-1", "award": "A medal", "granted_by": "an-organization"}
    shelve(
        dossier(
            id="ada",
            quotes=[quote_data(topics=["machines"])],
            profile={"expertise": ["minds"]},
            awards=[award, {"id": "award-2", "award": "A Medal"}],
        )
    )

    shelve(
        dossier(
            id="ada",
            quotes=[quote_data(topics=["Machines"])],
            profile={"expertise": ["Minds"]},
            awards=[
                {**award, "award": "The Medal"},
                {"id": "award-2", "award": "A MEDAL"},
            ],
        )
    )

    named = [
        {*each.objects.using(PUBLIC).values_list("name", flat=True)}
        for each in (Topic, Expertise, Award)
    ]
    assert named == [{"Machines"}, {"Minds"}, {"The Medal", "A MEDAL"}]
