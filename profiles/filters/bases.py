"""What reads the addresses of lists, and narrows a QuerySet or a question by them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict

from profiles import text
from profiles.addresses import Address
from profiles.dates import PartialDate
from profiles.fields import PartialDateFormField
from profiles.index.answers import named
from profiles.index.question import Question
from profiles.index.words import MAX_QUERY_LENGTH, Term, WordsError, terms_of
from profiles.models import Person

MAX_VALUES = 20


@dataclass(frozen=True)
class Chip:
    """An active filter in words, and the list without it."""

    label: str
    url: str


class UnknownValueError(LookupError):
    """The address names something that no published dossier has."""


class SearchInput(forms.TextInput):
    input_type = "search"


class WordsField(forms.CharField):
    """Words, phrases and beginnings, read as terms."""

    widget = SearchInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": MAX_QUERY_LENGTH, **kwargs})

    def clean(self, value: Any) -> tuple[Term, ...]:
        try:
            return terms_of(super().clean(value).replace("\0", ""))
        except WordsError as error:
            raise ValidationError(str(error)) from error


class SlugsField(forms.Field):
    """Slugs, each once."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> list[str]:
        slugs = list(dict.fromkeys(each for each in value or [] if each))
        if len(slugs) > MAX_VALUES:
            raise ValidationError(f"Choose at most {MAX_VALUES}.")
        if not all(map(text.is_slug, slugs)):
            raise UnknownValueError("The address names something that is not on file.")
        return slugs


class TextsField(forms.Field):
    """Values as they are written, such as names of people without a dossier."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> list[str]:
        stripped = (each.strip() for each in value or [])
        texts = list(dict.fromkeys(each for each in stripped if each))
        if len(texts) > MAX_VALUES:
            raise ValidationError(f"Choose at most {MAX_VALUES}.")
        return texts


class WordsFilter(django_filters.Filter):
    field_class = WordsField


class SlugsFilter(django_filters.Filter):
    field_class = SlugsField


class TextsFilter(django_filters.Filter):
    field_class = TextsField


class DayFilter(django_filters.Filter):
    field_class = PartialDateFormField


class AddressFilter(django_filters.FilterSet):
    """A FilterSet that knows the address of its list, and what it asks for in words."""

    #: Parameters that the list knows beside its filters, in the order of addresses.
    further_parameters: ClassVar[tuple[str, ...]] = ("page",)

    def __init__(self, data: QueryDict, queryset: QuerySet[Any], path: str) -> None:
        super().__init__(data, queryset)
        self.path = path
        self.address = Address(data, [*self.filters, *self.further_parameters], path)

    @property
    def clear_url(self) -> str:
        """The list without any filter, in the order and view it has."""
        return str(self.address.without(*self.filters, "page"))

    def values_of(self, name: str) -> set[str]:
        """The values that the address names of one filter."""
        return {value for each, value in self.address.pairs if each == name}

    def chips(self) -> list[Chip]:
        """The active filters, in the order of the form."""
        first = self.address.without("page")
        return [
            Chip(self._chip_label(name, value), str(first.dropping(name, value)))
            for name, value in first.pairs
            if name in self.filters
        ]

    def _chip_label(self, name: str, value: str) -> str:
        field = self.form.fields[name]
        shown = dict(getattr(field, "choices", [])).get(value, value)
        return f"{field.label}: {shown}" if field.label else str(shown)


class QuestionFilter(AddressFilter):
    """Reads an address, and narrows a question to the index by it.

    `question` is the question; where the form has errors, that of nothing asked.
    """

    further_parameters: ClassVar[tuple[str, ...]] = ("sort", "view", "page")

    def __init__(self, data: QueryDict, base: Question, path: str) -> None:
        super().__init__(data, Person.objects.none(), path)
        self.base = base
        #: Tags that are named by slug, each with the parameter and the slug.
        self.named: dict[str, tuple[str, str]] = {}

    @cached_property
    def question(self) -> Question:
        if self.errors:
            return self.base
        question = self.base
        for name, value in self.form.cleaned_data.items():
            question = self.filters[name].filter(question, value)
        return question

    @cached_property
    def labels(self) -> dict[str, str]:
        """What the tags that the address names are called, as far as they are known."""
        is_asked = self.question is not self.base and self.named
        found = named(self.named) if is_asked else {}
        return {tag: row.label for tag, row in found.items()}

    def check_names(self) -> None:
        """Raise UnknownValueError when the address names what is not on file."""
        labels = self.labels
        for tag, (name, slug) in self.named.items():
            if tag not in labels and not self.errors:
                raise UnknownValueError(f"No {name} “{slug}” is on file.")

    def _chip_label(self, name: str, value: str) -> str:
        tag = next((t for t, named in self.named.items() if named == (name, value)), "")
        return self.labels.get(tag) or super()._chip_label(name, value)

    # Narrowing, for the filters' methods

    def name_tags(self, name: str, tags: Iterable[tuple[str, str]]) -> list[str]:
        """Note tags, each with the slug by which the address names it."""
        pairs = list(tags)
        self.named |= {tag: (name, slug) for tag, slug in pairs}
        return [tag for tag, _ in pairs]

    def narrow_words(self, question: Question, name: str, terms: Any) -> Question:
        return question.about(terms)

    def narrow_since(self, question: Question, name: str, day: PartialDate) -> Question:
        return question.from_day(day.lower)

    def narrow_until(self, question: Question, name: str, day: PartialDate) -> Question:
        return question.to_day(day.upper)
