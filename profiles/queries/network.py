"""What the page of the network asks the reading room, and what of it is drawn."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from profiles.addresses import Address
from profiles.choices import RelationKind
from profiles.databases import PUBLIC
from profiles.index.answers import Survey
from profiles.models import Citation
from profiles.queries.facets import Choice
from profiles.queries.paging import Paging
from profiles.queries.ties import Member, Pair, members_and_pairs

MOST_DRAWN = 60
MOST_EDGES = 150
#: So that every pair that is drawn has its row on the first page of the table.
PER_PAGE = MOST_EDGES

_BATCH = 500

#: What associations cite, by their row numbers.
Evidence = Mapping[int, Sequence[Citation]]


@dataclass(frozen=True)
class Node:
    """Somebody who is drawn, with the pairs that are drawn from them onwards.

    `row` is the anchor of the first row that names them; "" where none does.
    """

    member: Member
    pairs: list[Pair]
    neighbours: list[Member]
    row: str


@dataclass(frozen=True)
class NetworkPage:
    """A page of the pairs that are asked for; the first has them drawn, too.

    `total` counts the people among all these pairs, `member` is whom was asked for.
    """

    nodes: list[Node]
    pairs: list[Pair]
    paging: Paging
    total: int
    member: Member | None
    kinds: list[Choice]
    people: list[Choice]


def network_page(
    kinds: Collection[RelationKind], key: str, number: int, address: Address
) -> NetworkPage:
    """The page of that number, of the pairs with a tie of these kinds and this person.

    No kind and an empty key ask for all. Raises LookupError when nobody in the reading
    room has the key, and EmptyPage.
    """
    members, pairs = members_and_pairs()
    member = _member(members, key)
    of_kinds = _of_kinds(pairs, kinds)
    found = _with(of_kinds, member)
    joined = {each for pair in found for each in pair.members}
    if not kinds and member is None:
        joined |= {each for each in members if each.person is not None}
    drawn = _drawn(joined, found)
    drawn_pairs = {pair.anchor for node in drawn for pair in node.pairs}
    rows = sorted(found, key=lambda pair: pair.anchor not in drawn_pairs)
    paging = Paging(Survey(len(rows), False, Counter()), number, address, PER_PAGE)
    return NetworkPage(
        nodes=drawn if number == 1 else [],
        pairs=rows[paging.offset : paging.offset + PER_PAGE],
        paging=paging,
        total=len(joined),
        member=member,
        kinds=_kind_choices(_with(pairs, member), kinds),
        people=_people_choices(members, of_kinds, member),
    )


def all_pairs(kinds: Collection[RelationKind], key: str) -> list[Pair]:
    """Every pair that is asked for, those between two dossiers first, then by name.

    Raises LookupError when nobody in the reading room has the key.
    """
    members, pairs = members_and_pairs()
    return _with(_of_kinds(pairs, kinds), _member(members, key))


def with_evidence(pairs: Sequence[Pair]) -> Iterator[tuple[Pair, Evidence]]:
    """Each pair, with what the associations among its ties cite.

    Ties that are derived cite nothing: their words name what they follow from.
    """
    for start in range(0, len(pairs), _BATCH):
        batch = pairs[start : start + _BATCH]
        evidence = _evidence_of(batch)
        for pair in batch:
            yield pair, evidence


def _evidence_of(pairs: Iterable[Pair]) -> Evidence:
    noted = (tie.association for pair in pairs for tie in pair.ties)
    pks = [association.pk for association in noted if association is not None]
    cited: dict[int, list[Citation]] = defaultdict(list)
    rows = Citation.objects.using(PUBLIC).filter(association__in=pks)
    for citation in rows.select_related("source"):
        if citation.association_id is not None:
            cited[citation.association_id].append(citation)
    return cited


def _member(members: Iterable[Member], key: str) -> Member | None:
    if not key:
        return None
    found = next((member for member in members if member.key == key), None)
    if found is None:
        raise LookupError(f"Nobody here is known as “{key}”.")
    return found


def _of_kinds(pairs: Iterable[Pair], kinds: Collection[RelationKind]) -> list[Pair]:
    narrowed = (pair.of_kinds(kinds) for pair in pairs)
    return [pair for pair in narrowed if pair.ties]


def _with(pairs: Sequence[Pair], member: Member | None) -> list[Pair]:
    return [pair for pair in pairs if member is None or member in pair.members]


def _drawn(members: Collection[Member], pairs: Sequence[Pair]) -> list[Node]:
    """Those with a dossier, then the others with the strongest ties."""
    weights: dict[Member, float] = defaultdict(float)
    for pair in pairs:
        for each in pair.members:
            weights[each] += pair.weight
    chosen = sorted(
        members, key=lambda each: (each.person is None, -weights[each], each.order)
    )[:MOST_DRAWN]
    among = set(chosen)
    strongest = sorted(
        (pair for pair in pairs if among.issuperset(pair.members)),
        key=lambda pair: (not pair.is_curated, -pair.weight, pair.order),
    )[:MOST_EDGES]
    return _nodes(chosen, sorted(strongest, key=lambda pair: pair.order))


def _nodes(members: Iterable[Member], pairs: Iterable[Pair]) -> list[Node]:
    onwards: dict[Member, list[Pair]] = defaultdict(list)
    neighbours: dict[Member, list[Member]] = defaultdict(list)
    rows: dict[Member, str] = {}
    for pair in pairs:
        onwards[pair.one].append(pair)
        neighbours[pair.one].append(pair.other)
        neighbours[pair.other].append(pair.one)
        for each in pair.members:
            rows.setdefault(each, pair.anchor)
    return [
        Node(each, onwards[each], neighbours[each], rows.get(each, ""))
        for each in sorted(members, key=lambda member: member.order)
    ]


def _kind_choices(
    pairs: Iterable[Pair], chosen: Collection[RelationKind]
) -> list[Choice]:
    """The kinds there are, with the number of pairs that each joins."""
    counts = Counter(kind for pair in pairs for kind, _ in pair.by_kind)
    return [
        Choice(kind.value, kind.label, counts[kind], kind in chosen)
        for kind in RelationKind
        if counts[kind] or kind in chosen
    ]


def _people_choices(
    members: Iterable[Member], pairs: Iterable[Pair], chosen: Member | None
) -> list[Choice]:
    """Everybody with a dossier, and who is chosen, with the number of their pairs."""
    counts = Counter(each for pair in pairs for each in pair.members)
    return [
        Choice(each.key, each.name, counts[each], each == chosen)
        for each in members
        if each.person is not None or each == chosen
    ]
