from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from profiles.choices import Section
from profiles.databases import DESK, PUBLIC
from profiles.desk.correcting import propose
from profiles.desk.recording import recording
from profiles.desk.reviewing import Objection, return_to_author, send
from profiles.desk.roles import ADMINISTRATOR, EDITOR
from profiles.desk.scopes import Scope
from profiles.documents.loader import load_dossier
from profiles.models import Correction, Person, Topic
from profiles.publishing import publish, publish_starter
from tests.desk.conftest import Staff
from tests.factories import dossier, quote_data

pytestmark = pytest.mark.django_db(databases=[DESK, PUBLIC])

HOME = "/admin/"


def edit(person: Person, by: User | None, words: str) -> None:
    with recording(Scope(person.quotes.get()), by=by, reason=words):
        person.quotes.update(text=words)


def busy(slug: str, analyst: User, editor: User) -> None:
    """A dossier that is on every list but that of what is scheduled."""
    quotes = [quote_data(id=f"{slug}-quote")]
    document = dossier(id=slug, slug=slug, name=slug, quotes=quotes)
    person = load_dossier(document, DESK)
    publish(person)
    edit(person, analyst, f"Ann's {slug}.")
    edit(person, editor, f"Ed's {slug}.")
    review = send(person, by=analyst, summary="Ann's.")
    remark = Objection("Who said so?", "quotes", f"{slug}-quote", f"Ed's {slug}.")
    return_to_author(review, by=editor, objections=[remark])
    waiting = load_dossier(
        dossier(id=f"{slug}-2", slug=f"{slug}-2", quotes=[quote_data(id=f"{slug}-w")]),
        DESK,
    )
    edit(waiting, analyst, "Waiting.")
    send(waiting, by=analyst, summary="Ann's.")


@pytest.mark.parametrize("size", [1, 4])
def test_home_costs_the_same_when_there_is_more_to_do(
    at_desk: Client,
    analyst: User,
    editor: User,
    size: int,
    django_assert_num_queries: Any,
) -> None:
    for number in range(size):
        busy(f"ada-{number}", analyst, editor)

    # Session, account and both kinds of rights. A count of each list, and of the lists
    # with something on them: what was returned with remarks and pages, drafts with how
    # each stands, what awaits, what is due with its ages, and what others changed with
    # entries, how many, pages and names.
    with django_assert_num_queries(4 + 6 + 3 + 5 + 1 + 3 + 5):
        response = at_desk.get(HOME)

    counts = {each.name: each.count for each in response.context["agenda"]}
    assert counts == {
        "returned": size,
        "drafts": 2 * size,
        "awaiting": size,
        "scheduled": 0,
        "due": size,
        "recent": size,
    }


def test_home_is_private_and_says_what_nothing_means(at_desk: Client) -> None:
    response = at_desk.get(HOME)

    said = response.content.decode()
    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]
    assert [each.empty in said for each in response.context["agenda"]] == [True] * 6


def test_home_leads_to_the_exact_entry(
    at_desk: Client, analyst: User, editor: User
) -> None:
    busy("ada", analyst, editor)
    quote = Person.objects.get(slug="ada").quotes.get()

    said = at_desk.get(HOME).content.decode()

    page = reverse("admin:profiles_quote_change", args=[quote.pk])
    # The remark that points at it, and what a colleague changed of it.
    assert said.count(f'href="{page}"') == 2


@pytest.mark.usefixtures("four_eyes")
def test_home_leads_editors_to_the_corrections_that_wait(
    client: Client, editor: User, staff: Staff
) -> None:
    person = load_dossier(dossier(quotes=[quote_data()]), DESK)
    publish_starter(person)
    other = staff("eve", EDITOR)
    with recording(Scope(Topic.objects.get()), by=other) as made:
        Topic.objects.update(name="Another topic")
    assert made.revision is not None
    propose(made.revision, by=other, summary="A new name.")
    client.force_login(editor)

    said = client.get(HOME).content.decode()

    page = reverse("admin:correction", args=[Correction.objects.get().pk])
    assert f'<a href="{page}">A new name.</a>' in said


def test_home_leads_to_what_goes_across_dossiers(at_desk: Client) -> None:
    said = at_desk.get(HOME).content.decode()

    for name in ("review-queue", "correction-queue", "deleted-dossiers"):
        assert f'href="{reverse(f"admin:{name}")}"' in said


def test_account_without_a_role_is_told_so(client: Client) -> None:
    client.force_login(User.objects.create_user("nobody", is_staff=True))

    response = client.get(HOME)

    assert "no role at this desk yet" in response.content.decode()
    assert client.get(reverse("admin:agenda-list", args=["due"])).status_code == 403


def test_models_stand_in_the_order_of_a_dossier(client: Client, staff: Staff) -> None:
    client.force_login(staff("adm", ADMINISTRATOR))

    groups = client.get(HOME).context["app_list"]

    named = {
        group["name"]: [m["object_name"] for m in group["models"]] for group in groups
    }
    assert [*named][:3] == ["Dossiers", "Entries, by section", "Shared records"]
    assert [*named][-1] == "Accounts"
    assert named["Entries, by section"] == [
        "MetricReading",
        "Education",
        "Event",
        "Position",
        "Belief",
        "Quote",
        "Publication",
        "MediaItem",
        "Association",
        "Affiliation",
        "AwardReceived",
    ]
    assert named["Accounts"] == ["User", "Group"]


def test_whole_list_comes_page_by_page(at_desk: Client, analyst: User) -> None:
    for number in range(60):
        person = load_dossier(
            dossier(
                id=f"ada-{number}",
                slug=f"ada-{number}",
                quotes=[quote_data(id=f"quote-{number}")],
            ),
            DESK,
        )
        edit(person, None, "Other words.")
    url = reverse("admin:agenda-list", args=["recent"])

    pages = [at_desk.get(url, {"page": page}) for page in ("1", "2", "x")]

    assert [len(page.context["list"].rows) for page in pages] == [50, 10, 50]
    assert at_desk.get(reverse("admin:agenda-list", args=["chores"])).status_code == 404


@pytest.mark.parametrize("name", ["returned", "drafts", "awaiting", "due", "recent"])
def test_each_list_has_a_page_of_its_own(
    at_desk: Client, analyst: User, editor: User, name: str
) -> None:
    busy("ada", analyst, editor)
    Person.objects.update(reviewed_on=date(2020, 1, 1))

    response = at_desk.get(reverse("admin:agenda-list", args=[name]))

    assert response.status_code == 200
    assert response.context["list"].rows


def test_links_to_the_entries_of_a_section_are_taken(
    at_desk: Client, analyst: User, editor: User
) -> None:
    busy("ada", analyst, editor)
    (due,) = next(
        each.rows for each in at_desk.get(HOME).context["agenda"] if each.name == "due"
    )

    page = at_desk.get(due.sections[-1].page)

    assert due.sections[-1].section == Section.PROFILE
    assert page.status_code == 200
