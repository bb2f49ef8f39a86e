"""What the lists of organizations, awards, topics and sources can be narrowed by."""

from collections.abc import Sequence
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import QueryDict

from profiles.choices import EntryKind, OrganizationKind, Reliability, SourceKind
from profiles.filters.bases import AddressFilter, WordsFilter
from profiles.index.words import Term
from profiles.queries.awards import awards, awards_named
from profiles.queries.hubs import Alphabetical, Ordered, indexed
from profiles.queries.organizations import organizations
from profiles.queries.sources import sources
from profiles.queries.topics import topics, topics_named


class HubFilter(AddressFilter):
    """Narrows shared records to those whose names have words that begin so."""

    q = WordsFilter(label="Words", method="narrow_words")

    def __init__(self, data: QueryDict, path: str) -> None:
        super().__init__(data, self.everything(), path)

    @property
    def found(self) -> Ordered[Any]:
        """What is asked for, in order; where the form has errors, everything."""
        return Alphabetical(self._narrowed)

    @property
    def _narrowed(self) -> QuerySet[Any]:
        narrowed: QuerySet[Any] = self.queryset if self.errors else self.qs
        return narrowed

    def narrow_words(
        self, queryset: QuerySet[Any], name: str, terms: tuple[Term, ...]
    ) -> QuerySet[Any]:
        return queryset.filter(pk__in=self.rows_named(terms)) if terms else queryset

    def everything(self) -> QuerySet[Any]:
        """All that the list holds."""
        raise NotImplementedError

    def rows_named(self, terms: Sequence[Term]) -> list[int]:
        """The row numbers of what has the words in its name."""
        raise NotImplementedError


class OrganizationFilter(HubFilter):
    kind = django_filters.ChoiceFilter(
        label="Kind", choices=OrganizationKind.choices, empty_label="Any kind"
    )

    def everything(self) -> QuerySet[Any]:
        return organizations()

    def rows_named(self, terms: Sequence[Term]) -> list[int]:
        return indexed(EntryKind.ORGANIZATION, terms)


class AwardFilter(HubFilter):
    def everything(self) -> QuerySet[Any]:
        return awards()

    def rows_named(self, terms: Sequence[Term]) -> list[int]:
        return awards_named(terms)


class TopicFilter(HubFilter):
    def everything(self) -> QuerySet[Any]:
        return topics()

    def rows_named(self, terms: Sequence[Term]) -> list[int]:
        return topics_named(terms)


class SourceFilter(HubFilter):
    kind = django_filters.ChoiceFilter(
        label="Kind", choices=SourceKind.choices, empty_label="Any kind"
    )
    reliability = django_filters.ChoiceFilter(
        label="Reliability",
        choices=[(each.value, f"{each.value}: {each.label}") for each in Reliability],
        empty_label="Any",
    )

    @property
    def found(self) -> Ordered[Any]:
        """By title, as the database sorts it: they are too many to be sorted here."""
        return self._narrowed

    def everything(self) -> QuerySet[Any]:
        return sources()

    def rows_named(self, terms: Sequence[Term]) -> list[int]:
        return indexed(EntryKind.SOURCE, terms)
