"""A reader opens a dossier in a real browser."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from profiles.documents.schema import DossierDocument
from tests.browser.conftest import AXE_RULES

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["public"]),
]


@pytest.mark.parametrize("has_scripts", [False, True])
def test_reader_follows_a_citation_to_its_source_and_back(
    site: str,
    published_lecun: DossierDocument,
    browser: Browser,
    has_scripts: bool,
) -> None:
    page = browser.new_context(java_script_enabled=has_scripts).new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda said: problems.append(said.text))

    page.goto(site)
    page.get_by_role("link", name="Yann LeCun").click()
    mark = page.locator("#history .cite a").first
    number = (mark.text_content() or "").strip("[]")
    anchor = mark.get_attribute("id")
    mark.click()
    source = page.locator(f"#source-{number}")
    expect(source).to_be_in_viewport()
    source.locator(f"a[href='#{anchor}']").click()

    expect(page.locator(f"#{anchor}")).to_be_in_viewport()
    assert page.url.endswith(f"/people/yann-lecun/#{anchor}")
    assert problems == []


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/", "/people/yann-lecun/", "/people/nobody/"])
def test_page_has_no_accessibility_violation_and_no_sideways_scrolling(
    site: str,
    published_lecun: DossierDocument,
    browser: Browser,
    path: str,
    scheme: str,
    width: int,
) -> None:
    page = browser.new_context(
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": width, "height": 900},
    ).new_page()

    page.goto(site + path)
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": AXE_RULES}})

    violations = [
        (each["id"], node["html"])
        for each in found.response["violations"]
        for node in each["nodes"]
    ]
    assert violations == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
