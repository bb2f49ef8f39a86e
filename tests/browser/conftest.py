"""A real Chromium. Without one these tests are skipped, except where it is required."""

import os
import shutil
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth.models import User
from django.db import connections
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from profiles.databases import PUBLIC
from profiles.documents.schema import DossierDocument
from tests.conftest import Shelve, starters

AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

#: What a reader's screen may be: the colour scheme and the width.
LOOKS = [(scheme, width) for scheme in ("light", "dark") for width in (1280, 360)]
#: The two that differ most: both schemes and both widths are among them.
FAR_LOOKS = [LOOKS[0], LOOKS[-1]]

#: What another width or another scheme can break; the rest is the same page.
_BY_LOOK = [
    "color-contrast",
    "link-in-text-block",
    "scrollable-region-focusable",
    "target-size",
]

_NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(autouse=True)
def quick_passwords(settings: Any) -> None:
    """What keeps passwords safe takes a fifth of a second for each, and is Django's."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def site(live_server: LiveServer) -> str:
    return str(live_server.url)


@pytest.fixture
def published_lecun(
    site: str, shelve: Shelve, lecun: DossierDocument
) -> DossierDocument:
    return shelve(lecun)


@pytest.fixture(scope="package")
def kept_room() -> Iterator[sqlite3.Connection]:
    """A copy of the reading room with the starter dossiers; empty until it is made."""
    with closing(sqlite3.connect(":memory:")) as copy:
        yield copy


@pytest.fixture
def nine_dossiers(site: str, shelve: Shelve, kept_room: sqlite3.Connection) -> None:
    """The starter dossiers, put on the shelf once and copied from then on.

    Each test here leaves its database empty, and shelving takes longer than the test.
    """
    room = connections[PUBLIC]
    room.ensure_connection()
    if room.vendor != "sqlite":
        shelve(*starters())
    elif kept_room.execute("SELECT 1 FROM sqlite_master").fetchone():
        kept_room.backup(room.connection)
    else:
        shelve(*starters())
        room.connection.backup(kept_room)


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """One for all tests of the folder, because starting it takes a second."""
    path = next(filter(None, map(shutil.which, _NAMES)), None)
    if path is None:
        if os.environ.get("DOSSIER_REQUIRE_BROWSER"):
            pytest.fail("Chromium is required here, and is not installed.")
        pytest.skip("Chromium is not installed (Debian's package: chromium).")
    # Of shared memory a small machine, or a busy one, has too little for a browser.
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
    arguments += ["--disable-background-networking"]
    with pytest.MonkeyPatch.context() as environment, sync_playwright() as playwright:
        # Playwright keeps an event loop in the thread of the tests, where Django would
        # refuse its database. The site is served by threads without one.
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def browser(site: str, chromium: Browser) -> Iterator[Browser]:
    """A browser without pages; those that a test opens are closed with it."""
    yield chromium
    for context in chromium.contexts:
        context.close()


def signed_in(browser: Browser, site: str, name: str) -> BrowserContext:
    """A browser of somebody's own, past the sign-in, which takes most of a second."""
    client = Client()
    client.force_login(User.objects.get(username=name))
    context = browser.new_context(base_url=site, locale="en-GB")
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": site}]
    )
    return context


def leave_the_desk(browser: Browser) -> None:
    """Close what is open, and let the server hear of it before tables are emptied.

    The last that a page of the desk does is to say that it is left.
    """
    for context in browser.contexts:
        context.close()
    time.sleep(0.5)


def looks(
    page: Page, address: str, chosen: Sequence[tuple[str, int]] = LOOKS
) -> Iterator[tuple[str, int]]:
    """Open the address in each look; yields the colour scheme and the width."""
    # In one page: a browser context for each look took half as long again.
    for scheme, width in chosen:
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(address)
        yield scheme, width


def violations(page: Page, look: tuple[str, int] = LOOKS[0]) -> list[tuple[str, str]]:
    """What axe finds wrong with the page: its rule, and the element.

    All of it in the first look; in another one only what a look can break.
    """
    rules = {"type": "rule", "values": _BY_LOOK}
    if look == LOOKS[0]:
        rules = {"type": "tag", "values": AXE_RULES}
    # Of what passes one element is enough; to describe all takes twice the time.
    options = {"runOnly": rules, "resultTypes": ["violations"]}
    found = Axe().run(page, options=options).response["violations"]
    return [
        (each["id"], node["html"][:200]) for each in found for node in each["nodes"]
    ]


def scrolls_sideways(page: Page) -> bool:
    return bool(
        page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    )
