from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from profiles.choices import CorrectionState
from profiles.databases import DESK, PUBLIC
from profiles.desk.roles import EDITOR
from profiles.models import Correction, Edition, Topic
from tests.admin.conftest import Staff
from tests.desk.test_correcting import proposed, rename
from tests.desk.test_sharing import make
from tests.factories import quote_data

pytestmark = [
    pytest.mark.django_db(databases=[DESK, PUBLIC]),
    pytest.mark.usefixtures("four_eyes"),
]


@pytest.fixture
def correction(editor: User) -> Correction:
    make("Ada")
    return proposed(rename("Another", editor), editor)


@pytest.fixture
def as_second(client: Client, staff: Staff) -> Client:
    client.force_login(staff("eve", EDITOR))
    return client


def page(client: Client, correction: Correction) -> Any:
    return client.get(reverse("admin:correction", args=[correction.pk]))


def take(client: Client, correction: Correction, step: str, **typed: str) -> Any:
    address = reverse("admin:correction", args=[correction.pk])
    return client.post(address, {"step": step, **typed})


def state(correction: Correction) -> str:
    correction.refresh_from_db()
    return correction.state


def test_queue_shows_what_changes_word_by_word_and_for_whom(
    correction: Correction, as_second: Client
) -> None:
    shown = as_second.get(reverse("admin:correction-queue"))

    assert reverse("admin:correction", args=[correction.pk]) in shown.text
    assert "<del>A topic</del><ins>Another</ins>" in shown.text
    assert "Dossiers: Ada." in shown.text
    assert "no-store" in shown.headers["Cache-Control"]


def test_correction_that_is_decided_is_not_in_the_queue(
    correction: Correction, as_second: Client
) -> None:
    take(as_second, correction, "undo", reason="It was right.")

    waiting = as_second.get(reverse("admin:correction-queue"))
    undone = as_second.get(reverse("admin:correction-queue"), {"state": "undone"})

    assert [*waiting.context["page"]] == []
    assert [*undone.context["page"]] == [correction]


def test_another_editor_lets_it_out(correction: Correction, as_second: Client) -> None:
    seen = page(as_second, correction).context["seen"]

    response = take(as_second, correction, "let_out", seen=seen)

    assert response.status_code == 302
    assert state(correction) == CorrectionState.PUBLISHED
    assert Edition.objects.filter(number=2, is_reviewed=True).count() == 1


def test_editions_that_it_gave_are_listed_and_lead_back_to_it(
    correction: Correction, as_second: Client
) -> None:
    person = make("Bo")
    seen = page(as_second, correction).context["seen"]

    take(as_second, correction, "let_out", seen=seen)
    shown = page(as_second, correction)
    history = as_second.get(reverse("admin:dossier-history", args=[person.pk]))

    assert "new editions of 2 dossiers" in shown.text
    assert [str(each) for each in shown.context["editions"]] == [
        "Ada, edition 2",
        "Bo, edition 2",
    ]
    assert reverse("admin:dossier-edition", args=[person.pk, 2]) in shown.text
    assert reverse("admin:correction", args=[correction.pk]) in history.text


def test_edition_of_a_review_is_of_no_correction(editor: User, client: Client) -> None:
    person = make("Ada")
    client.force_login(editor)

    history = client.get(reverse("admin:dossier-history", args=[person.pk]))

    assert "Edition 1" in history.text
    assert "this correction" not in history.text


def test_who_made_it_is_told_to_find_another(
    correction: Correction, client: Client, editor: User
) -> None:
    client.force_login(editor)
    shown = page(client, correction)

    response = take(client, correction, "let_out", seen=shown.context["seen"])

    assert 'value="let_out"' not in shown.text
    assert response.status_code == 403
    assert "another editor has to let it out" in response.text
    assert state(correction) == CorrectionState.WAITING


@pytest.mark.parametrize("step", ["let_out", "undo"])
def test_analyst_looks_and_decides_nothing(
    step: str, correction: Correction, at_desk: Client
) -> None:
    shown = page(at_desk, correction)

    response = take(
        at_desk, correction, step, seen=shown.context["seen"], reason="Mine."
    )

    assert f'value="{step}"' not in shown.text
    assert response.status_code == 403
    assert state(correction) == CorrectionState.WAITING
    assert Topic.objects.get().name == "Another"


def test_what_was_not_looked_at_is_not_let_out(
    correction: Correction, as_second: Client
) -> None:
    response = take(as_second, correction, "let_out", seen="of another day")

    assert response.status_code == 409
    assert "look again" in response.text
    assert state(correction) == CorrectionState.WAITING


def test_undoing_keeps_what_was_typed_where_it_is_refused(
    correction: Correction, as_second: Client, editor: User
) -> None:
    rename("A third", editor)

    response = take(as_second, correction, "undo", reason="It was right.")

    assert response.status_code == 409
    assert response.context["reason"] == "It was right."
    assert Topic.objects.get().name == "A third"


def test_nothing_is_done_by_looking(correction: Correction, as_second: Client) -> None:
    address = reverse("admin:correction", args=[correction.pk])

    as_second.get(address, {"step": "let_out", "seen": "x"})
    as_second.post(address, {"step": "other"})

    assert state(correction) == CorrectionState.WAITING


@pytest.mark.parametrize("name", ["correction", "correction-queue"])
def test_only_the_desk_sees_corrections(
    name: str, correction: Correction, client: Client
) -> None:
    address = reverse(
        f"admin:{name}", args=[correction.pk] if name == "correction" else []
    )
    anonymous = client.get(address)
    client.force_login(User.objects.create_user("member", is_staff=True))

    assert anonymous.status_code == 302
    assert client.get(address).status_code == 403


@pytest.mark.parametrize("size", [1, 3])
def test_queue_costs_the_same_with_more_corrections(
    size: int, as_second: Client, editor: User, django_assert_num_queries: Any
) -> None:
    names = [f"Topic {number}" for number in range(size)]
    make("Ada", quotes=[quote_data(topics=names)])
    for name in names:
        topic = Topic.objects.get(name=name)
        proposed(rename(f"{name} anew", editor, row=topic), editor)

    with django_assert_num_queries(12):
        shown = as_second.get(reverse("admin:correction-queue"))

    assert len(shown.context["page"]) == size


@pytest.mark.parametrize("size", [1, 3])
def test_page_costs_the_same_with_more_dossiers(
    size: int, as_second: Client, editor: User, django_assert_num_queries: Any
) -> None:
    for number in range(size):
        make(f"Ada{number}")
    correction = proposed(rename("Another", editor), editor)

    with django_assert_num_queries(22):
        shown = page(as_second, correction)

    assert len(shown.context["dossiers"]) == size
