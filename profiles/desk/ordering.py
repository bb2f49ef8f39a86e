"""Rows in an analyst's order: numbers that are typed become places, from 1 on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet

#: Larger than any number in use, so that rows can step aside while others move in.
_ASIDE = 16_000


@dataclass(frozen=True)
class Place:
    """A row, the number it has, if any, and the one it shall have; without one last."""

    row: Any
    now: int | None
    wanted: int | None

    @property
    def _key(self) -> tuple[float, int]:
        if self.wanted is None:
            return float("inf"), 0
        now = float("inf") if self.now is None else self.now
        return self.wanted, (self.wanted > now) - (self.wanted < now)


def number(places: Sequence[Place]) -> None:
    """Give the rows their positions, from 1 on, without saving them.

    A row that moves up goes before the one whose number it takes, a row that moves down
    after it.
    """
    ordered = sorted(places, key=lambda place: place._key)
    for position, place in enumerate(ordered, 1):
        place.row.position = position


def step_aside(rows: QuerySet[Any]) -> None:
    """Free the low numbers: no two rows may have the same, even for a moment."""
    rows.update(position=F("position") + _ASIDE)
