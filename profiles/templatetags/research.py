"""Pictures of publications: how many to a decade, and how often cited as years go by.

They take counts and give geometry; their words stand beside the drawing, in HTML.
"""

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

from django import template

from profiles.addresses import Address
from profiles.models import MetricReading
from profiles.queries.facets import Choice
from profiles.queries.publications import Reading, Readings

register = template.Library()

#: A bar is drawn in a square of this side, which the page stretches.
_SIDE = 100
_WIDTH, _HEIGHT, _MARGIN = 240, 60, 5

_provider = attrgetter("provider")


@register.inclusion_tag("profiles/charts/_decade_filter.html")
def decade_filter(bars: Sequence[Choice], address: Address) -> dict[str, Any]:
    """A bar for each decade; it leads to the list narrowed to it, or back from it.

    One without publications leads nowhere.
    """
    most = max((bar.count for bar in bars), default=0)
    first = address.without("page")
    drawn = []
    for bar in bars:
        height = max(2, round(_SIDE * bar.count / most)) if bar.count else 0
        narrowed = str(first.replacing("decade", bar.value)) if bar.count else ""
        drawn.append(
            {
                "decade": bar,
                "height": height,
                "y": _SIDE - height,
                "url": str(first.without("decade")) if bar.is_chosen else narrowed,
            }
        )
    return {"bars": drawn}


@register.inclusion_tag("profiles/charts/_citations_line.html")
def citations_line(readings: Readings) -> dict[str, Any]:
    """A line for each provider that was read on two days or more, and a table of all.

    What one provider counts is not what another does, so no line joins them; heights
    begin at nothing.
    """
    return {"lines": _lines(readings.shown), "readings": readings}


def _lines(readings: Sequence[Reading]) -> list[dict[str, Any]]:
    dated = [each.row for each in readings if each.row.provider and each.row.read_on]
    lines = []
    for provider, rows in groupby(sorted(dated, key=_provider), _provider):
        ordered = sorted(rows, key=attrgetter("read_on"))
        if ordered[0].read_on != ordered[-1].read_on:
            lines.append(
                {
                    "provider": provider,
                    "first": ordered[0],
                    "last": ordered[-1],
                    "points": _points(ordered),
                }
            )
    return lines


def _points(rows: Sequence[MetricReading]) -> list[dict[str, int]]:
    """Days from left to right, figures from the ground up, the highest at the top."""
    days = [row.read_on.toordinal() for row in rows if row.read_on]
    most = max(row.value for row in rows) or 1
    span = days[-1] - days[0]
    return [
        {
            "x": _MARGIN + round((_WIDTH - 2 * _MARGIN) * (day - days[0]) / span),
            "y": _HEIGHT - _MARGIN - round((_HEIGHT - 2 * _MARGIN) * row.value / most),
        }
        for day, row in zip(days, rows, strict=True)
    ]
