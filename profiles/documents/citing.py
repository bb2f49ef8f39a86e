"""Numbering a document's sources, marking claims with them, and grading claims."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from profiles.choices import Credibility, Reliability, Stance
from profiles.documents.schema import (
    CitationPart,
    DossierDocument,
    SourcePart,
)


@dataclass(frozen=True, order=True)
class Grade:
    """A source's reliability and a claim's credibility on the Admiralty scale."""

    reliability: Reliability
    credibility: Credibility

    def __str__(self) -> str:
        return f"{self.reliability.value}{self.credibility.value}"

    @property
    def anchor(self) -> str:
        return f"grade-{self}".lower()

    @property
    def words(self) -> str:
        source = self.reliability.label.lower()
        claim = self.credibility.label.lower()
        source = source if self.reliability is Reliability.F else f"{source} source"
        return f"{source}; {claim}"


@dataclass(frozen=True)
class Mark:
    """A citation mark: the number of the source, and where the mark itself stands."""

    number: int
    anchor: str
    citation: CitationPart
    grade: Grade

    @property
    def contradicts(self) -> bool:
        return self.citation.stance is Stance.CONTRADICTS


@dataclass(frozen=True)
class Evidence:
    """What a claim rests on: its marks, and the best grade that supports it."""

    marks: list[Mark] = field(default_factory=list)

    @property
    def grade(self) -> Grade | None:
        return min((m.grade for m in self.marks if not m.contradicts), default=None)

    @property
    def is_contradicted(self) -> bool:
        return any(mark.contradicts for mark in self.marks)


@dataclass(frozen=True)
class NumberedSource:
    """A source with its number, and the marks of this page that lead to it."""

    number: int
    source: SourcePart
    marks: list[Mark]

    @property
    def marks_by_grade(self) -> list[tuple[Grade, list[Mark]]]:
        """The marks of each grade together, the best first."""
        ordered = sorted(self.marks, key=lambda mark: mark.grade)
        return [(grade, list(same)) for grade, same in groupby(ordered, _grade)]


def _grade(mark: Mark) -> Grade:
    return mark.grade


class SourceNumbers:
    """Numbers sources by their first citation in the document, whatever is shown.

    `mark` is called for what the page shows, in its order, and notes where it stood.
    """

    def __init__(self, document: DossierDocument) -> None:
        self._sources = {source.id: source for source in document.sources}
        self._numbers: dict[str, int] = {}
        for citation in _citations_in_order(document):
            self._numbers.setdefault(citation.source, len(self._numbers) + 1)
        self._marks: dict[str, list[Mark]] = defaultdict(list)

    def __len__(self) -> int:
        return len(self._numbers)

    def number_of(self, source_id: str) -> int | None:
        """None for a source that nothing cites."""
        return self._numbers.get(source_id)

    def mark(self, citations: Iterable[CitationPart]) -> Evidence:
        return Evidence([self._mark(citation) for citation in citations])

    def _mark(self, citation: CitationPart) -> Mark:
        number = self._numbers[citation.source]
        known = self._marks[citation.source]
        mark = Mark(
            number=number,
            anchor=f"cite-{number}-{len(known) + 1}",
            citation=citation,
            grade=Grade(
                self._sources[citation.source].reliability, citation.credibility
            ),
        )
        known.append(mark)
        return mark

    def grades(self) -> list[Grade]:
        """The grades given on this page, best first."""
        return sorted({mark.grade for marks in self._marks.values() for mark in marks})

    def sources(self, further: Collection[int]) -> list[NumberedSource]:
        """The sources marked on this page, and further ones by number less one."""
        return [
            NumberedSource(number, self._sources[each], self._marks.get(each, []))
            for each, number in self._numbers.items()
            if each in self._marks or number - 1 in further
        ]


def _citations_in_order(document: DossierDocument) -> Iterator[CitationPart]:
    """Every citation, in the order in which the page shows what it bears out."""
    for reading in document.metrics:
        yield from reading.citations
    yield from document.citations
    for education in document.profile.education:
        yield from education.citations
    for event in document.history:
        yield from event.citations
    for position in document.position:
        yield from position.citations
        for belief in position.beliefs:
            yield from belief.citations
    for quote in document.quotes:
        yield from quote.citations
    for publication in document.research:
        yield from publication.citations
        for reading in publication.metrics:
            yield from reading.citations
    for entries in (
        document.media,
        document.associates,
        document.affiliations,
        document.awards,
    ):
        for entry in entries:
            yield from entry.citations
