"""What dossiers can be narrowed by."""

from typing import Any

import django_filters

from profiles.filters.bases import QuestionFilter, SlugsFilter, WordsFilter
from profiles.index import tags
from profiles.index.question import Question
from profiles.index.words import beginnings
from profiles.queries.people import (
    DEFAULT_SORT,
    PERSON,
    RISK_LEVELS,
    SORTS,
    present_tag,
    risk_tag,
)


class PersonFilter(QuestionFilter):
    """Dossiers by words of names and summaries, and by what is on file of the person.

    Of several values of one filter any will do.
    """

    q = WordsFilter(label="Words", method="narrow_beginnings")
    risk = django_filters.MultipleChoiceFilter(
        label="Perceived risk", choices=RISK_LEVELS, method="narrow_risk"
    )
    expertise = SlugsFilter(label="", method="narrow_expertise")
    organization = SlugsFilter(label="", method="narrow_organizations")
    tenure = django_filters.ChoiceFilter(
        label="At the organization",
        choices=[("present", "at present")],
        empty_label="at any time",
        method="narrow_nothing",
    )
    nationality = SlugsFilter(label="", method="narrow_nationalities")
    award = SlugsFilter(label="", method="narrow_awards")

    further_parameters = ("sort", "page")

    @property
    def sort(self) -> str:
        """The order that the address names, or else that of the newest changes."""
        asked = self.data.get("sort")
        return asked if asked in SORTS else DEFAULT_SORT

    @property
    def is_default_sort(self) -> bool:
        return self.sort == DEFAULT_SORT

    @property
    def sorts(self) -> list[tuple[str, str, bool]]:
        """The orders: what they are called, where they are, which one this is."""
        first = self.address.without("page", "sort")
        return [
            (
                label,
                str(first if sort == DEFAULT_SORT else first.replacing("sort", sort)),
                sort == self.sort,
            )
            for sort, label in SORTS.items()
        ]

    @property
    def is_present(self) -> bool:
        """Whether organizations are those where somebody is now."""
        return not self.errors and self.form.cleaned_data["tenure"] == "present"

    def narrow_beginnings(self, question: Question, name: str, terms: Any) -> Question:
        return question.about(beginnings(terms))

    def narrow_risk(self, question: Question, name: str, levels: list[str]) -> Question:
        return question.having(*map(risk_tag, levels))

    def narrow_nothing(self, question: Question, name: str, value: Any) -> Question:
        """Whether the present alone is wanted is read where the organizations are."""
        return question

    def narrow_organizations(
        self, question: Question, name: str, slugs: list[str]
    ) -> Question:
        # Who is there now was there ever: naming both tags costs nothing, and where
        # everybody has left, the organization is still known.
        narrowed = self._narrow(question, name, tags.ORGANIZATION, slugs)
        return (
            narrowed.having(*map(present_tag, slugs)) if self.is_present else narrowed
        )

    def narrow_expertise(
        self, question: Question, name: str, slugs: list[str]
    ) -> Question:
        return self._narrow(question, name, tags.EXPERTISE, slugs)

    def narrow_nationalities(
        self, question: Question, name: str, slugs: list[str]
    ) -> Question:
        return self._narrow(question, name, tags.NATIONALITY, slugs)

    def narrow_awards(
        self, question: Question, name: str, slugs: list[str]
    ) -> Question:
        return self._narrow(question, name, tags.AWARD, slugs)

    def _narrow(
        self, question: Question, name: str, facet: str, slugs: list[str]
    ) -> Question:
        named = [(tags.text_tag(PERSON, facet, slug), slug) for slug in slugs]
        return question.having(*self.name_tags(name, named))
