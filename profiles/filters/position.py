"""What the page of positions can be narrowed by."""

from collections.abc import Sequence
from functools import cached_property

import django_filters
from django.db.models import QuerySet
from django.http import QueryDict

from profiles.choices import NOT_STATED, RiskLevel
from profiles.filters.bases import AddressFilter
from profiles.models import Position
from profiles.queries.positions import (
    BY_DAY,
    BY_NAME,
    current_positions,
)

_LEVELS = [*RiskLevel.choices, (NOT_STATED, "Not stated")]


class PositionFilter(AddressFilter):
    """Current assessments by risk level; of several levels any will do.

    `positions` are those that are asked for; where the form has errors, all of them.
    """

    risk = django_filters.MultipleChoiceFilter(
        label="Perceived risk", choices=_LEVELS, method="narrow_risk"
    )

    further_parameters = ("sort", "page")

    def __init__(self, data: QueryDict, path: str) -> None:
        super().__init__(data, current_positions(), path)

    @property
    def is_by_day(self) -> bool:
        return bool(self.data.get("sort") == "assessed")

    @cached_property
    def positions(self) -> QuerySet[Position]:
        found: QuerySet[Position] = self.queryset if self.errors else self.qs
        return found.order_by(*(BY_DAY if self.is_by_day else BY_NAME))

    def narrow_risk(
        self, positions: QuerySet[Position], name: str, values: Sequence[str]
    ) -> QuerySet[Position]:
        levels = ["" if value == NOT_STATED else value for value in values]
        return positions.filter(risk_level__in=levels)

    @property
    def sorts(self) -> list[tuple[str, str, bool]]:
        """The orders: what they are called, where they are, which one this is."""
        first = self.address.without("page", "sort")
        by_day = str(first.replacing("sort", "assessed"))
        return [
            ("Name", str(first), not self.is_by_day),
            ("Day assessed", by_day, self.is_by_day),
        ]

    @property
    def chosen(self) -> set[str]:
        return self.values_of("risk")
