"""What the timeline can be narrowed by."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import django_filters
from django import forms
from django.http import QueryDict

from profiles.choices import EntryKind, EventCategory
from profiles.filters.bases import DayFilter, QuestionFilter, SlugsFilter
from profiles.index import tags
from profiles.index.question import Order, Question
from profiles.queries.timeline import total_of

_EVENT = EntryKind.EVENT

#: Which parameters make one filter, and the list without it.
_LOOSENED = {
    "of any category": ("category",),
    "of anybody": ("person",),
    "of any time": ("since", "until"),
}


class SpanForm(forms.Form):
    """A form whose span does not end before it begins."""

    def clean(self) -> dict[str, Any]:
        asked = self.cleaned_data
        since, until = asked.get("since"), asked.get("until")
        if since is not None and until is not None and until.upper < since.lower:
            self.add_error("until", f"{until.words} lies before {since.words}.")
        return asked


@dataclass(frozen=True)
class Wider:
    """The list with one filter less: in words, where it is, and how much it holds."""

    label: str
    url: str
    total: int


class TimelineFilter(QuestionFilter):
    """Events by categories, people and days; of several values any will do."""

    category = django_filters.MultipleChoiceFilter(
        label="Category", choices=EventCategory, method="narrow_categories"
    )
    person = SlugsFilter(label="", method="narrow_people")
    since = DayFilter(label="From", method="narrow_since")
    until = DayFilter(label="To", method="narrow_until")

    further_parameters = ("sort", "page")

    class Meta:
        form = SpanForm

    def __init__(self, data: QueryDict, base: Question, path: str) -> None:
        self.is_oldest_first = data.get("sort") == "oldest"
        order = Order.OLDEST if self.is_oldest_first else Order.NEWEST
        super().__init__(data, base.sorted_by(order), path)

    @property
    def sorts(self) -> list[tuple[str, str, bool]]:
        """The orders: what they are called, where they are, which one this is."""
        first = self.address.without("page", "sort")
        oldest = str(first.replacing("sort", "oldest"))
        return [
            ("Newest first", str(first), not self.is_oldest_first),
            ("Oldest first", oldest, self.is_oldest_first),
        ]

    @property
    def any_time_url(self) -> str:
        """The list of any time, where a span is asked for; else ""."""
        names = ("since", "until")
        is_asked = any(name in names for name, _ in self.address.pairs)
        return str(self.address.without("page", *names)) if is_asked else ""

    def narrow_categories(
        self, question: Question, name: str, values: list[str]
    ) -> Question:
        return question.having(*(tags.tag(_EVENT, tags.SUBKIND, v) for v in values))

    def narrow_people(
        self, question: Question, name: str, slugs: list[str]
    ) -> Question:
        named = [(tags.text_tag(_EVENT, tags.PERSON, slug), slug) for slug in slugs]
        return question.having(*self.name_tags("person", named))

    def wider(self) -> list[Wider]:
        """The list without each active filter, where it then holds something."""
        asked = {name for name, _ in self.address.pairs}
        found = [
            Wider(
                label,
                str(self.address.without("page", *names)),
                total_of(self._question_without(names)),
            )
            for label, names in _LOOSENED.items()
            if asked.intersection(names)
        ]
        return [each for each in found if each.total]

    def _question_without(self, names: Collection[str]) -> Question:
        question = self.base
        for name, value in self.form.cleaned_data.items():
            if name not in names:
                question = self.filters[name].filter(question, value)
        return question
