"""What the pages of sources ask the reading room."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Lower

from profiles.choices import Credibility, LinkState, Reliability, SourceKind, Stance
from profiles.databases import PUBLIC
from profiles.documents.citing import Grade
from profiles.models import Citation, Person, Source
from profiles.queries.grades import grade_of
from profiles.queries.paging import Paging
from profiles.queries.subjects import SUBJECTS, Subject, subject_of

#: Ways from a citation to the person in whose dossier it stands. Who lists a
#: publication has all that it cites, so one citation can stand in several dossiers.
_OWNERS = [
    "person",
    "education__person",
    "event__person",
    "assessment__person",
    "belief__assessment__person",
    "quote__person",
    "publication__listings__person",
    "media_item__person",
    "association__person",
    "affiliation__person",
    "award_received__person",
    "metric_reading__person",
    "metric_reading__publication__listings__person",
]
_owner = attrgetter("owner")


def sources() -> QuerySet[Source]:
    """All of them by title; there are too many to be sorted by more than its case."""
    return Source.objects.using(PUBLIC).order_by(Lower("title"), "stable_id")


@dataclass(frozen=True)
class ShownSource:
    """A source with the words for what its columns hold."""

    source: Source

    @property
    def kind(self) -> SourceKind:
        return SourceKind(self.source.kind)

    @property
    def reliability(self) -> Reliability:
        return Reliability(self.source.reliability)

    @property
    def link_state(self) -> LinkState:
        return LinkState(self.source.link_state)


@dataclass(frozen=True)
class ListedSource(ShownSource):
    """A source with how many claims name it."""

    claims: int


def source_by_id(stable_id: str) -> ShownSource | None:
    source = sources().filter(stable_id=stable_id).first()
    return None if source is None else ShownSource(source)


def listed_sources(shown: Collection[Source]) -> list[ListedSource]:
    """The sources in their order, each with the claims that rest on it counted."""
    cited = Citation.objects.using(PUBLIC).filter(source__in=shown).order_by()
    counts = dict(cited.values_list("source").annotate(Count("pk")))
    return [ListedSource(each, counts.get(each.pk, 0)) for each in shown]


@dataclass(frozen=True)
class Claim:
    """What a source says to an entry of a dossier, or to one field of it."""

    citation: Citation
    subject: Subject

    @property
    def grade(self) -> Grade:
        return grade_of(self.citation)

    @property
    def credibility(self) -> Credibility:
        return Credibility(self.citation.credibility)

    @property
    def stance(self) -> Stance:
        return Stance(self.citation.stance)


@dataclass(frozen=True)
class DossierClaims:
    """The claims of one dossier, in the order of its sections."""

    person: Person
    claims: list[Claim]


@dataclass(frozen=True)
class SourcePage:
    """A source, and a page of the claims that rest on it, by dossier.

    `dossier_count` counts the dossiers of all pages.
    """

    shown: ShownSource
    paging: Paging
    dossier_count: int
    dossiers: list[DossierClaims]


def citations_of(source: Source) -> QuerySet[Citation]:
    """All that rests on a source: by dossier, then in the order of its sections.

    Each is annotated with its `owner`, a person's row number; one that stands in
    several dossiers comes once for each.
    """
    owner = Person.objects.using(PUBLIC).filter(pk=OuterRef("owner"))
    section = Case(
        *(
            When(**{f"{name}__isnull": False}, then=Value(number))
            for number, name in enumerate(SUBJECTS)
        )
    )
    return (
        Citation.objects.using(PUBLIC)
        .filter(source=source)
        .annotate(owner=Coalesce(*_OWNERS, output_field=BigIntegerField()))
        .select_related(
            "source",
            *SUBJECTS,
            "affiliation__organization",
            "award_received__award",
            "metric_reading__publication",
        )
        .order_by(Subquery(owner.values("sort_name")), "owner", section, "pk")
    )


def by_dossier(citations: Iterable[Citation]) -> list[DossierClaims]:
    """The citations under whose dossier they stand, in their order."""
    rows = list(citations)
    people = Person.objects.using(PUBLIC).in_bulk(list(map(_owner, rows)))
    return [
        DossierClaims(people[pk], [Claim(row, subject_of(row)) for row in own])
        for pk, own in groupby(rows, _owner)
        if pk in people
    ]


def dossier_count(source: Source) -> int:
    """How many dossiers rest on it."""
    cited = citations_of(source).order_by()
    count: int = cited.aggregate(n=Count("owner", distinct=True))["n"]
    return count
