import pytest
from django.db import IntegrityError, connections, transaction
from django.utils import timezone

from profiles.databases import DESK, PUBLIC
from profiles.models import (
    Edition,
    PublishedEdition,
    ReadingRoom,
    Withdrawal,
)
from profiles.models.editions import chain_after, digest_of

from .breaking import assert_database_refuses


def edition(person, number=1):
    return Edition(person=person, number=number, published_at=timezone.now())


def published(**fields: object) -> PublishedEdition:
    values = {"dossier_id": "ada", "slug": "ada", "number": 1}
    return PublishedEdition(published_at=timezone.now(), **{**values, **fields})


def assert_room_refuses(*rows):
    with pytest.raises(IntegrityError), transaction.atomic(using=PUBLIC):
        type(rows[0])._default_manager.using(PUBLIC).bulk_create(rows)


@pytest.mark.django_db(databases=[DESK])
def test_editions_of_a_dossier_are_numbered_once(person):
    assert_database_refuses(edition(person), edition(person))


@pytest.mark.django_db(databases=[DESK])
def test_a_dossier_is_withdrawn_once_after_an_edition(person):
    def withdrawal():
        return Withdrawal(person=person, after_number=1, withdrawn_at=timezone.now())

    assert_database_refuses(withdrawal(), withdrawal())


@pytest.mark.django_db(databases=[DESK])
def test_a_person_who_has_editions_cannot_be_deleted(person):
    edition(person).save()

    def delete():
        person.delete()
        connections[DESK].check_constraints()

    with pytest.raises(IntegrityError), transaction.atomic(using=DESK):
        delete()


@pytest.mark.django_db(databases=[PUBLIC])
@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({}, {}),
        ({"is_current": True}, {"number": 2, "is_current": True, "slug": "b"}),
        ({"is_current": True}, {"dossier_id": "bo", "is_current": True}),
    ],
)
def test_one_edition_of_a_dossier_and_of_a_slug_is_current(first, second):
    assert_room_refuses(published(**first), published(**second))


@pytest.mark.django_db(databases=[PUBLIC])
def test_the_current_edition_is_found():
    PublishedEdition.objects.using(PUBLIC).bulk_create(
        [published(), published(number=2, is_current=True)]
    )

    found = PublishedEdition.objects.using(PUBLIC).current()

    assert [edition.number for edition in found] == [2]


@pytest.mark.django_db(databases=[PUBLIC])
def test_there_is_one_reading_room():
    assert_room_refuses(ReadingRoom(pk=2))


def test_the_chain_depends_on_every_digest_before():
    first = chain_after("", digest_of("one"))

    assert chain_after(first, digest_of("two")) != chain_after("", digest_of("two"))
    assert chain_after(first, digest_of("two")) == chain_after(
        chain_after("", digest_of("one")), digest_of("two")
    )
