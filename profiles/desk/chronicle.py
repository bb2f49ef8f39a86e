"""The history of an entry and of a dossier as one, told page by page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.core.paginator import Page, Paginator
from django.db.models import Count, F, IntegerField, Q, QuerySet, Value, Window
from django.db.models.functions import RowNumber

from profiles.databases import DESK
from profiles.desk.differences import (
    FieldDifference,
    desk_wording,
    field_differences,
    field_label,
    section_label,
    verb_of,
)
from profiles.desk.places import change_pages
from profiles.desk.sharing import RECORD_PATHS
from profiles.documents.diff import Change, Verb
from profiles.documents.entries import ENTRY_LISTS, PERSON
from profiles.models import Edition, EntryChange, Person, Revision, Withdrawal

#: Changes with their differences on a page, and happenings of a dossier.
CHANGES_PER_PAGE, HAPPENINGS_PER_PAGE = 20, 25
#: Entries named of one revision.
_NAMED = 8

#: The lists that a dossier's history can be narrowed to, in the dossier's order.
PATHS = [PERSON[0], *dict.fromkeys([*ENTRY_LISTS, *sorted(RECORD_PATHS)])]
#: Whose changes to show, where no account made them.
COMMAND = "command"


@dataclass(frozen=True)
class ToldChange:
    """What became of an entry; `page` is where it is edited, "" where it is not.

    `fields` are how it differs, where that is told and not only that it does.
    """

    change: EntryChange | Change
    page: str = ""
    fields: Sequence[FieldDifference] = ()

    @property
    def label(self) -> str:
        return self.change.label or self.section_label

    @property
    def section_label(self) -> str:
        return section_label(self.change.section)

    @property
    def verb(self) -> str:
        return verb_of(self.change).value

    @property
    def is_changed(self) -> bool:
        return verb_of(self.change) is Verb.CHANGED

    @property
    def field_labels(self) -> str:
        """The fields that changed, such as “Text, Outlet”."""
        said = self.change.before or {}, self.change.after or {}
        names = dict.fromkeys(name for each in said for name in each)
        return ", ".join(field_label(name) for name in names if name != "id")


def told(changes: Iterable[EntryChange | Change]) -> list[ToldChange]:
    """The changes field by field, in as many queries as `desk_wording` takes."""
    changes = list(changes)
    wording = desk_wording(changes)
    return [
        ToldChange(each, fields=field_differences(each, wording)) for each in changes
    ]


def named(changes: Iterable[EntryChange]) -> list[ToldChange]:
    """The changes by name alone, with the pages of their entries, in one query."""
    changes = list(changes)
    places = {change.pk: _place(change) for change in changes}
    pages = change_pages(list(places.values()))
    return [ToldChange(each, pages.get(places[each.pk], "")) for each in changes]


def told_with_pages(changes: Iterable[EntryChange]) -> list[ToldChange]:
    """The changes field by field, with the pages of their entries."""
    changes = list(changes)
    return [
        replace(each, page=place.page)
        for each, place in zip(told(changes), named(changes), strict=True)
    ]


def _place(change: EntryChange) -> tuple[str, tuple[str, str]]:
    dossier_id = "" if change.section in RECORD_PATHS else change.dossier_id
    return dossier_id, (change.section, change.entry_id)


def pages_of(
    rows: QuerySet[Any] | Sequence[Any], number: str | None, per_page: int
) -> Page[Any]:
    """A page by its number as a browser sends it; the first or last for a wrong one."""
    return Paginator(rows, per_page).get_page(number)


# A dossier


@dataclass(frozen=True)
class Narrowed:
    """What of a dossier's history to show: a section, one person's, one day (UTC)."""

    section: str = ""
    by: str = ""
    day: date | None = None


@dataclass(frozen=True)
class Happening:
    """A revision with some of its entries and how many more, or a step without any; or
    an edition that came out, or a withdrawal."""

    revision: Revision | None = None
    entries: Sequence[ToldChange] = ()
    more: int = 0
    edition: Edition | None = None
    withdrawal: Withdrawal | None = None


_REVISION, _EDITION, _WITHDRAWAL = range(3)


def happenings(
    person: Person, narrowed: Narrowed, number: str | None
) -> tuple[Page[Any], list[Happening]]:
    """A page of what happened to the dossier, newest first.

    The number of queries does not depend on how much that is.
    """
    changes = EntryChange.objects.using(DESK).filter(dossier_id=person.stable_id)
    steps = Q(dossier_id=person.stable_id)
    if narrowed.section:
        changes, steps = changes.filter(section=narrowed.section), Q(pk__in=[])
    revisions = Revision.objects.using(DESK).filter(
        _when("at", narrowed),
        _by_whom("by", narrowed),
        steps | Q(pk__in=changes.order_by().values("revision")),
    )
    rows = _keys(revisions, _REVISION, "at")
    if not narrowed.section:
        editions = person.editions.using(DESK).filter(
            _when("published_at", narrowed), _by_whom("approved_by", narrowed)
        )
        withdrawals = person.withdrawals.using(DESK).filter(
            _when("withdrawn_at", narrowed), _by_whom("withdrawn_by", narrowed)
        )
        rows = rows.union(
            _keys(editions, _EDITION, "published_at"),
            _keys(withdrawals, _WITHDRAWAL, "withdrawn_at"),
        )
    page = pages_of(
        rows.order_by("-moment", "-kind", "-key"), number, HAPPENINGS_PER_PAGE
    )
    return page, _told_happenings(changes, [(row[0], row[2]) for row in page])


def _keys(rows: QuerySet[Any], kind: int, at: str) -> QuerySet[Any, Any]:
    told: QuerySet[Any, Any] = rows.order_by().annotate(
        kind=Value(kind, output_field=IntegerField()), moment=F(at), key=F("pk")
    )
    return told.values_list("kind", "moment", "key")


def _when(column: str, narrowed: Narrowed) -> Q:
    if narrowed.day is None:
        return Q()
    start = datetime.combine(narrowed.day, datetime.min.time(), UTC)
    return Q(**{f"{column}__gte": start, f"{column}__lt": start + timedelta(days=1)})


def _by_whom(column: str, narrowed: Narrowed) -> Q:
    if not narrowed.by:
        return Q()
    if narrowed.by == COMMAND:
        return Q(**{f"{column}__isnull": True})
    return Q(**{column: int(narrowed.by)})


def _told_happenings(
    changes: QuerySet[EntryChange], keys: Sequence[tuple[int, int]]
) -> list[Happening]:
    wanted = {kind: [pk for each, pk in keys if each == kind] for kind, _ in keys}
    revisions = _in_bulk(Revision, wanted.get(_REVISION, []), "by")
    editions = _in_bulk(Edition, wanted.get(_EDITION, []), "approved_by")
    withdrawals = _in_bulk(Withdrawal, wanted.get(_WITHDRAWAL, []), "withdrawn_by")
    entries: dict[int, list[ToldChange]] = {pk: [] for pk in revisions}
    counts: dict[int, int] = {}
    for each in named(_first_of_each(changes, list(revisions))):
        change: Any = each.change
        entries[change.revision_id].append(each)
        counts[change.revision_id] = change.count
    return [
        Happening(
            revision=revisions[pk],
            entries=entries[pk],
            more=counts.get(pk, 0) - len(entries[pk]),
        )
        if kind == _REVISION
        else Happening(edition=editions[pk])
        if kind == _EDITION
        else Happening(withdrawal=withdrawals[pk])
        for kind, pk in keys
    ]


def _in_bulk(model: type[Any], pks: list[int], by: str) -> dict[int, Any]:
    rows = model._default_manager.using(DESK).select_related(by)
    if model is Edition:
        rows = rows.defer("document")  # long, and not shown
    return rows.in_bulk(pks) if pks else {}


def _first_of_each(
    changes: QuerySet[EntryChange], revisions: list[int]
) -> QuerySet[EntryChange]:
    """Some changes of each revision, and the `count` of all: imports have thousands."""
    return (
        changes.filter(revision__in=revisions)
        .annotate(
            place=Window(RowNumber(), partition_by=F("revision"), order_by="pk"),
            count=Window(Count("pk"), partition_by=F("revision")),
        )
        .filter(place__lte=_NAMED)
        .order_by("-revision_id", "pk")
    )


def who_changed(person: Person) -> list[User]:
    """Whose accounts the dossier's history names, by name."""
    changes = EntryChange.objects.using(DESK).filter(dossier_id=person.stable_id)
    named = (
        Q(pk__in=changes.order_by().values("revision__by"))
        | Q(pk__in=person.editions.using(DESK).order_by().values("approved_by"))
        | Q(pk__in=person.withdrawals.using(DESK).order_by().values("withdrawn_by"))
    )
    return list(User.objects.using(DESK).filter(named).order_by("username"))
