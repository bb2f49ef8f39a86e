"""Pictures, drawn as inline SVG from templates of their own.

They take numbers and give geometry; every picture has its text equivalent beside it.
"""

from collections.abc import Sequence
from typing import Any

from django import template

from profiles.documents.shown import ShownAffiliation

register = template.Library()

_BAR_WIDTH, _BAR_STEP, _BAR_HEIGHT, _TOP, _BASE = 60, 80, 72, 26, 98


@register.inclusion_tag("profiles/charts/_decade_bars.html")
def decade_bars(bars: Sequence[tuple[int, int]]) -> dict[str, Any]:
    """A bar for each decade; `bars` are pairs of its first year and its count."""
    most = max((count for _, count in bars), default=1)
    drawn = []
    for index, (start, count) in enumerate(bars):
        height = max(2, round(_BAR_HEIGHT * count / most))
        x = 10 + index * _BAR_STEP
        drawn.append(
            {
                "decade": f"{start}s",
                "count": count,
                "x": x,
                "y": _BASE - height,
                "height": height,
                "middle": x + _BAR_WIDTH // 2,
                "label_y": _BASE - height - 7,
            }
        )
    return {"bars": drawn, "width": _BAR_STEP * len(bars)}


@register.inclusion_tag("profiles/charts/_tenure_bar.html")
def tenure_bar(
    affiliation: ShownAffiliation, first_year: int, present_year: int
) -> dict[str, Any]:
    """The years of one affiliation on the axis of all; nothing where none are known."""
    years = present_year - first_year + 1
    start, end = affiliation.first_year, affiliation.last_year
    if start is None:
        return {"width": 0}
    last = start if end is None else min(end, present_year)
    return {
        "years": years,
        "x": start - first_year,
        "width": max(0.4, last - start + (1 if affiliation.is_current else 0)),
        "is_current": affiliation.is_current,
    }
