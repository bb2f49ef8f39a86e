"""What a dossier's working copy holds: counts by section, and neighbouring entries."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Model, OuterRef, QuerySet, Subquery

from profiles.choices import Section
from profiles.databases import DESK
from profiles.desk.sharing import sources_cited_by
from profiles.documents.mapping import LISTS
from profiles.models import Person, Publication

#: The list of entries that makes up a section; sources are no entries.
SECTION_LISTS = {
    section: "profile.education" if section is Section.PROFILE else section.value
    for section in Section
    if section is not Section.SOURCES
}


def section_counts(person: Person) -> dict[Section, int]:
    """How many entries each section has, in two queries; of the profile, education."""
    people = Person.objects.using(DESK).filter(pk=person.pk)
    counted = people.values_list(*map(_count, SECTION_LISTS.values())).get()
    counts = dict(zip(SECTION_LISTS, counted, strict=True))
    counts[Section.SOURCES] = sources_cited_by(person).count()
    return {section: counts[section] or 0 for section in Section}


def _count(path: str) -> Subquery:
    owner = owner_of(path)
    rows = LISTS[path].entries.model._default_manager.filter(**{owner: OuterRef("pk")})
    return Subquery(rows.order_by().values(owner).values(count=Count("pk")))


def owner_of(path: str) -> str:
    """How the entries of a list lead to the people in whose dossiers they stand."""
    return "people" if path == "research" else "person"


@dataclass(frozen=True)
class Neighbours:
    """The entries before and after one, each if there is any."""

    previous: Any = None
    next: Any = None


def neighbours(row: Model, entries: QuerySet[Any]) -> Neighbours:
    """Those beside the row in a list that it is in, in two queries at any length."""
    pks = list(entries.values_list("pk", flat=True))
    if row.pk not in pks:
        return Neighbours()
    place = pks.index(row.pk)
    around = {-1: place - 1, 1: place + 1}
    wanted = {side: pks[at] for side, at in around.items() if 0 <= at < len(pks)}
    found = entries.in_bulk(wanted.values())
    return Neighbours(found.get(wanted.get(-1)), found.get(wanted.get(1)))


def first_listing(publication: Publication, preferred: Person | None) -> Person | None:
    """One whose dossier lists the publication: who is preferred, or the first."""
    people = Person.objects.using(DESK).filter(publications=publication)
    if preferred is not None and people.filter(pk=preferred.pk).exists():
        return preferred
    return people.first()
