"""Two people save the same thing at the same time: nothing that either typed is lost.

A server of its own on database files, as two requests of a test's server would share
one connection. One round each in a test run; DOSSIER_RACES=50 for the whole promise.
"""

import json
import os
import re
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

import pytest
from playwright.sync_api import Browser, Page

from profiles.documents.writer import to_yaml
from tests.factories import dossier, position_data, quote_data

pytestmark = [pytest.mark.browser, pytest.mark.process]

ROOT = Path(__file__).parents[2]
ROUNDS = int(os.environ.get("DOSSIER_RACES", "1"))
PASSWORD = "a password of the tests"  # noqa: S105 -- of accounts that tests make

_ACCOUNTS = f"""
from django.contrib.auth.models import Group, User
for name in ("ann", "bea"):
    user = User.objects.create_user(name, password={PASSWORD!r}, is_staff=True)
    user.groups.add(Group.objects.get(name="analyst"))
"""


@dataclass
class Desk:
    """A desk that is served, by its address and its database."""

    address: str
    database: Path

    def changes(self, section: str) -> list[dict[str, object]]:
        """What the entries of a section came to say, change by change, oldest first."""
        with sqlite3.connect(self.database) as connection:
            rows = connection.execute(
                "select after from profiles_entrychange where section = ? "
                "and before is not null order by id",
                [section],
            )
            return [json.loads(after) for (after,) in rows]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("races")
    data = folder / "data"
    kept = {k: v for k, v in os.environ.items() if k in {"PATH", "HOME", "LANG"}}
    environment = kept | {"DOSSIER_DATA_DIR": str(data), "DOSSIER_FOUR_EYES": "0"}
    file = folder / "ada.yaml"
    file.write_text(
        to_yaml(dossier(id="ada", quotes=[quote_data()], position=[position_data()]))
    )

    def manage(*words: str) -> None:
        command = [sys.executable, "manage.py", *words]
        subprocess.run(command, cwd=ROOT, env=environment, check=True, timeout=120)  # noqa: S603 -- our own command

    manage("migrate", "-v0")
    manage("import_dossier", str(file))
    manage("shell", "-v0", "-c", _ACCOUNTS)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    address = f"http://127.0.0.1:{port}"
    served = [sys.executable, "manage.py", "runserver", "--noreload", address[7:]]
    server = subprocess.Popen(  # noqa: S603 -- our own command
        served, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL
    )
    _wait_for(f"{address}/robots.txt", server)
    yield Desk(address, data / "desk.sqlite3")
    server.kill()
    server.wait()


def _wait_for(address: str, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(300):
        assert server.poll() is None, "the server has ended"
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310 -- our own server
        except URLError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"{address} did not answer")


def signed_in(browser: Browser, desk: Desk, name: str) -> Page:
    page = browser.new_context(base_url=desk.address).new_page()
    page.goto("/admin/login/?next=/admin/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    return page


def open_form(page: Page, model: str) -> None:
    page.goto(f"/admin/profiles/{model}/1/change/")
    for folded in page.locator(".citations details:not([open]) > summary").all():
        # Not by a click, which a notice that comes in above would lead astray.
        folded.press("Enter")


def save(page: Page) -> None:
    """Press the button, and do not wait for what comes of it."""
    page.evaluate("document.documentElement.dataset.isOld = 'yes'")
    page.get_by_role("button", name="Save and continue editing").click(
        no_wait_after=True
    )


@pytest.mark.parametrize(
    ("model", "box", "section", "field"),
    [
        ("quote", "#id_context", "quotes", "context"),
        ("position", "#id_stance", "position", "stance"),
        ("quote", "#id_citations-0-place", "quotes", "citations"),
    ],
    ids=["quote", "position", "inline row"],
)
def test_no_edit_is_lost_when_two_save_at_once(
    desk: Desk, chromium: Browser, model: str, box: str, section: str, field: str
) -> None:
    pages = {name: signed_in(chromium, desk, name) for name in ("ann", "bea")}
    for number in range(ROUNDS):
        for name, page in pages.items():
            open_form(page, model)
            page.fill(box, f"{name}{number}")

        for page in pages.values():
            save(page)
        for page in pages.values():
            page.wait_for_selector("html:not([data-is-old]) #footer", state="attached")

        second = [page for page in pages.values() if _is_asked(page)]
        assert len(second) == 1
        assert _said_on(second[0]) >= {f"ann{number}", f"bea{number}"}
        second[0].locator("input[value=mine]").check()
        second[0].get_by_role("button", name="Save as chosen").click()
        second[0].wait_for_load_state()

        told = json.dumps([each[field] for each in desk.changes(section)[-2:]])
        assert f"ann{number}" in told
        assert f"bea{number}" in told


def _is_asked(page: Page) -> bool:
    page.wait_for_selector("h1")
    return "Changed meanwhile" in page.title()


def _said_on(page: Page) -> set[str]:
    return set(re.findall(r"(?:ann|bea)\d+", page.locator("#content").inner_text()))
