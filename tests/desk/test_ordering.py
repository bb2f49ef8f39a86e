from types import SimpleNamespace

import pytest

from profiles.desk.ordering import Place, number


@pytest.mark.parametrize(
    ("typed", "order"),
    [
        ({}, "abc"),
        ({"c": 1}, "cab"),
        ({"a": 3}, "bca"),
        ({"a": 2, "b": 1}, "bac"),
        ({"a": 2}, "bac"),
        ({"c": 2}, "acb"),
        ({"a": 100}, "bca"),
        ({"b": 0}, "bac"),
        ({"a": None}, "bca"),
    ],
)
def test_typed_numbers_move_rows(typed: dict[str, int | None], order: str) -> None:
    rows = [SimpleNamespace(name=name, position=0) for name in "abc"]

    number(
        [Place(row, now, typed.get(row.name, now)) for now, row in enumerate(rows, 1)]
    )

    by_position = sorted(rows, key=lambda row: row.position)
    assert "".join(row.name for row in by_position) == order
    assert [row.position for row in by_position] == [1, 2, 3]


@pytest.mark.parametrize(
    ("wanted", "order"), [(None, "abn"), (1, "nab"), (5, "anb"), (7, "abn")]
)
def test_new_row_goes_where_its_number_says_or_last(
    wanted: int | None, order: str
) -> None:
    a, b, new = (SimpleNamespace(name=name, position=0) for name in "abn")

    number([Place(a, 1, 1), Place(b, 5, 5), Place(new, None, wanted)])

    by_position = sorted([a, b, new], key=lambda row: row.position)
    assert "".join(row.name for row in by_position) == order


def test_new_row_before_a_gap_goes_before_it() -> None:
    a, b, new = (SimpleNamespace(name=name, position=0) for name in "abn")

    number([Place(a, 1, 1), Place(b, 5, 5), Place(new, None, 3)])

    assert (a.position, new.position, b.position) == (1, 2, 3)
