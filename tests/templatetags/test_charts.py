from types import SimpleNamespace
from typing import Any

import pytest

from profiles.templatetags.charts import decade_bars, tenure_bar


def test_tallest_bar_is_the_largest_decade_and_every_bar_can_be_seen() -> None:
    drawn = decade_bars([(1980, 1), (1990, 1000)])

    assert [(bar["decade"], bar["count"], bar["height"]) for bar in drawn["bars"]] == [
        ("1980s", 1, 2),
        ("1990s", 1000, 72),
    ]


def affiliation(first: int | None, last: int | None, *, is_current: bool) -> Any:
    return SimpleNamespace(first_year=first, last_year=last, is_current=is_current)


@pytest.mark.parametrize(
    ("row", "x", "width"),
    [
        (affiliation(2013, 2025, is_current=False), 25, 12),
        (affiliation(2025, 2026, is_current=True), 37, 2),
        (affiliation(1988, 1988, is_current=False), 0, 0.4),
        (affiliation(1990, None, is_current=False), 2, 0.4),
    ],
)
def test_bar_spans_the_years_of_the_affiliation(row: Any, x: int, width: float) -> None:
    drawn = tenure_bar(row, 1988, 2026)

    assert (drawn["x"], drawn["width"], drawn["years"]) == (x, width, 39)


def test_affiliation_without_a_beginning_has_no_bar() -> None:
    row = affiliation(None, 2003, is_current=False)

    assert tenure_bar(row, 1988, 2026) == {"width": 0}
