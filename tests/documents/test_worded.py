from typing import Any

import pytest

from profiles.documents.entries import entries_of
from profiles.documents.worded import Wording
from profiles.documents.writer import to_data
from tests.factories import complete, dossier, portrait_data, quote_data


def wording_of(**parts: Any) -> tuple[Wording, dict[tuple[str, str], dict[str, Any]]]:
    data = to_data(dossier(**parts))
    return Wording(data), entries_of(data)


def words_of(
    wording: Wording, key: tuple[str, str], entry: dict[str, Any]
) -> dict[str, Any]:
    return {
        name: wording.field(key[0], name, value)
        for name, value in entry.items()
        if name != "id"
    }


def said(path: str, entry: dict[str, Any], **parts: Any) -> dict[str, Any]:
    """What an entry of a list says in words; its document has one entry."""
    wording, entries = wording_of(**{path: [entry]}, **parts)
    (key,) = (key for key in entries if key[0] == path)
    return words_of(wording, key, entries[key])


def test_every_entry_of_a_complete_dossier_has_words_without_its_id() -> None:
    data = to_data(complete(2))
    entries = entries_of(data)

    told = {key: words_of(Wording(data), key, entry) for key, entry in entries.items()}

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
            "A source; for: Said on; “So.”; contradicts it, B2",
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

    told = words_of(wording, ("person", ""), entries["person", ""])

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


def test_portrait_is_told_without_the_name_of_its_files() -> None:
    assert Wording({}).field("person", "portrait", portrait_data()) == (
        "Ada Example in front of 1 books.; by A Photographer; CC BY-SA 4.0; 800 × 1000"
    )


@pytest.mark.parametrize(
    ("path", "name", "value", "words"),
    [
        # A part of an entry, and an entry of which only a field is known.
        ("research.metrics", "metric", "h_index", "h-index"),
        ("quotes", "said_on", "2018-03", "March 2018"),
        # What the format does not have, or refuses by now, stays as it is.
        ("quotes", "said_on", "one day", "one day"),
        ("quotes", "said_on", None, None),
        ("topics", "name", "A topic", "A topic"),
        ("award", "granted_by", "an-organization", "An Organization"),
        # Who gave it away keeps its id.
        ("awards", "granted_by", "nobody-knows", "nobody-knows"),
    ],
)
def test_field_is_worded_by_itself(
    path: str, name: str, value: Any, words: Any
) -> None:
    wording, _ = wording_of()

    assert wording.field(path, name, value) == words


def test_citation_of_a_source_that_is_nowhere_keeps_its_id() -> None:
    citation = {"source": "gone", "credibility": 2}

    told = Wording({}).field("quotes", "citations", [citation])

    assert told == ["gone; supports it"]
