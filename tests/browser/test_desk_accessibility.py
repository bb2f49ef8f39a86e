"""The pages of the desk: nothing that axe finds, and nothing that scrolls sideways."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page

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
from profiles.models import Event, Person, Revision, Source
from tests.browser.conftest import (
    LOOKS,
    leave_the_desk,
    looks,
    scrolls_sideways,
    violations,
)
from tests.desk.conftest import Staff, staff
from tests.factories import complete

__all__ = ["staff"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
]

#: The looks that differ most; each of what they are made of is in one of them.
CHOSEN = [LOOKS[0], LOOKS[-1]]

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
    client = Client()
    client.force_login(User.objects.get(username="ada"))
    context = browser.new_context(base_url=site)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": site}]
    )
    yield context.new_page()
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
        for look in looks(page, address, CHOSEN)
    }

    assert page.request.get(address).status == 200
    assert found == dict.fromkeys(CHOSEN, (set(), False))
