from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from profiles.databases import DESK, PUBLIC
from profiles.desk.agenda import agenda, agenda_list
from profiles.desk.correcting import propose
from profiles.desk.recording import recording
from profiles.desk.reviewing import Objection, approve, return_to_author, send
from profiles.desk.roles import EDITOR
from profiles.desk.scopes import Scope
from profiles.documents.loader import load_dossier
from profiles.models import (
    Correction,
    Event,
    Person,
    Quote,
    Revision,
    Source,
    Topic,
)
from profiles.models.editions import digest_of
from profiles.publishing import publish_starter, working_copy
from tests.desk.conftest import Staff
from tests.factories import dossier, event_data, quote_data

pytestmark = [
    pytest.mark.django_db(databases=[DESK, PUBLIC]),
    pytest.mark.usefixtures("four_eyes"),
]


def make(number: int = 1) -> Person:
    document = dossier(
        id=f"ada-{number}",
        name=f"Ada {number}",
        slug=f"ada-{number}",
        quotes=[quote_data(id=f"quote-{number}")],
        history=[event_data(id=f"event-{number}")],
    )
    return load_dossier(document, DESK)


@pytest.fixture
def person() -> Person:
    return make()


def edit(person: Person, by: User | None, words: str = "Other words.") -> None:
    with recording(Scope(person.quotes.get()), by=by, reason="A typo."):
        person.quotes.update(text=words)


def publish(person: Person, sender: User, editor: User, **when: Any) -> None:
    review = send(person, by=sender, summary="Something new.")
    approve(review, by=editor, seen=digest_of(working_copy(person).document), **when)


def correct(record: Topic | Source, by: User, **values: str) -> Correction:
    with recording(Scope(record), by=by) as made:
        type(record).objects.update(**values)
    assert made.revision is not None
    correction = propose(made.revision, by=by, summary="It has another name.")
    assert correction is not None
    return correction


def rows(name: str, user: User) -> list[Any]:
    found = agenda_list(name, user, 1)
    assert found is not None
    return found.rows


def test_agenda_has_its_lists_in_order(analyst: User) -> None:
    names = [each.name for each in agenda(analyst)]

    assert names == ["returned", "drafts", "awaiting", "scheduled", "due", "recent"]


def test_corrections_stand_on_the_agenda_of_those_who_decide_them(
    analyst: User, editor: User, staff: Staff
) -> None:
    other = staff("eve", EDITOR)
    publish_starter(make())
    own = correct(Topic.objects.get(), editor, name="Another topic")
    foreign = correct(Source.objects.get(), other, title="Another source")

    seen = [
        [(each.correction, each.hindrance) for each in rows("corrections", user)]
        for user in (editor, other)
    ]

    hindrance = "This change is your own; another editor has to let it out."
    assert seen == [
        [(foreign, ""), (own, hindrance)],
        [(own, ""), (foreign, hindrance)],
    ]
    assert agenda_list("corrections", analyst, 1) is None
    assert "corrections" not in [each.name for each in agenda(analyst)]


def test_account_without_a_role_has_no_agenda(person: Person) -> None:
    nobody = User.objects.create_user("nobody", is_staff=True)

    assert agenda(nobody) == []


def test_draft_is_what_one_changed_oneself_since_the_last_edition(
    person: Person, analyst: User, editor: User
) -> None:
    edit(person, analyst)
    edit(person, analyst, "Still other words.")
    with recording(Scope(person.events.get()), by=analyst):
        Event.objects.update(title="Another title")
    edit(make(2), editor)
    before = [(each.person, each.entries) for each in rows("drafts", analyst)]
    publish(person, analyst, editor)

    assert before == [(person, 2)]
    assert rows("drafts", analyst) == []


def test_review_says_who_may_not_approve_it(
    person: Person, analyst: User, editor: User, staff: Staff
) -> None:
    other = make(2)
    edit(person, analyst)
    edit(other, editor)
    send(other, by=analyst, summary="Ed had a hand in it.")
    send(person, by=analyst, summary="Ann's.")

    seen = {
        user.username: [
            (each.review.summary, each.hindrance) for each in rows("awaiting", user)
        ]
        for user in (analyst, editor, staff("eve", EDITOR))
    }

    own = "It holds changes of yours; another editor approves it."
    assert seen == {
        "ann": [
            ("Ed had a hand in it.", "An editor approves it."),
            ("Ann's.", "An editor approves it."),
        ],
        "ed": [("Ann's.", ""), ("Ed had a hand in it.", own)],
        "eve": [("Ed had a hand in it.", ""), ("Ann's.", "")],
    }


def test_desk_of_one_may_approve_its_own(
    person: Person, editor: User, settings: Any
) -> None:
    settings.DOSSIER_FOUR_EYES = False
    edit(person, editor)
    send(person, by=editor, summary="Mine.")

    assert [each.hindrance for each in rows("awaiting", editor)] == [""]


def test_returned_dossier_leads_to_the_entries_that_its_reasons_point_at(
    person: Person, analyst: User, editor: User
) -> None:
    edit(person, analyst)
    review = send(person, by=analyst, summary="Ann's.")
    objections = [
        Objection("Who said so?", "quotes", "quote-1", "Other words."),
        Objection("Gone.", "quotes", "quote-9", "What is not there"),
        Objection("Your own fields.", "person", "", ""),
        Objection("All of it."),
    ]
    return_to_author(review, by=editor, objections=objections)

    (returned,) = rows("returned", analyst)
    pages = [(each.remark.text, each.page) for each in returned.reasons]
    others = rows("returned", editor)
    send(person, by=analyst, summary="Once more.")

    quote = reverse("admin:profiles_quote_change", args=[person.quotes.get().pk])
    own = reverse("admin:profiles_person_change", args=[person.pk])
    assert pages == [
        ("Who said so?", quote),
        ("Gone.", ""),
        ("Your own fields.", own),
        ("All of it.", ""),
    ]
    assert others == []
    assert rows("returned", analyst) == []


def test_what_is_approved_for_later_is_scheduled(
    person: Person, analyst: User, editor: User
) -> None:
    tomorrow = timezone.now() + timedelta(days=1)
    edit(person, analyst)
    publish(person, analyst, editor, publish_at=tomorrow)

    found = [(each.person, each.publish_at) for each in rows("scheduled", analyst)]

    assert found == [(person, tomorrow)]


def test_changes_by_others_name_the_entries_and_what_is_left_of_them(
    person: Person, analyst: User, editor: User
) -> None:
    edit(person, analyst, "My own words.")
    with recording(Scope(person.quotes.get()), by=None):
        Quote.objects.all().delete()
    with recording(Scope(Source.objects.get()), by=editor):
        Source.objects.update(title="Another title")

    found = [
        (
            each.revision.by,
            [
                (touched.label, touched.verb, touched.dossier, touched.page)
                for touched in each.touched
            ],
            each.more,
        )
        for each in rows("recent", analyst)
    ]

    source = reverse("admin:profiles_source_change", args=[Source.objects.get().pk])
    number = Revision.objects.filter(by=None).latest("pk").pk
    removed = reverse("admin:dossier-revision", args=[person.pk, number])
    assert found == [
        (editor, [("Another title", "changed", "", source)], 0),
        (None, [("My own words.", "removed", "Ada 1", removed)], 0),
    ]


def test_revision_of_much_names_some_of_it(analyst: User) -> None:
    quotes = [quote_data(n) for n in range(1, 6)]
    person = load_dossier(dossier(id="ada", quotes=quotes), DESK)
    with recording(Scope.of_dossier(person), by=None):
        Quote.objects.update(note="Checked.")

    (recent,) = rows("recent", analyst)

    assert (len(recent.touched), recent.more) == (3, 2)


def test_list_that_is_cut_says_how_many_there_are(analyst: User) -> None:
    for number in range(1, 9):
        edit(make(number), None)

    recent = agenda(analyst)[-1]

    assert (len(recent.rows), recent.count, recent.is_cut) == (6, 8, True)
    assert Revision.objects.count() == 8


def test_there_is_no_list_of_another_name(analyst: User) -> None:
    assert agenda_list("chores", analyst, 1) is None
