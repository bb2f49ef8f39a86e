from types import SimpleNamespace
from typing import Any

import pytest
from django.http import QueryDict

from profiles.addresses import Address
from profiles.queries.timeline import Overview, Period
from profiles.templatetags.axis import overview_axis, predicted_spans


def address(query: str = "") -> Address:
    names = ["category", "since", "until", "page"]
    return Address(QueryDict(query), names, "/timeline/")


def test_bar_is_as_high_as_its_share_of_the_highest_and_can_always_be_seen() -> None:
    periods = [Period(1980, 1989, 1), Period(1990, 1999, 0), Period(2000, 2009, 1000)]

    bars = overview_axis(Overview("decade", periods), address())["bars"]

    assert [(bar["y"], bar["height"]) for bar in bars] == [(98, 2), (100, 0), (0, 100)]


def test_bar_narrows_the_list_and_keeps_its_other_filters() -> None:
    periods = [Period(1980, 1989, 1), Period(1990, 1999, 0), Period(2000, 2009, 1)]

    drawn = overview_axis(
        Overview("decade", periods), address("page=3&category=award&since=1900")
    )

    assert [bar["url"] for bar in drawn["bars"]] == [
        "/timeline/?category=award&since=1980&until=1989",
        "",
        "/timeline/?category=award&since=2000&until=2009",
    ]


def test_only_bar_leads_nowhere_for_the_list_is_there_already() -> None:
    drawn = overview_axis(Overview("year", [Period(1994, 1994, 3)]), address())

    assert [bar["url"] for bar in drawn["bars"]] == [""]
    assert drawn["narrows"] is False


def stand(earliest: int | None, latest: int | None) -> Any:
    return SimpleNamespace(
        position=SimpleNamespace(earliest_year=earliest, latest_year=latest),
        has_years=(earliest, latest) != (None, None),
    )


@pytest.mark.parametrize(
    ("years", "ticks"),
    [
        ([], []),
        ([(None, None)], []),
        ([(2030, 2034)], [2030, 2031, 2032, 2033, 2034, 2035]),
        ([(2028, 2043)], [2025, 2030, 2035, 2040, 2045]),
        ([(2026, None)], [2026, 2027, 2028]),
        ([(None, 2035)], [2034, 2035, 2036]),
        (
            [(2026, None), (None, 2035)],
            [2024, 2026, 2028, 2030, 2032, 2034, 2036, 2038],
        ),
        ([(1000, 9999)], [0, 2000, 4000, 6000, 8000, 10000]),
    ],
)
def test_axis_has_round_years_around_all_and_beyond_open_ends(
    years: list[tuple[int | None, int | None]], ticks: list[int]
) -> None:
    drawn = predicted_spans([stand(*each) for each in years])

    assert drawn["ticks"] == ticks


def test_span_holds_both_its_years_and_open_ends_are_told_apart() -> None:
    stands = [
        stand(2028, 2043),
        stand(2026, None),
        stand(None, 2035),
        stand(None, None),
    ]

    drawn = predicted_spans(stands)

    assert drawn["ticks"][0] == 2020
    assert [
        (row["x"], row["width"], row["is_open_before"], row["is_open_after"])
        for row in drawn["rows"]
    ] == [(8, 16, False, False), (6, 1, False, True), (15, 1, True, False)]
    assert drawn["not_stated"] == stands[3:]
