"""Many at the desk at once: nobody comes to approve their own changes."""

import random
import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import pytest
from django.contrib.auth.models import User
from django.db import connections

from profiles.databases import DESK, PUBLIC
from profiles.desk.recording import recording
from profiles.desk.reviewing import RefusedError, approve, digest_now, send
from profiles.desk.roles import ANALYST, EDITOR
from profiles.desk.scopes import Scope
from profiles.documents.loader import load_dossier
from profiles.models import Edition, EntryChange, Person, Quote, Review
from profiles.models.editions import digest_of
from tests.desk.conftest import Staff
from tests.factories import dossier, quote_data

pytestmark = [
    pytest.mark.django_db(databases=[DESK, PUBLIC], transaction=True),
    pytest.mark.usefixtures("four_eyes", "shared_databases"),
]

THREADS = 20
ROUNDS = 6

Result = TypeVar("Result")


@pytest.fixture
def shared_databases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Databases that threads share as processes do; one in memory they could not."""
    for alias in (DESK, PUBLIC):
        connection = connections[alias]
        if connection.vendor == "sqlite":
            connection.ensure_connection()
            file = tmp_path / f"{alias}.sqlite3"
            with closing(sqlite3.connect(file)) as copy:
                connection.connection.backup(copy)
            monkeypatch.setitem(connection.settings_dict, "NAME", str(file))


def in_thread(work: Callable[[], Result]) -> Result:
    """Do it in a thread, which has connections of its own."""

    def done() -> Result:
        try:
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(done).result()


@dataclass
class Approved:
    """An edition that somebody approved, and what they had looked at."""

    edition: Edition
    by: User
    seen: str


def edit(person: Person, by: User) -> None:
    row = person.quotes.get()
    with recording(Scope(row), by=by):
        words = f"{by} says {random.getrandbits(64)}."
        Quote.objects.filter(pk=row.pk).update(text=words)


def work(person: Person, by: User, start: threading.Barrier) -> Iterator[Approved]:
    """Edit, send and approve, again and again, whoever else does."""
    start.wait()
    for turn in range(ROUNDS):
        # Not all of them all the time, or nobody could approve anything.
        if turn == by.pk % ROUNDS:
            edit(person, by)
        with suppress(RefusedError):
            send(person, by=by, summary=f"By {by}.")
        review = Review.objects.open().filter(person=person).first()
        if review is None:
            continue
        seen = digest_now(person)
        try:
            edition = approve(review, by=by, seen=seen)
        except RefusedError:
            continue
        if edition is not None:
            yield Approved(edition, by, seen)


def own_changes(approved: list[Approved]) -> list[str]:
    """The editions that hold changes of whoever approved them."""
    found = []
    held = 0
    for each in sorted(approved, key=lambda each: each.edition.number):
        last = each.edition.revision_number
        changes = EntryChange.objects.after(held).filter(revision__lte=last)
        if each.by.pk in changes.values_list("revision__by", flat=True):
            found.append(f"{each.edition} by {each.by}")
        if each.edition.review.sent_by == each.by:
            found.append(f"{each.edition} sent by {each.by}")
        held = last
    return found


def test_nobody_approves_their_own_however_many_edit_and_approve_at_once(
    staff: Staff,
) -> None:
    def people() -> tuple[Person, list[User]]:
        users = [staff(f"editor-{n}", EDITOR) for n in range(THREADS // 2)]
        users += [staff(f"analyst-{n}", ANALYST) for n in range(THREADS // 2)]
        return load_dossier(dossier(id="ada", quotes=[quote_data()]), DESK), users

    person, users = in_thread(people)
    start = threading.Barrier(THREADS)

    def at_once(by: User) -> list[Approved]:
        return in_thread(lambda: [*work(person, by, start)])

    with ThreadPoolExecutor(THREADS) as pool:
        approved = [each for found in pool.map(at_once, users) for each in found]

    def checked() -> dict[str, Any]:
        editions = list(Edition.objects.order_by("number"))
        return {
            "numbers": [each.number for each in editions],
            "reviewed": all(each.is_reviewed for each in editions),
            "as seen": all(
                each.seen == digest_of(each.edition.document) for each in approved
            ),
            "own": own_changes(approved),
        }

    assert approved, "nothing was approved, so nothing was tried"
    assert in_thread(checked) == {
        "numbers": [*range(1, len(approved) + 1)],
        "reviewed": True,
        "as seen": True,
        "own": [],
    }
