from datetime import date

from django.http import QueryDict

from profiles.addresses import Address
from profiles.models import MetricReading
from profiles.queries.facets import Choice
from profiles.queries.publications import Reading, Readings
from profiles.templatetags.research import citations_line, decade_filter


def readings(*rows: tuple[str, str | None, int]) -> Readings:
    """Of provider, day and value."""
    return Readings(
        [
            Reading(
                MetricReading(
                    provider=provider,
                    read_on=date.fromisoformat(day) if day else None,
                    value=value,
                )
            )
            for provider, day, value in rows
        ]
    )


def test_bars_are_as_high_as_their_share_and_none_that_counts_vanishes() -> None:
    bars = [
        Choice("1980s", "1980s", 1),
        Choice("1990s", "1990s", 0),
        Choice("2000s", "2000s", 500, is_chosen=True),
        Choice("2010s", "2010s", 1000),
    ]
    address = Address(QueryDict("decade=2000s&page=3&q=x"), ["q", "decade", "page"])

    drawn = decade_filter(bars, address)["bars"]

    assert [(bar["y"], bar["height"], bar["url"]) for bar in drawn] == [
        (98, 2, "?q=x&decade=1980s"),
        (100, 0, ""),
        (50, 50, "?q=x"),
        (0, 100, "?q=x&decade=2010s"),
    ]


def test_no_decades_draw_no_bars() -> None:
    assert decade_filter([], Address(QueryDict(), [])) == {"bars": []}


def test_line_runs_through_the_days_from_the_ground_up() -> None:
    context = citations_line(
        readings(
            ("Reg", "2021-01-01", 400),
            ("Reg", "2020-07-02", 100),
            ("Reg", "2020-01-01", 0),
        )
    )

    (line,) = context["lines"]
    assert (line["provider"], line["first"].value, line["last"].value) == (
        "Reg",
        0,
        400,
    )
    assert line["points"] == [
        {"x": 5, "y": 55},
        {"x": 120, "y": 43},
        {"x": 235, "y": 5},
    ]


def test_no_line_joins_providers_or_single_days_or_what_has_no_day() -> None:
    context = citations_line(
        readings(
            ("Reg", "2024-01-01", 10),
            ("Other", "2020-01-01", 5),
            ("Third", "2020-01-01", 6),
            ("Third", "2020-01-01", 7),
            ("Third", None, 8),
            ("", "2019-01-01", 1),
            ("", "2020-01-01", 2),
        )
    )

    assert context["lines"] == []


def test_figure_that_was_always_nothing_lies_on_the_ground() -> None:
    (line,) = citations_line(
        readings(("Reg", "2024-01-01", 0), ("Reg", "2023-01-01", 0))
    )["lines"]

    assert {point["y"] for point in line["points"]} == {55}
