from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from profiles.databases import DESK, PUBLIC
from profiles.desk.ageing import DUE_AFTER, aged, due_people
from profiles.desk.recording import recording
from profiles.desk.scopes import Scope
from profiles.documents.loader import load_dossier
from profiles.models import Event, Person, Revision
from profiles.publishing import publish, withdraw
from tests.factories import SOURCE, dossier, event_data, quote_data

pytestmark = pytest.mark.django_db(databases=[DESK, PUBLIC])

TODAY = date(2026, 6, 1)


def make(slug: str, reviewed_on: date | None = None, **parts: Any) -> Person:
    document = dossier(id=slug, slug=slug, name=slug, sort_name=slug, **parts)
    person = load_dossier(document, DESK)
    person.reviewed_on = reviewed_on
    person.save()
    publish(person)
    return person


def test_dossiers_are_due_that_readers_have_and_nobody_went_through() -> None:
    oldest_fresh_day = TODAY - DUE_AFTER
    make("fresh", oldest_fresh_day)
    make("old", oldest_fresh_day - timedelta(days=1))
    make("older", date(2020, 1, 1))
    make("never")
    withdraw(make("withdrawn"))
    load_dossier(dossier(id="draft", slug="draft"), DESK)

    found = [person.slug for person in due_people(TODAY)]

    assert found == ["never", "older", "old"]


def test_dossier_comes_back_with_its_next_edition() -> None:
    person = make("ada")
    withdraw(person)
    Person.objects.update(epithet="The First")

    publish(person)

    assert [*due_people(TODAY)] == [person]


def test_section_is_as_old_as_its_newest_source_or_change(analyst: User) -> None:
    source = SOURCE | {"seen_on": "2026-05-01"}
    person = make("ada", quotes=[quote_data()], sources=[source])
    load_dossier(dossier(id="bo", slug="bo", sources=[source]), DESK)
    events = [event_data(citations=[]), event_data(2, citations=[])]
    other = make("eve", date(2025, 6, 1), history=events, sources=[source])
    with recording(Scope(other.events.get(stable_id="event-1")), by=analyst):
        Event.objects.filter(stable_id="event-1").update(title="Another title")
    Revision.objects.update(at=datetime(2025, 8, 5, tzinfo=UTC))

    ada, eve = aged([person, other], TODAY)

    assert (ada.days, ada.fresh) == (None, 1)
    assert [(each.section.value, each.days) for each in ada.sections] == [
        ("profile", None)
    ]
    assert (eve.days, eve.fresh) == (365, 0)
    assert [(each.section.value, each.days) for each in eve.sections] == [
        ("profile", None),
        ("history", 300),
    ]
    events_page = reverse("admin:profiles_event_changelist")
    assert eve.sections[1].page == f"{events_page}?person__id__exact={other.pk}"


def test_section_whose_entries_are_gone_has_no_age(analyst: User) -> None:
    person = make("ada", history=[event_data()])
    with recording(Scope(person.events.get()), by=analyst):
        Event.objects.all().delete()

    (ada,) = aged([person], TODAY)

    assert [each.section.value for each in ada.sections] == ["profile"]
