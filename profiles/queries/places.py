"""Where a dossier's page shows an entry: long sections have several pages."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    Count,
    DateField,
    F,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce

from profiles.choices import EntryKind, Section
from profiles.databases import PUBLIC
from profiles.documents.page import PAGE_LENGTHS
from profiles.models import (
    Event,
    ListedPublication,
    MediaItem,
    Person,
    Publication,
)


@dataclass(frozen=True)
class Shelf:
    """A section that lists entries of one kind, the newest first, undated last.

    `date` is the name of their partial date, `holder` the path to whose they are.
    """

    section: Section
    model: type[Model]
    date: str
    holder: str = "person"

    def address(self, person: Person, row: Any) -> str:
        """Where an entry of `placed` stands: on which page of the section."""
        page = row.place // PAGE_LENGTHS[self.section] + 1
        query = f"?{self.section.value}={page}" if page > 1 else ""
        return f"{person.get_absolute_url()}{query}#{row.stable_id}"

    def placed(self, pks: Collection[int]) -> QuerySet[Any]:
        """The entries with these row numbers, each with its `place` in its section.

        A publication has its place in the dossier of the first, by name, of those who
        list it.
        """
        placed: QuerySet[Any] = (
            self.model._default_manager.using(PUBLIC)
            .filter(pk__in=pks)
            .annotate(holder_pk=self._holder())
            .annotate(place=Coalesce(Subquery(self._newer()), 0))
        )
        return placed

    def _holder(self) -> F | Subquery:
        if self.model is not Publication:
            return F(self.holder)
        listings = ListedPublication.objects.using(PUBLIC).filter(
            publication=OuterRef("pk")
        )
        first = listings.order_by("person__sort_name", "person")
        return Subquery(first.values("person")[:1])

    def _newer(self) -> QuerySet[Any, Any]:
        """How many entries of the same dossier stand before an entry."""
        lower, upper = f"{self.date}_lower", f"{self.date}_upper"
        own_lower, own_upper = _known(OuterRef(lower)), _known(OuterRef(upper))
        newer = (
            Q(lower__gt=own_lower)
            | Q(lower=own_lower, upper__gt=own_upper)
            | Q(lower=own_lower, upper=own_upper, stable_id__lt=OuterRef("stable_id"))
        )
        counted: QuerySet[Any, Any] = (
            self.model._default_manager.using(PUBLIC)
            .filter(**{self.holder: OuterRef("holder_pk")})
            .annotate(lower=_known(F(lower)), upper=_known(F(upper)))
            .filter(newer)
            .order_by()
            .values(self.holder)
            .annotate(count=Count("pk"))
            .values("count")
        )
        return counted


def _known(day: F) -> Coalesce:
    """The day, or where it is not known one before all others."""
    return Coalesce(day, Value(date.min), output_field=DateField())


SHELVES = {
    EntryKind.EVENT: Shelf(Section.HISTORY, Event, "occurred_on"),
    EntryKind.PUBLICATION: Shelf(
        Section.RESEARCH, Publication, "published_on", holder="people"
    ),
    EntryKind.MEDIA_ITEM: Shelf(Section.MEDIA, MediaItem, "published_on"),
}
