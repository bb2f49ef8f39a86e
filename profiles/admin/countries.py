"""Choosing a country instead of typing its code."""

from typing import Any

from django import forms
from django_countries import countries

from profiles.admin.inlines import OrderedForm
from profiles.admin.rules import RulesForm


class CountryField(forms.ChoiceField):
    """A country by name, kept as its code of ISO 3166-1."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=_choices, **kwargs)


def _choices() -> list[tuple[str, str]]:
    return [("", "Choose …"), *((code, f"{name} ({code})") for code, name in countries)]


class CountryForm(RulesForm):
    """The form of a record that may name a country."""

    country = CountryField(required=False)


class NationalityForm(OrderedForm):
    country = CountryField()
