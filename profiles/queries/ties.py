"""What joins two people: curated, and derived as on the pages of their dossiers."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from typing import NamedTuple

from profiles.choices import AffiliationKind, AssociationKind, RelationKind
from profiles.databases import PUBLIC
from profiles.dates import PartialDate
from profiles.documents.relations import (
    award_words,
    publications_words,
    surely_overlap,
)
from profiles.fields import newest_first
from profiles.models import (
    Affiliation,
    Association,
    Authorship,
    JointLaureate,
    Person,
)
from profiles.text import fold, slug_for

#: So many titles are named of the publications that two people share.
_MOST_TITLES = 3


@dataclass(frozen=True)
class Member:
    """Somebody of the network; `key` stands for them in addresses and anchors."""

    key: str
    name: str = field(compare=False)
    person: Person | None = field(default=None, compare=False)

    @property
    def seed(self) -> str:
        """What stays the same about them, even when their slug changes."""
        return self.key if self.person is None else self.person.stable_id

    @cached_property
    def order(self) -> tuple[bool, str, str]:
        """Those with a dossier first, then by name."""
        name = self.name if self.person is None else self.person.sort_name
        return self.person is None, fold(name), self.key


@dataclass(frozen=True)
class Tie:
    """One thing that joins two people: its kind, and what it is in words.

    Co-authors weigh the less the more they are: by each publication, one divided by
    how many there are beside the first (Newman, Physical Review E 64, 016132, 2001).
    """

    kind: RelationKind
    words: str
    weight: float = 1
    association: Association | None = None

    @property
    def address(self) -> str:
        """Where in a dossier an analyst wrote it down; "" for what is derived."""
        if self.association is None:
            return ""
        dossier = self.association.person.get_absolute_url()
        return f"{dossier}#{self.association.stable_id}"


@dataclass(frozen=True)
class Pair:
    """Two people and all that joins them; the first has a dossier."""

    one: Member
    other: Member
    ties: list[Tie]

    @property
    def anchor(self) -> str:
        return f"{self.one.key}--{self.other.key}"

    @property
    def members(self) -> tuple[Member, Member]:
        return self.one, self.other

    @property
    def weight(self) -> float:
        return sum(tie.weight for tie in self.ties)

    @property
    def is_curated(self) -> bool:
        return any(tie.association is not None for tie in self.ties)

    @property
    def by_kind(self) -> list[tuple[RelationKind, list[Tie]]]:
        """The ties of each kind together."""
        found: dict[RelationKind, list[Tie]] = defaultdict(list)
        for tie in self.ties:
            found[tie.kind].append(tie)
        return list(found.items())

    @property
    def words(self) -> str:
        """All that joins them: “Co-laureates: A Prize 2018. Colleagues: …”."""
        return ". ".join(
            f"{kind.label}: {'; '.join(tie.words for tie in ties)}"
            for kind, ties in self.by_kind
        )

    @property
    def order(self) -> tuple[object, ...]:
        """Those between two dossiers first, then by name."""
        return self.other.person is None, self.one.order, self.other.order

    def of_kinds(self, kinds: Collection[RelationKind]) -> "Pair":
        """The pair with only its ties of these kinds; with all where none is asked."""
        ties = [tie for tie in self.ties if not kinds or tie.kind in kinds]
        return Pair(self.one, self.other, ties)


def members_and_pairs() -> tuple[list[Member], list[Pair]]:
    """Everybody with a dossier or named in one, and each pair that something joins.

    A slug says who is meant. A name alone means the one person who is known by it;
    where it is nobody's or several people's, it stands for itself.
    """
    facts = _Facts()
    ties = _Ties(_Members(facts.people, facts.mentions()))
    _add_associations(facts, ties)
    _add_laureates(facts, ties)
    _add_authors(facts, ties)
    _add_colleagues(facts, ties)
    return ties.members.all(), ties.pairs()


class _Author(NamedTuple):
    """An author of a publication that the person's dossier lists."""

    person: int
    publication: int
    title: str
    published_on: PartialDate | None
    name: str
    slug: str | None


class _Facts:
    """What the reading room holds on who is joined to whom, in an order that stays."""

    def __init__(self) -> None:
        self.people = list(Person.objects.using(PUBLIC).order_by("stable_id"))
        self.associations = list(
            Association.objects.using(PUBLIC)
            .select_related("person")
            .order_by("stable_id")
        )
        self.laureates = list(
            JointLaureate.objects.using(PUBLIC)
            .select_related("award_received__award")
            .order_by("award_received__stable_id", "position")
        )
        self.authors = _authors()
        self.positions = list(
            Affiliation.objects.using(PUBLIC)
            .filter(kind=AffiliationKind.POSITION)
            .select_related("organization")
            .order_by("organization__name", "stable_id")
        )

    def mentions(self) -> Iterator[tuple[str, str]]:
        """The name of everybody who is mentioned, and the slug or ""."""
        for association in self.associations:
            yield association.name, association.associate_id or ""
        for laureate in self.laureates:
            yield laureate.name, laureate.person_id or ""
        for author in self.authors:
            yield author.name, author.slug or ""


def _authors() -> list[_Author]:
    """The authors of what dossiers list, the newest publications first."""
    rows = Authorship.objects.using(PUBLIC).filter(publication__listings__isnull=False)
    columns = rows.order_by(
        *newest_first("publication__published_on"), "publication__stable_id", "position"
    ).values_list(
        "publication__listings__person_id",
        "publication_id",
        "publication__title",
        "publication__published_on",
        "name",
        "person_id",
    )
    return [_Author._make(row) for row in columns]


class _Members:
    """Finds who is meant by a slug, a name, or both."""

    def __init__(
        self, people: Iterable[Person], mentions: Iterable[tuple[str, str]]
    ) -> None:
        self._by_pk = {
            person.pk: Member(person.slug, person.name, person) for person in people
        }
        self._by_key = {member.key: member for member in self._by_pk.values()}
        self._by_mention: dict[tuple[str, str], Member] = {}
        known = [(member.name, member.key) for member in self._by_pk.values()]
        mentioned = list(dict.fromkeys(mentions))
        slugs: dict[str, set[str]] = defaultdict(set)
        for name, slug in [*known, *mentioned]:
            slugs[slug_for(name)] |= {slug} - {""}
        for name, slug in mentioned:
            key = slug or _only(slugs[slug_for(name)]) or f"name.{slug_for(name)}"
            member = self._by_key.setdefault(key, Member(key, name))
            self._by_mention[name, slug] = member

    def with_dossier(self, pk: int) -> Member:
        return self._by_pk[pk]

    def mentioned(self, name: str, slug: str | None) -> Member:
        return self._by_mention[name, slug or ""]

    def all(self) -> list[Member]:
        return sorted(self._by_key.values(), key=lambda member: member.order)


def _only(slugs: Collection[str]) -> str:
    """The slug, where there is exactly one."""
    return next(iter(slugs)) if len(slugs) == 1 else ""


class _Ties:
    """Collects what joins people, each thing once; nobody is joined to themselves."""

    def __init__(self, members: _Members) -> None:
        self.members = members
        self._found: dict[tuple[Member, Member], list[Tie]] = defaultdict(list)

    def add(self, one: Member, other: Member, tie: Tie) -> None:
        if one == other:
            return
        ties = self._found[_in_order(one, other)]
        if tie not in ties:
            ties.append(tie)

    def pairs(self) -> list[Pair]:
        found = (Pair(*members, ties) for members, ties in self._found.items())
        return sorted(found, key=lambda pair: pair.order)


def _in_order(one: Member, other: Member) -> tuple[Member, Member]:
    return (one, other) if one.order < other.order else (other, one)


def _add_associations(facts: _Facts, ties: _Ties) -> None:
    for association in facts.associations:
        kind = AssociationKind(association.kind)
        dossier = ties.members.with_dossier(association.person_id)
        words = (
            f"{association.name} is named as “{kind.label.lower()}” "
            f"in the dossier of {dossier.name}"
        )
        ties.add(
            dossier,
            ties.members.mentioned(association.name, association.associate_id),
            Tie(RelationKind.of(kind), words, association=association),
        )


def _add_laureates(facts: _Facts, ties: _Ties) -> None:
    for laureate in facts.laureates:
        received = laureate.award_received
        words = award_words(received.award.name, received.awarded_on)
        ties.add(
            ties.members.with_dossier(received.person_id),
            ties.members.mentioned(laureate.name, laureate.person_id),
            Tie(RelationKind.CO_LAUREATE, words),
        )


def _add_authors(facts: _Facts, ties: _Ties) -> None:
    found = [
        (
            author,
            ties.members.with_dossier(author.person),
            ties.members.mentioned(author.name, author.slug),
        )
        for author in facts.authors
    ]
    others = [each for each in found if each[1] != each[2]]
    crowd = Counter((author.person, author.publication) for author, _, _ in others)
    shared: dict[tuple[Member, Member], dict[int, _Author]] = defaultdict(dict)
    for author, one, other in others:
        shared[_in_order(one, other)][author.publication] = author
    for (one, other), publications in shared.items():
        authors = list(publications.values())
        weight = sum(1 / crowd[each.person, each.publication] for each in authors)
        tie = Tie(RelationKind.CO_AUTHOR, _titles_words(authors), weight)
        ties.add(one, other, tie)


def _titles_words(publications: list[_Author]) -> str:
    """2 publications: “The newer” (2018), “The older” (undated)."""
    titles = [
        f"“{each.title}” ({each.published_on.year_text})"
        if each.published_on
        else f"“{each.title}” (undated)"
        for each in publications[:_MOST_TITLES]
    ]
    left = len(publications) - len(titles)
    if left:
        titles.append(f"and {left} more")
    return f"{publications_words(len(publications))}: {', '.join(titles)}"


def _add_colleagues(facts: _Facts, ties: _Ties) -> None:
    beside: dict[int, list[Affiliation]] = defaultdict(list)
    for position in facts.positions:
        beside[position.organization_id].append(position)
    for positions in beside.values():
        for one, other in combinations(positions, 2):
            if surely_overlap(one, other):
                ties.add(
                    ties.members.with_dossier(one.person_id),
                    ties.members.with_dossier(other.person_id),
                    Tie(
                        RelationKind.COLLEAGUE,
                        f"{one.organization.name}, at the same time",
                    ),
                )
