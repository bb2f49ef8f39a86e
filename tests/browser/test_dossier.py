"""A reader opens a dossier in a real browser."""

from itertools import combinations

import pytest
from playwright.sync_api import Browser, FloatRect, expect

from profiles.documents.schema import DossierDocument

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
def test_names_in_the_picture_of_associates_are_apart_and_can_be_read(
    site: str, published_lecun: DossierDocument, browser: Browser, width: int
) -> None:
    page = browser.new_context(viewport={"width": width, "height": 900}).new_page()

    page.goto(f"{site}/people/yann-lecun/")
    people = page.locator(".graph a:has(circle)")
    boxes = [each.bounding_box() for each in people.all()]
    picture = page.locator(".graph svg").bounding_box()
    height = people.first.locator("text").first.bounding_box()

    assert picture is not None
    assert height is not None
    assert height["height"] > 12
    assert len(boxes) == 12
    assert [
        (one, other)
        for one, other in combinations(boxes, 2)
        if one is None or other is None or _overlap(one, other)
    ] == []
    assert [
        box
        for box in boxes
        if box is None
        or box["x"] < picture["x"]
        or box["x"] + box["width"] > picture["x"] + picture["width"]
    ] == []


def _overlap(one: FloatRect, other: FloatRect) -> bool:
    across = max(one["x"], other["x"]) < min(
        one["x"] + one["width"], other["x"] + other["width"]
    )
    down = max(one["y"], other["y"]) < min(
        one["y"] + one["height"], other["y"] + other["height"]
    )
    return across and down


def test_keyboard_leads_along_a_line_to_its_reason(
    site: str, published_lecun: DossierDocument, browser: Browser
) -> None:
    # Without motion, so that nothing scrolls any more when the key is pressed.
    page = browser.new_context(reduced_motion="reduce").new_page()

    page.goto(f"{site}/people/yann-lecun/")
    derived = page.get_by_role("link", name="Bill Dally", exact=True)
    page.get_by_role("link", name="Adrien Bardes: collaborator").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#yl-associate-bardes")).to_be_in_viewport()
    derived.focus()
    page.keyboard.press("Enter")

    # It is in a list that was folded.
    expect(page.locator(".derived li:target")).to_be_in_viewport()
    expect(page.locator(".derived li:target")).to_contain_text("Bill Dally")
