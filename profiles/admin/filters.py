"""Filters by plain values that lists of entries have in common."""

from collections.abc import Callable
from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest

from profiles.databases import DESK
from profiles.desk.evidence import cited, contradicted, uncited
from profiles.desk.sharing import sources_cited_by
from profiles.desk.standing import NARROWINGS, standing_at
from profiles.models import Person
from profiles.text import is_key

#: Who is meant by the number of a person that the desk does not have.
NOBODY = "nobody at the desk"

_Narrowing = Callable[[QuerySet[Any]], QuerySet[Any]]


class EvidenceFilter(SimpleListFilter):
    """Entries with and without a source, and those that a source contradicts."""

    title = "evidence"
    parameter_name = "evidence"
    _narrowings: dict[str, _Narrowing] = {
        "cited": cited,
        "uncited": uncited,
        "contradicted": contradicted,
    }

    def lookups(
        self, request: HttpRequest, model_admin: "Any"
    ) -> list[tuple[str, str]]:
        return [(value, value.capitalize()) for value in self._narrowings]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Any]
    ) -> QuerySet[Any] | None:
        narrowing = self._narrowings.get(self.value() or "")
        return None if narrowing is None else narrowing(queryset)


class CurrentFilter(SimpleListFilter):
    """Affiliations that last, and those that are over."""

    title = "time"
    parameter_name = "time"

    def lookups(
        self, request: HttpRequest, model_admin: "Any"
    ) -> list[tuple[str, str]]:
        return [("current", "To the present"), ("past", "Ended")]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Any]
    ) -> QuerySet[Any] | None:
        if self.value() not in ("current", "past"):
            return None
        return queryset.filter(ended_on__isnull=self.value() == "current")


class StateFilter(SimpleListFilter):
    """People by where their dossiers stand on the way to readers."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [*NARROWINGS.items()]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Any]
    ) -> QuerySet[Any] | None:
        name = self.value()
        return standing_at(queryset, name) if name in NARROWINGS else None


class DossierFilter(SimpleListFilter):
    """The sources that one dossier cites, which its rail leads to.

    There are too many people to choose from; only who is in the address is named.
    """

    title = "dossier"
    parameter_name = "dossier"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        asked = self.value()
        if not asked:
            return []
        person = self._person()
        return [(asked, NOBODY if person is None else person.name)]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Any]
    ) -> QuerySet[Any] | None:
        if not self.value():
            return None
        person = self._person()
        if person is None:
            return queryset.none()
        return queryset.filter(pk__in=sources_cited_by(person).values("pk"))

    def _person(self) -> Person | None:
        asked = self.value() or ""
        if not is_key(asked):
            return None
        return Person.objects.using(DESK).filter(pk=asked).first()
