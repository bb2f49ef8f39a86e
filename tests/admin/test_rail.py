"""The rail beside a dossier's pages, and the ways between its entries."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib.admin.sites import site
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from profiles.choices import Section
from profiles.databases import DESK
from profiles.desk.recording import recording
from profiles.desk.reviewing import (
    Objection,
    approve,
    digest_now,
    return_to_author,
    send,
)
from profiles.desk.scopes import Scope
from profiles.desk.standing import standing_of
from profiles.documents.loader import load_dossier
from profiles.models import (
    Belief,
    EntryChange,
    MetricReading,
    Person,
    Portrait,
    Quote,
    Topic,
)
from profiles.publishing import publish, withdraw
from tests.admin.conftest import filled_in
from tests.desk.conftest import Staff
from tests.factories import complete, dossier, publication_data, quote_data

pytestmark = pytest.mark.django_db(databases=["default", "public"])


@pytest.fixture
def person() -> Person:
    return load_dossier(complete(2), DESK)


def list_of(name: str, **narrowed: Any) -> str:
    query = "&".join(f"{each}={value}" for each, value in narrowed.items())
    return f"{reverse(f'admin:profiles_{name}_changelist')}?{query}"


def page_of(row: Any, view: str = "change") -> str:
    return reverse(f"admin:profiles_{row._meta.model_name}_{view}", args=[row.pk])


def test_rail_leads_to_every_section(at_desk: Client, person: Person) -> None:
    rail = at_desk.get(page_of(person)).context["rail"]

    pk, here = person.pk, page_of(person)
    assert {each.section: (each.count, each.url) for each in rail.sections} == {
        Section.PROFILE: (2, here),
        Section.HISTORY: (2, list_of("event", person__id__exact=pk)),
        Section.POSITION: (2, f"{here}#positions-group"),
        Section.QUOTES: (2, list_of("quote", person__id__exact=pk)),
        Section.RESEARCH: (2, list_of("publication", people__id__exact=pk)),
        Section.MEDIA: (2, list_of("mediaitem", person__id__exact=pk)),
        Section.ASSOCIATES: (2, list_of("association", person__id__exact=pk)),
        Section.AFFILIATIONS: (2, f"{here}#affiliations-group"),
        Section.AWARDS: (2, list_of("awardreceived", person__id__exact=pk)),
        Section.SOURCES: (2, list_of("source", dossier=pk)),
    }
    assert [each.section for each in rail.sections] == [*Section]


def test_anchors_of_the_rail_are_on_the_page(at_desk: Client, person: Person) -> None:
    page = at_desk.get(page_of(person)).content.decode()

    assert 'id="positions-group"' in page
    assert 'id="affiliations-group"' in page


def test_every_way_of_the_rail_is_open(at_desk: Client, person: Person) -> None:
    rail = at_desk.get(page_of(person)).context["rail"]
    ways = [way for each in rail.sections for way in (each.url, each.add_url) if way]

    pages = [at_desk.get(way, follow=True) for way in [*ways, rail.portrait_url]]

    assert {page.status_code for page in pages} == {200}
    assert [page.context["rail"].person for page in pages] == [person] * len(pages)
    assert all(page.redirect_chain == [] for page in pages[:-1])


@pytest.mark.parametrize(
    ("row", "section"),
    [
        ("quotes", Section.QUOTES),
        ("publications", Section.RESEARCH),
        ("positions", Section.POSITION),
        ("education", Section.PROFILE),
        ("metrics", Section.PROFILE),
    ],
)
def test_rail_stands_beside_entries_and_says_where_one_is(
    at_desk: Client, person: Person, row: str, section: Section
) -> None:
    rail = at_desk.get(page_of(getattr(person, row).first())).context["rail"]

    assert rail.person == person
    assert [each.section for each in rail.sections if each.is_current] == [section]


def test_belief_and_figure_of_a_paper_have_the_rail_too(
    at_desk: Client, person: Person
) -> None:
    belief = Belief.objects.filter(assessment__person=person).first()
    figure = MetricReading.objects.filter(publication__people=person).first()

    rails = [at_desk.get(page_of(row)).context["rail"] for row in (belief, figure)]

    assert [rail.person for rail in rails] == [person, person]


def test_publication_of_two_keeps_to_the_dossier_it_was_opened_from(
    at_desk: Client,
) -> None:
    research = [publication_data()]
    ada = load_dossier(dossier(id="ada", research=research), DESK)
    bo_data = {"id": "bo", "slug": "bo", "name": "Bo", "sort_name": "A"}
    bo = load_dossier(dossier(**bo_data, research=research), DESK)
    url = page_of(ada.publications.get())

    pages = [
        at_desk.get(url, {"_changelist_filters": f"people__id__exact={person.pk}"})
        for person in (ada, bo)
    ]

    assert [page.context["rail"].person for page in pages] == [ada, bo]


def test_rail_says_how_the_dossier_stands(at_desk: Client, person: Person) -> None:
    def stands() -> tuple[str, str]:
        rail = at_desk.get(page_of(person)).context["rail"]
        return rail.standing.words, rail.public_url

    draft = stands()
    publish(person)
    published = stands()
    withdraw(person)

    assert draft == ("Draft", "")
    assert published == ("Published", person.get_absolute_url())
    assert stands() == ("Withdrawn", "")


@pytest.mark.parametrize(
    "page",
    [
        "dossier-review",
        "dossier-history",
        "dossier-deleted",
        "dossier-preview-differences",
        "profiles_person_history",
    ],
)
def test_rail_stands_on_what_is_told_of_a_dossier(
    at_desk: Client, person: Person, page: str
) -> None:
    response = at_desk.get(reverse(f"admin:{page}", args=[person.pk]))

    assert response.context["rail"].person == person
    assert f'aria-label="The dossier of {person}"' in response.content.decode()


def test_history_of_an_entry_has_the_rail_of_its_section(
    at_desk: Client, person: Person
) -> None:
    rail = at_desk.get(page_of(person.quotes.first(), "history")).context["rail"]

    assert [each.section for each in rail.sections if each.is_current] == ["quotes"]


def test_history_of_a_shared_record_has_no_rail(
    at_desk: Client, person: Person
) -> None:
    response = at_desk.get(page_of(Topic.objects.first(), "history"))

    assert "rail" not in response.context


def test_person_has_one_history_to_look_at(at_desk: Client, person: Person) -> None:
    said = at_desk.get(page_of(person)).content.decode()

    assert re.findall(r'href="([^"]+)"[^>]*>History<', said) == [
        reverse("admin:dossier-history", args=[person.pk])
    ]


def test_pop_up_has_no_rail(at_desk: Client, person: Person) -> None:
    page = at_desk.get(page_of(person.quotes.first()), {"_popup": 1})

    assert "rail" not in page.context


def test_who_may_not_add_is_not_led_to_it(client: Client, person: Person) -> None:
    viewer = User.objects.create_user("vi", is_staff=True)
    viewer.user_permissions.add(Permission.objects.get(codename="view_person"))
    client.force_login(viewer)

    rail = client.get(page_of(person)).context["rail"]

    assert [each.add_url for each in rail.sections] == [""] * len(Section)


def test_portrait_is_reached_by_the_person(at_desk: Client, person: Person) -> None:
    url = reverse("admin:profiles_portrait_of", args=[person.pk])

    change_url = page_of(person.portrait)
    changed = at_desk.get(url)
    Portrait.objects.all().delete()
    added = at_desk.get(url)

    assert changed.headers["Location"] == change_url
    assert (
        added.headers["Location"]
        == f"{reverse('admin:profiles_portrait_add')}?person={person.pk}"
    )


# From entry to entry


def test_entry_leads_to_those_beside_it(at_desk: Client) -> None:
    quotes = [quote_data(n, said_on=f"200{n}") for n in (1, 2, 3)]
    person = load_dossier(dossier(id="ada", quotes=quotes), DESK)
    load_dossier(dossier(id="bo", slug="bo", quotes=[quote_data(9)]), DESK)
    newest, middle, oldest = person.quotes.all()

    pages = [at_desk.get(page_of(row)) for row in (newest, middle, oldest)]

    assert [
        (page.context["previous_url"], page.context["next_url"]) for page in pages
    ] == [
        ("", page_of(middle)),
        (page_of(newest), page_of(oldest)),
        (page_of(middle), ""),
    ]


def test_another_entry_is_added_to_the_same_dossier(
    at_desk: Client, person: Person
) -> None:
    quote = person.quotes.first()
    data = filled_in(at_desk.get(page_of(quote)))

    response = at_desk.post(page_of(quote), data | {"_addanother": "1"}, follow=True)

    form = response.context["adminform"].form
    assert response.request["PATH_INFO"] == reverse("admin:profiles_quote_add")
    assert form["person"].value() == str(person.pk)


def test_entry_that_is_added_has_its_id_made(at_desk: Client, person: Person) -> None:
    url = reverse("admin:profiles_event_add")
    page = at_desk.get(url, {"person": person.pk})
    data = filled_in(page) | {
        "occurred_on": "2001",
        "title": "New",
        "category": "career",
    }

    at_desk.post(url, data)

    assert "stable_id" not in page.context["adminform"].form.fields
    assert len(person.events.get(title="New").stable_id) == 12


def test_new_person_is_worked_on_next(at_desk: Client) -> None:
    url = reverse("admin:profiles_person_add")
    data = filled_in(at_desk.get(url))

    response = at_desk.post(
        url, data | {"name": "Bo", "sort_name": "Bo", "slug": "bo", "_save": "Save"}
    )

    assert response.headers["Location"].split("?")[0] == page_of(
        Person.objects.get(slug="bo")
    )


def test_own_page_records_what_its_rows_change(at_desk: Client, person: Person) -> None:
    data = filled_in(at_desk.get(page_of(person)))

    at_desk.post(
        page_of(person),
        data
        | {"education-0-degree": "MSc", "affiliations-0-role": "Head"}
        | {"positions-0-risk_level": "high", "metrics-0-value": 7}
        | {"other_names-0-name": "A. E."},
    )

    assert sorted(EntryChange.objects.values_list("section", flat=True)) == [
        "affiliations",
        "metrics",
        "person",
        "position",
        "profile.education",
    ]


def test_reasons_for_a_return_stand_where_they_are_about(
    at_desk: Client, person: Person, analyst: User, staff: Staff
) -> None:
    quote, other = person.quotes.all()[:2]
    review = send(person, by=analyst, summary="One.")
    about_quote = Objection("Where was it said?", "quotes", quote.stable_id, "A quote")
    return_to_author(
        review,
        by=staff("ed", "editor"),
        objections=[about_quote, Objection("Else good.")],
    )

    def said(address: str) -> list[tuple[str, str]]:
        returned = at_desk.get(address).context["returned"]
        return [(each.remark.text, each.page) for each in returned]

    at_quote = "Where was it said?"
    assert said(page_of(quote)) == [(at_quote, "")]
    assert said(list_of("quote", person__id__exact=person.pk)) == [
        (at_quote, page_of(quote))
    ]
    assert said(page_of(person)) == [(at_quote, page_of(quote)), ("Else good.", "")]
    assert said(page_of(other)) == []
    assert said(list_of("event", person__id__exact=person.pk)) == []
    send(person, by=analyst, summary="Two.")
    assert said(page_of(quote)) == []


def test_rows_are_marked_whose_entries_were_returned(
    at_desk: Client, analyst: User, editor: User, person: Person
) -> None:
    quote, degree = person.quotes.all()[1], person.education.all()[0]
    review = send(person, by=analyst, summary="A first version.")
    return_to_author(
        review,
        by=editor,
        objections=[
            Objection("Said where?", "quotes", quote.stable_id, "A quote"),
            Objection("When?", "profile.education", degree.stable_id, "A degree"),
        ],
    )

    def marked(address: str) -> list[str]:
        found = at_desk.get(address).content.decode()
        return re.findall(r'class="desk-returned" title="([^"]*)"', found)

    assert marked(list_of("quote", person__id__exact=person.pk)) == ["Said where?"]
    assert marked(list_of("quote")) == ["Said where?"]
    assert marked(page_of(person)) == ["When?"]
    assert marked(list_of("event")) == []
    send(person, by=analyst, summary="A second version.")
    assert marked(list_of("quote")) == marked(page_of(person)) == []


@pytest.mark.parametrize("name", ["event", "belief", "publication", "metricreading"])
def test_saving_leads_to_the_list_of_the_same_dossier(
    at_desk: Client, person: Person, name: str
) -> None:
    admin: Any = next(
        each for each in site._registry.values() if each.opts.model_name == name
    )
    row = admin.model.objects.using(DESK).filter(**{admin.narrowed_by: person.pk})[0]
    address = page_of(row)
    filters = urlencode({"_changelist_filters": "evidence=uncited"})
    sent = filled_in(at_desk.get(address)) | {"_save": "Save"}

    saved = at_desk.post(address, sent)
    seen = {"_seen": at_desk.get(address).context["seen"]}
    filtered = at_desk.post(f"{address}?{filters}", sent | seen)

    narrowed = list_of(name, **{admin.narrowed_by: person.pk})
    assert saved.headers["Location"] == narrowed
    assert filtered.headers["Location"] == list_of(name, evidence="uncited")


def told_on(page: Any) -> list[str]:
    return [str(message) for message in page.context["messages"]]


def test_what_saving_does_to_an_approval_is_said_before_and_after(
    at_desk: Client, person: Person, analyst: User, editor: User
) -> None:
    at = timezone.now() + timedelta(days=1)
    review = send(person, by=analyst, summary="One.")
    approve(review, by=editor, seen=digest_now(person), publish_at=at)
    url = page_of(person.quotes.first())

    before = at_desk.get(url)
    unchanged = at_desk.post(url, filled_in(before), follow=True)
    changed = at_desk.post(url, filled_in(before) | {"outlet": "A paper"}, follow=True)
    after = at_desk.get(url)

    said = (
        f"This dossier is approved, to be published at {at:%Y-%m-%d %H:%M} UTC. Saving "
        "a change takes the approval back: it is then published only once it is "
        "approved anew."
    )
    warning = (
        f"{person} was approved; this change takes the approval back. It is in review "
        "again, and has to be approved anew."
    )
    assert said in before.content.decode()
    assert warning not in told_on(unchanged)
    assert told_on(changed)[1:] == [warning]
    assert "This dossier is in review. Whatever is saved" in after.content.decode()


def test_what_a_deletion_does_to_an_approval_is_said_after_it(
    at_desk: Client, person: Person, analyst: User, editor: User
) -> None:
    at = timezone.now() + timedelta(days=1)
    review = send(person, by=analyst, summary="One.")
    approve(review, by=editor, seen=digest_now(person), publish_at=at)
    row = person.events.first()

    data = {"post": "yes", "_seen": EntryChange.objects.last_of(person.stable_id)}
    page = at_desk.post(page_of(row, "delete"), data, follow=True)

    assert f"{person} was approved; this change takes the approval back." in (
        " ".join(told_on(page))
    )


def test_what_putting_back_does_to_an_approval_is_said_after_it(
    at_desk: Client, person: Person, analyst: User, editor: User
) -> None:
    quote = person.quotes.all()[0]
    with recording(Scope(quote), by=analyst):
        Quote.objects.filter(pk=quote.pk).update(outlet="A paper")
    changed = EntryChange.objects.filter(section="quotes").first()
    assert changed is not None
    at = timezone.now() + timedelta(days=1)
    review = send(person, by=analyst, summary="One.")
    approve(review, by=editor, seen=digest_now(person), publish_at=at)

    data = {"_seen": changed.revision_id, "reason": "It was better."}
    url = reverse("admin:revert-field", args=[changed.pk, "outlet"])
    page = at_desk.post(url, data, follow=True)

    assert told_on(page) == [
        "Put back as you saw it.",
        f"{person} was approved; this change takes the approval back. It is in review "
        "again, and has to be approved anew.",
    ]


def test_withdrawing_is_no_change_that_takes_an_approval_back(
    client: Client, person: Person, analyst: User, editor: User
) -> None:
    approve(
        send(person, by=analyst, summary="One."), by=editor, seen=digest_now(person)
    )
    with recording(Scope(person), by=analyst):
        Person.objects.filter(pk=person.pk).update(epithet="Another")
    review = send(person, by=analyst, summary="Two.")
    at = timezone.now() + timedelta(days=1)
    approve(review, by=editor, seen=digest_now(person), publish_at=at)
    client.force_login(editor)

    step = {"step": "withdraw", "reason": "A complaint.", "sure": "1"}
    url = reverse("admin:dossier-review", args=[person.pk])
    page = client.post(url, step, follow=True)

    assert standing_of(person).is_withdrawn
    assert "takes the approval back" not in " ".join(told_on(page))


def test_deletion_is_told_of_which_dossier_it_is(
    at_desk: Client, person: Person
) -> None:
    event = person.events.all()[0]
    listed = reverse("admin:profiles_event_changelist")
    selected = {"action": "delete_selected", "_selected_action": [event.pk]}

    pages = [at_desk.get(page_of(event, "delete")), at_desk.post(listed, selected)]

    assert pages[0].context["rail"].person == person
    for page in pages:
        said = page.content.decode()
        assert f"will be deleted from the dossier of {person}." in said
        assert f"Readers have nothing of the dossier of {person}" in said


def test_deletion_from_several_dossiers_tells_how_each_stands(
    client: Client, editor: User, person: Person
) -> None:
    client.force_login(editor)
    document = dossier(id="bo", slug="bo", name="Bo", research=[publication_data()])
    other = load_dossier(document, DESK)
    publish(other, summary="First.")
    publication = other.publications.get()
    publication.people.add(person)

    page = client.get(page_of(publication, "delete")).content.decode()

    assert "will be deleted from the desk." in page
    assert f"Readers have nothing of the dossier of {person}" in page
    assert f"Readers keep edition 1 of the dossier of {other}" in page


def test_whole_dossier_is_deleted_in_its_own_name(
    at_desk: Client, person: Person
) -> None:
    page = at_desk.get(page_of(person, "delete")).content.decode()

    assert f"The dossier of {person} will be deleted from the desk" in page


def test_nothing_is_said_of_a_review_that_is_not_there(
    at_desk: Client, person: Person
) -> None:
    page = at_desk.get(page_of(person.quotes.first())).content.decode()

    assert 'class="effect"' not in page
