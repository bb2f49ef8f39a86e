"""One dossier from the first note to readers, through the pages that people use."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from profiles.desk.roles import ANALYST, EDITOR
from tests.browser.conftest import leave_the_desk
from tests.desk.conftest import Staff, staff

__all__ = ["staff"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.usefixtures("four_eyes"),
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
]

PASSWORD = "a password of the tests"  # noqa: S105 -- of accounts that tests make
SAID = "Words that nobody said."


@pytest.fixture
def accounts(staff: Staff) -> None:
    for user in (staff("ann", ANALYST), staff("ed", EDITOR)):
        user.set_password(PASSWORD)
        user.save()


@pytest.fixture
def pages(accounts: None, site: str, browser: Browser) -> Iterator[dict[str, Page]]:
    """A browser each for the analyst, the editor and a reader."""
    found = {
        name: browser.new_context(base_url=site).new_page()
        for name in ("ann", "ed", "reader")
    }
    for name in ("ann", "ed"):
        page = found[name]
        page.goto("/admin/login/?next=/admin/")
        page.get_by_label("Username").fill(name)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Log in").click()
    yield found
    leave_the_desk(browser)


class Analyst:
    """What an analyst does with the admin's forms."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def begin(self) -> None:
        """Begin a dossier with what the person's own page holds."""
        page = self.page
        page.get_by_role("link", name="Add").first.click()
        self.fill(name="Ada Example", sort_name="Example, Ada", slug="ada-example")
        self.fill(summary="She is nobody in particular.", biography="Born, lived.")
        self.save()
        self.add_row("Nationality")
        page.select_option("#id_nationalities-0-country", "GB")
        self.add_row("Education")
        self.fill(
            **{"education-0-degree": "PhD", "education-0-institution": "A school"}
        )
        self.add_row("Identifier")
        page.select_option("#id_identifiers-0-scheme", index=1)
        self.fill(**{"identifiers-0-value": "Q1"})
        self.add_row("Metric reading")
        page.select_option("#id_metrics-0-metric", "h_index")
        self.fill(**{"metrics-0-value": "7", "metrics-0-provider": "A register"})
        self.fill(**{"metrics-0-read_on": "2026-11-24"})
        self.save()

    def add(self, section: str) -> None:
        """Open the form of another entry by the rail, which fills in the person."""
        self.page.get_by_role("link", name=f"Add to {section}").click()

    def add_row(self, kind: str) -> None:
        self.page.locator(
            ".add-row a, a.addlink", has_text=f"Add another {kind}"
        ).click()

    def fill(self, **fields: str) -> None:
        for name, value in fields.items():
            self.page.fill(f"#id_{name}", value)

    def create(self, field: str, **fields: str) -> None:
        """Put on file, beside the form, what the entry refers to."""
        with self.page.expect_popup() as opened:
            self.page.click(f"#add_id_{field}")
        popup = opened.value
        for name, value in fields.items():
            box = popup.locator(f"#id_{name}")
            if box.evaluate("box => box.tagName") == "SELECT":
                box.select_option(value)
            else:
                box.fill(value)
        with popup.expect_event("close"):
            popup.get_by_role("button", name="Save", exact=True).click()

    def cite(self, address: str, title: str = "") -> None:
        self.add_row("Citation")
        self.fill(**{"citations-0-address": address, "citations-0-title": title})
        self.page.select_option("#id_citations-0-credibility", "2")

    def save(self) -> None:
        self.page.get_by_role("button", name="Save and continue editing").click()
        expect(self.page.locator(".messagelist .success")).to_be_visible()

    def send(self, summary: str) -> None:
        self.page.get_by_role("link", name="Review", exact=True).click()
        self.page.get_by_label(re.compile("What changed")).fill(summary)
        self.page.get_by_role("button", name="Send to review").click()
        expect(self.page.locator("#content")).to_contain_text("In review")


class Editor:
    """What an editor does with what is sent to review."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def open(self) -> None:
        self.page.goto("/admin/reviews/")
        self.page.get_by_role("link", name="Ada Example").first.click()

    def take(self, step: str) -> None:
        sure = self.page.get_by_role("button", name=re.compile("^Yes"))
        done = self.page.locator(".messagelist .success")
        self.page.get_by_role("button", name=step).click()
        # Some steps ask once more, on a page that has to come first.
        expect(sure.or_(done)).to_be_visible()
        if sure.count():
            sure.click()
        expect(done).to_be_visible()


def test_dossier_goes_from_first_note_to_readers(pages: dict[str, Page]) -> None:
    ann, ed, reader = pages["ann"], pages["ed"], pages["reader"]
    analyst = Analyst(ann)

    # Every section by hand.
    analyst.begin()
    analyst.add("timeline")
    analyst.fill(occurred_on="2001-02", title="A beginning")
    ann.select_option("#id_category", "career")
    analyst.cite("https://example.org/talk", "A talk of hers")
    analyst.save()
    analyst.add("quotes")
    analyst.fill(text=SAID, said_on="2020", outlet="A paper")
    analyst.create("ranked_topics-0-topic", name="A topic")
    analyst.cite("http://www.example.org/talk/")
    analyst.save()
    analyst.add("publications")
    analyst.fill(title="A paper", published_on="2015")
    ann.select_option("#id_kind", "article")
    analyst.fill(**{"authors-0-name": "Ada Example"})
    analyst.save()
    analyst.add("talks and interviews")
    analyst.fill(title="An interview")
    ann.select_option("#id_kind", "interview")
    analyst.save()
    analyst.add("associates")
    analyst.fill(name="Bo Example")
    ann.select_option("#id_kind", "colleague")
    analyst.save()
    analyst.add("awards")
    analyst.create("award", name="A prize")
    analyst.fill(awarded_on="2019")
    analyst.save()
    ann.get_by_role("link", name="Position on AGI").click()
    analyst.add_row("Assessment")
    analyst.fill(**{"positions-0-assessed_on": "2026-11"})
    ann.select_option("#id_positions-0-risk_level", "low")
    analyst.add_row("Affiliation")
    analyst.create("affiliations-0-organization", name="A school", kind="university")
    analyst.fill(**{"affiliations-0-role": "Chair"})
    analyst.save()

    # A preview, and on to an editor.
    ann.get_by_role("link", name="Preview").click()
    expect(ann.locator(".preview-banner")).to_contain_text("Only the desk sees this")
    for words in (
        SAID,
        "A beginning",
        "A prize",
        "Bo Example",
        "An interview",
        "Chair",
    ):
        expect(ann.locator("#main")).to_contain_text(words)
    reader.goto("/people/ada-example/")
    expect(reader.locator("h1")).to_contain_text("Nothing is published here")
    ann.go_back()
    analyst.send("A first version.")

    # It comes back with a reason at its entry, and goes there again.
    editor = Editor(ed)
    editor.open()
    quote = ed.locator(".compared").filter(has_text=SAID)
    quote.get_by_text("Reason at this entry").click()
    quote.locator("textarea").fill("Who heard this?")
    editor.take("Return to ann")
    ann.goto("/admin/")
    expect(ann.locator("#content")).to_contain_text("Who heard this?")
    ann.get_by_role("link", name=SAID).first.click()
    analyst.fill(context="A listener wrote it down.")
    analyst.save()
    analyst.send("A first version.")
    editor.open()
    editor.take("Approve and publish now")

    # Readers have it, and keep it while the next one is written.
    reader.goto("/people/ada-example/")
    expect(reader.locator("#quotes")).to_contain_text(SAID)
    ann.goto("/admin/")
    ann.get_by_label("Person").fill("Ada")
    ann.get_by_role("button", name="Find").click()
    ann.get_by_role("link", name="Ada Example").click()
    ann.get_by_role("link", name="Quotes", exact=True).click()
    ann.get_by_role("link", name=SAID).click()
    analyst.fill(text="What was said is another thing.")
    analyst.save()
    reader.reload()
    expect(reader.locator("#quotes")).to_contain_text(SAID)
    analyst.send("The words were wrong.")
    editor.open()
    editor.take("Approve and publish now")
    reader.reload()
    expect(reader.locator("#quotes")).to_contain_text("What was said is another thing.")
    expect(reader.locator("#main")).not_to_contain_text(SAID)
