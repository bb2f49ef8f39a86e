"""Records that dossiers share: which there are, and who uses them."""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from profiles.databases import DESK
from profiles.documents.amending import PUBLICATIONS, Name, name_of, names_in
from profiles.documents.entries import RECORD_LISTS, Data, EntryKey
from profiles.documents.writer import write_record
from profiles.models import (
    Affiliation,
    Award,
    AwardReceived,
    Citation,
    Edition,
    EntryChange,
    Expertise,
    ListedPublication,
    Organization,
    Person,
    PersonExpertise,
    Publication,
    QuoteTopic,
    Source,
    Topic,
    Withdrawal,
)
from profiles.models.sources import CITED

#: The records that dossiers share, and how history calls them: as documents do, where
#: they list them. A publication is shared too where several dossiers have it, but is an
#: entry of each of these.
SHARED: dict[type[Model], str] = {
    Source: "sources",
    Organization: "organizations",
    Topic: "topics",
    Expertise: "expertise",
    Award: "award",
}

#: What history calls the lists of such records.
RECORD_PATHS = frozenset(SHARED.values())

#: How a cited entry leads to the people whose dossiers it stands in.
_CITED_PEOPLE = {
    "person": "person",
    "belief": "belief__assessment__person",
    "publication": "publication__people",
}
_CITATIONS = [
    *(_CITED_PEOPLE.get(cited, f"{cited}__person") for cited in CITED),
    "metric_reading__publication__people",
]

#: Where records are used: the model, its column, and the way to the dossier's id.
_USES: dict[type[Model], list[tuple[type[Model], str, str]]] = {
    Source: [(Citation, "source", f"{path}__stable_id") for path in _CITATIONS],
    Organization: [
        (Affiliation, "organization", "person__stable_id"),
        (AwardReceived, "award__granted_by", "person__stable_id"),
    ],
    Topic: [(QuoteTopic, "topic", "quote__person__stable_id")],
    Expertise: [(PersonExpertise, "expertise", "person__stable_id")],
    Award: [(AwardReceived, "award", "person__stable_id")],
    Publication: [(ListedPublication, "publication", "person__stable_id")],
}

#: So many names are looked for by the database; for more, it gives all documents.
_MOST_NAMES = 100


def dossiers_using(record: Model) -> QuerySet[Person]:
    """The people whose working copies a change of the record changes, by name."""
    ids = dossier_ids_using(type(record), [record.pk])[record.pk]
    return Person.objects.using(DESK).filter(stable_id__in=ids).order_by("sort_name")


def sources_cited_by(person: Person) -> QuerySet[Source]:
    """The sources of a dossier's working copy."""
    first, *others = [
        Citation.objects.using(DESK)
        .filter(**{path: person})
        .order_by()
        .values("source")
        for path in _CITATIONS
    ]
    return Source.objects.using(DESK).filter(pk__in=first.union(*others))


def dossier_ids_using(model: type[Model], pks: Collection[int]) -> dict[int, set[str]]:
    """The ids of the dossiers that use each record of a model, by the record's key.

    The number of queries depends on the model alone.
    """
    using: dict[int, set[str]] = {pk: set() for pk in pks}
    for used, column, owner in _USES[model]:
        rows = used._default_manager.using(DESK).filter(**{f"{column}__in": pks})
        # Django would look up the columns of the default order too.
        for pk, dossier_id in rows.order_by().values_list(column, owner).distinct():
            if dossier_id is not None:
                using[pk].add(dossier_id)
    return using


# What readers have


@dataclass(frozen=True)
class PublishedUse:
    """A dossier that readers have, with how many of its entries name a record."""

    person: Person
    entries: int


@dataclass(frozen=True)
class Use:
    """A dossier with its entries that name a record: on the desk, and before readers.

    `published` is None for a dossier that readers do not have.
    """

    person: Person
    entries: int
    published: int | None


def shown_editions() -> QuerySet[Edition]:
    """The editions that readers have, one of each published dossier, by name."""
    editions = Edition.objects.using(DESK)
    of_same = {"person": OuterRef("person")}
    later = editions.filter(**of_same, number__gt=OuterRef("number"))
    withdrawn = Withdrawal.objects.using(DESK).filter(
        **of_same, after_number__gte=OuterRef("number")
    )
    return (
        editions.filter(~Exists(later), ~Exists(withdrawn))
        .select_related("person")
        .order_by("person__sort_name", "person")
    )


def record_key(record: Any) -> EntryKey:
    """How history calls a shared record."""
    if isinstance(record, Publication):
        return PUBLICATIONS, record.stable_id
    return SHARED[type(record)], write_record(record)["id"]


def uses_before_readers(
    records: Collection[Any],
) -> dict[EntryKey, list[PublishedUse]]:
    """The published dossiers that use each of these rows of one model.

    A publication that one dossier has alone is an entry of it, and not shared.
    """
    publications = [row.pk for row in records if isinstance(row, Publication)]
    dossiers = dossier_ids_using(Publication, publications) if publications else {}
    alone = {pk for pk, ids in dossiers.items() if len(ids) < 2}
    shared = [row for row in records if row.pk not in alone]
    found = published_uses({record_key(row): _as_named(row) for row in shared})
    return {record_key(row): [] for row in records} | found


def _as_named(record: Any) -> Data:
    """What a record says, as far as documents name it by that."""
    if isinstance(record, Publication):
        return {"id": record.stable_id}
    return write_record(record)


def published_uses(
    present: Mapping[EntryKey, Data],
) -> dict[EntryKey, list[PublishedUse]]:
    """The dossiers that use each record in the edition that readers have, by name.

    Of each record, `present` is what it says now. An edition may name it as it was
    called once; a name that others have had too counts for all of them.
    """
    called: dict[Name, set[EntryKey]] = defaultdict(set)
    for key, states in _states(present).items():
        for state in states:
            called[name_of(key[0], state)].add(key)
    found: dict[EntryKey, list[PublishedUse]] = {key: [] for key in present}
    for edition in editions_naming(called) if called else ():
        named = names_in(json.loads(edition.document))
        counts: Counter[EntryKey] = Counter()
        for name in called.keys() & named.keys():
            counts.update(dict.fromkeys(called[name], named[name]))
        for key, count in counts.items():
            found[key].append(PublishedUse(edition.person, count))
    return found


def uses_of(record: Any, known: Sequence[PublishedUse] = ()) -> list[Use]:
    """Every dossier that uses a shared record, on the desk or before readers.

    A publication is an entry itself: it is used by the dossiers that list it. Where the
    uses before readers are `known`, they are not asked for again.
    """
    key = record_key(record)
    found = known or published_uses({key: _as_named(record)})[key]
    published = {use.person.stable_id: use.entries for use in found}
    entries = _entries_using(record)
    people = Person.objects.using(DESK).filter(stable_id__in={*published, *entries})
    shown = {*shown_editions().values_list("person__stable_id", flat=True)}
    return [
        Use(
            person,
            entries.get(person.stable_id, 0),
            published.get(person.stable_id, 0) if person.stable_id in shown else None,
        )
        for person in people.order_by("sort_name", "pk")
    ]


def _states(present: Mapping[EntryKey, Data]) -> dict[EntryKey, list[Data]]:
    """What each record says and has ever said, as far as documents name it by that."""
    states = {key: [data] for key, data in present.items()}
    by_name = {
        key for key in present if key[0] not in RECORD_LISTS and key[0] != PUBLICATIONS
    }
    if not by_name:
        return states
    changes = EntryChange.objects.using(DESK).filter(
        dossier_id="",
        section__in={section for section, _ in by_name},
        entry_id__in={record_id for _, record_id in by_name},
        before__isnull=False,
    )
    for change in changes:
        key = change.section, change.entry_id
        if key in by_name:
            before = {**states[key][-1], **(change.before or {})}
            states[key].append({k: v for k, v in before.items() if v is not None})
    return states


def editions_naming(called: Collection[Name]) -> QuerySet[Edition]:
    """The editions before readers whose text holds one of the names, or may."""
    editions = shown_editions()
    if len(called) > _MOST_NAMES:
        return editions
    held = Q()
    for _, name, *_ in called:
        held |= Q(document__contains=json.dumps(name, ensure_ascii=False))
    return editions.filter(held)


def _entries_using(record: Model) -> dict[str, int]:
    """How many entries of each dossier's working copy name a record, by dossier id."""
    entries: dict[str, set[tuple[Any, ...]]] = defaultdict(set)
    for used, column, owner in _USES[type(record)]:
        # Such as `belief__assessment` of `belief__assessment__person__stable_id`.
        entry = owner.removesuffix("__stable_id").rpartition("__")[0]
        if not entry:
            entry = "person" if used is Citation else "pk"
        rows = used._default_manager.using(DESK).filter(**{column: record})
        for dossier_id, pk in rows.order_by().values_list(owner, entry).distinct():
            if dossier_id is not None:
                # A belief is part of an assessment, and its sources are that entry's.
                kind = entry.rpartition("__")[2]
                entries[dossier_id].add((used, kind, pk))
    return {dossier_id: len(found) for dossier_id, found in entries.items()}
