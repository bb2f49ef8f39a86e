"""What several people have in common: topics, publications, awards, organizations."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

from django.db.models import Q

from profiles.choices import AffiliationKind, Attribution
from profiles.databases import PUBLIC
from profiles.documents.relations import surely_overlap
from profiles.fields import newest_first
from profiles.index.engines import Hit
from profiles.models import (
    Affiliation,
    Authorship,
    Award,
    AwardReceived,
    ListedPublication,
    Organization,
    Person,
    Publication,
    QuoteTopic,
    Topic,
)
from profiles.queries.quotes import ListedQuote, quotes_of

#: Of more topics or publications in common, the first ones are shown.
MOST_TOPICS = 12
MOST_PUBLICATIONS = 40

Row = TypeVar("Row")


@dataclass(frozen=True)
class CommonTopic:
    """A topic, and of each person the newest verified quote on it, or None."""

    topic: Topic
    quotes: list[tuple[Person, ListedQuote | None]]


@dataclass(frozen=True)
class CommonPublication:
    publication: Publication
    people: list[Person]


@dataclass(frozen=True)
class CommonAward:
    award: Award
    receptions: list[tuple[Person, list[AwardReceived]]]


@dataclass(frozen=True)
class CommonOrganization:
    """An organization, who had which roles there, and who surely met there."""

    organization: Organization
    roles: list[tuple[Person, list[Affiliation]]]
    together: list[tuple[Person, Person]]


def topics_in_common(
    people: Sequence[Person], *, is_whole: bool = False
) -> tuple[list[CommonTopic], int]:
    """Topics on which two of them have a verified quote, and how many there are.

    Those that more of them share come first, then by name. Shown are the first, or all
    where the whole is asked for.
    """
    newest: dict[int, dict[int, int]] = defaultdict(dict)
    rows = (
        QuoteTopic.objects.using(PUBLIC)
        .filter(quote__person__in=people, quote__attribution=Attribution.VERIFIED)
        .order_by(*newest_first("quote__said_on"), "quote__stable_id")
        .values_list("topic_id", "quote__person_id", "quote_id")
    )
    for topic, person, quote in rows:
        newest[topic].setdefault(person, quote)
    common = {topic: quotes for topic, quotes in newest.items() if len(quotes) > 1}
    found = Topic.objects.using(PUBLIC).filter(pk__in=common)
    topics = sorted(found, key=lambda topic: (-len(common[topic.pk]), topic.name))
    shown = topics if is_whole else topics[:MOST_TOPICS]
    wanted = {pk for topic in shown for pk in common[topic.pk].values()}
    quotes = {each.quote.pk: each for each in quotes_of([Hit(0, pk) for pk in wanted])}
    return [
        CommonTopic(
            topic,
            [
                (person, quotes.get(common[topic.pk].get(person.pk, 0)))
                for person in people
            ],
        )
        for topic in shown
    ], len(topics)


def publications_in_common(
    people: Sequence[Person], *, is_whole: bool = False
) -> tuple[list[CommonPublication], int]:
    """What two of them wrote or list, the newest first, and how much there is.

    Shown is the newest, or all where the whole is asked for.
    """
    by_slug = {person.slug: person for person in people}
    bearers = Counter(person.name for person in people)
    by_name = {each.name: each for each in people if bearers[each.name] == 1}
    authors = Authorship.objects.using(PUBLIC).filter(
        Q(person_id__in=by_slug) | Q(person_id__isnull=True, name__in=by_name)
    )
    of: dict[int, set[Person]] = defaultdict(set)
    for publication, slug, name in authors.values_list(
        "publication_id", "person_id", "name"
    ):
        of[publication].add(by_slug[str(slug)] if slug else by_name[name])
    by_pk = {person.pk: person for person in people}
    listed = ListedPublication.objects.using(PUBLIC).filter(person__in=people)
    for publication, person in listed.values_list("publication_id", "person_id"):
        of[publication].add(by_pk[person])
    common = [pk for pk, found in of.items() if len(found) > 1]
    rows = Publication.objects.using(PUBLIC).filter(pk__in=common)
    return [
        CommonPublication(each, [person for person in people if person in of[each.pk]])
        for each in (rows if is_whole else rows[:MOST_PUBLICATIONS])
    ], len(common)


def awards_in_common(people: Sequence[Person]) -> list[CommonAward]:
    received = AwardReceived.objects.using(PUBLIC).filter(person__in=people)
    by_award: dict[Award, dict[int, list[AwardReceived]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for each in received.select_related("award"):
        by_award[each.award][each.person_id].append(each)
    return [
        CommonAward(award, _in_order(people, received_by))
        for award, received_by in by_award.items()
        if len(received_by) > 1
    ]


def organizations_in_common(
    people: Sequence[Person], affiliations: Iterable[Affiliation]
) -> list[CommonOrganization]:
    by_organization: dict[Organization, dict[int, list[Affiliation]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for each in affiliations:
        by_organization[each.organization][each.person_id].append(each)
    return [
        CommonOrganization(
            organization, _in_order(people, roles), _together(people, roles)
        )
        for organization, roles in sorted(
            by_organization.items(), key=lambda item: item[0].name
        )
        if len(roles) > 1
    ]


def _in_order(
    people: Sequence[Person], found: Mapping[int, list[Row]]
) -> list[tuple[Person, list[Row]]]:
    return [(person, found[person.pk]) for person in people if person.pk in found]


def _together(
    people: Sequence[Person], roles: Mapping[int, list[Affiliation]]
) -> list[tuple[Person, Person]]:
    """Each two who surely held a position there on the same day."""
    positions = {
        person.pk: [
            each
            for each in roles.get(person.pk, ())
            if each.kind == AffiliationKind.POSITION
        ]
        for person in people
    }
    return [
        (one, other)
        for one, other in combinations(people, 2)
        if any(
            surely_overlap(mine, theirs)
            for mine in positions[one.pk]
            for theirs in positions[other.pk]
        )
    ]
