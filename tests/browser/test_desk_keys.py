"""The desk by keyboard: saving, going from entry to entry, and the rail that folds."""

import re
from collections.abc import Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from profiles.databases import DESK
from profiles.desk.roles import ANALYST
from profiles.documents.loader import load_dossier
from profiles.models import Event, Person
from tests.browser.conftest import leave_the_desk, signed_in
from tests.desk.conftest import Staff, staff
from tests.factories import dossier, quote_data

__all__ = ["staff"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
]


@pytest.fixture
def addresses(staff: Staff) -> list[str]:
    """The pages of two quotes, the newer first, of which an analyst can sign in."""
    staff("ann", ANALYST)
    quotes = [quote_data(n, said_on=f"200{n}") for n in (2, 1)]
    person: Person = load_dossier(dossier(id="ada", quotes=quotes), DESK)
    return [
        reverse("admin:profiles_quote_change", args=[quote.pk])
        for quote in person.quotes.all()
    ]


@pytest.fixture
def page(addresses: list[str], browser: Browser, site: str) -> Iterator[Page]:
    """The page of the newer quote."""
    page = signed_in(browser, site, "ann").new_page()
    page.goto(addresses[0])
    yield page
    leave_the_desk(browser)


def at(address: str) -> re.Pattern[str]:
    return re.compile(rf"{address}(\?.*)?$")


@pytest.mark.parametrize("keys", ["Control+s", "Meta+s"])
def test_entry_is_saved_by_key_and_stays_open(
    page: Page, addresses: list[str], keys: str
) -> None:
    page.get_by_label("Outlet").fill("A paper")
    page.keyboard.press(keys)

    expect(page.get_by_text("was changed successfully")).to_be_visible()
    expect(page).to_have_url(at(addresses[0]))
    expect(page.get_by_label("Outlet")).to_have_value("A paper")


def test_who_saves_by_key_stays_where_they_were(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 400})
    note = page.get_by_label("Note", exact=False).first
    note.fill("Heard again.")
    before = page.evaluate("scrollY")
    page.keyboard.press("Control+s")

    expect(page.get_by_text("was changed successfully")).to_be_in_viewport()
    expect(note).to_be_focused()
    expect(note).to_be_in_viewport()
    assert 0 < before == page.evaluate("scrollY")

    page.keyboard.type(" And again.")
    expect(page.get_by_text("was changed successfully")).not_to_be_in_viewport()


def test_keys_lead_to_the_entries_beside(page: Page, addresses: list[str]) -> None:
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("Alt+Shift+ArrowRight")
    expect(page).to_have_url(at(addresses[1]))

    page.get_by_role("heading", level=1).click()
    page.keyboard.press("Alt+Shift+ArrowLeft")
    expect(page).to_have_url(at(addresses[0]))


def test_form_that_comes_back_begins_at_what_is_wrong(page: Page) -> None:
    page.get_by_label("Text:", exact=True).fill("")
    page.locator("#citations-group details summary").first.click()
    page.get_by_label("How far").first.select_option("")
    page.keyboard.press("Control+s")
    expect(page.locator(".errornote")).to_be_focused()

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Text:", exact=True)).to_be_focused()

    page.get_by_role("link", name="Citations, row 1, How far").click()
    expect(page.get_by_label("How far").first).to_be_focused()


def test_keys_do_not_lead_away_from_what_is_typed(
    page: Page, addresses: list[str]
) -> None:
    page.get_by_label("Outlet").fill("A pa")
    page.keyboard.press("Alt+Shift+ArrowRight")
    page.keyboard.type("per")

    expect(page.get_by_label("Outlet")).to_have_value("A paper")
    expect(page).to_have_url(at(addresses[0]))


def test_focus_is_caught_nowhere(page: Page) -> None:
    page.locator(".rail a").first.focus()

    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "_continue":
            break

    expect(page.locator("[name=_continue]")).to_be_focused()


def test_rail_folds_on_a_narrow_screen_alone(page: Page) -> None:
    section = page.locator(".rail").get_by_role("link", name="Talks and interviews")
    expect(section.first).to_be_visible()

    page.set_viewport_size({"width": 360, "height": 800})
    expect(section.first).to_be_hidden()

    page.locator(".rail summary").click()
    expect(section.first).to_be_visible()


def test_keys_are_told(page: Page) -> None:
    expect(page.get_by_text("saves and stays on this page")).to_be_visible()


@pytest.mark.parametrize("how", ["clicks", "keys"])
def test_entry_is_added_once_however_often_it_is_sent(page: Page, how: str) -> None:
    address = reverse("admin:profiles_event_add")
    page.goto(f"{address}?person={Person.objects.get().pk}")
    page.get_by_label("Title").first.fill("Only once")
    page.get_by_label("Occurred on").fill("2001")
    page.get_by_label("Category").select_option("career")

    if how == "clicks":
        page.get_by_role("button", name="Save", exact=True).dblclick(no_wait_after=True)
    else:
        page.keyboard.press("Control+s")
        page.keyboard.press("Control+s")

    expect(page.get_by_text("was added successfully")).to_be_visible()
    assert Event.objects.filter(title="Only once").count() == 1


def choose_associate(page: Page, words: str, proposed: str) -> None:
    """Open the box, type, and take what is proposed first."""
    page.get_by_role("combobox", name="Associate").press("Enter")
    expect(page.locator(".select2-search__field")).to_be_focused()
    page.keyboard.type(words)
    expect(page.locator(".select2-results__option")).to_have_text([proposed])
    page.keyboard.press("Enter")


def test_dossier_is_chosen_by_a_part_of_its_name_or_by_a_slug(page: Page) -> None:
    load_dossier(dossier(id="bo", slug="bo-example", name="Bo Example"), DESK)
    page.goto(reverse("admin:profiles_association_add"))

    choose_associate(page, "Bo", "Bo Example")
    expect(page.locator("#id_associate")).to_have_value("bo-example")
    expect(page.get_by_label("Name")).to_have_value("Bo Example")
    choose_associate(page, "cy-to-come", "cy-to-come")

    expect(page.locator("#id_associate")).to_have_value("cy-to-come")
    expect(page.get_by_label("Name")).to_have_value("Bo Example")
