"""What is typed at the desk survives, and colleagues see that they are not alone."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Dialog, Locator, Page, expect

from profiles.databases import DESK
from profiles.desk import comparing
from profiles.desk.reviewing import send
from profiles.desk.roles import ANALYST, EDITOR
from profiles.documents.loader import load_dossier
from profiles.models import Person, Quote, Remark
from tests.browser.conftest import leave_the_desk, signed_in
from tests.desk.conftest import Staff, staff
from tests.factories import dossier, event_data, quote_data

__all__ = ["staff"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
]

PASSWORD = "a password of the tests"  # noqa: S105 -- of accounts that tests make

Desk = Callable[[str], Page]


@pytest.fixture
def quote() -> Quote:
    document = dossier(id="ada", quotes=[quote_data()], history=[event_data()])
    return load_dossier(document, DESK).quotes.get()


@pytest.fixture
def accounts(staff: Staff) -> list[User]:
    made = [staff("ann", ANALYST), staff("bea", EDITOR)]
    for user in made:
        user.set_password(PASSWORD)
        user.save()
    return made


@pytest.fixture
def problems() -> list[str]:
    """What went wrong in the pages of a test."""
    return []


@pytest.fixture
def desk(
    accounts: list[User], quote: Quote, browser: Browser, site: str, problems: list[str]
) -> Iterator[Desk]:
    """Opens the quote's change page, each time in a browser of somebody's own."""

    def open_as(name: str) -> Page:
        page = signed_in(browser, site, name).new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on(
            "console",
            lambda said: problems.append(said.text) if "Policy" in said.text else None,
        )
        page.goto(address(quote))
        return page

    yield open_as
    leave_the_desk(browser)


def address(quote: Quote) -> str:
    return reverse("admin:profiles_quote_change", args=[quote.pk])


def sign_in(page: Page, name: str) -> None:
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url(lambda url: "/login/" not in url)  # with its scripts


def type_outlet(page: Page, words: str) -> None:
    page.get_by_label("Outlet").fill(words)
    # It is kept once the typing pauses.
    expect_kept(page, 1)


def expect_kept(page: Page, count: int) -> None:
    page.wait_for_function(
        "(count) => Object.keys(localStorage)"
        ".filter((name) => name.startsWith('desk:typed:')).length === count",
        arg=count,
    )


def submit_past_scripts(page: Page, form: str) -> None:
    """Send a form as if no script were there."""
    # Not within the evaluation, whose answer may be lost with the page that is left.
    page.evaluate(
        "(form) => void setTimeout(() =>"
        " HTMLFormElement.prototype.submit.call(document.forms[form]))",
        form,
    )


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()


def bring_back(page: Page) -> None:
    page.get_by_role("button", name="Bring it back").click()


def in_another_tab(context: BrowserContext, path: str) -> Page:
    page = context.new_page()
    page.goto(path)
    return page


def saved_outlet(page: Page, quote: Quote) -> str:
    """As a page that is opened anew shows it; the browser has the thread to itself."""
    return (
        in_another_tab(page.context, address(quote))
        .get_by_label("Outlet")
        .input_value()
    )


def test_text_of_a_closed_tab_is_offered_back_and_let_go_once_saved(
    desk: Desk, quote: Quote, problems: list[str]
) -> None:
    page = desk("ann")
    type_outlet(page, "A paper")
    context = page.context
    page.close()

    again = in_another_tab(context, address(quote))
    offer = again.get_by_role("region", name="Typed, and not saved")
    expect(offer).to_contain_text(re.compile(r"You typed this at \d\d:\d\d"))
    expect(offer.get_by_role("term")).to_have_text(["Outlet"])
    expect(offer.get_by_role("definition")).to_have_text(["A paper"])
    expect(again.get_by_label("Outlet")).to_have_value("")
    bring_back(again)
    expect(again.get_by_label("Outlet")).to_have_value("A paper")
    save(again)
    again.wait_for_url(re.compile(r"/quote/\?person"))

    assert saved_outlet(again, quote) == "A paper"
    expect_kept(again, 0)
    assert "#" not in again.url
    assert problems == []


def test_forgotten_text_is_not_offered_again(desk: Desk, quote: Quote) -> None:
    page = desk("ann")
    type_outlet(page, "A paper")
    page.reload()

    page.get_by_role("button", name="Forget it").click()
    expect_kept(page, 0)
    page.reload()

    expect(page.get_by_role("region", name="Typed, and not saved")).to_have_count(0)
    expect(page.get_by_label("Outlet")).to_have_value("")


def test_new_inline_row_with_a_chosen_record_is_brought_back(
    desk: Desk, quote: Quote
) -> None:
    page = desk("ann")
    page.locator("#citations-group .add-row a").click()
    row = page.locator("#citations-1")
    row.locator(".field-source .select2-selection").click()
    page.locator(".select2-search__field").fill("A source")
    page.get_by_role("option", name="A source").click()
    row.locator("[name=citations-1-position]").fill("2")
    row.locator("[name=citations-1-place]").fill("p. 7")
    row.locator("[name=citations-1-credibility]").select_option("2")
    expect_kept(page, 1)
    page.wait_for_timeout(500)
    page.reload()

    bring_back(page)
    expect(row.locator(".select2-selection__rendered")).to_contain_text("A source")
    save(page)
    page.wait_for_url(re.compile(r"/quote/\?person"))

    expect_kept(page, 0)
    page.goto(address(quote))
    expect(page.locator("[name=citations-1-place]")).to_have_value("p. 7")


def test_expired_session_leads_back_to_the_form_with_the_text(
    desk: Desk, quote: Quote
) -> None:
    page = desk("ann")
    type_outlet(page, "A paper")
    other = in_another_tab(page.context, reverse("admin:index"))
    other.get_by_role("button", name="Log out").click()
    # A tab that is closed while it is on its way can hold up those beside it.
    expect(other.get_by_role("heading", level=1)).to_have_text("Logged out")

    save(page)
    expect(page.get_by_role("alert")).to_contain_text("you are signed out")
    # As when the session ends between the browser's question and the saving.
    submit_past_scripts(page, "quote_form")
    sign_in(page, "ann")
    bring_back(page)
    save(page)
    page.wait_for_url(re.compile(r"/quote/\?person"))

    assert saved_outlet(page, quote) == "A paper"
    expect_kept(page, 0)


def test_form_is_saved_after_signing_in_again_in_another_tab(
    desk: Desk, quote: Quote
) -> None:
    page = desk("ann")
    type_outlet(page, "A paper")
    page.context.clear_cookies(name="session")
    save(page)

    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in in another tab").click()
    sign_in(opened.value, "ann")
    opened.value.wait_for_url("**/change/")
    save(page)
    page.wait_for_url(re.compile(r"/quote/\?person"))

    assert saved_outlet(page, quote) == "A paper"


def test_nobody_saves_in_the_name_of_a_colleague(desk: Desk, quote: Quote) -> None:
    page = desk("ann")
    type_outlet(page, "A paper")
    page.context.clear_cookies(name="session")
    other = in_another_tab(page.context, address(quote))
    sign_in(other, "bea")
    expect(other.get_by_label("Outlet")).to_have_value("")

    save(page)

    expect(page.get_by_role("alert")).to_contain_text("another account")
    expect(other.get_by_role("region", name="Typed, and not saved")).to_have_count(0)
    assert saved_outlet(page, quote) == ""


def test_refused_form_offers_the_text_back(desk: Desk, quote: Quote) -> None:
    page = desk("ann")
    type_outlet(page, "A paper")
    page.evaluate(
        "document.forms.quote_form.elements.csrfmiddlewaretoken.value = 'x'.repeat(64)"
    )

    submit_past_scripts(page, "quote_form")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Not saved")
    page.get_by_role("link", name="open the page again").click()
    bring_back(page)

    expect(page.get_by_label("Outlet")).to_have_value("A paper")


def test_lost_connection_keeps_the_page_and_the_text(desk: Desk, quote: Quote) -> None:
    page = desk("ann")
    type_outlet(page, "A paper")
    page.context.set_offline(True)

    save(page)
    expect(page.get_by_role("alert")).to_contain_text("the desk cannot be reached")
    expect(page.get_by_label("Outlet")).to_have_value("A paper")
    page.context.set_offline(False)
    expect(page.get_by_role("alert")).to_contain_text("The connection is back")
    page.get_by_role("button", name="Save and continue editing").click()
    page.wait_for_load_state()
    expect(page.locator(".messagelist")).to_contain_text("changed successfully")

    assert saved_outlet(page, quote) == "A paper"
    expect_kept(page, 0)


def test_text_survives_a_validation_error_and_the_tab_closed_after_it(
    desk: Desk, quote: Quote
) -> None:
    page = desk("ann")
    type_outlet(page, "A paper")
    page.get_by_label("Text", exact=False).first.fill("")
    save(page)
    expect(page.locator(".errornote")).to_be_visible()
    expect(page.get_by_label("Outlet")).to_have_value("A paper")
    expect(page.get_by_role("region", name="Typed, and not saved")).to_have_count(0)
    context = page.context
    page.close()

    again = in_another_tab(context, address(quote))
    offer = again.get_by_role("region", name="Typed, and not saved")

    expect(offer.get_by_role("definition")).to_have_text(["(empty)", "A paper"])


def test_text_brought_back_does_not_overwrite_what_a_colleague_saved(
    desk: Desk, quote: Quote
) -> None:
    page = desk("ann")
    type_outlet(page, "A paper")
    page.goto(reverse("admin:index"))
    colleague = desk("bea")
    colleague.get_by_label("Outlet").fill("A journal")
    save(colleague)
    colleague.wait_for_url(re.compile(r"/quote/\?person"))

    page.goto(address(quote))
    expect(page.get_by_text("The page was saved since.")).to_be_visible()
    bring_back(page)
    save(page)

    expect(page.get_by_role("heading", level=1)).to_have_text("Changed meanwhile")
    assert saved_outlet(page, quote) == "A journal"


def test_full_storage_is_said_and_leaving_is_warned_of(desk: Desk) -> None:
    page = desk("ann")
    page.evaluate(
        "() => { Storage.prototype.setItem = () => { throw new Error('full'); }; }"
    )
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.get_by_label("Outlet").fill("A paper")
    expect(page.get_by_role("alert")).to_contain_text("cannot be kept")
    page.on("dialog", leave)
    page.reload()

    assert asked == ["beforeunload"]


def test_logging_out_lets_go_of_what_was_kept(desk: Desk) -> None:
    page = desk("ann")
    type_outlet(page, "A paper")
    page.goto(reverse("admin:index"))

    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Logged out")

    expect_kept(page, 0)


# The steps of a dossier's way, and putting back


def review_of(person: Person) -> str:
    return reverse("admin:dossier-review", args=[person.pk])


def sent_to_review(quote: Quote) -> str:
    """The address of its review, in which ann has it for bea to decide."""
    send(
        quote.person, by=User.objects.get(username="ann"), summary="The first edition."
    )
    return review_of(quote.person)


def wait_until_kept(page: Page, words: str) -> None:
    page.wait_for_function(
        "(words) => Object.values(localStorage).some((kept) => kept.includes(words))",
        arg=words,
    )


def test_summary_of_a_closed_tab_is_offered_back_and_let_go_once_sent(
    desk: Desk, quote: Quote, problems: list[str]
) -> None:
    page = desk("ann")
    page.goto(review_of(quote.person))
    page.get_by_label("What changed, in words for readers").fill("The first edition.")
    wait_until_kept(page, "The first edition.")
    context = page.context
    page.close()

    again = in_another_tab(context, review_of(quote.person))
    expect(offers(again).get_by_role("definition")).to_have_text(["The first edition."])
    expect(again.get_by_text("The page was saved since.")).to_be_hidden()
    bring_back(again)
    again.get_by_role("button", name="Send to review").click()
    expect(again.locator(".messagelist")).to_contain_text("is in review")

    expect_kept(again, 0)
    assert "#" not in again.url
    assert problems == []


def test_reasons_for_a_return_survive_an_expired_session(
    desk: Desk, quote: Quote
) -> None:
    address = sent_to_review(quote)
    page = desk("bea")
    page.goto(address)
    page.get_by_text("Reason at this entry").nth(1).click()
    at_entry = page.locator("textarea[name^='remark:']").nth(1)
    at_entry.fill("Where was it said?")
    page.get_by_label("Why, and what has to be done").fill("Not yet.")
    wait_until_kept(page, "Not yet.")
    page.context.clear_cookies(name="session")

    page.get_by_role("button", name="Return to ann").click()
    expect(page.locator("#decide").get_by_role("alert")).to_contain_text("signed out")
    # As when the session ends between the browser's question and the return.
    submit_past_scripts(page, "decide")
    sign_in(page, "bea")
    expect(offers(page).get_by_role("definition")).to_have_text(
        ["Where was it said?", "Not yet."]
    )
    bring_back(page)
    expect(at_entry).to_be_visible()
    expect(at_entry).to_have_value("Where was it said?")
    page.get_by_role("button", name="Return to ann").click()

    expect(page.locator(".messagelist")).to_contain_text("is returned to ann")
    expect_kept(page, 0)
    remarks = Remark.objects.values_list("text", flat=True)
    assert sorted(remarks) == ["Not yet.", "Where was it said?"]


def test_reason_at_an_entry_of_another_page_goes_along(
    desk: Desk, quote: Quote, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparing, "ENTRIES_PER_PAGE", 1)
    address = sent_to_review(quote)
    page = desk("bea")
    page.goto(f"{address}?page=2")
    page.get_by_text("Reason at this entry").click()
    page.locator("textarea[name^='remark:']").fill("Where was it said?")
    wait_until_kept(page, "Where was it said?")

    page.goto(address)
    bring_back(page)
    expect(offers(page)).to_have_count(0)
    page.get_by_role("button", name="Return to ann").click()

    expect(page.locator(".messagelist")).to_contain_text("is returned to ann")
    assert Remark.objects.get().text == "Where was it said?"


def test_what_was_typed_into_one_form_of_a_page_is_not_offered_in_another(
    desk: Desk, quote: Quote
) -> None:
    address = sent_to_review(quote)
    page = desk("bea")
    page.goto(address)
    page.get_by_role("button", name="Approve and publish now").click()
    page.get_by_role("button", name="Yes: approve").click()
    page.get_by_label("Why it is withdrawn").fill("It was too early.")
    wait_until_kept(page, "It was too early.")
    page.reload()

    expect(
        page.locator("#withdraw").get_by_label("Typed, and not saved")
    ).to_be_visible()
    expect(offers(page)).to_have_count(1)
    bring_back(page)
    page.get_by_role("button", name="Withdraw from readers").click()
    page.get_by_role("button", name="Yes: withdraw").click()

    expect(page.locator(".messagelist")).to_contain_text("is withdrawn")
    expect_kept(page, 0)


def test_reason_for_putting_back_is_offered_back(desk: Desk, quote: Quote) -> None:
    page = desk("ann")
    page.get_by_label("Outlet").fill("A paper")
    save(page)
    page.wait_for_url(re.compile(r"/quote/\?person"))
    page.goto(reverse("admin:profiles_quote_history", args=[quote.pk]))
    page.get_by_role("link", name="Put this field back").click()
    page.get_by_label("Reason").fill("No paper said it.")
    wait_until_kept(page, "No paper said it.")
    page.reload()

    bring_back(page)
    page.get_by_role("button", name="Put it back").click()
    expect(page.locator(".messagelist")).to_contain_text("Put back as you saw it")

    assert saved_outlet(page, quote) == ""
    expect_kept(page, 0)


# Pop-ups that put on file what an entry refers to


def open_popup(page: Page) -> Page:
    """The pop-up that adds a topic, from the form of the quote."""
    with page.expect_popup() as opened:
        page.locator("#add_id_ranked_topics-0-topic").click()
    opened.value.wait_for_load_state()
    return opened.value


def type_topic(popup: Page, name: str) -> None:
    popup.get_by_label("Name").fill(name)
    popup.get_by_label("Name").press("Tab")  # makes the slug of it
    # It is kept once the typing pauses.
    popup.wait_for_function(
        "(name) => Object.values(localStorage).some((kept) => kept.includes(name))",
        arg=name,
    )


def save_popup(popup: Page) -> None:
    with popup.expect_event("close"):
        save(popup)


def offers(page: Page) -> Locator:
    return page.get_by_role("region", name="Typed, and not saved")


def expect_chosen(page: Page, name: str) -> None:
    """The pop-up gave its topic to the form, and nothing of it is offered again."""
    expect(page.locator("#id_ranked_topics-0-topic option:checked")).to_have_text(name)
    expect(offers(open_popup(page))).to_have_count(0)


def test_text_of_a_closed_popup_is_offered_in_the_next_of_its_kind(
    desk: Desk, problems: list[str]
) -> None:
    page = desk("ann")
    popup = open_popup(page)
    type_topic(popup, "A new topic")
    popup.close()

    popup = open_popup(page)
    expect(offers(popup).get_by_role("definition")).to_have_text(
        ["A new topic", "a-new-topic"]
    )
    bring_back(popup)
    save_popup(popup)

    expect_chosen(page, "A new topic")
    assert problems == []


def test_text_of_a_popup_is_offered_on_the_page_that_adds_the_same(
    desk: Desk, quote: Quote
) -> None:
    page = desk("ann")
    popup = open_popup(page)
    type_topic(popup, "A new topic")
    popup.close()

    page.goto(reverse("admin:profiles_award_add"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Add award")
    expect(offers(page)).to_have_count(0)
    page.goto(reverse("admin:profiles_topic_add"))

    expect(offers(page)).to_have_count(1)


def test_text_of_a_popup_survives_a_validation_error_and_its_closing(
    desk: Desk,
) -> None:
    page = desk("ann")
    popup = open_popup(page)
    type_topic(popup, "A new topic")
    popup.get_by_label("Slug").fill("no slug!")
    save(popup)
    expect(popup.locator(".errornote")).to_be_visible()
    expect(popup.get_by_label("Name")).to_have_value("A new topic")
    expect(offers(popup)).to_have_count(0)
    popup.close()

    popup = open_popup(page)
    bring_back(popup)
    expect(popup.get_by_label("Slug")).to_have_value("no slug!")
    popup.get_by_label("Slug").fill("another-topic")
    save_popup(popup)

    expect_chosen(page, "A new topic")


def test_popup_of_an_expired_session_is_saved_after_signing_in_elsewhere(
    desk: Desk,
) -> None:
    page = desk("ann")
    popup = open_popup(page)
    type_topic(popup, "A new topic")
    page.context.clear_cookies(name="session")
    save(popup)
    expect(popup.get_by_role("alert")).to_contain_text("you are signed out")

    with page.context.expect_page() as opened:
        popup.get_by_role("link", name="Sign in in another tab").click()
    sign_in(opened.value, "ann")
    # A pop-up in a tab would have no form to give its topic to.
    opened.value.wait_for_url(f"**{reverse('admin:index')}")
    save_popup(popup)

    expect_chosen(page, "A new topic")


def test_popup_that_leads_to_signing_in_comes_back_with_the_text(desk: Desk) -> None:
    page = desk("ann")
    popup = open_popup(page)
    type_topic(popup, "A new topic")
    page.context.clear_cookies(name="session")
    # As when the session ends between the browser's question and the saving.
    submit_past_scripts(popup, "topic_form")
    sign_in(popup, "ann")

    bring_back(popup)
    save_popup(popup)

    expect_chosen(page, "A new topic")


def test_popup_without_a_connection_keeps_its_text(desk: Desk) -> None:
    page = desk("ann")
    popup = open_popup(page)
    type_topic(popup, "A new topic")
    page.context.set_offline(True)

    save(popup)
    expect(popup.get_by_role("alert")).to_contain_text("the desk cannot be reached")
    expect(popup.get_by_label("Name")).to_have_value("A new topic")
    page.context.set_offline(False)
    expect(popup.get_by_role("alert")).to_contain_text("The connection is back")
    save_popup(popup)

    expect_chosen(page, "A new topic")


# Colleagues


def test_two_people_at_one_page_see_each_other(desk: Desk, quote: Quote) -> None:
    first = desk("ann")
    first.wait_for_load_state("networkidle")

    second = desk("bea")
    expect(second.locator("#presence")).to_have_text(notice_of("ann"))
    first.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(first.locator("#presence")).to_have_text(notice_of("bea"))
    second.goto(reverse("admin:index"))
    first.wait_for_timeout(500)
    first.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    expect(first.locator("#presence")).to_have_text("")


def notice_of(name: str) -> re.Pattern[str]:
    return re.compile(rf"^{name} has this page open too, since \d\d:\d\d UTC\.$")
