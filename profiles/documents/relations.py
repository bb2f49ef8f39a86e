"""How the people named in a document stand to its person: curated, and derived."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from profiles.dates import PartialDate
from profiles.documents.schema import AssociationPart, DossierDocument, PersonPart
from profiles.text import fold


class Tenure(Protocol):
    """A time in an organization, of a document or of a row; without end it lasts."""

    @property
    def started_on(self) -> PartialDate | None: ...

    @property
    def ended_on(self) -> PartialDate | None: ...


def surely_overlap(one: Tenure, other: Tenure) -> bool:
    """Whether both lasted on some day, whatever days their partial dates mean."""
    if one.started_on is None or other.started_on is None:
        return False
    begun = max(one.started_on.upper, other.started_on.upper)
    ended = min(
        date.max if end is None else end.lower for end in (one.ended_on, other.ended_on)
    )
    return begun <= ended


def award_words(award: str, awarded_on: PartialDate | None) -> str:
    """An award as one of its laureates shares it: “A Prize 2018”."""
    return f"{award} {awarded_on.year_text}" if awarded_on else award


def publications_words(count: int) -> str:
    return f"{count} publication" if count == 1 else f"{count} publications"


@dataclass(frozen=True)
class Colleague:
    """Somebody with a dossier who was in one of the organizations at the same time."""

    name: str
    slug: str
    organization: str


@dataclass
class Relation:
    """One associate: what an analyst wrote of them, and what follows from the rest."""

    name: str
    slug: str
    associations: list[AssociationPart] = field(default_factory=list)
    derived: list[str] = field(default_factory=list)
    weight: int = 0


def relations(
    document: DossierDocument, colleagues: Iterable[Colleague] = ()
) -> list[Relation]:
    """Everybody the document relates the person to; the curated first.

    Co-authors follow from publications, co-laureates from awards, colleagues from
    affiliations. Those who share most stand first, then by name.
    """
    found = _Relations(document)
    for association in document.associates:
        relation = found.of(association.name, association.person)
        relation.associations.append(association)
    _add_laureates(document, found)
    _add_authors(document, found)
    for colleague in colleagues:
        relation = found.of(colleague.name, colleague.slug)
        relation.derived.append(f"Colleague, {colleague.organization}")
        relation.weight += 1
    return sorted(
        found.all(), key=lambda r: (not r.associations, -r.weight, fold(r.name))
    )


class _Relations:
    """Finds one relation for a person, whether named by slug, by name, or by both."""

    def __init__(self, document: DossierDocument) -> None:
        self._own = {document.slug, fold(document.name)}
        self._found: dict[str, Relation] = {}

    def is_own(self, person: PersonPart) -> bool:
        return bool({person.person, fold(person.name)} & self._own)

    def of(self, name: str, slug: str) -> Relation:
        keys = [key for key in (slug, fold(name)) if key]
        relation = next((self._found[key] for key in keys if key in self._found), None)
        if relation is None:
            relation = Relation(name, slug)
        relation.slug = relation.slug or slug
        for key in keys:
            self._found.setdefault(key, relation)
        return relation

    def all(self) -> list[Relation]:
        return list(
            {id(relation): relation for relation in self._found.values()}.values()
        )


def _add_laureates(document: DossierDocument, found: _Relations) -> None:
    for award in document.awards:
        words = award_words(award.award, award.awarded_on)
        for person in award.jointly_with:
            if not found.is_own(person):
                relation = found.of(person.name, person.person)
                relation.derived.append(f"Co-laureate, {words}")
                relation.weight += 2


def _add_authors(document: DossierDocument, found: _Relations) -> None:
    papers: dict[int, int] = defaultdict(int)
    by_id: dict[int, Relation] = {}
    for publication in document.research:
        for author in publication.authors:
            if not found.is_own(author):
                relation = found.of(author.name, author.person)
                by_id[id(relation)] = relation
                papers[id(relation)] += 1
    for key, relation in by_id.items():
        count = papers[key]
        relation.derived.append(f"Co-author of {publications_words(count)}")
        relation.weight += count
