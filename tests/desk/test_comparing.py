from typing import Any

import pytest
from django.contrib.auth.models import User

from profiles.databases import DESK, PUBLIC
from profiles.desk.cautions import Author, Concern
from profiles.desk.comparing import (
    ENTRIES_PER_PAGE,
    ComparedEntry,
    Comparison,
    compare,
    reasons_for_care,
    records_of,
)
from profiles.desk.recording import recording
from profiles.desk.reviewing import approve, digest_now, send, withdraw
from profiles.desk.scopes import Scope
from profiles.desk.standing import standing_of
from profiles.documents.loader import load_dossier
from profiles.models import Belief, Citation, Person, Quote
from profiles.publishing import publish
from tests.factories import (
    SOURCE,
    dossier,
    event_data,
    position_data,
    publication_data,
    quote_data,
)

pytestmark = pytest.mark.django_db(databases=[DESK, PUBLIC])


def load(**parts: Any) -> Person:
    return load_dossier(dossier(id="ada", **parts), DESK)


def shown(comparison: Comparison, number: int = 1) -> list[ComparedEntry]:
    sections = comparison.shown(comparison.page(number), [])
    return [entry for _, entries in sections for entry in entries]


def compared(person: Person) -> Comparison:
    return compare(standing_of(person))


def test_first_version_is_compared_with_nothing() -> None:
    comparison = compared(load(quotes=[quote_data()], history=[event_data()]))

    assert comparison.before is None
    assert [(each.label, each.words) for each in comparison.sections] == [
        ("The person", "1 added"),
        ("Timeline", "1 added"),
        ("Quotes", "1 added"),
        ("Sources", "1 added"),
    ]


def test_version_is_compared_with_what_readers_have() -> None:
    person = load(quotes=[quote_data(1), quote_data(2)])
    publish(person)
    person.quotes.filter(stable_id="quote-1").update(text="Other words.")
    person.quotes.get(stable_id="quote-2").delete()

    comparison = compared(person)

    assert [each.words for each in comparison.sections] == ["1 changed, 1 removed"]
    assert [(each.verb, each.label) for each in shown(comparison)] == [
        ("changed", "Other words."),
        ("removed", "Words number 2."),
    ]


def test_version_of_a_withdrawn_dossier_is_compared_with_what_was_withdrawn() -> None:
    person = load(quotes=[quote_data()])
    publish(person)
    withdraw(person, by=None, reason="A complaint.")
    Quote.objects.filter(stable_id="quote-1").update(text="Other words.")

    comparison = compared(person)
    (first, *_) = reasons_for_care(standing_of(person), comparison, [])

    assert [each.label for each in shown(comparison)] == ["Other words."]
    assert first.concern is Concern.WITHDRAWN
    assert first.sentence.startswith("a command withdrew edition 1 on ")
    assert first.sentence.endswith(": A complaint.")


def test_sources_stand_beside_the_claim_as_they_were_and_are() -> None:
    sources = [{**SOURCE, "publisher": "A Paper"}]
    cited = {"source": "a-source", "credibility": 2}
    citations = [{**cited, "place": "p. 1"}, {**cited, "place": "p. 2"}]
    person = load(quotes=[quote_data(citations=citations)], sources=sources)
    publish(person)
    Citation.objects.filter(place="p. 2").update(place="p. 3")

    (entry,) = shown(compared(person))

    assert [
        (each.verb, each.citation["place"], each.source["publisher"], str(each.grade))
        for each in entry.sources
    ] == [
        ("", "p. 1", "A Paper", "B2"),
        ("added", "p. 3", "A Paper", "B2"),
        ("removed", "p. 2", "A Paper", "B2"),
    ]


def test_sources_of_fields_that_stay_are_kept_apart() -> None:
    cited = {"source": "a-source", "credibility": 2}
    citations = [{**cited, "field": "text"}, {**cited, "field": "said_on"}, cited]
    person = load(quotes=[quote_data(citations=citations)])
    publish(person)
    Quote.objects.update(text="Other words.")

    (entry,) = shown(compared(person))

    assert [each.field for each in entry.sources] == ["Text", ""]
    assert [each.field for each in entry.further_sources] == ["Said on"]


def test_belief_is_compared_by_itself_with_its_own_sources() -> None:
    cited = {"source": "a-source", "credibility": 2}
    beliefs = [
        {"id": f"belief-{n}", "text": f"Belief {n}.", "citations": [cited]}
        for n in (1, 2)
    ]
    person = load(position=[position_data(beliefs=beliefs)])
    publish(person)
    Belief.objects.filter(stable_id="belief-1").update(text="Another.")

    (entry,) = shown(compared(person))

    assert entry.fields == []
    assert [(part.kind, part.label) for part in entry.parts] == [("Belief", "Another.")]
    assert [str(each.grade) for each in entry.parts[0].sources] == ["B2"]


def test_fields_are_told_in_words() -> None:
    role = {"id": "r", "organization": "an-organization", "role": "Chair"}
    figure = {"id": "f", "metric": "h_index", "value": 3, "lacks_provenance": True}
    person = load(
        affiliations=[role],
        identifiers=[{"scheme": "wikidata", "value": "Q1"}],
        born_on="1950-03",
        research=[publication_data(metrics=[figure])],
    )

    told = {
        (each.label, field.label): "".join(piece.text for piece in field.after)
        for entry in shown(compared(person))
        for each in (entry, *entry.parts)
        for field in each.fields
    }

    assert told["Ada Example", "Identifiers"] == "Wikidata: Q1"
    assert told["Ada Example", "Born on"] == "March 1950"
    assert told["Chair", "Organization"] == "An Organization"
    assert told["h-index", "Metric"] == "h-index"
    assert told["Paper number 1", "Kind"] == "Journal article"


def test_entry_leads_to_where_it_is_edited_unless_it_is_gone() -> None:
    person = load(history=[event_data()], research=[publication_data()])
    publish(person)
    person.events.get().delete()
    row = person.publications.get()
    row.title = "Another title"
    row.save()

    assert [(each.page, each.history) for each in shown(compared(person))] == [
        ("", ""),
        (
            f"/admin/profiles/publication/{row.pk}/change/",
            f"/admin/profiles/publication/{row.pk}/history/",
        ),
    ]


def test_large_difference_comes_in_pages_that_its_sections_lead_to() -> None:
    person = load(
        history=[event_data(n) for n in range(ENTRIES_PER_PAGE + 5)],
        quotes=[quote_data()],
    )

    comparison = compared(person)

    assert [(each.label, each.page) for each in comparison.sections] == [
        ("The person", 1),
        ("Timeline", 1),
        ("Quotes", 2),
        ("Sources", 2),
    ]
    assert comparison.page_of(("quotes", "quote-1")) == 2
    assert len(shown(comparison)) == ENTRIES_PER_PAGE
    assert len(shown(comparison, 2)) == 5 + 1 + 2
    assert shown(comparison, 99) == shown(comparison, 2)


def test_record_counts_what_readers_got(analyst: User, editor: User) -> None:
    person = load(quotes=[quote_data()])
    review = send(person, by=analyst, summary="One.")
    approve(review, by=editor, seen=digest_now(person))
    with recording(Scope(person), by=analyst):
        Person.objects.update(epithet="The Example")
    send(person, by=analyst, summary="Two.")

    assert records_of({analyst.pk, editor.pk, None}) == [
        Author("ann", 1),
        Author("ed", 0),
        Author(""),
    ]
