"""What entries of the desk rest on: their grades, and those that rest on nothing."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Exists, Model, OuterRef, QuerySet

from profiles.choices import Stance
from profiles.databases import DESK
from profiles.documents.citing import Grade
from profiles.models import Citation
from profiles.models.sources import CITED
from profiles.queries.grades import best_grade

Row = TypeVar("Row", bound=Model)

#: How citations call the model of an entry that they stand under.
CITED_AS: dict[Any, str] = {
    Citation._meta.get_field(name).related_model: name for name in CITED
}
#: Long, and of no use to a grade.
_UNREAD = ["excerpt", "place"]


@dataclass(frozen=True)
class EntryEvidence:
    """How many citations an entry has, and the best grade that supports it."""

    citations: int = 0
    grade: Grade | None = None
    is_contradicted: bool = False

    @classmethod
    def of(cls, citations: Sequence[Citation]) -> "EntryEvidence":
        """Of an entry's citations, with their sources."""
        contradicts = any(each.stance == Stance.CONTRADICTS for each in citations)
        return cls(len(citations), best_grade(citations), contradicts)

    @property
    def kind(self) -> str:
        """What it comes to in one word: cited, uncited or contradicted."""
        if self.is_contradicted:
            return "contradicted"
        return "cited" if self.citations else "uncited"

    @property
    def short(self) -> str:
        if not self.citations:
            return "uncited"
        grade = str(self.grade or "no support")
        return f"{grade}, contradicted" if self.is_contradicted else grade

    @property
    def words(self) -> str:
        """The same in the words that readers are given for grades."""
        if not self.citations:
            return "No source is cited."
        support = self.grade.words if self.grade else "no source supports this"
        told = f"{support[0].upper()}{support[1:]}"
        return f"{told}; a source contradicts it." if self.is_contradicted else told


def evidence_of(rows: Iterable[Model]) -> dict[Model, EntryEvidence]:
    """The evidence of entries, of whatever models, in one query for all of them."""
    by_model: dict[type[Model], dict[int, Model]] = defaultdict(dict)
    for row in rows:
        by_model[type(row)][row.pk] = row
    if not by_model:
        return {}
    first, *others = [_citations(model, pks) for model, pks in by_model.items()]
    found: dict[Model, list[Citation]] = {
        row: [] for entries in by_model.values() for row in entries.values()
    }
    for citation in first.union(*others, all=True):
        for model, entries in by_model.items():
            cited_row = entries.get(getattr(citation, f"{CITED_AS[model]}_id"))
            if cited_row is not None:
                found[cited_row].append(citation)
    return {row: EntryEvidence.of(citations) for row, citations in found.items()}


def _citations(model: type[Model], pks: Iterable[int]) -> QuerySet[Citation]:
    rows = Citation.objects.using(DESK).filter(**{f"{CITED_AS[model]}__in": list(pks)})
    return rows.select_related("source").defer(*_UNREAD).order_by()


def cited(entries: QuerySet[Row]) -> QuerySet[Row]:
    return entries.filter(_has_citation(entries))


def uncited(entries: QuerySet[Row]) -> QuerySet[Row]:
    return entries.exclude(_has_citation(entries))


def contradicted(entries: QuerySet[Row]) -> QuerySet[Row]:
    """Those of which a source says otherwise."""
    return entries.filter(_has_citation(entries, stance=Stance.CONTRADICTS))


def _has_citation(entries: QuerySet[Any], **narrowed: str) -> Exists:
    cited_as = {CITED_AS[entries.model]: OuterRef("pk")}
    return Exists(Citation.objects.filter(**cited_as, **narrowed))
