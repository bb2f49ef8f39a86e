"""A real Chromium. Without one these tests are skipped, except where it is required."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright
from pytest_django.live_server_helper import LiveServer

from profiles.documents.schema import DossierDocument
from tests.conftest import Shelve

AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

_NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture
def site(live_server: LiveServer) -> str:
    return str(live_server.url)


@pytest.fixture
def published_lecun(
    site: str, shelve: Shelve, lecun: DossierDocument
) -> DossierDocument:
    return shelve(lecun)


@pytest.fixture
def browser(published_lecun: DossierDocument) -> Iterator[Browser]:
    # It starts after the site's database and stops before it is emptied, because the
    # browser's event loop would keep Django from using the database.
    with chromium() as browser:
        yield browser


@contextmanager
def chromium() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, _NAMES)), None)
    if path is None:
        if os.environ.get("DOSSIER_REQUIRE_BROWSER"):
            pytest.fail("Chromium is required here, and is not installed.")
        pytest.skip("Chromium is not installed (Debian's package: chromium).")
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()
