import io
import os
import time
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from profiles import portraits
from profiles.databases import DESK, PUBLIC
from profiles.documents.loader import load_dossier
from profiles.pictures import Renditions
from profiles.publishing import publish, withdraw
from profiles.sweeping import drop_portrait, sweep_portraits
from tests.factories import dossier, portrait_data

pytestmark = [
    pytest.mark.django_db(databases=[DESK, PUBLIC]),
    pytest.mark.usefixtures("data_folder"),
]

MADE = Renditions(160, 200, {"160.webp": b"one", "160.jpg": b"other"})


def settled(made: Renditions = MADE) -> str:
    """A portrait that was kept long ago."""
    name = portraits.keep(made)
    long_ago = time.time() - 10_000
    os.utime(portraits.folder_of(name), (long_ago, long_ago))
    return name


def with_portrait(name: str, **parts: Any) -> Any:
    return load_dossier(dossier(portrait=portrait_data(name=name), **parts), DESK)


def test_files_are_kept_while_desk_or_an_edition_has_the_portrait() -> None:
    of_an_edition, of_the_desk, of_nobody = settled(), settled(), settled()
    publish(with_portrait(of_an_edition))
    with_portrait(of_the_desk)

    removed = sweep_portraits()

    assert removed == 1
    assert portraits.kept() == sorted([of_an_edition, of_the_desk])
    assert of_nobody not in portraits.kept()


def test_files_of_a_withdrawn_dossier_are_kept_for_going_back() -> None:
    name = settled()
    person = with_portrait(name)
    publish(person)
    withdraw(person)
    load_dossier(dossier(), DESK)

    assert sweep_portraits() == 0
    assert portraits.kept() == [name]


def test_upload_that_may_still_be_stored_is_left_alone() -> None:
    name = portraits.keep(MADE)

    assert sweep_portraits() == 0
    assert portraits.kept() == [name]


def test_what_an_interrupted_upload_left_goes_too(data_folder: Path) -> None:
    left = data_folder / "portraits" / f".{'0' * 32}"
    left.mkdir(parents=True)
    (left / "160.webp").write_bytes(b"half")
    os.utime(left, (1, 1))

    assert sweep_portraits() == 1
    assert not left.exists()


def test_replaced_portrait_is_dropped_unless_an_edition_has_it() -> None:
    published, draft, present = settled(), settled(), settled()
    publish(with_portrait(published))
    with_portrait(draft)
    with_portrait(present)

    for name in (published, draft, present):
        drop_portrait(name)

    assert portraits.kept() == sorted([published, present])


def test_command_says_of_how_many() -> None:
    settled()
    out = io.StringIO()

    call_command("sweep_portraits", stdout=out)

    assert out.getvalue() == "Portraits removed: 1.\n"
