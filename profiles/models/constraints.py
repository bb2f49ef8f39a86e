"""Rules that the data must never break, as database constraints."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, models
from django.db.models import Q


class ToldAtField(models.CheckConstraint):
    """A rule between fields; who breaks it is told so at one of them."""

    def __init__(self, *, field: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.field = field

    def deconstruct(self) -> Any:
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, "field": self.field}

    def validate(
        self,
        model: type[models.Model],
        instance: models.Model,
        exclude: set[str] | None = None,
        using: str = DEFAULT_DB_ALIAS,
    ) -> None:
        try:
            super().validate(model, instance, exclude, using)
        except ValidationError as error:
            raise ValidationError({self.field: error.messages}) from error


def link_scheme(field: str, prefix: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(**{field: ""})
        | Q(**{f"{field}__startswith": "https://"})
        | Q(**{f"{field}__startswith": "http://"}),
        name=f"{prefix}_{field}_is_http",
        violation_error_message="An address begins with https:// or http://.",
    )


def not_empty(field: str, prefix: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=~Q(**{field: ""}),
        name=f"{prefix}_{field}_not_empty",
        violation_error_message=f"The {field} is missing.",
    )


def one_of(
    field: str,
    choices: type[models.TextChoices] | type[models.IntegerChoices],
    prefix: str,
    *,
    or_empty: bool = False,
) -> models.CheckConstraint:
    values = [value for value, _ in choices.choices]
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": [*values, ""] if or_empty else values}),
        name=f"{prefix}_{field}_is_known",
        violation_error_message=f"“{field}” holds a value that is not on its list.",
    )


def in_order(
    first: str,
    last: str,
    prefix: str,
    message: str = "It ends before it begins; correct one of the two dates.",
) -> models.CheckConstraint:
    """The partial date `last` does not lie wholly before `first`."""
    return ToldAtField(
        field=last,
        condition=Q(**{f"{first}_lower__isnull": True})
        | Q(**{f"{last}_upper__isnull": True})
        | Q(**{f"{last}_upper__gte": models.F(f"{first}_lower")}),
        name=f"{prefix}_dates_in_order",
        violation_error_message=message,
    )


def exactly_one(fields: list[str], name: str, message: str) -> models.CheckConstraint:
    """One of the foreign keys is set, and no other."""
    condition = Q()
    for chosen in fields:
        condition |= Q(**{f"{other}__isnull": other != chosen for other in fields})
    return models.CheckConstraint(
        condition=condition, name=name, violation_error_message=message
    )


def from_one(field: str, prefix: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(**{f"{field}__gte": 1}),
        name=f"{prefix}_{field}_from_one",
        violation_error_message="Positions are counted from 1.",
    )
