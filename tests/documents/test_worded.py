from typing import Any

import pytest

from profiles.documents.diff import Change, changes_between
from profiles.documents.entries import entries_of
from profiles.documents.worded import Wording, worded
from profiles.documents.writer import to_data
from tests.factories import complete, dossier, quote_data


def wording_of(**parts: Any) -> tuple[Wording, dict[tuple[str, str], dict[str, Any]]]:
    data = to_data(dossier(**parts))
    return Wording(data), entries_of(data)


def said(path: str, entry: dict[str, Any], **parts: Any) -> dict[str, Any]:
    """What an entry of a list says in words; its document has one entry."""
    wording, entries = wording_of(**{path: [entry]}, **parts)
    (key,) = (key for key in entries if key[0] == path)
    return wording.entry(key, entries[key])


def test_every_entry_of_a_complete_dossier_has_words_without_its_id() -> None:
    data = to_data(complete(2))
    entries = entries_of(data)

    told = {key: Wording(data).entry(key, entry) for key, entry in entries.items()}

    assert {key: set(entry) for key, entry in told.items()} == {
        key: set(entry) - {"id"} for key, entry in entries.items()
    }


def test_codes_and_days_are_told_as_they_are_called() -> None:
    quote = quote_data(said_on="2018-03~", wording="cut", citations=[])

    assert said("quotes", quote) == {
        "text": "Words number 1.",
        "said_on": "about March 2018",
        "topics": ["A topic"],
        "wording": "Cut",
        "attribution": "Verified",
    }


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "A source; supports it, B2"),
        ({"place": "p. 7"}, "A source; p. 7; supports it, B2"),
        (
            {"field": "said_on", "excerpt": "So.", "stance": "contradicts"},
            "A source; for: said on; “So.”; contradicts it, B2",
        ),
    ],
)
def test_citation_names_its_source_and_grade(
    fields: dict[str, str], words: str
) -> None:
    citation = {"source": "a-source", "credibility": 2, **fields}

    assert said("quotes", quote_data(citations=[citation]))["citations"] == [words]


def test_organizations_are_told_by_their_names() -> None:
    role = {"id": "r", "organization": "an-organization", "role": "Chair"}

    told = said("affiliations", role)

    assert told == {"organization": "An Organization", "role": "Chair"}


def test_person_is_told_with_names_for_codes() -> None:
    wording, entries = wording_of(
        nationalities=["FR"],
        identifiers=[{"scheme": "github", "value": "ada"}],
        section_notes={"media": "none_found"},
        reviewed_on="2024-01-02",
        profile={"summary": "A summary."},
    )

    told = wording.entry(("person", ""), entries["person", ""])

    assert told == {
        "name": "Ada Example",
        "sort_name": "Example, Ada",
        "slug": "ada-example",
        "nationalities": ["French"],
        "identifiers": ["GitHub: ada"],
        "section_notes": {"Talks and interviews": "Researched, and none found"},
        "reviewed_on": "2 January 2024",
        "summary": "A summary.",
    }


def test_each_side_of_a_change_is_worded_by_its_own_document() -> None:
    renamed = {"id": "a-source", "title": "Renamed", "kind": "news", "reliability": "A"}
    old, before = wording_of(quotes=[quote_data(text="Old.")])
    new, after = wording_of(quotes=[quote_data(text="New.")], sources=[renamed])

    change = worded(changes_between(before, after)[0], old, new)

    assert {each.name: (each.before, each.after) for each in change.fields} == {
        "text": ("Old.", "New."),
        "citations": (["A source; supports it, B2"], ["Renamed; supports it, A2"]),
    }


def test_what_came_has_no_words_before_it() -> None:
    wording, entries = wording_of(quotes=[quote_data()])
    key = ("quotes", "quote-1")

    change = worded(Change(key, None, entries[key]), wording, wording)

    assert change.before is None
    assert change.after is not None
