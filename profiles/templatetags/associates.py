"""The picture of a dossier's associates: the person in the middle, they on a ring.

It takes who is drawn and gives geometry; the list beside it says the same in words.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from unicodedata import east_asian_width

from django import template
from django.utils.text import Truncator

from profiles.documents.shown import ShownRelation
from profiles.text import fold, initials

register = template.Library()

_WIDTH, _LEAST_HEIGHT, _RING_WIDTH = 320, 56, 112
_RADIUS, _OWN_RADIUS, _LABEL_GAP = 8, 20, 6
_FONT_SIZE, _LINE_HEIGHT = 12, 14
#: From the middle of the small letters down to the line they stand on.
_DROP = 4
#: From one row of the ring to the next: room for a label of two lines.
_ROW_HEIGHT = 34
#: The width of a letter in a wide font; Chinese, Japanese and Korean ones are square.
_LETTER, _SQUARE_LETTER = 7.4, 12.0


@dataclass(frozen=True)
class _Spot:
    """Somebody who is drawn, and where, seen from the middle."""

    shown: ShownRelation
    place: complex

    @property
    def x(self) -> int:
        return round(self.place.real)

    @property
    def y(self) -> int:
        return round(self.place.imag)

    @property
    def line(self) -> str:
        """The path from the rim of the middle circle to that of this one."""
        way = self.place / abs(self.place)
        start, end = way * _OWN_RADIUS, self.place - way * _RADIUS
        return f"M{_point(start)}L{_point(end)}"

    @property
    def label_x(self) -> int:
        return self.x + int(math.copysign(_RADIUS + _LABEL_GAP, self.x))

    @property
    def label(self) -> list[tuple[int, str]]:
        """The lines of the name, each with its height."""
        lines = _broken(self.shown.person.name, _WIDTH // 2 - abs(self.label_x))
        top = self.y + _DROP - _LINE_HEIGHT * (len(lines) - 1) // 2
        return [(top + _LINE_HEIGHT * index, line) for index, line in enumerate(lines)]

    @property
    def is_cut(self) -> bool:
        return any(line.endswith("…") for _, line in self.label)


@register.inclusion_tag("profiles/charts/_associates_graph.html")
def associates_graph(
    name: str, drawn: Sequence[ShownRelation], total: int
) -> dict[str, Any]:
    """Those of `total` associates who are drawn, clockwise by name, each with a line.

    By name, so that another paper together moves nobody.
    """
    ordered = sorted(drawn, key=lambda each: (fold(each.person.name), each.reason_url))
    rows = (len(ordered) + 1) // 2
    right = _column(ordered[:rows], side=1)
    left = _column(ordered[: rows - 1 : -1], side=-1)[::-1]
    height = max(rows * _ROW_HEIGHT, _LEAST_HEIGHT)
    return {
        "name": name,
        "initials": initials(name),
        "count": len(ordered),
        "total": total,
        "box": f"{-_WIDTH // 2} {-height // 2} {_WIDTH} {height}",
        "font_size": _FONT_SIZE,
        "radius": _RADIUS,
        "own_radius": _OWN_RADIUS,
        "drop": _DROP,
        "curated": _lines(right + left, is_curated=True),
        "derived": _lines(right + left, is_curated=False),
        "sides": [("start", right), ("end", left)],
    }


def _column(drawn: Sequence[ShownRelation], side: int) -> list[_Spot]:
    """One side of the ring from top to bottom: the right one, 1, or the left, -1."""
    return [
        _Spot(shown, _on_ring(side, (2 * row + 1) / len(drawn) - 1, len(drawn)))
        for row, shown in enumerate(drawn)
    ]


def _on_ring(side: int, height: float, rows: int) -> complex:
    """A place by its height, from -1 at the top of the ring to 1 at its bottom."""
    across = side * math.sqrt(1 - height * height)
    return complex(across * _RING_WIDTH, height * rows * _ROW_HEIGHT) / 2


def _point(place: complex) -> str:
    return f"{round(place.real)} {round(place.imag)}"


def _broken(name: str, room: float) -> list[str]:
    """The name on one line, or on two as short as can be; cut where it must be."""
    is_square = any(east_asian_width(letter) in "WF" for letter in name)
    most = int(room / (_SQUARE_LETTER if is_square else _LETTER))
    if len(name) <= most:
        return [name]
    words = name.split()
    breaks = [
        [" ".join(words[:index]), " ".join(words[index:])]
        for index in range(1, len(words))
    ]
    lines = min(breaks, key=lambda both: max(map(len, both)), default=[name])
    return [Truncator(line).chars(most) for line in lines]


def _lines(spots: Sequence[_Spot], *, is_curated: bool) -> str:
    """One path of the lines to all that an analyst wrote of, or of those derived."""
    return "".join(
        spot.line
        for spot in spots
        if bool(spot.shown.relation.associations) is is_curated
    )
