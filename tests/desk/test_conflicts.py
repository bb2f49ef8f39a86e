import pytest

from profiles.desk.conflicts import (
    MINE,
    THEIRS,
    Conflict,
    UndecidedError,
    conflicts,
    resolved,
)
from profiles.desk.differences import Piece
from profiles.documents.entries import Entries
from profiles.documents.worded import Wording

Q = ("quotes", "q")
BASE = {Q: {"id": "q", "text": "Words.", "outlet": "A paper", "note": "Old."}}


def test_versions_that_say_the_same_are_in_no_conflict() -> None:
    both = {Q: {"id": "q", "text": "Other words."}}

    assert conflicts(BASE, both, both) == []


def test_each_field_that_differs_is_told_with_whose_change_it_is() -> None:
    theirs = {Q: {"id": "q", "text": "Their words.", "outlet": "Theirs"}}
    mine = {Q: {"id": "q", "text": "My words.", "outlet": "A paper", "note": "Old."}}

    found = {each.name: each for each in conflicts(BASE, theirs, mine)}

    assert {name: each.proposal for name, each in found.items()} == {
        "text": "",
        "outlet": THEIRS,
        "note": THEIRS,
    }
    assert found["text"].my_words == [
        Piece("Words", "removed"),
        Piece("My words", "added"),
        Piece("."),
    ]


def test_versions_are_told_in_words() -> None:
    key = ("affiliations", "r")
    wording = Wording({"organizations": [{"id": "x-lab", "name": "The X Lab"}]})
    theirs = {key: {"id": "r", "organization": "x-lab", "started_on": "2001-02"}}

    (whole,) = conflicts({}, theirs, {}, wording)
    mine = {key: {**theirs[key], "started_on": "2001-03"}}
    (field,) = conflicts(theirs, theirs, mine, wording)

    assert [piece.text for piece in whole.their_words] == [
        "Organization: The X Lab\nStarted on: February 2001\nKind: Position"
    ]
    assert [piece.text for piece in field.my_words] == ["February", "March", " 2001"]


def test_claim_is_told_before_the_note_and_the_citations() -> None:
    theirs = {Q: {"id": "q", "note": "A note.", "citations": [], "text": "Words."}}
    mine = {Q: {"id": "q", "note": "Another.", "citations": [], "text": "Others."}}

    (whole,) = conflicts({}, theirs, {})
    fields = conflicts({}, theirs, mine)

    (piece,) = whole.their_words
    labels = [line.partition(":")[0] for line in piece.text.split("\n")]
    assert labels == ["Text", "Wording", "Attribution", "Note"]
    assert [each.field_label for each in fields] == ["Text", "Note"]


def test_chosen_fields_make_up_the_entry() -> None:
    theirs = {Q: {"id": "q", "text": "Theirs.", "outlet": "Theirs", "note": "Old."}}
    mine = {Q: {"id": "q", "text": "Mine.", "outlet": "A paper"}}
    found = conflicts(BASE, theirs, mine)

    wanted = resolved(theirs, found, {"choice:quotes:q:text": MINE})

    assert wanted == {Q: {"id": "q", "text": "Mine.", "outlet": "Theirs"}}


def test_what_nobody_chose_is_asked_for_again() -> None:
    theirs = {Q: BASE[Q] | {"text": "Theirs."}}
    found = conflicts(BASE, theirs, {Q: BASE[Q] | {"text": "Mine."}})

    with pytest.raises(UndecidedError, match="Text: choose which version"):
        resolved(theirs, found, {})
    assert resolved(theirs, found, {"choice:quotes:q:text": THEIRS}) == {}


@pytest.mark.parametrize(
    ("theirs", "mine", "proposal"),
    [
        ({}, BASE, THEIRS),
        ({}, {Q: BASE[Q] | {"text": "Mine."}}, ""),
        (BASE, {}, MINE),
    ],
)
def test_entry_that_one_deleted_is_chosen_whole(
    theirs: Entries, mine: Entries, proposal: str
) -> None:
    (conflict,) = conflicts(BASE, theirs, mine)

    assert conflict == Conflict(
        Q,
        "Mine." if proposal == "" else "Words.",
        "",
        BASE[Q],
        theirs.get(Q),
        mine.get(Q),
    )
    assert conflict.proposal == proposal
    assert resolved(theirs, [conflict], {conflict.choice_name: MINE}) == {
        Q: mine.get(Q)
    }


def test_entries_that_only_one_added_are_told() -> None:
    (conflict,) = conflicts({}, {}, BASE)

    assert (conflict.proposal, conflict.field_label) == (MINE, "The whole entry")
