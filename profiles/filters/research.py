"""What publications can be narrowed by."""

from collections.abc import Iterable
from typing import Any

import django_filters
from django import forms
from django.core.validators import RegexValidator

from profiles.choices import EntryKind, PublicationKind
from profiles.filters.bases import (
    QuestionFilter,
    SlugsFilter,
    TextsFilter,
    WordsFilter,
)
from profiles.index import tags
from profiles.index.question import Order, Question
from profiles.queries.research import decade_tag

_PUBLICATION = EntryKind.PUBLICATION

_DECADE = RegexValidator(
    r"\A((0|[1-9][0-9]{0,2}0)s|undated)\Z",
    "“%(value)s” is not a decade; write 1990s, or undated.",
)

SORTS = {
    "date": ("Newest", Order.NEWEST),
    "cited": ("Most cited", Order.WEIGHT),
}


class ResearchFilter(QuestionFilter):
    """Publications by words, decade, kind, people, authors, venue and standing.

    A person is one whose dossier lists the publication; an author is anybody, by name.
    """

    q = WordsFilter(label="Words", method="narrow_words")
    decade = django_filters.CharFilter(
        label="Decade",
        method="narrow_decade",
        validators=[_DECADE],
        widget=forms.HiddenInput(),
    )
    kind = django_filters.MultipleChoiceFilter(
        label="Kind", choices=PublicationKind, method="narrow_kinds"
    )
    person = SlugsFilter(label="", method="narrow_people")
    author = TextsFilter(label="", method="narrow_authors")
    venue = django_filters.CharFilter(
        label="Venue",
        method="narrow_venue",
        max_length=500,
        widget=forms.TextInput(attrs={"list": "venues"}),
    )
    key = django_filters.ChoiceFilter(
        label="Standing",
        empty_label="all publications",
        choices=[("yes", "key works")],
        method="narrow_key",
    )

    further_parameters = ("sort", "page")

    def narrow_decade(self, question: Question, name: str, value: str) -> Question:
        return question.having(decade_tag(value))

    def narrow_kinds(
        self, question: Question, name: str, values: Iterable[str]
    ) -> Question:
        return question.having(
            *(tags.tag(_PUBLICATION, tags.SUBKIND, value) for value in values)
        )

    def narrow_people(
        self, question: Question, name: str, slugs: Iterable[str]
    ) -> Question:
        return self._narrow_named(question, "person", tags.PERSON, slugs)

    def narrow_authors(
        self, question: Question, name: str, names: Iterable[str]
    ) -> Question:
        return self._narrow_named(question, "author", tags.COAUTHOR, names)

    def _narrow_named(
        self, question: Question, name: str, facet: str, values: Iterable[str]
    ) -> Question:
        named = [(tags.text_tag(_PUBLICATION, facet, each), each) for each in values]
        return question.having(*self.name_tags(name, named))

    def narrow_venue(self, question: Question, name: str, value: str) -> Question:
        return question.having(tags.text_tag(_PUBLICATION, tags.OUTLET, value))

    def narrow_key(self, question: Question, name: str, value: Any) -> Question:
        return question.having(tags.tag(_PUBLICATION, tags.KEY_WORK, 1))


def order_of(sort: str | None) -> Order:
    """The order that a parameter names; the newest first where it names none."""
    return SORTS.get(sort or "", SORTS["date"])[1]
