"""What the list of dossiers asks the reading room: which, in which order, of what kind.

The index says which dossiers have the words and the tags that are asked for; the
tables put them in order, because figures and levels are not in the index.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from functools import cache

from django.db.models import (
    Case,
    IntegerField,
    OrderBy,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    When,
)

from profiles.addresses import Address
from profiles.choices import NOT_STATED, EntryKind, Metric, RiskLevel
from profiles.databases import PUBLIC
from profiles.index import answers, tags
from profiles.index.answers import MOST_COUNTED, Survey
from profiles.index.question import Question
from profiles.models import (
    IndexEntry,
    MetricReading,
    Position,
    PublishedEdition,
    Quote,
)
from profiles.queries.dossiers import Card, cards, count_of
from profiles.queries.facets import Choice, choices
from profiles.queries.paging import Paging

PER_PAGE = 24
PERSON = EntryKind.PERSON

_BATCH = 200

#: The orders of the list, as addresses and readers call them.
SORTS = {
    "updated": "Recently updated",
    "name": "Name",
    "h-index": "h-index",
    "citations": "Citations",
    "risk": "Perceived risk",
    "quotes": "Quotes",
}
DEFAULT_SORT = "updated"


#: Every risk level as addresses and readers call it, the lowest first.
RISK_LEVELS = [
    *((level.value, level.label) for level in RiskLevel),
    (NOT_STATED, "Not stated"),
]


def risk_tag(level: str) -> str:
    return tags.text_tag(PERSON, tags.RISK, level)


def present_tag(organization: str) -> str:
    """The tag of those who are in the organization of this slug now."""
    return tags.text_tag(PERSON, tags.PRESENT_ORGANIZATION, organization)


@dataclass(frozen=True)
class PersonPage:
    """A page of dossiers, and what the list it is of can be narrowed by."""

    cards: list[Card]
    paging: Paging
    expertise: list[Choice]
    organizations: list[Choice]
    nationalities: list[Choice]
    levels: list[Choice]
    awards: list[Choice]


def person_page(
    question: Question,
    sort: str,
    number: int,
    address: Address,
    chosen: Callable[[str], Collection[str]],
    *,
    is_present: bool = False,
) -> PersonPage:
    """The page of that number, of the dossiers in that order.

    `chosen` gives the values of a facet that the address names; with `is_present`,
    organizations are counted for those who are there now. Raises EmptyPage.
    """
    ask = cache(answers.survey)
    paging = Paging(ask(question), number, address, PER_PAGE)
    shown = _in_order(question, sort)[paging.offset : paging.offset + PER_PAGE]

    def offered(facet: str) -> list[Choice]:
        return choices(question, f"{PERSON.value}{facet}", ask)

    return PersonPage(
        cards=cards(list(shown)),
        paging=paging,
        expertise=offered(tags.EXPERTISE),
        organizations=_present_organizations(question, chosen("organization"), ask)
        if is_present
        else offered(tags.ORGANIZATION),
        nationalities=offered(tags.NATIONALITY),
        levels=_levels(question, chosen("risk"), ask),
        awards=offered(tags.AWARD),
    )


def all_cards(question: Question, sort: str) -> Iterator[Card]:
    """Every dossier in that order, a batch in memory at a time."""
    pks = list(_in_order(question, sort))
    for start in range(0, len(pks), _BATCH):
        yield from cards(pks[start : start + _BATCH])


def _in_order(question: Question, sort: str) -> "QuerySet[IndexEntry, int]":
    """The row numbers of people; where there are more than are counted, of those."""
    found = IndexEntry.objects.using(PUBLIC).filter(kind=PERSON.value)
    if question.terms or question.tags:
        hits = answers.find(question, limit=MOST_COUNTED)
        found = found.filter(key__in=[hit.key for hit in hits])
    ordered = found.order_by(*_orders()[sort], "sort_name", "stable_id")
    return ordered.values_list("object_id", flat=True)


# Orders


def _orders() -> dict[str, list[OrderBy]]:
    """What each order goes by, before names; what is not known comes last."""
    editions = PublishedEdition.objects.using(PUBLIC).filter(
        dossier_id=OuterRef("person__stable_id"), is_current=True
    )
    return {
        "updated": [Subquery(editions.values("published_at")).desc()],
        "name": [],
        "h-index": [_newest(Metric.H_INDEX)],
        "citations": [_newest(Metric.CITATIONS)],
        "risk": [_level()],
        "quotes": [count_of(Quote, "object_id").desc()],
    }


def _newest(metric: Metric) -> OrderBy:
    """By the newest reading, the highest first."""
    readings = MetricReading.objects.using(PUBLIC).filter(
        person=OuterRef("object_id"), metric=metric
    )
    return Subquery(readings.values("value")[:1]).desc(nulls_last=True)


def _level() -> OrderBy:
    """By the level of the newest assessment, the highest first."""
    places = Case(
        *(
            When(risk_level=level.value, then=Value(place))
            for place, level in enumerate(RiskLevel)
        ),
        output_field=IntegerField(),
    )
    assessments = Position.objects.using(PUBLIC).filter(person=OuterRef("object_id"))
    newest = assessments.annotate(place=places).values("place")[:1]
    return Subquery(newest).desc(nulls_last=True)


# Facets of their own kind


def _levels(
    question: Question, chosen: Collection[str], ask: Callable[[Question], Survey]
) -> list[Choice]:
    """All risk levels in their order, whether anybody has them or not."""
    counts = ask(question.without(f"{PERSON.value}{tags.RISK}")).tags
    return [
        Choice(value, label, counts[risk_tag(value)], value in chosen)
        for value, label in RISK_LEVELS
    ]


def _present_organizations(
    question: Question, chosen: Collection[str], ask: Callable[[Question], Survey]
) -> list[Choice]:
    """The organizations, counting who is there now; those of whom none is are left out.

    One that is chosen stays, though everybody may have left it.
    """
    prefix = f"{PERSON.value}{tags.PRESENT_ORGANIZATION}"
    ever, others = f"{PERSON.value}{tags.ORGANIZATION}", question.without(prefix)
    counts = ask(others.without(ever)).tags
    offered = [
        replace(
            each,
            count=counts[present_tag(each.value)],
            is_chosen=each.value in chosen,
        )
        for each in choices(others, ever, ask)
    ]
    kept = [each for each in offered if each.count or each.is_chosen]
    return sorted(kept, key=lambda each: (not each.is_chosen, -each.count, each.label))
