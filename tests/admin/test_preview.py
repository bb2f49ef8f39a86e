import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from profiles.databases import DESK
from profiles.documents.entries import ENTRY_LISTS
from profiles.documents.loader import load_dossier
from profiles.documents.reader import check_dossier
from profiles.models import Event, Person, Quote, Source
from profiles.publishing import publish
from tests.admin.conftest import Staff
from tests.factories import (
    SOURCE,
    complete_data,
    dossier,
    dossier_data,
    event_data,
    portrait_data,
    quote_data,
)

pytestmark = pytest.mark.django_db(databases=["default", "public"])


@pytest.fixture
def person() -> Person:
    return load_dossier(
        dossier(id="ada", quotes=[quote_data()], history=[event_data()]), DESK
    )


def page(client: Client, name: str, person: Person) -> Any:
    return client.get(reverse(f"admin:dossier-preview{name}", args=[person.pk]))


def test_preview_is_the_public_page_with_the_words_of_the_draft(
    at_desk: Client, person: Person
) -> None:
    publish(person)
    Quote.objects.update(text="Words of the draft.")

    response = page(at_desk, "", person)

    said = response.content.decode()
    public = at_desk.get(person.get_absolute_url()).content.decode()
    assert "Words of the draft." in said
    assert "Readers have edition 1." in said
    assert "Words of the draft." not in public
    assert '<section class="section" id="quotes"' in said
    assert '<meta name="robots" content="noindex, noarchive">' in said


def test_preview_is_private_and_kept_by_nobody(
    at_desk: Client, client: Client, person: Person
) -> None:
    control = page(at_desk, "", person)["Cache-Control"]

    assert {"private", "no-store"} <= set(control.split(", "))
    assert 'rel="canonical"' not in page(at_desk, "", person).content.decode()


@pytest.mark.parametrize("name", ["", "-marks", "-differences"])
def test_preview_is_for_those_at_the_desk_alone(
    staff: Staff, person: Person, name: str
) -> None:
    member = Client()
    member.force_login(User.objects.create_user("member", is_staff=True))

    assert page(Client(), name, person).status_code == 302
    assert page(member, name, person).status_code == 403


def test_entries_that_differ_are_marked_and_listed(
    at_desk: Client, person: Person
) -> None:
    publish(person)
    Quote.objects.update(text="Words of the draft.")

    marks = page(at_desk, "-marks", person)
    said = page(at_desk, "", person).content.decode()

    assert marks["Content-Type"] == "text/css; charset=utf-8"
    assert '[id="quote-1"] {' in marks.content.decode()
    assert '[id="event-1"]' not in marks.content.decode()
    assert '<a href="#quote-1">Words of the draft.</a>' in said
    assert "1 entry differs; marked below" in said


def test_what_has_no_place_of_its_own_is_marked_where_it_stands(
    at_desk: Client, person: Person
) -> None:
    publish(person)
    Person.objects.update(epithet="The Other")

    marks = page(at_desk, "-marks", person).content.decode()

    assert " ".join(marks.split()).startswith('[id^="person--epithet"] {')


def test_what_readers_have_stands_beside_what_the_desk_has(
    at_desk: Client, person: Person
) -> None:
    publish(person)
    Quote.objects.update(text="Other words.")

    said = page(at_desk, "-differences", person).content.decode()
    publish(person)
    same = page(at_desk, "-differences", person).content.decode()

    assert "<del>Words number 1</del>." in said
    assert "<ins>Other words</ins>." in said
    assert "Readers have this dossier as the desk does." in same


def test_draft_that_breaks_a_rule_is_told_with_every_fault(
    at_desk: Client, person: Person
) -> None:
    Quote.objects.get().ranked_topics.all().delete()

    responses = [page(at_desk, name, person) for name in ("", "-differences")]

    assert [each.status_code for each in responses] == [409, 409]
    assert "quotes[0].topics: is empty" in responses[0].content.decode()
    assert page(at_desk, "-marks", person).status_code == 200


def test_portrait_of_a_draft_is_shown_from_the_desk(at_desk: Client) -> None:
    person = load_dossier(dossier(portrait=portrait_data()), DESK)

    said = page(at_desk, "", person).content.decode()

    assert 'src="/admin/profiles/portrait/file/' in said


@pytest.mark.parametrize("size", [1, 30])
def test_preview_costs_the_same_when_the_dossier_is_longer(
    at_desk: Client, size: int, django_assert_max_num_queries: Any
) -> None:
    quotes = [quote_data(number + 1) for number in range(size)]
    person = load_dossier(dossier(quotes=quotes), DESK)

    with django_assert_max_num_queries(45, using=DESK):
        assert page(at_desk, "", person).status_code == 200


def links_of(response: Any) -> list[tuple[str, str]]:
    """What the list says of each entry, and where it leads."""
    said = response.content.decode()
    listed = said[said.index("<details>") : said.index("</details>")]
    found = re.findall(r'<li>(.*?)(?:<a href="([^"]+)">(.*?)</a>)? \(', listed)
    return [(verb + label, href) for verb, href, label in found]


def has_target(client: Client, address: str, href: str) -> bool:
    """Whether a link on the page at an address leads to something."""
    query, _, anchor = href.partition("#")
    path = address.partition("?")[0] + query if query else address
    return f' id="{anchor}"' in client.get(path).content.decode()


def edited(data: dict[str, Any], path: str) -> None:
    """Change every entry of the list at a path of a document's data."""
    *parents, last = path.split(".")
    holder = data[parents[0]] if parents else data
    for entry in holder[last]:
        words = {"sources": "publisher", "organizations": "full_name"}
        entry[words.get(path, "note")] = "Another word."


@pytest.mark.parametrize("path", ENTRY_LISTS)
def test_every_link_of_the_list_has_its_target(at_desk: Client, path: str) -> None:
    data = complete_data(2)
    person = load_dossier(check_dossier(data), DESK)
    publish(person)
    edited(data, path)
    load_dossier(check_dossier(data), DESK)

    address = reverse("admin:dossier-preview", args=[person.pk])
    response = at_desk.get(address)

    links = links_of(response)
    changes = response.context["draft"].changes
    assert [each.section for each in changes] == [path, path]
    assert len(links) == 2
    for label, href in links:
        assert has_target(at_desk, address, href), label


def test_link_leads_to_the_further_page_that_has_the_entry(at_desk: Client) -> None:
    sources = [{**SOURCE, "id": f"paper-{n}", "title": f"Paper {n}"} for n in range(61)]
    quotes = [
        quote_data(
            number,
            said_on=f"{2000 - number}",
            citations=[{"source": f"paper-{number}", "credibility": 2}],
        )
        for number in range(61)
    ]
    person = load_dossier(dossier(sources=sources, quotes=quotes), DESK)
    publish(person)
    Quote.objects.filter(stable_id="quote-0").update(text="The first.")
    Quote.objects.filter(stable_id="quote-60").update(text="The last.")
    Source.objects.filter(stable_id="paper-60").update(publisher="Another")

    address = reverse("admin:dossier-preview", args=[person.pk])
    links = links_of(at_desk.get(address))
    there = links_of(at_desk.get(f"{address}?quotes=4"))

    assert links == [
        ("Changed: The first.", "#quote-0"),
        ("Changed: The last.", "?quotes=4#quote-60"),
        ("Changed: Paper 60", "?sources=2#source-61"),
    ]
    assert there[:2] == [
        ("Changed: The first.", "?quotes=1#quote-0"),
        ("Changed: The last.", "#quote-60"),
    ]
    for _, href in links:
        assert has_target(at_desk, address, href), href
    for _, href in there:
        assert has_target(at_desk, f"{address}?quotes=4", href), href


def test_own_fields_lead_to_where_each_stands(at_desk: Client) -> None:
    before = complete_data(media=[])
    person = load_dossier(check_dossier(before), DESK)
    publish(person)
    changes: list[tuple[dict[str, Any], str, str]] = [
        ({"name": "Bea Example"}, "#person--name", '[id^="person--name"]'),
        ({"epithet": "Another"}, "#person--epithet", '[id^="person--epithet"]'),
        ({"born_on": "1961"}, "#person--born_on", '[id^="person--born_on"]'),
        ({"note": "Another."}, "#person--note", '[id^="person--note"]'),
        (
            {"section_notes": dict.fromkeys(["media", "quotes"], "not_applicable")},
            "#media",
            '[id="media"] > .empty',
        ),
        ({"sort_name": "Example, A."}, "#main", ""),
    ]

    address = reverse("admin:dossier-preview", args=[person.pk])
    for fields, href, mark in changes:
        load_dossier(check_dossier({**before, **fields}), DESK)

        links = links_of(at_desk.get(address))
        marks = page(at_desk, "-marks", person).content.decode()

        assert [each for _, each in links] == [href]
        assert has_target(at_desk, address, href)
        assert marks.partition(" {")[0].strip() == mark


def test_figure_and_added_source_are_marked_by_themselves(at_desk: Client) -> None:
    reading = {"metric": "citations", "provider": "Reg", "citations": []}
    readings = [
        {"id": "newest", "value": 9, "read_on": "2024-02-02", **reading},
        {"id": "earlier", "value": 7, "read_on": "2023-02-02", **reading},
    ]
    before = dossier_data(id="ada", metrics=readings, quotes=[quote_data()])
    person = load_dossier(check_dossier(before), DESK)
    publish(person)
    cited = {"source": "new-source", "credibility": 2}
    added = {"id": "new-source", "title": "New", "kind": "news", "reliability": "B"}
    after = dossier_data(
        id="ada",
        metrics=[{**each, "note": "Read again."} for each in readings],
        quotes=[quote_data(citations=[*quote_data()["citations"], cited])],
        sources=[*before["sources"], added],
    )
    load_dossier(check_dossier(after), DESK)

    response = page(at_desk, "", person)
    marks = page(at_desk, "-marks", person).content.decode()

    assert links_of(response) == [
        ("Changed: Citations", "#newest"),
        ("Changed: Citations", "#newest"),
        ("Changed: Words number 1.", "#quote-1"),
        ("Added: New", "#source-2"),
    ]
    assert marks.partition(" {")[0].strip().split(",\n") == [
        '[id="newest"]',
        '[id="quote-1"]',
        '[id="source-2"]',
    ]


def test_list_names_sections_as_people_do(at_desk: Client, person: Person) -> None:
    publish(person)
    Event.objects.update(title="Another event")

    said = page(at_desk, "", person).content.decode()

    assert "Another event</a> (Timeline)" in said
