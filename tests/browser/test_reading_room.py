"""A reader's way through the reading room, with scripts and without them."""

import re

import pytest
from bibtexparser.entrypoint import parse_string
from playwright.sync_api import Browser, Page, expect

from profiles.documents.schema import DossierDocument
from tests.browser.conftest import FAR_LOOKS, looks, scrolls_sideways, violations
from tests.views.test_walk import KINDS

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["public"]),
]


@pytest.mark.parametrize("has_scripts", [False, True])
def test_reader_goes_from_a_topic_to_a_bibliography(
    site: str, nine_dossiers: None, browser: Browser, has_scripts: bool
) -> None:
    context = browser.new_context(
        java_script_enabled=has_scripts,
        permissions=["clipboard-read", "clipboard-write"],
    )
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda said: problems.append(said.text))

    # By topic, then by words.
    page.goto(f"{site}/quotes/")
    page.get_by_role("checkbox", name="LLM limitations").check()
    apply(page, has_scripts)
    expect(page).to_have_url(re.compile(r"topic=llm-limitations"))
    page.get_by_role("searchbox", name="Words").fill("understand*")
    apply(page, has_scripts)
    expect(page).to_have_url(re.compile(r"q=understand"))
    expect(page.get_by_role("status")).to_contain_text("2 quotes found")
    expect(page.locator("mark").first).to_be_visible()

    # One of them, and how to cite it.
    page.get_by_role("link", name=re.compile("from Yann LeCun")).first.click()
    expect(page).to_have_url(re.compile("/quotes/yl-quote-llms-none-of-those/"))
    citation = page.locator("#cite-text").inner_text()
    assert citation.startswith("Yann LeCun, “LLMs can do none of those")
    if has_scripts:
        page.get_by_role("button", name="Copy Text").click()
        expect(page.get_by_role("button", name="Copied")).to_be_visible()
        assert page.evaluate("navigator.clipboard.readText()") == citation

    # The person, a decade, and the bibliography of it.
    page.locator("main").get_by_role(
        "link", name="Yann LeCun", exact=True
    ).first.click()
    page.get_by_role("link", name=re.compile("All research")).click()
    page.get_by_role("link", name=re.compile(r"1980s")).first.click()
    expect(page).to_have_url(re.compile(r"decade=1980"))
    with page.expect_download() as download:
        page.get_by_role("link", name="BibTeX").click()
    library = parse_string(download.value.path().read_text())

    assert [entry.fields_dict["year"].value for entry in library.entries] == ["1989"]
    assert problems == []


def apply(page: Page, has_scripts: bool) -> None:
    """With scripts the form is sent by itself; without, by its button."""
    if not has_scripts:
        page.get_by_role("button", name="Apply").click()


@pytest.mark.parametrize("path", KINDS)
def test_no_kind_of_page_has_a_violation_or_scrolls_sideways(
    site: str,
    nine_dossiers: None,
    revised_dossier: DossierDocument,
    browser: Browser,
    path: str,
) -> None:
    page = browser.new_page()

    found = {
        look: (violations(page, look), scrolls_sideways(page))
        for look in looks(page, site + path, FAR_LOOKS)
    }

    assert found == {look: ([], False) for look in FAR_LOOKS}
