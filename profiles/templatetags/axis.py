"""Pictures of years on an axis: how events lie in time, and which years are predicted.

They take numbers and give geometry; their words stand beside the drawing, in HTML.
"""

from collections.abc import Sequence
from typing import Any

from django import template

from profiles.addresses import Address
from profiles.queries.positions import Stand
from profiles.queries.timeline import Overview, Period

register = template.Library()

#: A bar is drawn in a square of this side, which the page stretches.
_SIDE = 100
#: No more ticks than this have room for their years on a phone.
_MOST_TICKS = 7
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000)


@register.inclusion_tag("profiles/charts/_overview.html")
def overview_axis(
    overview: Overview, address: Address, any_time_url: str = ""
) -> dict[str, Any]:
    """A bar for each period; it leads to the list that is narrowed to it.

    One without events leads nowhere, nor does the only one: the list is that already.
    """
    periods = overview.periods
    narrows = len(periods) > 1
    most = max((period.count for period in periods), default=0)
    return {
        "unit": overview.unit,
        "bars": [
            {
                "period": period,
                "height": _height(period.count, most),
                "y": _SIDE - _height(period.count, most),
                "url": _narrowed(address, period) if narrows and period.count else "",
            }
            for period in periods
        ],
        "narrows": narrows,
        "without_beginning": overview.without_beginning,
        "any_time_url": any_time_url,
    }


def _height(count: int, most: int) -> int:
    return max(2, round(_SIDE * count / most)) if count else 0


def _narrowed(address: Address, period: Period) -> str:
    since, until = f"{period.first:04d}", f"{period.last:04d}"
    first = address.without("page").replacing("since", since)
    return str(first.replacing("until", until))


@register.inclusion_tag("profiles/charts/_predicted_spans.html")
def predicted_spans(stands: Sequence[Stand]) -> dict[str, Any]:
    """The predicted years of each on the axis of all, in the order in which they come.

    An end that is left open is drawn up to the end of the axis, which then reaches
    beyond every year that is named.
    """
    stated = [each for each in stands if each.has_years]
    ticks = _ticks(stated)
    return {
        "ticks": ticks,
        "width": ticks[-1] - ticks[0] if ticks else 0,
        "lines": [tick - ticks[0] for tick in ticks[1:-1]],
        "rows": [_row(each, ticks[0]) for each in stated],
        "not_stated": [each for each in stands if not each.has_years],
    }


def _ticks(stands: Sequence[Stand]) -> list[int]:
    """Round years, evenly spaced, around all that are named and the open ends."""
    earliest = [each.position.earliest_year for each in stands]
    latest = [each.position.latest_year for each in stands]
    named = [year for year in (*earliest, *latest) if year is not None]
    if not named:
        return []
    for step in _STEPS:
        first = min(named) // step * step
        last = (max(named) // step + 1) * step
        first -= step if None in earliest else 0
        last += step if None in latest else 0
        ticks = list(range(first, last + 1, step))
        if len(ticks) <= _MOST_TICKS + 1:
            break
    return ticks


def _row(stand: Stand, first: int) -> dict[str, Any]:
    """A span with both its years in it, in years from the beginning of the axis."""
    earliest, latest = stand.position.earliest_year, stand.position.latest_year
    years = [year for year in (earliest, latest) if year is not None]
    start, end = min(years) - first, max(years) - first + 1
    return {
        "stand": stand,
        "x": start,
        "width": end - start,
        "end": end,
        "is_open_before": earliest is None,
        "is_open_after": latest is None,
    }
