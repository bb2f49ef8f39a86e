"""What the page of positions asks the reading room: who stands where, in what words.

Nobody is ranked and nothing is averaged: each assessment stands for itself.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OrderBy, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.urls import reverse

from profiles.addresses import Address
from profiles.choices import NOT_STATED, RiskLevel
from profiles.databases import PUBLIC
from profiles.documents.citing import Grade
from profiles.fields import newest_first
from profiles.index.answers import Survey
from profiles.index.engines import Hit
from profiles.models import Citation, Person, Position, Quote, Topic
from profiles.queries.facets import Choice
from profiles.queries.grades import best_grade
from profiles.queries.paging import Paging
from profiles.queries.quotes import ListedQuote, quotes_of

#: No more people without an assessment than this are named; the others are counted.
MOST_NAMED = 20

#: What an assessment is about, as words that name a topic of quotes.
SUBJECTS = ("AGI", "control", "forecasts", "risk", "safety", "timelines")

_BATCH = 200

BY_NAME = ("person__sort_name", "person__stable_id")
BY_DAY: tuple[str | OrderBy, ...] = (*newest_first("assessed_on"), *BY_NAME)


@dataclass(frozen=True)
class Stand:
    """Where a person stands: the current assessment, and the quote that bears it out.

    The quote is the person's newest verified one on a topic whose name holds one of
    SUBJECTS; None where there is no such quote. A grade is that of the best source
    that supports the field, or the assessment as a whole.
    """

    position: Position
    quote: ListedQuote | None

    @property
    def person(self) -> Person:
        return self.position.person

    @property
    def url(self) -> str:
        """The page of the assessment alone."""
        return reverse("profiles:person-position", args=[self.person.slug])

    @property
    def risk_level(self) -> RiskLevel | None:
        return RiskLevel(self.position.risk_level) if self.position.risk_level else None

    @property
    def risk_grade(self) -> Grade | None:
        return self._grade("risk_level")

    @property
    def timeline_grade(self) -> Grade | None:
        return self._grade("predicted_timeline", "earliest_year", "latest_year")

    @property
    def has_years(self) -> bool:
        years = self.position.earliest_year, self.position.latest_year
        return years != (None, None)

    @property
    def years_words(self) -> str:
        """The predicted years: 2028–2043, 2026 at the earliest, or not stated."""
        earliest, latest = self.position.earliest_year, self.position.latest_year
        if earliest is None and latest is None:
            return "not stated"
        if latest is None:
            return f"{earliest} at the earliest"
        if earliest is None:
            return f"{latest} at the latest"
        return str(earliest) if earliest == latest else f"{earliest}–{latest}"

    def _grade(self, *fields: str) -> Grade | None:
        cited = self.position.citations.all()
        return best_grade([each for each in cited if each.field in ("", *fields)])


def current_positions() -> QuerySet[Position]:
    """The newest assessment of each person, by name."""
    newest = (
        Position.objects.using(PUBLIC)
        .filter(person=OuterRef("person"))
        .order_by(*newest_first("assessed_on"), "stable_id")
        .values("pk")[:1]
    )
    positions = Position.objects.using(PUBLIC).filter(pk=Subquery(newest))
    return positions.select_related("person").order_by(*BY_NAME)


def risk_levels_offered(chosen: Collection[str]) -> list[Choice]:
    """Every risk level in its order, then “not stated”, with how many hold it."""
    rows = current_positions().order_by().values_list("risk_level")
    counts = dict(rows.annotate(Count("pk")))
    levels = [(level.value, level.label) for level in RiskLevel]
    return [
        *(Choice(v, label, counts.get(v, 0), v in chosen) for v, label in levels),
        Choice(NOT_STATED, "Not stated", counts.get("", 0), NOT_STATED in chosen),
    ]


@dataclass(frozen=True)
class Unassessed:
    """People whose dossiers hold no assessment: some by name, and how many more."""

    named: list[Person]
    further: int


def unassessed() -> Unassessed:
    people = Person.objects.using(PUBLIC).filter(positions__isnull=True)
    named = list(people[: MOST_NAMED + 1])
    if len(named) <= MOST_NAMED:
        return Unassessed(named, 0)
    return Unassessed(named[:MOST_NAMED], people.count() - MOST_NAMED)


@dataclass(frozen=True)
class PositionPage:
    """A page of assessments, and who has none."""

    stands: list[Stand]
    paging: Paging
    levels: list[Choice]
    unassessed: Unassessed


def position_page(
    positions: QuerySet[Position],
    number: int,
    address: Address,
    chosen: Collection[str],
) -> PositionPage:
    """The page of that number, of these assessments. Raises EmptyPage."""
    survey = Survey(positions.count(), is_bounded=False, tags=Counter())
    paging = Paging(survey, number, address)
    shown = _with_quotes(positions)[paging.offset : paging.offset + paging.per_page]
    return PositionPage(
        _stands(shown), paging, risk_levels_offered(chosen), unassessed()
    )


def all_stands(positions: QuerySet[Position]) -> Iterator[Stand]:
    """All of these, in their order, a batch in memory at a time."""
    rows = _with_quotes(positions)
    for start in range(0, positions.count(), _BATCH):
        yield from _stands(rows[start : start + _BATCH])


def _with_quotes(positions: QuerySet[Position]) -> QuerySet[Any]:
    """The assessments with what they cite, and the number of the quote for each."""
    citations = Citation.objects.using(PUBLIC).select_related("source")
    bearing_out = _quotes_on_subjects().filter(person=OuterRef("person"))
    return positions.annotate(
        quote_pk=Subquery(bearing_out.values("pk")[:1])
    ).prefetch_related(Prefetch("citations", citations))


def _stands(rows: Iterable[Any]) -> list[Stand]:
    positions = list(rows)
    pks = [each.quote_pk for each in positions if each.quote_pk is not None]
    quotes = {each.quote.pk: each for each in quotes_of([Hit(0, pk) for pk in pks])}
    return [Stand(each, quotes.get(each.quote_pk)) for each in positions]


def _quotes_on_subjects() -> QuerySet[Quote]:
    """The verified quotes on what an assessment is about, the newest first."""
    words = {word.lower() for word in SUBJECTS}
    named = Q()
    for word in words:
        named |= Q(slug__contains=word)
    topics = [
        pk
        for pk, slug in Topic.objects.using(PUBLIC)
        .filter(named)
        .values_list("pk", "slug")
        if words & set(slug.split("-"))
    ]
    return (
        Quote.objects.using(PUBLIC)
        .verified()
        .filter(ranked_topics__topic__in=topics)
        .order_by(*newest_first("said_on"), "stable_id")
    )
