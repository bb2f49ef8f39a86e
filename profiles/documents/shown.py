"""What a page of a dossier consists of: entries with their evidence, and sections."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page

from profiles.choices import Section, SectionState
from profiles.documents.citing import Evidence
from profiles.documents.relations import Relation
from profiles.documents.schema import (
    DossierDocument,
    MetricReadingPart,
    OrganizationPart,
    PortraitPart,
)


@dataclass(frozen=True)
class Shown:
    """An entry on the page, with what it rests on."""

    entry: Any
    evidence: Evidence


@dataclass(frozen=True)
class ShownPerson:
    """A person named on the page; a link where there is a published dossier."""

    name: str
    slug: str


@dataclass(frozen=True)
class Figure:
    """A figure of the head: its newest reading, or nothing on file."""

    label: str
    value: int | None = None
    reading: MetricReadingPart | None = None
    evidence: Evidence = field(default_factory=Evidence)


@dataclass(frozen=True)
class ShownPublication(Shown):
    with_authors: list[ShownPerson]
    citations: Figure


@dataclass(frozen=True)
class Decade:
    """The publications of a decade; `start` is None for those without a year."""

    start: int | None
    count: int
    publications: list[ShownPublication]

    @property
    def label(self) -> str:
        return "Undated" if self.start is None else f"{self.start}s"

    @property
    def anchor(self) -> str:
        return f"decade-{self.label.lower()}"


@dataclass(frozen=True)
class ShownPosition(Shown):
    """An assessment; beside the evidence for all of it, that of single fields."""

    risk_level: Evidence
    predicted_timeline: Evidence
    safety_approach: Evidence
    remarks: Evidence
    beliefs: list[Shown]


@dataclass(frozen=True)
class ShownAffiliation(Shown):
    """A role with its organization, and its years as far as they are known."""

    organization: OrganizationPart
    first_year: int | None
    last_year: int | None

    @property
    def is_current(self) -> bool:
        return self.entry.ended_on is None


@dataclass(frozen=True)
class ShownRelation:
    """An associate; `anchor` is where they stand in the list, "" for no need of one.

    `reason_url` leads to what the relation rests on.
    """

    relation: Relation
    person: ShownPerson
    evidence: Evidence
    anchor: str
    reason_url: str


@dataclass(frozen=True)
class ShownAward(Shown):
    granted_by: OrganizationPart | None
    jointly_with: list[ShownPerson]


@dataclass(frozen=True)
class SectionOnPage:
    """A section with what its template needs; `state` says why there is nothing."""

    section: Section
    count: int | None
    state: SectionState | None
    content: Mapping[str, Any]
    page: "Page[Any] | None" = None

    @property
    def page_numbers(self) -> list[int | str]:
        """The numbers of the section's pages, with an ellipsis where there are many."""
        if self.page is None or not self.page.has_other_pages():
            return []
        paginator = self.page.paginator
        return list(paginator.get_elided_page_range(self.page.number, on_each_side=2))

    @property
    def template(self) -> str:
        return f"profiles/sections/_{self.section.value}.html"


@dataclass(frozen=True)
class DossierPage:
    """A dossier's page. `listed_slug` leads to what the reading room's lists hold of
    it, and is "" where they may not hold what the document says. `portrait` is None
    where the document has none, or its files are not shown.
    """

    document: DossierDocument
    listed_slug: str
    portrait: PortraitPart | None
    sections: list[SectionOnPage]
    figures: list[Figure]
    portrait_evidence: Evidence
    nationalities: list[str]
    nationality_evidence: Evidence
    primary: ShownAffiliation | None
