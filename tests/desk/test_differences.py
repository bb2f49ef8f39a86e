from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profiles.desk.differences import (
    Piece,
    field_differences,
    in_words,
    words_between,
)
from profiles.documents.diff import Change
from profiles.models import EntryChange


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("", "", []),
        ("Same words.", "Same words.", [Piece("Same words.")]),
        ("", "New.", [Piece("New.", "added")]),
        ("Old.", "", [Piece("Old.", "removed")]),
        (
            "It is near.",
            "It is far.",
            [
                Piece("It is "),
                Piece("near", "removed"),
                Piece("far", "added"),
                Piece("."),
            ],
        ),
        (
            "I say no again today.",
            "I say yes indeed today.",
            [
                Piece("I say "),
                Piece("no again", "removed"),
                Piece("yes indeed", "added"),
                Piece(" today."),
            ],
        ),
    ],
)
def test_words_are_told_apart(before: str, after: str, pieces: list[Piece]) -> None:
    assert words_between(before, after) == pieces


@given(st.text("ab \n."), st.text("ab \n."))
def test_both_texts_can_be_read_from_the_pieces(before: str, after: str) -> None:
    pieces = words_between(before, after)

    assert "".join(p.text for p in pieces if p.verb != "added") == before
    assert "".join(p.text for p in pieces if p.verb != "removed") == after


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, ""),
        ([], ""),
        (True, "yes"),
        (1987, "1987"),
        ("One.\nTwo.", "One.\nTwo."),
        (["A", "B"], "A\nB"),
        ([{"name": "Ada", "person": "ada"}], "name: Ada; person: ada"),
        ({"quotes": "none_found"}, "quotes: none_found"),
    ],
)
def test_values_are_worded(value: Any, words: str) -> None:
    assert in_words(value) == words


def test_fields_are_told_in_words_but_for_the_id() -> None:
    change = Change(("quotes", "q"), None, {"id": "q", "said_on": "2001"})
    kept = EntryChange(section="quotes", entry_id="q", before=None, after=change.after)

    (field,) = field_differences(change)

    assert (field.label, field.after) == ("Said on", [Piece("2001", "added")])
    assert field.before == []
    assert field_differences(kept) == [field]
