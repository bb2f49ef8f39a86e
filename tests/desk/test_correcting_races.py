"""Many at the desk at once, while a record that they share is corrected or merged."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import Any

import pytest
from django.contrib.auth.models import User

from profiles.databases import DESK, PUBLIC
from profiles.desk.correcting import approve as let_out
from profiles.desk.correcting import digest_of_all, next_editions, propose
from profiles.desk.errors import RefusedError
from profiles.desk.history import ChangedMeanwhileError
from profiles.desk.merging import merge, scope_of
from profiles.desk.recording import recording
from profiles.desk.roles import ANALYST, EDITOR
from profiles.desk.scopes import Scope
from profiles.models import Correction, Edition, Person, Quote, QuoteTopic, Topic
from profiles.publishing import pending
from tests.desk.conftest import Staff
from tests.desk.test_correcting import differences
from tests.desk.test_races import in_thread, shared_databases
from tests.desk.test_sharing import make
from tests.factories import quote_data

__all__ = ["shared_databases"]

pytestmark = [
    pytest.mark.django_db(databases=[DESK, PUBLIC], transaction=True),
    pytest.mark.usefixtures("four_eyes", "shared_databases"),
]

NUMBERS = range(1, 5)

Work = Callable[[], None]


def all_at_once(works: Sequence[Work]) -> None:
    start = threading.Barrier(len(works))

    def one(work: Work) -> None:
        start.wait()
        in_thread(work)

    with ThreadPoolExecutor(len(works)) as pool:
        list(pool.map(one, works))


def edit(number: int, by: User) -> None:
    quote = Quote.objects.get(stable_id=f"quote-{number}")
    with recording(Scope(quote), by=by):
        Quote.objects.filter(pk=quote.pk).update(text=f"By {by}.")


def test_correction_goes_out_once_and_alone_while_entries_are_edited(
    staff: Staff,
) -> None:
    def prepared() -> tuple[Correction, list[User], list[User]]:
        make("Ada", quotes=[quote_data(number) for number in NUMBERS])
        author = staff("author", EDITOR)
        topic = Topic.objects.get()
        with recording(Scope(topic), by=author) as made:
            Topic.objects.update(name="Another")
        assert made.revision is not None
        correction = propose(made.revision, by=author, summary="Renamed.")
        assert correction is not None
        editors = [staff(f"editor-{number}", EDITOR) for number in NUMBERS]
        analysts = [staff(f"analyst-{number}", ANALYST) for number in NUMBERS]
        return correction, editors, analysts

    correction, editors, analysts = in_thread(prepared)

    def approve(by: User) -> None:
        with suppress(RefusedError):
            seen = digest_of_all(next_editions(correction.revision))
            let_out(correction, by=by, seen=seen)

    all_at_once(
        [partial(approve, by) for by in editors]
        + [partial(edit, number, by) for number, by in enumerate(analysts, start=1)]
    )

    def found() -> tuple[Any, ...]:
        ada = Person.objects.get()
        texts = Quote.objects.order_by("stable_id").values_list("text", flat=True)
        return Edition.objects.count(), differences(ada), [*texts], pending()

    assert in_thread(found) == (
        2,
        [("quotes", f"quote-{number}", ["topics"]) for number in NUMBERS],
        [f"By analyst-{number}." for number in NUMBERS],
        [],
    )


def test_use_that_comes_while_records_are_merged_is_not_lost(staff: Staff) -> None:
    def prepared() -> tuple[User, list[User]]:
        quotes = [quote_data(number, topics=["Gone"]) for number in NUMBERS]
        make("Ada", quotes=[*quotes, quote_data(9, topics=["Kept"])])
        analysts = [staff(f"analyst-{number}", ANALYST) for number in NUMBERS]
        return staff("editor", EDITOR), analysts

    editor, analysts = in_thread(prepared)

    def unite() -> None:
        while Topic.objects.count() > 1:
            kept, gone = (Topic.objects.get(name=name) for name in ("Kept", "Gone"))
            seen = scope_of(kept, gone).last_revision()
            with suppress(ChangedMeanwhileError):
                merge(kept, gone, by=editor, reason="", summary="One.", seen=seen)

    all_at_once(
        [unite]
        + [partial(edit, number, by) for number, by in enumerate(analysts, start=1)]
    )

    def found() -> tuple[list[str], list[str]]:
        names = QuoteTopic.objects.values_list("topic__name", flat=True)
        texts = Quote.objects.exclude(stable_id="quote-9").order_by("stable_id")
        return [*names], [*texts.values_list("text", flat=True)]

    assert in_thread(found) == (
        ["Kept"] * 5,
        [f"By analyst-{number}." for number in NUMBERS],
    )
