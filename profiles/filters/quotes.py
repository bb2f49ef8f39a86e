"""What quotes can be narrowed by."""

from typing import Any

import django_filters
from django import forms

from profiles.choices import Attribution, Credibility, EntryKind, Reliability, Wording
from profiles.filters.bases import (
    DayFilter,
    QuestionFilter,
    SlugsFilter,
    WordsFilter,
)
from profiles.index import tags
from profiles.index.question import Order, Question

_QUOTE = EntryKind.QUOTE

#: Grades that a reader can ask for; each stands for itself and all better ones.
_GRADES = [
    (f"{letter.value}{figure.value}", f"{letter.value}{figure.value} or better")
    for letter, figure in zip(Reliability, Credibility, strict=True)
][:-1]

SORTS = {
    "date": ("Newest", Order.NEWEST),
    "oldest": ("Oldest", Order.OLDEST),
    "person": ("Person", Order.NAME),
    "topic": ("Topic", Order.HEADING),
    "relevance": ("Relevance", Order.RELEVANCE),
}


class QuoteFilter(QuestionFilter):
    """Quotes by words, topics, people, outlet, days, wording, attribution and grade."""

    q = WordsFilter(label="Words", method="narrow_words")
    topic = SlugsFilter(label="", method="narrow_topics")
    match = django_filters.ChoiceFilter(
        label="Of the topics",
        choices=[("all", "all of them")],
        empty_label="any of them",
        method="narrow_nothing",
    )
    person = SlugsFilter(label="", method="narrow_people")
    outlet = django_filters.CharFilter(
        label="Outlet",
        method="narrow_outlet",
        max_length=500,
        widget=forms.TextInput(attrs={"list": "outlets"}),
    )
    since = DayFilter(label="From", method="narrow_since")
    until = DayFilter(label="To", method="narrow_until")
    attribution = django_filters.ChoiceFilter(
        label="Attribution",
        empty_label="any",
        choices=Attribution,
        method="narrow_attribution",
    )
    wording = django_filters.ChoiceFilter(
        label="Wording", empty_label="any", choices=Wording, method="narrow_wording"
    )
    sourced = django_filters.ChoiceFilter(
        label="Source",
        empty_label="with or without",
        choices=[("yes", "has one that supports it")],
        method="narrow_sourced",
    )
    grade = django_filters.ChoiceFilter(
        label="Grade", empty_label="any", choices=_GRADES, method="narrow_grade"
    )

    def narrow_nothing(self, question: Question, name: str, value: Any) -> Question:
        """Whether all topics are wanted is read where the topics are."""
        return question

    def narrow_topics(self, question: Question, name: str, slugs: Any) -> Question:
        named = self.name_tags(
            "topic", [(tags.text_tag(_QUOTE, tags.TOPIC, slug), slug) for slug in slugs]
        )
        if self.form.cleaned_data.get("match") == "all":
            for tag in named:
                question = question.having(tag)
            return question
        return question.having(*named)

    def narrow_people(self, question: Question, name: str, slugs: Any) -> Question:
        return question.having(
            *self.name_tags(
                "person",
                [(tags.text_tag(_QUOTE, tags.PERSON, slug), slug) for slug in slugs],
            )
        )

    def narrow_outlet(self, question: Question, name: str, value: str) -> Question:
        return question.having(tags.text_tag(_QUOTE, tags.OUTLET, value))

    def narrow_attribution(self, question: Question, name: str, value: str) -> Question:
        return question.having(tags.tag(_QUOTE, tags.ATTRIBUTION, value))

    def narrow_wording(self, question: Question, name: str, value: str) -> Question:
        return question.having(tags.tag(_QUOTE, tags.WORDING, value))

    def narrow_sourced(self, question: Question, name: str, value: str) -> Question:
        return question.having(tags.tag(_QUOTE, tags.SOURCED, 1))

    def narrow_grade(self, question: Question, name: str, value: str) -> Question:
        letter, figure = value[0], value[1]
        return question.having(tags.tag(_QUOTE, tags.RELIABILITY, letter)).having(
            tags.tag(_QUOTE, tags.CREDIBILITY, figure)
        )


def order_of(sort: str | None) -> Order:
    """The order that a parameter names; the newest first where it names none."""
    return SORTS.get(sort or "", SORTS["date"])[1]
