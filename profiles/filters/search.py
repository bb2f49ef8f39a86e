"""What search reads from an address: words, and of which kind things shall be."""

from dataclasses import replace

import django_filters
from django.http import QueryDict

from profiles.choices import EntryKind
from profiles.filters.bases import QuestionFilter, WordsFilter
from profiles.index.question import Order, Question
from profiles.queries.search import KINDS


class SearchFilter(QuestionFilter):
    """Everything published that has the words, or of it one kind."""

    q = WordsFilter(label="Search all dossiers", method="narrow_words")
    kind = django_filters.ChoiceFilter(
        label="Kind",
        choices=[(name, kind.label) for name, kind in KINDS.items()],
        error_messages={"invalid_choice": "“%(value)s” is nothing to search among."},
        method="narrow_kind",
    )

    further_parameters = ("page",)

    def __init__(self, data: QueryDict, path: str) -> None:
        everything = Question(tuple(EntryKind), order=Order.RELEVANCE)
        super().__init__(data, everything, path)

    @property
    def query(self) -> str:
        """What was typed."""
        return str(self.data.get("q", "")).strip()

    @property
    def everything_url(self) -> str:
        """The same words among all kinds."""
        return str(self.address.without("kind", "page"))

    def narrow_kind(self, question: Question, name: str, value: str) -> Question:
        return replace(question, kinds=(KINDS[value],))
