"""How the people named in a document stand to its person: curated, and derived."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from profiles.choices import Section
from profiles.dates import PartialDate
from profiles.documents.schema import (
    AssociationPart,
    AwardReceivedPart,
    DossierDocument,
    PersonPart,
    PublicationPart,
)
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
    """Somebody with a dossier who was in one of the organizations at the same time.

    `affiliation` is the id of the entry that says when the person was there.
    """

    name: str
    slug: str
    organization: str
    affiliation: str


@dataclass
class Relation:
    """One associate: what an analyst wrote of them, and what follows from the rest."""

    name: str
    slug: str
    associations: list[AssociationPart] = field(default_factory=list)
    awards: list[AwardReceivedPart] = field(default_factory=list)
    publications: list[PublicationPart] = field(default_factory=list)
    colleagues: list[Colleague] = field(default_factory=list)

    @property
    def weight(self) -> int:
        """How much they share; an award counts for two."""
        return 2 * len(self.awards) + len(self.publications) + len(self.colleagues)

    @property
    def derived(self) -> list[str]:
        """What follows from the rest of the document, each thing in words."""
        return [
            *(f"Co-laureate, {_award_words(award)}" for award in self.awards),
            *self._authorship,
            *(f"Colleague, {each.organization}" for each in self.colleagues),
        ]

    @property
    def words(self) -> str:
        """All of it in brief: “mentor; co-laureate of 2 awards; colleague, A Lab”."""
        derived = [*self._laurels, *self._authorship, *self._tenures]
        kinds = dict.fromkeys(each.kind.label for each in self.associations)
        # “Co-laureate” says nothing that “Co-laureate of 2 awards” does not.
        curated = [k for k in kinds if not any(d.startswith(k) for d in derived)]
        return "; ".join(f"{each[0].lower()}{each[1:]}" for each in curated + derived)

    @property
    def basis(self) -> tuple[Section, str]:
        """The first entry it rests on: its section and its id."""
        if self.associations:
            return Section.ASSOCIATES, self.associations[0].id
        if self.awards:
            return Section.AWARDS, self.awards[0].id
        if self.publications:
            return Section.RESEARCH, self.publications[0].id
        return Section.AFFILIATIONS, self.colleagues[0].affiliation

    @property
    def _laurels(self) -> list[str]:
        if len(self.awards) > 1:
            return [f"Co-laureate of {len(self.awards)} awards"]
        return [f"Co-laureate, {_award_words(award)}" for award in self.awards]

    @property
    def _authorship(self) -> list[str]:
        count = len(self.publications)
        return [f"Co-author of {publications_words(count)}"] if count else []

    @property
    def _tenures(self) -> list[str]:
        if len(self.colleagues) > 1:
            return [f"Colleague in {len(self.colleagues)} organizations"]
        return [f"Colleague, {each.organization}" for each in self.colleagues]


def _award_words(award: AwardReceivedPart) -> str:
    return award_words(award.award, award.awarded_on)


def relations(
    document: DossierDocument, colleagues: Iterable[Colleague] = ()
) -> list[Relation]:
    """Everybody the document relates the person to; the curated first.

    Co-authors follow from publications, co-laureates from awards, colleagues from
    affiliations. Those who share most stand first, then by name.
    """
    found = _Relations(document)
    for association in document.associates:
        found.of(association.name, association.person).associations.append(association)
    for award in document.awards:
        for laureate in found.others(award.jointly_with):
            laureate.awards.append(award)
    for publication in document.research:
        for author in found.others(publication.authors):
            author.publications.append(publication)
    for colleague in colleagues:
        found.of(colleague.name, colleague.slug).colleagues.append(colleague)
    return sorted(
        found.all(), key=lambda r: (not r.associations, -r.weight, fold(r.name))
    )


class _Relations:
    """Finds one relation for a person, whether named by slug, by name, or by both."""

    def __init__(self, document: DossierDocument) -> None:
        self._own = {document.slug, fold(document.name)}
        self._found: dict[str, Relation] = {}

    def others(self, people: Iterable[PersonPart]) -> Iterator[Relation]:
        """The relation of each of these people, but for the document's own person."""
        for each in people:
            if not {each.person, fold(each.name)} & self._own:
                yield self.of(each.name, each.person)

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
