import json
from collections import Counter
from copy import deepcopy
from typing import Any

import pytest

from profiles.documents.amending import Amendment, amend, name_of, names_in
from profiles.documents.diff import changes_between
from profiles.documents.entries import Data, entries_of
from profiles.documents.reader import check_dossier
from profiles.documents.writer import to_data
from tests.factories import complete_data, dossier_data, quote_data


def stored(**parts: Any) -> Data:
    """The plain data of an edition, as it comes out of its stored text."""
    found: Data = json.loads(json.dumps(to_data(check_dossier(dossier_data(**parts)))))
    return found


def differing(before: Data, after: Data) -> list[tuple[str, str, list[str]]]:
    return [
        (*change.key, [each.name for each in change.fields])
        for change in changes_between(entries_of(before), entries_of(after))
    ]


def test_every_record_that_entries_name_is_found_with_its_number_of_entries() -> None:
    named = names_in(complete_data(size=1))

    assert named == Counter(
        {
            # One entry of each kind, the person, and no part of an entry by itself.
            ("sources", "source-1"): 11,
            ("research", "publication-1"): 1,
            ("organizations", "organization-1"): 2,
            ("topics", "Topic 1"): 1,
            ("topics", "Topic 0"): 1,
            ("expertise", "Field 1"): 1,
            ("award", "Award 1", "organization-1"): 1,
        }
    )


@pytest.mark.parametrize(
    ("section", "record", "name"),
    [
        ("sources", {"id": "a", "title": "A"}, ("sources", "a")),
        ("topics", {"id": "a", "name": "A"}, ("topics", "A")),
        ("award", {"id": "a", "name": "A"}, ("award", "A", "")),
        ("award", {"id": "a", "name": "A", "granted_by": "b"}, ("award", "A", "b")),
    ],
)
def test_records_are_named_as_documents_do(
    section: str, record: Data, name: tuple[str, ...]
) -> None:
    assert name_of(section, record) == name


def test_changed_source_is_changed_where_it_is_listed_and_nowhere_else() -> None:
    data = stored(quotes=[quote_data()])
    before = deepcopy(data)
    old = {"id": "a-source", "title": "A source", "publisher": "P"}

    amend(data, Amendment("sources", old, {"id": "a-source", "title": "A sourcebook"}))

    assert data["sources"] == [{**before["sources"][0], "title": "A sourcebook"}]
    assert differing(before, data) == [("sources", "a-source", ["title"])]


def test_renamed_topic_is_renamed_in_its_quotes_alone() -> None:
    data = stored(
        quotes=[
            quote_data(1, topics=["Machines", "Minds"]),
            quote_data(2, topics=["Minds"], text="Machines"),
        ],
        profile={"expertise": ["Machines"]},
    )
    before = deepcopy(data)
    old, new = {"id": "m", "name": "Machines"}, {"id": "m", "name": "Engines"}

    amend(data, Amendment("topics", old, new))

    assert data["quotes"][0]["topics"] == ["Engines", "Minds"]
    assert differing(before, data) == [("quotes", "quote-1", ["topics"])]


def test_merged_topic_stands_once_where_the_first_of_both_stood() -> None:
    data = stored(quotes=[quote_data(topics=["Gone", "Other", "Kept"])])
    gone, kept = {"id": "g", "name": "Gone"}, {"id": "k", "name": "Kept"}

    amend(data, Amendment("topics", gone, kept))

    assert data["quotes"][0]["topics"] == ["Kept", "Other"]


def test_merged_source_is_cited_instead_and_once_for_the_same_words() -> None:
    sources = [
        {"id": name, "title": name, "kind": "news", "reliability": "B"}
        for name in ("gone", "other")
    ]
    kept = {"id": "kept", "title": "Kept", "kind": "book", "reliability": "A"}
    citations = [
        {"source": "gone", "credibility": 2},
        {"source": "other", "credibility": 2},
        {"source": "gone", "credibility": 2, "place": "p. 7"},
        {"source": "gone", "credibility": 2},
    ]
    data = stored(sources=sources, quotes=[quote_data(citations=citations)])
    before = deepcopy(data)

    amend(
        data,
        Amendment("sources", before["sources"][0], kept, {("sources", "kept"): kept}),
    )

    assert [
        (each["source"], each.get("place", ""))
        for each in data["quotes"][0]["citations"]
    ] == [("kept", ""), ("other", ""), ("kept", "p. 7")]
    assert data["sources"] == [kept, before["sources"][1]]


def test_award_is_known_by_its_grantor_too_and_brings_a_new_one_along() -> None:
    award = {"award": "A medal", "granted_by": "an-organization"}
    data = stored(awards=[{"id": "one", **award}, {"id": "two", "award": "A medal"}])
    academy = {"id": "academy", "name": "Academy", "kind": "society"}
    old = {"id": "a-medal", "name": "A medal", "granted_by": "an-organization"}

    amend(
        data,
        Amendment(
            "award",
            old,
            {"id": "a-medal", "name": "The Medal", "granted_by": "academy"},
            {("organizations", "academy"): academy},
        ),
    )

    assert {each["id"]: each for each in data["awards"]} == {
        "one": {"id": "one", "award": "The Medal", "granted_by": "academy"},
        "two": {"id": "two", "award": "A medal"},
    }
    assert data["organizations"] == [academy]


def test_document_that_does_not_name_the_record_stays_as_it_is() -> None:
    data = stored(quotes=[quote_data()])
    before = deepcopy(data)

    amend(
        data,
        Amendment("topics", {"id": "x", "name": "X"}, {"id": "x", "name": "A topic"}),
    )

    assert data == before
