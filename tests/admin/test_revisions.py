from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from profiles.databases import DESK
from profiles.desk.recording import recording
from profiles.desk.scopes import Scope
from profiles.documents.loader import load_dossier
from profiles.documents.writer import to_json, write_dossier
from profiles.models import EntryChange, Person, Quote, Revision, Topic
from profiles.publishing import publish, withdraw
from tests.desk.conftest import Staff
from tests.factories import complete, dossier, event_data, publication_data, quote_data

pytestmark = pytest.mark.django_db(databases=["default", "public"])


@pytest.fixture
def person() -> Person:
    return load_dossier(
        dossier(id="ada", quotes=[quote_data()], history=[event_data()]), DESK
    )


@pytest.fixture
def quote(person: Person) -> Quote:
    return person.quotes.get()


@pytest.fixture
def elsewhere(client: Client) -> Client:
    """A browser of somebody who may not see the desk's entries."""
    client.force_login(User.objects.create_user("guest", is_staff=True))
    return client


def change(row: Any, by: User, reason: str = "", **fields: Any) -> EntryChange:
    with recording(Scope(row), by=by, reason=reason) as made:
        if fields:
            type(row).objects.filter(pk=row.pk).update(**fields)
        else:
            type(row).objects.filter(pk=row.pk).delete()
    assert made.revision is not None
    first = made.revision.changes.first()
    assert first is not None
    return first


def confirm(client: Client, url: str, **fields: Any) -> Any:
    """Open the page and send its form."""
    page = client.get(url)
    seen = page.context["plan"].seen
    return client.post(url, {"_seen": seen, "reason": "It was better.", **fields})


def labels(page: Any) -> list[str]:
    return [each.label for each in page.context["changes"]]


# Reading


def test_history_of_an_entry_tells_who_when_why_and_what(
    at_desk: Client, analyst: User, quote: Quote
) -> None:
    change(quote, analyst, "As recorded.", text="Words number one.")

    page = at_desk.get(reverse("admin:profiles_quote_history", args=[quote.pk]))

    said = page.content.decode()
    assert "<b>ann</b>" in said
    assert " UTC</time>" in said
    assert "ago)" in said
    assert "As recorded." in said
    assert "Words number <del>1</del><ins>one</ins>." in said
    assert "no-store" in page["Cache-Control"]


@pytest.mark.parametrize("size", [1, 50])
def test_history_of_an_entry_costs_the_same_when_longer(
    at_desk: Client,
    analyst: User,
    quote: Quote,
    size: int,
    django_assert_num_queries: Any,
) -> None:
    for number in range(size):
        change(quote, analyst, outlet=f"Paper {number}")

    # Session, account, two of permissions, quote, its person, six of the rail,
    # count, changes.
    with django_assert_num_queries(14):
        page = at_desk.get(reverse("admin:profiles_quote_history", args=[quote.pk]))

    assert len(page.context["changes"]) == min(size, 20)


def test_history_of_a_publication_tells_each_revision_once(
    at_desk: Client, analyst: User
) -> None:
    ada = load_dossier(dossier(id="ada", research=[publication_data()]), DESK)
    bo = dossier(
        id="bo", slug="bo", name="Bo", sort_name="Bo", research=[publication_data()]
    )
    load_dossier(bo, DESK)
    work = ada.publications.get()
    change(work, analyst, venue="A journal")

    page = at_desk.get(reverse("admin:profiles_publication_history", args=[work.pk]))

    assert labels(page) == ["Paper number 1"]


@pytest.mark.parametrize("size", [1, 40])
def test_history_of_a_dossier_costs_the_same_when_longer(
    at_desk: Client,
    analyst: User,
    person: Person,
    size: int,
    django_assert_num_queries: Any,
) -> None:
    for number in range(size):
        change(person.events.get(), analyst, title=f"Event {number}")
    publish(person, by=analyst)
    withdraw(person, by=analyst)

    # Session, account, two of permissions, person, who changed it, seven of the
    # stream, how many entries are deleted, and six of the rail.
    with django_assert_num_queries(20):
        page = at_desk.get(reverse("admin:dossier-history", args=[person.pk]))

    said = page.content.decode()
    assert "Edition 1</a> was published" in said
    assert "Withdrawn from readers, after edition 1" in said


def test_history_of_a_dossier_is_narrowed_by_its_form(
    at_desk: Client, analyst: User, person: Person
) -> None:
    change(person.events.get(), analyst, title="Another")
    change(person.quotes.get(), analyst, outlet="A paper")
    url = reverse("admin:dossier-history", args=[person.pk])

    narrowed = at_desk.get(url, {"section": "history", "by": str(analyst.pk)})
    mistyped = at_desk.get(url, {"section": "history", "day": "31/12"})

    assert [
        [told.label for told in each.entries] for each in narrowed.context["happenings"]
    ] == [["Another"]]
    assert "Write the day as in 2026-01-31." in mistyped.content.decode()
    assert len(mistyped.context["happenings"]) == 1


def test_one_revision_is_told_entry_by_entry(
    at_desk: Client, analyst: User, person: Person
) -> None:
    with recording(Scope.of_dossier(person), by=analyst) as made:
        person.quotes.update(outlet="A paper")
        person.events.update(title="Another")
    assert made.revision is not None

    page = at_desk.get(
        reverse("admin:dossier-revision", args=[person.pk, made.revision.pk])
    )
    none = at_desk.get(
        reverse("admin:dossier-revision", args=[person.pk, made.revision.pk + 1])
    )

    assert sorted(labels(page)) == ["Another", "Words number 1."]
    assert none.status_code == 404


# Putting back


def test_field_is_put_back_after_it_was_looked_at(
    at_desk: Client, analyst: User, quote: Quote
) -> None:
    changed = change(quote, analyst, text="Second.", outlet="A paper")
    url = reverse("admin:revert-field", args=[changed.pk, "text"])

    page = at_desk.get(url)
    response = confirm(at_desk, url)

    assert "<del>Second</del><ins>Words number 1</ins>." in page.content.decode()
    assert response.status_code == 302
    assert response.url == reverse("admin:profiles_quote_change", args=[quote.pk])
    quote.refresh_from_db()
    assert (quote.text, quote.outlet) == ("Words number 1.", "A paper")
    assert Revision.objects.first().reason == "It was better."  # type: ignore[union-attr]  # there is one


def test_what_is_put_back_is_told_in_words(
    at_desk: Client, analyst: User, quote: Quote
) -> None:
    with recording(Scope(quote), by=analyst) as made:
        quote.citations.all().delete()
    assert made.revision is not None
    removed = made.revision.changes.get()
    history = reverse("admin:profiles_quote_history", args=[quote.pk])
    revision = reverse(
        "admin:dossier-revision", args=[quote.person.pk, made.revision.pk]
    )
    put_back = reverse("admin:revert-entry", args=[removed.pk, "before"])

    pages = [at_desk.get(page) for page in (history, revision, put_back)]

    told = [
        [(field.label, field.pieces[0].text) for field in each.fields]
        for page in pages
        for each in page.context["changes"]
    ]
    assert told == [[("Citations", "A source; supports it, B2")]] * 3


def test_looking_at_it_changes_nothing(
    at_desk: Client, analyst: User, quote: Quote
) -> None:
    changed = change(quote, analyst, text="Second.")

    at_desk.get(reverse("admin:revert-entry", args=[changed.pk, "before"]))

    quote.refresh_from_db()
    assert quote.text == "Second."


def test_deleted_entry_is_put_back_from_the_list_of_them(
    at_desk: Client, analyst: User, quote: Quote
) -> None:
    deleted = change(quote, analyst)
    person = quote.person

    listed = at_desk.get(reverse("admin:dossier-deleted", args=[person.pk]))
    url = reverse("admin:revert-entry", args=[deleted.pk, "before"])
    response = confirm(at_desk, url)

    again = Quote.objects.get()
    assert url in listed.content.decode()
    assert response.url == reverse("admin:profiles_quote_change", args=[again.pk])


def test_whole_dossier_is_put_back_from_its_history(
    at_desk: Client, analyst: User, person: Person
) -> None:
    first = change(person, analyst, epithet="The First")
    change(person.quotes.get(), analyst)
    change(person, analyst, epithet="The Second")

    url = reverse("admin:revert-dossier", args=["ada", first.revision_id])
    page = at_desk.get(url)
    response = confirm(at_desk, url)

    said = page.content.decode()
    counted = [(each.label, each.words) for each in page.context["sections"]]
    assert counted == [("The person", "1 changed"), ("Quotes", "1 added")]
    assert all(f'id="changes-{name}"' in said for name in ("person", "quotes"))
    assert "<ins>Words number 1.</ins>" in said
    person.refresh_from_db()
    assert response.url == reverse("admin:dossier-history", args=[person.pk])
    assert (person.epithet, person.quotes.count()) == ("The First", 1)


def test_rail_stands_beside_what_is_put_back(
    at_desk: Client, analyst: User, quote: Quote
) -> None:
    changed = change(quote, analyst, text="Second.")
    renamed = change(quote.topics.get(), analyst, name="Another")
    person = quote.person

    pages = [
        at_desk.get(reverse("admin:revert-field", args=[changed.pk, "text"])),
        at_desk.get(reverse("admin:revert-entry", args=[changed.pk, "before"])),
        at_desk.get(reverse("admin:revert-dossier", args=["ada", changed.revision_id])),
    ]
    shared = at_desk.get(reverse("admin:revert-entry", args=[renamed.pk, "before"]))

    rails = [page.context["rail"] for page in pages]
    assert [rail.person for rail in rails] == [person] * 3
    where = [rail.current and rail.current.section.value for rail in rails]
    assert where == ["quotes", "quotes", None]
    assert shared.context["rail"] is None


def test_reason_is_marked_as_required(
    at_desk: Client, analyst: User, quote: Quote
) -> None:
    changed = change(quote, analyst, text="Second.")

    page = at_desk.get(reverse("admin:revert-entry", args=[changed.pk, "before"]))

    assert 'for="id_reason" class="required"' in page.content.decode()


def test_reason_is_asked_for(at_desk: Client, analyst: User, quote: Quote) -> None:
    changed = change(quote, analyst, text="Second.")
    url = reverse("admin:revert-entry", args=[changed.pk, "before"])

    response = confirm(at_desk, url, reason="")

    assert "Say why it is put back" in response.content.decode()
    quote.refresh_from_db()
    assert quote.text == "Second."


@pytest.mark.parametrize("fields", [{}, {"_seen": ""}, {"_seen": "x"}])
def test_what_a_colleague_changed_meanwhile_is_shown_and_not_overwritten(
    at_desk: Client, analyst: User, editor: User, quote: Quote, fields: dict[str, str]
) -> None:
    changed = change(quote, analyst, text="Second.")
    url = reverse("admin:revert-entry", args=[changed.pk, "before"])
    seen = at_desk.get(url).context["plan"].seen
    change(quote, editor, text="Third.")

    response = at_desk.post(url, {"_seen": seen, "reason": "Better.", **fields})

    said = response.content.decode()
    assert response.status_code == 409
    assert "this was changed after you opened this page" in said
    assert "<del>Second</del><ins>Third</ins>." in said
    assert "Better." in said
    quote.refresh_from_db()
    assert quote.text == "Third."
    again = {"_seen": response.context["plan"].seen, "reason": "Better."}
    assert at_desk.post(url, again).status_code == 302


def test_what_a_colleague_has_put_back_already_is_so(
    at_desk: Client, analyst: User, quote: Quote
) -> None:
    changed = change(quote, analyst, text="Second.")
    url = reverse("admin:revert-field", args=[changed.pk, "text"])
    seen = at_desk.get(url).context["plan"].seen
    confirm(at_desk, url)

    page = at_desk.get(url)
    response = at_desk.post(url, {"_seen": seen, "reason": "Better."}, follow=True)

    assert "there is nothing to put back" in page.content.decode()
    assert response.redirect_chain == [
        (reverse("admin:profiles_quote_change", args=[quote.pk]), 302)
    ]
    assert "It was so already." in response.content.decode()


def test_refusal_is_told_with_the_entry_that_is_wrong(
    at_desk: Client, analyst: User, quote: Quote
) -> None:
    changed = change(quote.person, analyst, epithet="The First")
    quote.ranked_topics.all().delete()
    url = reverse("admin:revert-entry", args=[changed.pk, "before"])

    response = confirm(at_desk, url)

    assert response.status_code == 409
    assert "Quotes, “Words number 1.”, topics: is missing." in response.content.decode()


def test_first_form_of_a_dossier_is_not_taken_away(
    at_desk: Client, person: Person
) -> None:
    with recording(Scope(), by=None) as made:
        made.scope.add_dossier(person)
    added = EntryChange.objects.get(section="person")

    page = at_desk.get(reverse("admin:revert-entry", args=[added.pk, "before"]))

    assert "delete it on its own page" in page.content.decode()
    assert "plan" not in page.context


# Who may


def addresses(person: Person, changed: EntryChange) -> dict[str, str]:
    pk = changed.pk
    return {
        "entry": reverse("admin:profiles_person_history", args=[person.pk]),
        "dossier": reverse("admin:dossier-history", args=[person.pk]),
        "revision": reverse(
            "admin:dossier-revision", args=[person.pk, changed.revision_id]
        ),
        "deleted": reverse("admin:dossier-deleted", args=[person.pk]),
        "gone": reverse("admin:deleted-dossiers"),
        "put back": reverse("admin:revert-entry", args=[pk, "before"]),
        "put field back": reverse("admin:revert-field", args=[pk, "epithet"]),
        "put dossier back": reverse(
            "admin:revert-dossier", args=["ada", changed.revision_id - 1]
        ),
    }


@pytest.mark.parametrize("method", ["get", "post"])
def test_who_may_see_nothing_sees_no_history(
    elsewhere: Client, editor: User, person: Person, method: str
) -> None:
    changed = change(person, editor, epithet="The First")

    answers = {
        name: getattr(elsewhere, method)(url, {"reason": "x"}).status_code
        for name, url in addresses(person, changed).items()
    }

    assert set(answers.values()) == {403}
    person.refresh_from_db()
    assert person.epithet == "The First"


def test_nobody_is_let_in_without_signing_in(
    client: Client, editor: User, person: Person
) -> None:
    changed = change(person, editor, epithet="The First")

    answers = {client.get(url).url for url in addresses(person, changed).values()}  # type: ignore[attr-defined]  # each leads elsewhere

    assert all(url.startswith(reverse("admin:login")) for url in answers)


def test_who_may_only_look_is_offered_nothing_and_can_put_nothing_back(
    client: Client, staff: Staff, editor: User, person: Person
) -> None:
    onlooker = User.objects.create_user("onlooker", is_staff=True)
    onlooker.user_permissions.add(
        *staff("other", "analyst")
        .groups.get()
        .permissions.filter(codename__startswith="view_")
    )
    client.force_login(onlooker)
    changed = change(person, editor, epithet="The First")
    pages = addresses(person, changed)

    read = [client.get(pages[name]) for name in ("entry", "dossier", "revision")]
    tried = [
        client.post(url, {"_seen": changed.revision_id, "reason": "x"}).status_code
        for name, url in pages.items()
        if name.startswith("put")
    ]

    assert [each.status_code for each in read] == [200, 200, 200]
    assert not any("back to how" in each.content.decode() for each in read)
    assert tried == [403, 403, 403]
    person.refresh_from_db()
    assert person.epithet == "The First"


# What was deleted


def test_dossier_that_was_deleted_by_mistake_comes_back_as_it_was(
    at_desk: Client, data_folder: Any
) -> None:
    person = load_dossier(complete(2, portrait=None), DESK)
    before = to_json(write_dossier(person, DESK))
    delete = reverse("admin:profiles_person_delete", args=[person.pk])
    seen = at_desk.get(delete).context["seen"]

    said = at_desk.post(delete, {"post": "yes", "_seen": seen}, follow=True)
    listed = at_desk.get(reverse("admin:deleted-dossiers"))
    (deletion,) = listed.context["dossiers"]
    url = reverse(
        "admin:revert-dossier", args=[deletion.dossier_id, deletion.revision_id - 1]
    )
    confirm(at_desk, url)

    assert reverse("admin:deleted-dossiers") in said.content.decode()
    assert url in listed.content.decode()
    assert to_json(write_dossier(Person.objects.get(), DESK)) == before


def test_deleted_topic_is_put_back_from_the_list_of_shared_records(
    at_desk: Client, analyst: User
) -> None:
    deleted = change(Topic.objects.create(name="A topic", slug="a-topic"), analyst)

    listed = at_desk.get(reverse("admin:deleted-dossiers"))
    confirm(at_desk, reverse("admin:revert-entry", args=[deleted.pk, "before"]))

    assert labels(listed) == ["A topic"]
    assert Topic.objects.get().slug == "a-topic"


@pytest.mark.parametrize("size", [1, 12])
def test_lists_of_what_was_deleted_cost_the_same_when_longer(
    at_desk: Client,
    analyst: User,
    person: Person,
    size: int,
    django_assert_num_queries: Any,
) -> None:
    for number in range(size):
        topic = Topic.objects.create(name=f"Topic {number}", slug=f"topic-{number}")
        change(topic, analyst)
        other = load_dossier(
            dossier(id=f"d-{number}", slug=f"d-{number}", name="D", sort_name="D"), DESK
        )
        change(other, analyst)

    # Session, account, two of permissions, and two for each list.
    with django_assert_num_queries(8):
        page = at_desk.get(reverse("admin:deleted-dossiers"))

    assert (len(page.context["dossiers"]), len(page.context["records"])) == (size, size)
