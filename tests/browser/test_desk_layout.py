"""The desk's forms and differences on screens of either width: nothing runs off."""

from collections.abc import Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Locator, Page, expect

from profiles.databases import DESK
from profiles.desk.recording import recording
from profiles.desk.roles import ANALYST
from profiles.desk.scopes import Scope
from profiles.documents.loader import load_dossier
from profiles.models import Person, Source
from profiles.publishing import publish
from tests.browser.conftest import leave_the_desk, signed_in
from tests.desk.conftest import Staff, staff
from tests.factories import complete

__all__ = ["staff"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
]

#: Which elements in one reach beyond its right edge.
BEYOND = """(around) => {
  const edge = around.getBoundingClientRect().right + 1;
  const shown = Array.from(around.querySelectorAll("*")).filter((e) => e.offsetParent);
  const beyond = shown.filter((e) => e.getBoundingClientRect().right > edge);
  return beyond.map((e) => e.outerHTML.slice(0, 100));
}"""


@pytest.fixture
def person(staff: Staff) -> Person:
    staff("ann", ANALYST)
    return load_dossier(complete(2), DESK)


@pytest.fixture
def page(person: Person, browser: Browser, site: str) -> Iterator[Page]:
    yield signed_in(browser, site, "ann").new_page()
    leave_the_desk(browser)


def page_of(person: Person) -> str:
    return reverse("admin:profiles_person_change", args=[person.pk])


@pytest.mark.parametrize("width", [1280, 360])
def test_rows_and_cards_of_a_form_fit(page: Page, person: Person, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(page_of(person))
    row = page.locator("#affiliations-0")
    page.get_by_label("Role, row 1", exact=True).fill("")
    row.locator("[name$=started_on]").fill("2010")
    row.locator("[name$=ended_on]").fill("1890")
    row.locator("[name$=is_primary]").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(row.locator(".errorlist")).to_have_count(3)
    page.locator("#citations-group .add-row a").click()

    for group in ("affiliations", "citations"):
        assert page.locator(f"#{group}-group").evaluate(BEYOND) == []


@pytest.mark.parametrize("width", [1280, 360])
def test_source_cited_last_is_named_on_two_lines(
    page: Page, person: Person, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    Source.objects.using(DESK).update(title="A page with a long title " * 15)
    quote = person.quotes.all()[0]
    page.goto(reverse("admin:profiles_quote_change", args=[quote.pk]))
    page.locator("#citations-group summary").first.click()
    page.locator("[name=citations-0-place]").fill("p. 9")
    page.get_by_role("button", name="Save and continue editing").click()
    page.locator("#citations-group .add-row a").click()

    label = page.get_by_label("Again: A page with").last.locator("..").locator("label")
    height = "e => e.clientHeight / parseFloat(getComputedStyle(e).fontSize)"
    assert label.evaluate(height) < 3.2
    assert page.locator("#citations-group").evaluate(BEYOND) == []


def test_boxes_that_stand_below_each_other_have_their_headings(
    page: Page, person: Person
) -> None:
    page.set_viewport_size({"width": 360, "height": 900})
    page.goto(page_of(person))
    page.locator("#affiliations-group .add-row a").click()

    count = person.affiliations.count()
    for number in (0, count):
        role = page.locator(f"#affiliations-{number} td.field-role")
        assert role.evaluate("cell => getComputedStyle(cell, '::before').content") == (
            '"Role" / ""'
        )


def test_differences_add_no_blank_and_stand_on_a_line_with_their_labels(
    page: Page, person: Person
) -> None:
    quote = person.quotes.all()[0]
    publish(person, summary="First.")
    with recording(Scope(quote), by=None):
        type(quote).objects.filter(pk=quote.pk).update(text="Words number one?")
    page.goto(reverse("admin:dossier-review", args=[person.pk]))
    shown = page.locator(".difference").first

    def edge(of: Locator, side: str) -> float:
        return float(of.evaluate(f"each => each.getBoundingClientRect().{side}"))

    del_, ins = shown.locator("del"), shown.locator("ins")
    assert edge(ins, "left") - edge(del_, "right") == pytest.approx(0, abs=0.5)
    label, value = shown.locator("dt"), shown.locator("dd").first
    assert edge(label, "top") == edge(value, "top")
