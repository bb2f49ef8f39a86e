"""What the lists of organizations, awards, topics and sources can be narrowed by."""

from collections.abc import Sequence
from typing import Any

import django_filters
from django.db.models import QuerySet

from profiles.choices import EntryKind, OrganizationKind, Reliability, SourceKind
from profiles.filters.bases import WordsFilter
from profiles.index.words import Term
from profiles.queries.awards import awards_named
from profiles.queries.hubs import indexed
from profiles.queries.topics import topics_named


class HubFilter(django_filters.FilterSet):
    """Narrows shared records to those whose names have words that begin so."""

    q = WordsFilter(label="Words", method="narrow_words")

    def narrow_words(
        self, queryset: QuerySet[Any], name: str, terms: tuple[Term, ...]
    ) -> QuerySet[Any]:
        return queryset.filter(pk__in=self.rows_named(terms)) if terms else queryset

    def rows_named(self, terms: Sequence[Term]) -> list[int]:
        raise NotImplementedError


class OrganizationFilter(HubFilter):
    kind = django_filters.ChoiceFilter(
        label="Kind", choices=OrganizationKind.choices, empty_label="Any kind"
    )

    def rows_named(self, terms: Sequence[Term]) -> list[int]:
        return indexed(EntryKind.ORGANIZATION, terms)


class AwardFilter(HubFilter):
    def rows_named(self, terms: Sequence[Term]) -> list[int]:
        return awards_named(terms)


class TopicFilter(HubFilter):
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

    def rows_named(self, terms: Sequence[Term]) -> list[int]:
        return indexed(EntryKind.SOURCE, terms)
