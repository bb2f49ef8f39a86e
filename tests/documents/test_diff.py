from typing import Any

import pytest

from profiles.documents.diff import Change, FieldChange, Verb, difference
from profiles.documents.reader import check_dossier
from tests.factories import complete, complete_data, dossier, quote_data


def changes(before: dict[str, Any], after: dict[str, Any]) -> list[Change]:
    return difference(dossier(**before), dossier(**after))


def test_documents_that_say_the_same_do_not_differ() -> None:
    assert difference(complete(2), complete(2)) == []


def test_everything_of_a_new_dossier_is_added() -> None:
    found = difference(None, complete(1))

    assert {change.verb for change in found} == {Verb.ADDED}
    assert [change.section for change in found] == [
        "person",
        "metrics",
        "profile.education",
        "history",
        "position",
        "quotes",
        "research",
        "media",
        "associates",
        "affiliations",
        "awards",
        "sources",
        "organizations",
    ]


def test_entries_are_added_changed_and_removed_by_their_ids() -> None:
    before = {"quotes": [quote_data(1), quote_data(2)]}
    after = {"quotes": [quote_data(3), quote_data(1, text="Other words.")]}

    added, changed, removed = changes(before, after)

    assert [
        (each.verb, each.section, each.entry_id, each.label)
        for each in (added, changed, removed)
    ] == [
        (Verb.ADDED, "quotes", "quote-3", "Words number 3."),
        (Verb.CHANGED, "quotes", "quote-1", "Other words."),
        (Verb.REMOVED, "quotes", "quote-2", "Words number 2."),
    ]
    assert changed.fields == [FieldChange("text", "Words number 1.", "Other words.")]
    assert (added.before, removed.after) == (None, None)
    assert FieldChange("id", None, "quote-3") in added.fields
    assert FieldChange("id", "quote-2", None) in removed.fields


@pytest.mark.parametrize(
    ("before", "after", "field"),
    [
        ({}, {"epithet": "The Example"}, FieldChange("epithet", None, "The Example")),
        (
            {"profile": {"summary": "Old."}},
            {"profile": {}},
            FieldChange("summary", "Old.", None),
        ),
        (
            {"other_names": ["A", "B"]},
            {"other_names": ["B", "A"]},
            FieldChange("other_names", ["A", "B"], ["B", "A"]),
        ),
    ],
)
def test_fields_of_the_person_are_compared_too(
    before: dict[str, Any], after: dict[str, Any], field: FieldChange
) -> None:
    (change,) = changes(before, after)

    assert (change.verb, change.key, change.label) == (
        Verb.CHANGED,
        ("person", ""),
        "Ada Example",
    )
    assert change.fields == [field]


def test_each_key_of_a_document_is_compared() -> None:
    """Nothing can change without being told of."""
    larger = complete_data(2)
    base = larger | {
        key: value
        for key, value in complete_data(1).items()
        if key not in ("sources", "organizations")
    }
    days = {"born_on": "1950", "died_on": "2020", "reviewed_on": "2025-01-01"}

    def changed(key: str, value: Any) -> Any:
        if isinstance(value, str):
            return days.get(key, f"{value}x")
        return larger[key] if larger[key] != value else type(value)()

    missed = [
        key
        for key in base
        if key not in ("dossier", "id", "sources", "organizations")
        and not difference(
            check_dossier(base), check_dossier(base | {key: changed(key, base[key])})
        )
    ]

    assert missed == []


@pytest.mark.parametrize("key", ["sources", "organizations"])
def test_each_record_of_a_document_is_compared(key: str) -> None:
    more = complete_data(2)

    (change,) = difference(complete(), complete(**{key: more[key]}))

    assert (change.verb, change.section) == (Verb.ADDED, key)


def test_long_label_is_cut() -> None:
    (change,) = changes({}, {"quotes": [quote_data(1, text="Word " * 40)]})

    assert len(change.label) <= 71
    assert change.label.endswith("Word…")
