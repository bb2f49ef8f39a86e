"""Who may do what in which state: `policy.yaml`, tried with forged forms."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from profiles.databases import DESK, PUBLIC
from profiles.desk.recording import recording
from profiles.desk.reviewing import approve, digest_now, send, withdraw
from profiles.desk.roles import ADMINISTRATOR, ANALYST, EDITOR
from profiles.desk.scopes import Scope
from profiles.desk.standing import standing_of
from profiles.desk.steps import Step
from profiles.documents.loader import load_dossier
from profiles.models import Edition, EntryChange, Person, Quote, Review, Withdrawal
from tests.admin.conftest import filled_in
from tests.desk.conftest import Staff
from tests.factories import dossier, quote_data

pytestmark = [
    pytest.mark.django_db(databases=[DESK, PUBLIC]),
    pytest.mark.usefixtures("four_eyes"),
]

POLICY = yaml.safe_load((Path(__file__).parent / "policy.yaml").read_text())
ROLES, STATES, ACTIONS = POLICY["roles"], POLICY["states"], POLICY["actions"]

#: The names of the accounts, and their groups.
GROUPS = {
    "analyst": ANALYST,
    "author-analyst": ANALYST,
    "editor": EDITOR,
    "author-editor": EDITOR,
    "administrator": ADMINISTRATOR,
    "second-editor": EDITOR,
}


def expected(action: str, row: str, state: str) -> Any:
    cells = ACTIONS[action].get(row)
    return cells[STATES.index(state)] if isinstance(cells, list) else cells


@dataclass
class Desk:
    """A dossier in the state that is asked for, and another, which stays in review."""

    person: Person
    other: Person
    users: dict[str, User]
    chief: Client
    pages: dict[str, Any] = field(default_factory=dict)

    def page(self, url: str) -> Any:
        """A page as somebody sees it who may do everything."""
        if url not in self.pages:
            self.pages[url] = self.chief.get(url)
        return self.pages[url]

    def newest_review(self, person: Person) -> Review | None:
        return person.reviews.first()

    def url(self, model: str, view: str, *args: object) -> str:
        return reverse(f"admin:profiles_{model}_{view}", args=args)


def _edit(person: Person, by: User, quote: str, words: str) -> None:
    row = person.quotes.get(stable_id=f"{person.slug}-{quote}")
    with recording(Scope(row), by=by):
        Quote.objects.filter(pk=row.pk).update(text=words)


def _load(slug: str) -> Person:
    quotes = [quote_data(id=f"{slug}-{each}") for each in ("one", "two")]
    name = slug.capitalize()
    document = dossier(id=slug, slug=slug, name=name, sort_name=name, quotes=quotes)
    return load_dossier(document, DESK)


def _publish(desk: Desk, words: str) -> None:
    _write(desk, words)
    review = send(desk.person, by=desk.users["author-analyst"], summary=words)
    approve(review, by=desk.users["second-editor"], seen=digest_now(desk.person))


def _write(desk: Desk, words: str) -> None:
    """Both authors change something."""
    _edit(desk.person, desk.users["author-analyst"], "one", f"{words} Analyst.")
    _edit(desk.person, desk.users["author-editor"], "two", f"{words} Editor.")


def _bring_to(desk: Desk, state: str) -> None:
    if state in ("draft", "in_review", "approved"):
        _write(desk, "First.")
    else:
        _publish(desk, "First.")
        _publish(desk, "Second.")
    if state in ("in_review", "approved"):
        review = send(desk.person, by=desk.users["author-analyst"], summary="First.")
        if state == "approved":
            approve(
                review,
                by=desk.users["second-editor"],
                seen=digest_now(desk.person),
                publish_at=timezone.now() + timedelta(days=1),
            )
    elif state == "changed":
        _write(desk, "Third.")
    elif state == "withdrawn":
        withdraw(desk.person, by=desk.users["second-editor"], reason="A complaint.")
    assert standing_of(desk.person).state == state


@pytest.fixture
def desk(staff: Staff, request: pytest.FixtureRequest) -> Desk:
    users = {name: staff(name, group) for name, group in GROUPS.items()}
    users["member"] = User.objects.create_user("member", is_staff=True)
    chief = Client()
    chief.force_login(User.objects.create_superuser("chief"))
    desk = Desk(_load("ada"), _load("bo"), users, chief)
    _edit(desk.other, users["analyst"], "one", "Bo's own.")
    send(desk.other, by=users["analyst"], summary="Bo's.")
    _bring_to(desk, request.getfixturevalue("state"))
    return desk


# What a forged form carries


def _step(step: Step) -> Callable[[Desk, str], tuple[str, dict[str, Any]]]:
    def form(desk: Desk, role: str) -> tuple[str, dict[str, Any]]:
        # Where the dossier has no review, that of the other is tried.
        review = desk.newest_review(desk.person) or desk.newest_review(desk.other)
        assert review is not None
        return reverse("admin:dossier-review", args=[desk.person.pk]), {
            "step": step.value,
            "sure": "1",
            "review": review.pk,
            "seen": digest_now(desk.person),
            "summary": "Something.",
            "objection": "Not so.",
            "reason": "A complaint.",
            "why": "It was better.",
            "edition": "1",
            "publish_at": (timezone.now() + timedelta(days=2)).strftime(
                "%Y-%m-%dT%H:%M"
            ),
        }

    return form


def _many(action: str) -> Callable[[Desk, str], tuple[str, dict[str, Any]]]:
    def form(desk: Desk, role: str) -> tuple[str, dict[str, Any]]:
        return desk.url("person", "changelist"), {
            "action": action,
            "_selected_action": [desk.person.pk],
            "words": "Something.",
        }

    return form


def _change_quote(desk: Desk, role: str) -> tuple[str, dict[str, Any]]:
    url = desk.url("quote", "change", desk.person.quotes.all()[0].pk)
    return url, filled_in(desk.page(url)) | {"text": "Other words."}


def _add_event(desk: Desk, role: str) -> tuple[str, dict[str, Any]]:
    url = desk.url("event", "add")
    return url, filled_in(desk.page(url)) | {
        "person": desk.person.pk,
        "occurred_on": "2001",
        "title": "A turn",
        "category": "career",
    }


def _delete_quote(desk: Desk, role: str) -> tuple[str, dict[str, Any]]:
    url = desk.url("quote", "delete", desk.person.quotes.all()[0].pk)
    seen = desk.page(url).context.get("seen", "")
    return url, {"post": "yes", "_seen": seen}


def _change_person(desk: Desk, role: str) -> tuple[str, dict[str, Any]]:
    url = desk.url("person", "change", desk.person.pk)
    return url, filled_in(desk.page(url)) | {"epithet": "The Other"}


def _change_edition(desk: Desk, role: str) -> tuple[str, dict[str, Any]]:
    edition = Edition.objects.first()
    pk = 1 if edition is None else edition.pk
    return desk.url("edition", "change", pk), {"document": "{}", "number": "9"}


def _join_editors(desk: Desk, role: str) -> tuple[str, dict[str, Any]]:
    pk = desk.users.get(role, desk.users["member"]).pk
    editors = Group.objects.get(name=EDITOR)
    return reverse("admin:auth_user_change", args=[pk]), {
        "username": role,
        "is_staff": "on",
        "is_superuser": "on",
        "groups": [editors.pk],
    }


FORMS: dict[str, Callable[[Desk, str], tuple[str, dict[str, Any]]]] = {
    **{step.value: _step(step) for step in Step},
    **{
        name: _many(name)
        for name in ("send_dossiers", "withdraw_dossiers", "publish_dossiers")
    },
    "change_quote": _change_quote,
    "add_event": _add_event,
    "delete_quote": _delete_quote,
    "change_person": _change_person,
    "change_edition": _change_edition,
    "join_editors": _join_editors,
}
PAGES: dict[str, Callable[[Desk], str]] = {
    "see_review": lambda desk: reverse("admin:dossier-review", args=[desk.person.pk]),
    "see_queue": lambda desk: reverse("admin:review-queue"),
    "see_quote": lambda desk: desk.url(
        "quote", "change", desk.person.quotes.all()[0].pk
    ),
}


def _forged(desk: Desk, role: str) -> dict[str, Any]:
    """Fields that would decide everything, if anything read them."""
    me = desk.users.get(role, desk.users["member"]).pk
    return {
        "status": "published",
        "state": "approved",
        "approved_by": me,
        "decided_by": me,
        "sent_by": desk.users["second-editor"].pk,
        "is_reviewed": "on",
        "is_waived": "on",
        "pk": desk.other.pk,
        "id": desk.other.pk,
        "by": desk.users["second-editor"].pk,
        "revision_number": "0",
    }


# What came of it


def _whole(desk: Desk) -> dict[str, Any]:
    """Everything that a step could change, as it stands."""
    return {
        "state": str(standing_of(desk.person).state),
        "reviews": list(desk.person.reviews.values_list("state", "decided_by", "pk")),
        "editions": list(desk.person.editions.values_list("number", "digest")),
        "withdrawals": Withdrawal.objects.count(),
        "changes": EntryChange.objects.count(),
        "readers": sorted(Quote.objects.using(PUBLIC).values_list("text", flat=True)),
        # What no step with the dossier may change.
        "other": [
            *desk.other.editions.values_list("number"),
            *desk.other.reviews.values_list("state", "decided_by", "sent_by"),
            *desk.other.quotes.values_list("pk", "text"),
        ],
        "users": sorted(
            (user.username, user.is_superuser, *user.groups.values_list("name"))
            for user in User.objects.all()
        ),
    }


def _outcome(response: Any, before: Any, after: Any) -> str:
    if response.status_code == 302 and "/login/" in response["Location"]:
        return "login"
    words = {403: "forbidden", 409: "refused", 404: "absent"}
    if response.status_code in words:
        return words[response.status_code]
    return "done" if before != after else "ignored"


@contextmanager
def taken_back() -> Iterator[None]:
    """Whatever happens within has not happened afterwards."""
    with transaction.atomic(using=DESK), transaction.atomic(using=PUBLIC):
        yield
        transaction.set_rollback(True, using=DESK)
        transaction.set_rollback(True, using=PUBLIC)


def _signed_in(desk: Desk, role: str) -> Client:
    client = Client()
    if role != "anonymous":
        client.force_login(desk.users[role])
    return client


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("action", FORMS)
def test_forged_form_does_what_the_policy_allows_and_nothing_else(
    desk: Desk, action: str, state: str
) -> None:
    roles = [role for role in ROLES if role in ACTIONS[action]]
    outcomes, becoming, spoilt = {}, set(), []
    for role in roles:
        with taken_back():
            url, fields = FORMS[action](desk, role)
            client, before = _signed_in(desk, role), _whole(desk)
            response = client.post(url, _forged(desk, role) | fields)
            after = _whole(desk)
            outcomes[role] = _outcome(response, before, after)
            changed = {name for name, was in before.items() if after[name] != was}
            if outcomes[role] == "done":
                becoming.add(after["state"])
                changed &= {"other", "users"}
            spoilt += [f"{role} changed {name}" for name in sorted(changed)]
            spoilt += _misattributed(desk, role, before)

    assert outcomes == {role: expected(action, role, state) for role in roles}
    assert spoilt == []
    if "done" in outcomes.values():
        assert becoming == {expected(action, "becomes", state)}


def _misattributed(desk: Desk, role: str, before: dict[str, Any]) -> list[str]:
    """New editions that somebody else is said to have approved, or nobody did."""
    known = {number for number, _ in before["editions"]}
    new = desk.person.editions.exclude(number__in=known)
    return [
        f"{role} published as {edition.approved_by}"
        for edition in new
        if edition.approved_by != desk.users.get(role) or not edition.is_reviewed
    ]


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("action", PAGES)
def test_page_is_shown_to_whom_the_policy_allows(
    desk: Desk, action: str, state: str
) -> None:
    found = {}
    for role in ROLES:
        response = _signed_in(desk, role).get(PAGES[action](desk))
        is_shown = response.status_code == 200
        found[role] = "shown" if is_shown else _outcome(response, 0, 0)

    assert found == {role: expected(action, role, state) for role in ROLES}


@pytest.mark.parametrize("state", STATES)
def test_page_offers_the_steps_that_would_be_done(desk: Desk, state: str) -> None:
    at_desk = [role for role in ROLES if role not in ("anonymous", "member")]
    url = reverse("admin:dossier-review", args=[desk.person.pk])

    offered = {
        role: {
            step
            for step, may in _signed_in(desk, role).get(url).context["may"].items()
            if may
        }
        for role in at_desk
    }

    assert offered == {
        role: {
            step.value for step in Step if expected(step.value, role, state) == "done"
        }
        for role in at_desk
    }


def test_policy_says_something_of_every_cell() -> None:
    assert set(ACTIONS) == {*FORMS, *PAGES}
    for action, rows in ACTIONS.items():
        assert {*rows} - {"becomes"} >= {*ROLES} - {"administrator"}, action
        lengths = {len(cells) for cells in rows.values() if isinstance(cells, list)}
        assert lengths <= {len(STATES)}, action
