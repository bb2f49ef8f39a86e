"""What the timeline asks the reading room: events in order, and how they lie in time.

An event stands in the year, and in the decade, in which its date begins.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from django.db.models import Prefetch

from profiles.addresses import Address
from profiles.choices import EntryKind, EventCategory
from profiles.databases import PUBLIC
from profiles.documents.citing import Grade
from profiles.index import answers, tags
from profiles.index.answers import MOST_COUNTED, Survey
from profiles.index.engines import Hit
from profiles.index.question import Question
from profiles.models import Citation, Event, Source
from profiles.models.index import first_key
from profiles.queries.facets import Choice, choices
from profiles.queries.grades import best_grade
from profiles.queries.paging import Paging
from profiles.queries.places import SHELVES

EVENTS = Question((EntryKind.EVENT,))

#: No more periods than this are drawn, so that each can be read, and hit, on a phone.
MOST_PERIODS = 13
#: Years in a period, the shortest first.
_LENGTHS = {1: "year", 10: "decade", 100: "century", 1000: "millennium"}
#: Keys of the index a day; the first day there is has the number 1.
_KEYS_A_DAY = first_key(date.min)

_SHELF = SHELVES[EntryKind.EVENT]
_CATEGORY = f"{EntryKind.EVENT.value}{tags.SUBKIND}"
_PERSON = f"{EntryKind.EVENT.value}{tags.PERSON}"


# How they lie in time


@dataclass(frozen=True)
class Period:
    """A stretch of years, both ends included, and how many events begin in it."""

    first: int
    last: int
    count: int

    @property
    def label(self) -> str:
        """1994, 1990s or 1900–1999."""
        if self.first == self.last:
            return str(self.first)
        is_decade = self.last - self.first == 9
        return f"{self.first}s" if is_decade else f"{self.first}–{self.last}"


@dataclass(frozen=True)
class Overview:
    """All periods from the first event to the last, those without events too.

    `unit` names their length; `without_beginning` counts the events that have no place.
    """

    unit: str
    periods: list[Period]
    without_beginning: int = 0


def overview(hits: Sequence[Hit]) -> Overview:
    """By year where few years are spanned, else by decade, century or millennium."""
    years = Counter(_first_day(hit).year for hit in hits if _has_beginning(hit))
    without = len(hits) - years.total()
    if not years:
        return Overview("year", [], without)
    first, last = min(years), max(years)
    length = next(
        each for each in _LENGTHS if last // each - first // each < MOST_PERIODS
    )
    counts: Counter[int] = Counter()
    for year, count in years.items():
        counts[year // length * length] += count
    starts = range(first // length * length, last + 1, length)
    return Overview(
        _LENGTHS[length],
        # There is no year 0.
        [Period(max(start, 1), start + length - 1, counts[start]) for start in starts],
        without,
    )


def _first_day(hit: Hit) -> date:
    return date.fromordinal(hit.key // _KEYS_A_DAY)


def _has_beginning(hit: Hit) -> bool:
    """An open or unknown beginning reaches back to the first day there is."""
    return _first_day(hit) > date.min


# The events of a page


@dataclass(frozen=True)
class ShownEvent:
    """An event, what it rests on, and where its dossier shows it."""

    event: Event
    citations: list[Citation]
    url: str

    @property
    def grade(self) -> Grade | None:
        """The best grade of a source that supports the event."""
        return best_grade(self.citations)

    @property
    def sources(self) -> list[Source]:
        return [citation.source for citation in self.citations]

    @property
    def category(self) -> EventCategory:
        return EventCategory(self.event.category)


@dataclass(frozen=True)
class Year:
    """The events of a year; of dates longer than one, those with the same words."""

    label: str
    events: list[ShownEvent] = field(default_factory=list)


@dataclass(frozen=True)
class Decade:
    """Years of a decade, and how many events begin in it, on all pages together."""

    label: str
    count: int
    years: list[Year]


def _decades(events: Sequence[ShownEvent], hits: Sequence[Hit]) -> list[Decade]:
    """The events in their order, in groups; the hits are all that there are."""
    counts = Counter(_decade_label(_first_day(hit)) for hit in hits)
    decades: dict[str, dict[str, Year]] = {}
    for shown in events:
        day = shown.event.occurred_on
        years = decades.setdefault(_decade_label(day.lower), {})
        years.setdefault(day.year_text, Year(day.year_text)).events.append(shown)
    return [
        Decade(label, counts[label], list(years.values()))
        for label, years in decades.items()
    ]


def _decade_label(first_day: date) -> str:
    if first_day == date.min:
        return "Beginning not known"
    return f"{first_day.year // 10 * 10}s"


def _events(hits: Sequence[Hit]) -> list[ShownEvent]:
    citations = Citation.objects.using(PUBLIC).select_related("source")
    rows = (
        _SHELF.placed([hit.object_id for hit in hits])
        .select_related("person")
        .prefetch_related(Prefetch("citations", citations))
        .in_bulk()
    )
    return [
        ShownEvent(
            event, list(event.citations.all()), _SHELF.address(event.person, event)
        )
        for event in (rows[hit.object_id] for hit in hits if hit.object_id in rows)
    ]


# The page


@dataclass(frozen=True)
class TimelinePage:
    """A page of events in groups, how all of them lie, and what narrows them."""

    decades: list[Decade]
    paging: Paging
    overview: Overview
    categories: list[Choice]
    people: list[Choice]


def timeline_page(question: Question, number: int, address: Address) -> TimelinePage:
    """The page of that number, of the events in the question's order.

    What is counted by time is counted among the first MOST_COUNTED events. Raises
    EmptyPage.
    """
    ask = cache(answers.survey)
    hits = answers.find(question, limit=MOST_COUNTED + 1)
    counted = hits[:MOST_COUNTED]
    is_bounded = len(hits) > MOST_COUNTED
    paging = Paging(Survey(len(counted), is_bounded, Counter()), number, address)
    shown = counted[paging.offset : paging.offset + paging.per_page]
    counts = ask(question.without(_CATEGORY)).tags
    return TimelinePage(
        decades=_decades(_events(shown), counted),
        paging=paging,
        overview=overview(counted),
        categories=[
            Choice(
                category.value,
                category.label.capitalize(),
                counts[_category_tag(category)],
                question.asks_for(_category_tag(category)),
            )
            for category in EventCategory
        ],
        people=choices(question, _PERSON, ask),
    )


def _category_tag(category: EventCategory) -> str:
    return tags.tag(EntryKind.EVENT, tags.SUBKIND, category.value)


@dataclass(frozen=True)
class EventPage:
    """A page of events and nothing around them."""

    events: list[ShownEvent]
    paging: Paging


def event_page(question: Question, number: int, address: Address) -> EventPage:
    """The page of that number, of the events in the question's order.

    Raises EmptyPage.
    """
    paging = Paging(answers.survey(question), number, address)
    hits = answers.find(question, limit=paging.per_page, offset=paging.offset)
    return EventPage(_events(hits), paging)


def all_events(question: Question) -> Iterator[ShownEvent]:
    """Every event, the newest first, a batch in memory at a time."""
    for hits in answers.find_all(question):
        yield from _events(hits)


def total_of(question: Question) -> int:
    """How many events there are, as far as they are counted."""
    return answers.survey(question).total
