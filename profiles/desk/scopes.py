"""What a change of the desk may touch: entries of dossiers, and records they share."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any, Self

from django.db.models import Max, Model, Q, QuerySet

from profiles.databases import DESK
from profiles.desk.sharing import SHARED, dossier_ids_using
from profiles.documents.entries import PERSON, Data, EntryKey
from profiles.documents.mapping import LISTS
from profiles.documents.writer import write_entries, write_own_fields, write_record
from profiles.models import (
    Belief,
    EntryChange,
    MetricReading,
    Person,
    Portrait,
    Publication,
)

#: What entries say, each by the id of its dossier ("" for a shared record) and its key.
Snapshot = dict[tuple[str, EntryKey], Data]

#: The lists whose entries are rows of a model.
PATHS: dict[type[Model], str] = {
    each.entries.model: path for path, each in LISTS.items()
}


class Scope:
    """Entries by the rows that hold them; what they say can be read again and again.

    Rows that do not exist, yet or any more, say nothing.
    """

    def __init__(self, *rows: Model) -> None:
        self._people: dict[int, set[str]] = defaultdict(set)
        self._rows: dict[str, set[int]] = defaultdict(set)
        self._records: dict[type[Any], set[int]] = defaultdict(set)
        self.add(*rows)

    @classmethod
    def of_dossier(cls, person: Person) -> Self:
        """All of a dossier's entries."""
        scope = cls()
        scope.add_dossier(person)
        return scope

    def add_dossier(self, person: Person) -> None:
        self.add(person)
        self.add_lists(person, LISTS)

    def add(self, *rows: Model) -> None:
        """The entries that the rows are, or are a part of."""
        for row in rows:
            self._add(row)

    def _add(self, row: Model) -> None:
        match row:
            case Person():
                self._people[row.pk].add(PERSON[0])
            case Portrait():
                self._people[row.person_id].add(PERSON[0])
            case Belief():
                self._rows["position"].add(row.assessment_id)
            case MetricReading(publication_id=int() as publication_id):
                self._rows["research"].add(publication_id)
            case _ if type(row) in SHARED:
                self._records[type(row)].add(row.pk)
            case _:
                self._rows[PATHS[type(row)]].add(row.pk)

    def add_lists(self, person: Person, paths: Iterable[str]) -> None:
        """All entries of some lists of a dossier, whichever they come to be."""
        paths = set(paths)
        self._people[person.pk] |= paths
        if "research" in paths:
            # Other dossiers keep theirs, where this one gives them up.
            listed = person.publications.using(DESK)
            self._rows["research"].update(listed.values_list("pk", flat=True))

    def merge(self, other: "Scope") -> None:
        for pk, paths in other._people.items():
            self._people[pk] |= paths
        for path, rows in other._rows.items():
            self._rows[path] |= rows
        for model, records in other._records.items():
            self._records[model] |= records

    def last_revision(self) -> int:
        """The last revision of the dossiers and records in the scope; 0 for none.

        It may have changed other entries of theirs.
        """
        concerned = Q(dossier_id__in=self.people().values("stable_id"))
        for model, records in self._records.items():
            for record in model._default_manager.using(DESK).filter(pk__in=records):
                entry_id = write_record(record)["id"]
                concerned |= Q(dossier_id="", section=SHARED[model], entry_id=entry_id)
        publications = Publication.objects.using(DESK).filter(
            pk__in=self._rows.get("research", ())
        )
        concerned |= Q(
            dossier_id="",
            section="research",
            entry_id__in=publications.values("stable_id"),
        )
        changes = EntryChange.objects.using(DESK).filter(concerned)
        newest: int | None = changes.aggregate(newest=Max("revision"))["newest"]
        return newest or 0

    def people(self) -> QuerySet[Person]:
        """Whose dossiers the entries are in; nobody's for what dossiers share."""
        pks = {*self._people, *self._owners()}
        return Person.objects.using(DESK).filter(pk__in=pks)

    def lock(self) -> None:
        """Keep other changes of the same dossiers and records out till the end.

        On SQLite the transaction does so by itself.
        """
        pks = {*self._people, *self._owners()}
        list(_locked(Person, pks))
        for model, records in self._records.items():
            list(_locked(model, records))

    def _owners(self) -> Iterator[int]:
        """Whose dossiers the single rows are in, and who shares whole publications."""
        for path, pks in self._rows.items():
            rows = LISTS[path].entries.model._default_manager.using(DESK)
            owner = "people" if path == "research" else "person"
            found = rows.filter(pk__in=pks).values_list(owner, flat=True)
            yield from (pk for pk in found if pk is not None)
        sharing = [pk for pk, paths in self._people.items() if "research" in paths]
        yield from (
            Person.objects.using(DESK)
            .filter(publications__people__in=sharing)
            .values_list("pk", flat=True)
        )

    def read(self) -> Snapshot:
        snapshot: Snapshot = {}
        people = Person.objects.using(DESK).in_bulk(list(self._people))
        for pk, person in people.items():
            for path in self._people[pk]:
                snapshot |= _of_person(person, path)
        for path, pks in self._rows.items():
            snapshot |= _of_rows(path, pks)
        for model, pks in self._records.items():
            snapshot |= _of_records(model, pks)
        return snapshot


def key_of(row: Any) -> tuple[str, str, str]:
    """The dossier ("" for a shared record), list and id of the entry of a row.

    Of a publication, the dossier is one of those that have it, if there is any.
    """
    match row:
        case Person():
            return (row.stable_id, *PERSON)
        case Portrait():
            return (row.person.stable_id, *PERSON)
        case Belief():
            return key_of(row.assessment)
        case MetricReading(publication=Publication() as publication):
            return key_of(publication)
        case Publication():
            people = row.people.using(DESK).order_by("stable_id")
            first = people.values_list("stable_id", flat=True).first()
            return (first or "", PATHS[Publication], row.stable_id)
        case _ if type(row) in SHARED:
            return ("", SHARED[type(row)], write_record(row)["id"])
        case _:
            return (row.person.stable_id, PATHS[type(row)], row.stable_id)


def _locked(model: type[Any], pks: Iterable[int]) -> QuerySet[Any]:
    rows: QuerySet[Any] = model._default_manager.using(DESK).select_for_update()
    return rows.filter(pk__in=list(pks)).order_by("pk")


def _of_person(person: Person, path: str) -> Snapshot:
    if path == PERSON[0]:
        return {(person.stable_id, PERSON): write_own_fields(person, DESK)}
    rows = list(getattr(person, LISTS[path].relation).using(DESK))
    if path == "research":
        return _of_rows(path, [row.pk for row in rows])
    return {
        (person.stable_id, (path, entry["id"])): entry
        for entry in write_entries(path, rows, DESK)
    }


def _of_rows(path: str, pks: Iterable[int]) -> Snapshot:
    """Entries by their rows; a publication is an entry of every dossier that has it.

    One that no dossier has is there by itself, as shared records are.
    """
    manager = LISTS[path].entries.model._default_manager.using(DESK)
    owner = "people__stable_id" if path == "research" else "person__stable_id"
    owners: dict[str, list[str]] = defaultdict(list)
    found = manager.filter(pk__in=list(pks))
    for stable_id, dossier_id in found.values_list("stable_id", owner):
        owners[stable_id].append(dossier_id or "")
    return {
        (dossier_id, (path, entry["id"])): entry
        for entry in write_entries(path, list(found), DESK)
        for dossier_id in owners[entry["id"]]
    }


def _of_records(model: type[Any], pks: Collection[int]) -> Snapshot:
    """Shared records by themselves, and once for each dossier that they change."""
    snapshot: Snapshot = {}
    using = dossier_ids_using(model, pks)
    for record in model._default_manager.using(DESK).filter(pk__in=pks):
        data = write_record(record)
        key = (SHARED[model], data["id"])
        snapshot |= {(each, key): data for each in ("", *using[record.pk])}
    return snapshot
