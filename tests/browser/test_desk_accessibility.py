"""The pages of the desk: nothing that axe finds, and nothing that scrolls sideways."""

from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import Browser, Page

from profiles.admin.merging import merge_url
from profiles.databases import DESK
from profiles.desk.recording import recording
from profiles.desk.reviewing import (
    Objection,
    publish_without_review,
    return_to_author,
    send,
)
from profiles.desk.roles import ADMINISTRATOR, ANALYST
from profiles.desk.scopes import Scope
from profiles.documents.loader import load_dossier
from profiles.models import Event, Person, Quote, Revision, Source, Topic
from tests.browser.conftest import (
    FAR_LOOKS,
    leave_the_desk,
    looks,
    scrolls_sideways,
    signed_in,
    violations,
)
from tests.desk.conftest import Staff, staff
from tests.factories import complete

__all__ = ["staff"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
]

#: Of the admin's own tables under a form, whose first column has no name.
ALLOWED = {("empty-table-header", '<th class="original"></th>')}


@pytest.fixture
def person(staff: Staff) -> Person:
    """A dossier with something of everything: out, changed, returned, sent again."""
    ann, ada = staff("ann", ANALYST), staff("ada", ADMINISTRATOR)
    person = load_dossier(complete(), DESK)
    publish_without_review(person)
    _change(person, ann)
    review = send(person, by=ann, summary="What the quote was about.")
    quote = person.quotes.first()
    assert quote is not None
    said = Objection("Where was it said?", "quotes", quote.stable_id, str(quote))
    return_to_author(review, by=ada, objections=[said])
    send(person, by=ann, summary="What the quote was about, and where.")
    return person


def _change(person: Person, by: User) -> None:
    quote, event = person.quotes.first(), person.events.first()
    assert quote is not None
    assert event is not None
    with recording(Scope(quote, event), by=by, reason="Heard it again."):
        type(quote).objects.filter(pk=quote.pk).update(context="Another context.")
        Event.objects.filter(pk=event.pk).delete()


@pytest.fixture
def page(person: Person, browser: Browser, site: str) -> Iterator[Page]:
    """A page of the administrator, who may see and do everything."""
    yield signed_in(browser, site, "ada").new_page()
    leave_the_desk(browser)


def _of(model: str, view: str = "change") -> Callable[[Person], str]:
    def address(person: Person) -> str:
        name = f"admin:profiles_{model}_{view}"
        if view in ("add", "changelist"):
            return f"{reverse(name)}?person={person.pk}"
        return reverse(name, args=[getattr(person, _ROWS[model]).first().pk])

    return address


_ROWS = {
    "quote": "quotes",
    "position": "positions",
    "publication": "publications",
    "affiliation": "affiliations",
    "awardreceived": "awards",
}


def _at(name: str) -> Callable[[Person], str]:
    return lambda person: reverse(f"admin:{name}", args=[person.pk])


def _plain(name: str) -> Callable[[Person], str]:
    return lambda person: reverse(f"admin:{name}")


PAGES: dict[str, Callable[[Person], str]] = {
    "home": _plain("index"),
    "person": _at("profiles_person_change"),
    "new person": _plain("profiles_person_add"),
    "quote": _of("quote"),
    "new quote": _of("quote", "add"),
    "quotes": _of("quote", "changelist"),
    "history of a quote": _of("quote", "history"),
    "deletion of a quote": _of("quote", "delete"),
    "position": _of("position"),
    "publication": _of("publication"),
    "source": lambda person: reverse(
        "admin:profiles_source_change", args=[Source.objects.all()[0].pk]
    ),
    "sources": _plain("profiles_source_changelist"),
    "review": _at("dossier-review"),
    "reviews": _plain("review-queue"),
    "history": _at("dossier-history"),
    "revision": lambda person: reverse(
        "admin:dossier-revision",
        args=[person.pk, Revision.objects.filter(step="")[0].pk],
    ),
    "deleted entries": _at("dossier-deleted"),
    "preview": _at("dossier-preview"),
    "differences": _at("dossier-preview-differences"),
    "corrections": _plain("correction-queue"),
    "recent changes": lambda person: reverse("admin:agenda-list", args=["recent"]),
    "accounts": _plain("auth_user_changelist"),
    "new account": _plain("auth_user_add"),
}


@pytest.mark.parametrize("kind", PAGES)
def test_page_of_the_desk_has_no_barriers(
    kind: str, page: Page, person: Person
) -> None:
    address = PAGES[kind](person)

    found = {
        look: ({*violations(page, look)} - ALLOWED, scrolls_sideways(page))
        for look in looks(page, address, FAR_LOOKS)
    }

    assert page.request.get(address).status == 200
    assert found == dict.fromkeys(FAR_LOOKS, (set(), False))


# Pages that only come as the answer to a form


def _refused(page: Page, person: Person) -> None:
    page.goto(_of("quote")(person))
    page.get_by_label("Text:", exact=True).fill("")
    page.get_by_label("Said on").fill("yesterday")
    page.get_by_role("button", name="Save", exact=True).click()
    page.locator(".errornote").wait_for()


def _unfolded(page: Page, person: Person) -> None:
    page.goto(_of("quote")(person))
    page.locator("#citations-group details summary").first.click()
    page.locator("#citations-group .add-row a").click()


def _met(page: Page, person: Person) -> None:
    page.goto(_of("quote")(person))
    quote = person.quotes.first()
    assert quote is not None
    with recording(Scope(quote), by=None):
        Quote.objects.filter(pk=quote.pk).update(outlet=f"{quote.outlet} again")
    page.get_by_label("Outlet").fill("Another outlet")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("heading", level=1, name="Changed meanwhile").wait_for()


def _sent_together(page: Page, person: Person) -> None:
    page.goto(reverse("admin:profiles_person_changelist"))
    page.locator("#result_list .action-select").first.check()
    page.locator("select[name=action]").select_option("send_dossiers")
    page.get_by_role("button", name="Run").or_(
        page.get_by_role("button", name="Go")
    ).click()
    page.get_by_label("What changed in all of them").wait_for()


def _withdrawn(page: Page, person: Person) -> None:
    page.goto(_at("dossier-review")(person))
    page.get_by_label("Why it is withdrawn").fill("It was too early.")
    page.get_by_role("button", name="Withdraw from readers").click()
    page.get_by_role("button", name="Yes: withdraw").wait_for()


def _put_back(page: Page, person: Person) -> None:
    page.goto(_of("quote", "history")(person))
    page.get_by_role("link", name="Put this field back").first.click()
    page.get_by_label("Reason").wait_for()


def _merged(page: Page, person: Person) -> None:
    one = Topic.objects.exclude(slug="another")[0]
    other, _ = Topic.objects.get_or_create(name="Another topic", slug="another")
    page.goto(merge_url(one, other))
    page.get_by_role("button", name="Merge the two").wait_for()


def _offered_back(page: Page, person: Person) -> None:
    page.goto(_of("quote")(person))
    page.get_by_label("Outlet").fill("Typed and not saved")
    page.wait_for_function(
        "() => Object.keys(localStorage).some((name) => name.startsWith('desk:typed'))"
    )
    page.reload()
    page.get_by_role("region", name="Typed, and not saved").first.wait_for()


def _signed_out(page: Page, person: Person) -> None:
    page.context.clear_cookies()
    page.goto(reverse("admin:index"))
    page.get_by_label("Username").wait_for()


ANSWERS: dict[str, Callable[[Page, Person], None]] = {
    "form with errors": _refused,
    "unfolded citations": _unfolded,
    "conflict": _met,
    "sending several": _sent_together,
    "question before a withdrawal": _withdrawn,
    "putting back": _put_back,
    "merger": _merged,
    "what is offered back": _offered_back,
    "sign-in": _signed_out,
}


@pytest.mark.parametrize("kind", ANSWERS)
def test_answer_of_the_desk_has_no_barriers(
    kind: str, page: Page, person: Person
) -> None:
    found = {}
    for look in looks(page, reverse("admin:index"), FAR_LOOKS):
        ANSWERS[kind](page, person)
        found[look] = {*violations(page, look)} - ALLOWED, scrolls_sideways(page)

    assert found == dict.fromkeys(FAR_LOOKS, (set(), False))
