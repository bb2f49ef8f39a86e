"""A reader searches and filters, with scripts and without them."""

import re

import pytest
from playwright.sync_api import Browser, expect

from profiles.documents.schema import DossierDocument

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["public"]),
]


@pytest.mark.parametrize("has_scripts", [False, True])
def test_reader_searches_and_narrows_to_a_kind(
    site: str, published_lecun: DossierDocument, browser: Browser, has_scripts: bool
) -> None:
    page = browser.new_context(java_script_enabled=has_scripts).new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda said: problems.append(said.text))

    page.goto(f"{site}/search/")
    box = page.get_by_role("main").get_by_label("Words or names")
    if has_scripts:
        box.press_sequentially("lec", delay=20)
        names = page.locator("main datalist option")
        expect(names).to_have_count(1)
        assert names.first.get_attribute("value") == "Yann LeCun"
    box.fill("world models")
    box.press("Enter")
    expect(page).to_have_url(re.compile(r"\?q=world(\+|%20)models$"))
    expect(page.get_by_role("status")).to_contain_text("found")
    expect(page.locator(".found mark").first).to_be_visible()
    page.get_by_role("link", name=re.compile("^Events")).click()

    expect(page).to_have_url(re.compile(r"\?q=world(\+|%20)models&kind=events$"))
    expect(page.locator(".kinds [aria-current]")).to_contain_text("Events")
    page.locator(".found h3 a").first.click()
    expect(page).to_have_url(re.compile(r"/people/yann-lecun/.*#"))
    assert problems == []


@pytest.mark.parametrize("has_scripts", [False, True])
def test_reader_goes_from_the_masthead_of_any_page_to_whom_they_name(
    site: str, published_lecun: DossierDocument, browser: Browser, has_scripts: bool
) -> None:
    page = browser.new_context(java_script_enabled=has_scripts).new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda said: problems.append(said.text))

    page.goto(f"{site}/topics/")
    box = page.get_by_role("banner").get_by_label("Search all dossiers")
    box.focus()
    page.keyboard.type("lec", delay=20)
    if has_scripts:
        names = page.locator("header datalist option")
        expect(names).to_have_count(1)
        expect(box).to_be_focused()
        # What the browser does when one of its list is chosen, which no test can see.
        box.fill(names.first.get_attribute("value") or "")
    else:
        page.keyboard.type("un")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"/search/\?q=(Yann\+LeCun|lecun)$"))
    page.locator(".answers a").first.click()
    expect(page).to_have_url(f"{site}/people/yann-lecun/")
    assert problems == []


@pytest.mark.parametrize("has_scripts", [False, True])
def test_reader_narrows_the_dossiers_and_takes_a_filter_off(
    site: str, published_lecun: DossierDocument, browser: Browser, has_scripts: bool
) -> None:
    page = browser.new_context(java_script_enabled=has_scripts).new_page()

    page.goto(site)
    page.get_by_role("checkbox", name="Critical").check()
    if not has_scripts:
        page.get_by_role("button", name="Apply").click()
    expect(page).to_have_url(re.compile("risk=critical"))
    expect(page.get_by_role("status")).to_contain_text("0 dossiers found")
    page.get_by_role("link", name=re.compile("^Perceived risk: Critical")).click()

    expect(page.get_by_role("status")).to_contain_text("1 dossier found")
    expect(page).to_have_url(f"{site}/")
