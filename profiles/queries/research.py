"""What the pages of publications ask the reading room: decades, bars, facets.

A publication stands in the decade in which all the days of its date lie. One without a
date, or with one that reaches over several decades, stands under “Undated”.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

from profiles.addresses import Address
from profiles.choices import EntryKind, PublicationKind
from profiles.databases import PUBLIC
from profiles.index import answers, tags
from profiles.index.answers import MOST_COUNTED, Survey
from profiles.index.engines import Hit
from profiles.index.question import Question
from profiles.models import Authorship, Person, Publication
from profiles.models.index import first_key
from profiles.queries.facets import Choice, choices
from profiles.queries.paging import Paging
from profiles.queries.publications import (
    FoundPublication,
    Readings,
    citations_of,
    publications_of,
)
from profiles.text import fold

PUBLICATIONS = Question((EntryKind.PUBLICATION,))
UNDATED = "undated"

_KIND = EntryKind.PUBLICATION
_DECADE = f"{_KIND.value}{tags.DECADE}"
_SUBKIND = f"{_KIND.value}{tags.SUBKIND}"
_KEY_WORK = tags.tag(_KIND, tags.KEY_WORK, 1)

#: Keys of the index a day; the first day there is has the number 1.
_KEYS_A_DAY = first_key(date.min)
#: Decades are open until they show this many publications, and folded after that.
_OPEN = 20
#: Where more decades lie between the first and the last, the empty ones are not drawn.
_MOST_BARS = 16
_MOST_KEY_WORKS = 12

Ask = Callable[[Question], Survey]


def decade_tag(value: str) -> str:
    """The tag of a decade as addresses call it: “1990s”, or “undated”."""
    return tags.tag(_KIND, tags.DECADE, value if value == UNDATED else value[:-1])


# The publications, by decade


class _Placed(NamedTuple):
    """A hit and the first year of its decade; None where it has no decade."""

    decade: int | None
    hit: Hit


def _by_decade(question: Question) -> tuple[list[_Placed], bool]:
    """All there are, the newest decade first, in each the order of the question.

    No more than MOST_COUNTED; also, whether there are more.
    """
    hits = answers.find(question, limit=MOST_COUNTED + 1)
    without = question.having(decade_tag(UNDATED))
    undated = {hit.key for hit in answers.find(without, limit=MOST_COUNTED)}
    placed = [
        _Placed(None if hit.key in undated else _decade_of(hit), hit)
        for hit in hits[:MOST_COUNTED]
    ]
    placed.sort(key=lambda each: (each.decade is None, -(each.decade or 0)))
    return placed, len(hits) > MOST_COUNTED


def _decade_of(hit: Hit) -> int:
    return date.fromordinal(hit.key // _KEYS_A_DAY).year // 10 * 10


@dataclass(frozen=True)
class DecadeOnPage:
    """The publications of a decade on this page, and how many it has on all pages."""

    start: int | None
    count: int
    publications: list[FoundPublication]
    is_open: bool

    @property
    def label(self) -> str:
        return "Undated" if self.start is None else f"{self.start}s"

    @property
    def anchor(self) -> str:
        return f"decade-{self.label.lower()}"

    @property
    def is_whole(self) -> bool:
        return len(self.publications) == self.count


def _decades(
    placed: Sequence[_Placed], shown: Sequence[_Placed], question: Question
) -> list[DecadeOnPage]:
    """Those of `shown` in groups; `placed` are all there are."""
    counts = Counter(each.decade for each in placed)
    found = publications_of([each.hit for each in shown], question.terms)
    by_pk = {each.publication.pk: each for each in found}
    groups: dict[int | None, list[FoundPublication]] = {}
    for decade, hit in shown:
        if hit.object_id in by_pk:
            groups.setdefault(decade, []).append(by_pk[hit.object_id])
    decades: list[DecadeOnPage] = []
    before = 0
    for start, group in groups.items():
        decades.append(DecadeOnPage(start, counts[start], group, before < _OPEN))
        before += len(group)
    return decades


@dataclass(frozen=True)
class PublicationPage:
    """A page of publications in groups."""

    decades: list[DecadeOnPage]
    paging: Paging

    @property
    def publications(self) -> list[FoundPublication]:
        return [each for decade in self.decades for each in decade.publications]


def publication_page(
    question: Question, number: int, address: Address
) -> PublicationPage:
    """The page of that number, without what narrows the list. Raises EmptyPage."""
    return _page(*_by_decade(question), question, number, address)


def _page(
    placed: list[_Placed],
    is_bounded: bool,
    question: Question,
    number: int,
    address: Address,
) -> PublicationPage:
    paging = Paging(Survey(len(placed), is_bounded, Counter()), number, address)
    shown = placed[paging.offset : paging.offset + paging.per_page]
    return PublicationPage(_decades(placed, shown, question), paging)


# What stands beside them


@dataclass(frozen=True)
class KeyWork:
    """A publication that stands for a person's work, and where the list shows it."""

    publication: Publication
    url: str


@dataclass(frozen=True)
class ResearchPage(PublicationPage):
    """A page of publications, and what the list it is of can be narrowed by.

    Where a person's list begins, it also has the key works and how often all the
    person's work was cited.
    """

    bars: list[Choice]
    kinds: list[Choice]
    people: list[Choice]
    authors: list[Choice]
    venues: list[Choice]
    key_works: list[KeyWork]
    key_work_count: int
    citations: Readings


def research_page(
    question: Question,
    number: int,
    address: Address,
    *,
    person: Person | None = None,
    is_narrowed: bool = False,
) -> ResearchPage:
    """The page of that number, of the publications in the question's order.

    `person` is whose list it is. What is counted by decade is counted among the first
    MOST_COUNTED. Raises EmptyPage.
    """
    ask = cache(answers.survey)
    placed, is_bounded = _by_decade(question)
    page = _page(placed, is_bounded, question, number, address)

    def offered(facet: str) -> list[Choice]:
        return choices(question, f"{_KIND.value}{facet}", ask)

    owner = None if is_narrowed or number > 1 else person
    return ResearchPage(
        decades=page.decades,
        paging=page.paging,
        bars=_bars(question, ask),
        kinds=_kinds(question, ask),
        people=offered(tags.PERSON) if person is None else [],
        authors=_others(offered(tags.COAUTHOR), person),
        venues=offered(tags.OUTLET),
        key_works=_key_works(question, placed, page.paging) if owner else [],
        key_work_count=ask(question).tags[_KEY_WORK],
        citations=citations_of(owner) if owner else Readings([]),
    )


def _bars(question: Question, ask: Ask) -> list[Choice]:
    """Every decade from the first to the last, counted under the other filters."""
    counts = ask(question.without(_DECADE)).counts(_DECADE)
    if not counts:
        return []
    asked = _asked(question, _DECADE)
    undated = decade_tag(UNDATED)
    starts = sorted(_start_of(name) for name in {*counts, *asked} - {undated})
    if starts and starts[-1] - starts[0] < 10 * _MOST_BARS:
        starts = list(range(starts[0], starts[-1] + 10, 10))
    values = [(f"{start}s", f"{start}s") for start in starts]
    if undated in counts or undated in asked:
        values.append((UNDATED, "Undated"))
    named = {decade_tag(value): (value, label) for value, label in values}
    return [
        Choice(value, label, counts.get(tag, 0), tag in asked)
        for tag, (value, label) in named.items()
    ]


def _start_of(decade: str) -> int:
    return int(decade.removeprefix(_DECADE))


def _kinds(question: Question, ask: Ask) -> list[Choice]:
    """The kinds that there are, in the order of the vocabulary."""
    counts = ask(question.without(_SUBKIND)).counts(_SUBKIND)
    asked = _asked(question, _SUBKIND)
    named = {
        tags.tag(_KIND, tags.SUBKIND, kind.value): kind for kind in PublicationKind
    }
    return [
        Choice(kind.value, kind.label, counts.get(tag, 0), tag in asked)
        for tag, kind in named.items()
        if tag in counts or tag in asked
    ]


def _asked(question: Question, prefix: str) -> set[str]:
    return {tag for group in question.tags for tag in group if tag.startswith(prefix)}


def _others(authors: list[Choice], person: Person | None) -> list[Choice]:
    """The authors beside the person, who signs by more than one name."""
    if person is None:
        return authors
    signed = Authorship.objects.using(PUBLIC).filter(person=person).order_by()
    names = signed.values_list("name", flat=True).distinct()
    own = {fold(name) for name in [person.name, *names]}
    return [each for each in authors if each.is_chosen or fold(each.value) not in own]


def _key_works(
    question: Question, placed: Sequence[_Placed], paging: Paging
) -> list[KeyWork]:
    """The newest key works, each with the page of the list that it stands on."""
    hits = answers.find(question.having(_KEY_WORK), limit=_MOST_KEY_WORKS)
    rows = Publication.objects.using(PUBLIC).in_bulk([hit.object_id for hit in hits])
    places = {each.hit.key: place for place, each in enumerate(placed)}
    return [
        KeyWork(
            rows[hit.object_id],
            f"{paging.url_of(places[hit.key] // paging.per_page + 1)}"
            f"#{rows[hit.object_id].stable_id}",
        )
        for hit in hits
        if hit.object_id in rows and hit.key in places
    ]
