from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profiles.choices import Attribution
from profiles.choices import Wording as Quoted
from profiles.documents.diff import Change, Verb
from profiles.documents.differences import (
    Piece,
    counts_in_words,
    field_differences,
    in_words,
    section_differences,
    words_between,
)
from profiles.documents.worded import Wording
from tests.factories import portrait_data


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
        (
            "One stays. It is near.\nLast.",
            "One stays. It is far.\nLast. One came.",
            [
                Piece("One stays. It is "),
                Piece("near", "removed"),
                Piece("far", "added"),
                Piece(".\nLast."),
                Piece(" One came.", "added"),
            ],
        ),
        (
            "Read, with this cut, in written testimony to the Senate.",
            "Read in the paper itself.",
            [
                Piece("Read"),
                Piece(", with this cut, in written testimony to the Senate", "removed"),
                Piece(" in the paper itself", "added"),
                Piece("."),
            ],
        ),
        (
            "I am not glad.",
            "We are not sad.",
            [
                Piece("I am", "removed"),
                Piece("We are", "added"),
                Piece(" not "),
                Piece("glad", "removed"),
                Piece("sad", "added"),
                Piece("."),
            ],
        ),
        (
            "Alpha beta gamma. One that stays whole. Delta epsilon zeta.",
            "Eta theta iota. One that stays whole. Kappa lambda my.",
            [
                Piece("Alpha beta gamma", "removed"),
                Piece("Eta theta iota", "added"),
                Piece(". One that stays whole. "),
                Piece("Delta epsilon zeta", "removed"),
                Piece("Kappa lambda my", "added"),
                Piece("."),
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


def test_long_text_that_was_written_anew_went_and_came_as_a_whole() -> None:
    before, after = "old word " * 2_000, "new word " * 2_000

    pieces = words_between(f"Kept. {before}", f"Kept. {after}")

    assert pieces == [
        Piece("Kept."),
        Piece(f" {before}", "removed"),
        Piece(f" {after}", "added"),
    ]


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
    change = Change(("history", "e"), None, {"id": "e", "date": "2001"})

    (field,) = field_differences(change, Wording({}), Wording({}))

    assert (field.label, field.after) == ("Date", [Piece("2001", "added")])
    assert field.before == []


def test_choices_that_a_document_leaves_out_are_told() -> None:
    said = {"text": "Words.", "citations": []}
    came = Change(("quotes", "q"), None, said)
    changed = Change(("quotes", "q"), {"wording": "paraphrase"}, {"wording": None})

    fields = field_differences(came, Wording({}), Wording({}))
    (wording,) = field_differences(changed, Wording({}), Wording({}))

    assert [(each.label, each.after) for each in fields[:3]] == [
        ("Text", [Piece("Words.", "added")]),
        ("Wording", [Piece(Quoted.VERBATIM.label, "added")]),
        ("Attribution", [Piece(Attribution.UNVERIFIED.label, "added")]),
    ]
    assert wording.before == [Piece(Quoted.PARAPHRASE.label, "removed")]
    assert wording.after == [Piece(Quoted.VERBATIM.label, "added")]


def test_each_side_of_a_change_is_worded_by_its_own_document() -> None:
    source = {"id": "a-source", "kind": "news", "reliability": "A"}
    old, new = (
        Wording({"sources": [source | {"title": title}]}) for title in ("Old", "New")
    )
    citation = {"source": "a-source", "place": "p. 7", "credibility": 2}
    moved = citation | {"place": "p. 8"}
    change = Change(("quotes", "q"), {"citations": [citation]}, {"citations": [moved]})

    (field,) = field_differences(change, old, new)

    before, after = (
        "".join(piece.text for piece in pieces)
        for pieces in (field.before, field.after)
    )
    assert before == "Old; p. 7; supports it, A2"
    assert after == "New; p. 8; supports it, A2"


def test_field_that_differs_and_reads_the_same_went_and_came() -> None:
    same = {"alt_text": "A picture", "credit": "", "licence": ""}
    old, new = ({"portrait": portrait_data(number, **same)} for number in (1, 2))
    change = Change(("person", ""), old, new)

    (field,) = field_differences(change, Wording({}), Wording({}))

    words = "A picture; 800 × 1000"
    assert field.pieces == [Piece(words, "removed"), Piece(words, "added")]


def test_changes_are_counted_by_section() -> None:
    data = {"id": "x"}
    changes = [
        Change(("person", ""), data, {}),
        Change(("quotes", "1"), None, data),
        Change(("quotes", "2"), None, data),
        Change(("quotes", "3"), data, None),
        Change(("profile.education", "4"), data, None),
    ]

    found = section_differences(changes)

    assert [(each.label, each.anchor, each.words) for each in found] == [
        ("The person", "person", "1 changed"),
        ("Quotes", "quotes", "2 added, 1 removed"),
        ("Education", "profile-education", "1 removed"),
    ]


def test_nothing_is_counted_in_no_words() -> None:
    assert counts_in_words(Counter[Verb]()) == ""
