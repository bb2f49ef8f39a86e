"""Publications as lists and exports show them, with what they rest on."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from profiles.choices import Metric, PublicationKind
from profiles.databases import PUBLIC
from profiles.documents.citing import Grade
from profiles.index import answers
from profiles.index.engines import Hit
from profiles.index.question import Question
from profiles.index.words import Piece, Term, pieces_of
from profiles.models import Authorship, Citation, MetricReading, Person, Publication
from profiles.queries.grades import best_grade

#: A paper of hundreds lists these, and whoever of the others has a dossier or is a hit.
_MOST_AUTHORS = 8
_ABSTRACT_LENGTH = 400
#: The newest readings of a figure; the JSON of the list has them all.
_MOST_READINGS = 12


@dataclass(frozen=True)
class Reading:
    """A count of citations as a provider gave it on a day, as far as that is known."""

    row: MetricReading

    @property
    def grade(self) -> Grade | None:
        return best_grade(self.row.citations.all())


@dataclass(frozen=True)
class Readings:
    """Every reading of one figure, the newest first and those without a day last."""

    all: list[Reading]

    @property
    def newest(self) -> Reading | None:
        return next(iter(self.all), None)

    @property
    def has_several(self) -> bool:
        return len(self.all) > 1

    @property
    def shown(self) -> list[Reading]:
        return self.all[:_MOST_READINGS]

    @property
    def not_shown(self) -> int:
        return len(self.all) - len(self.shown)


def citations_of(person: Person) -> Readings:
    """How often all of a person's work was cited."""
    rows = MetricReading.objects.using(PUBLIC).filter(person=person)
    return _readings(rows.prefetch_related("citations__source"))


def _readings(rows: Iterable[MetricReading]) -> Readings:
    """Those that count citations; they come newest first."""
    return Readings([Reading(row) for row in rows if row.metric == Metric.CITATIONS])


@dataclass(frozen=True)
class FoundAuthor:
    """An author, the hits in the name marked; `person` where there is a dossier."""

    name: str
    pieces: list[Piece]
    person: Person | None

    @property
    def has_hit(self) -> bool:
        return any(piece.is_hit for piece in self.pieces)


@dataclass(frozen=True)
class FoundPublication:
    """A publication with what is shown of it; what was looked for is marked.

    `people` are those whose dossiers list it.
    """

    publication: Publication
    title: list[Piece]
    venue: list[Piece]
    abstract: list[Piece]
    authors: list[FoundAuthor]
    people: list[Person]
    sources: list[Citation]
    citations: Readings

    @property
    def kind(self) -> PublicationKind:
        return PublicationKind(self.publication.kind)

    @property
    def grade(self) -> Grade | None:
        """The best grade of a source that supports the entry."""
        return best_grade(self.sources)

    @property
    def shown_authors(self) -> list[FoundAuthor]:
        return [
            author
            for number, author in enumerate(self.authors)
            if number < _MOST_AUTHORS or author.person or author.has_hit
        ]

    @property
    def further_authors(self) -> int:
        """How many are not shown."""
        return len(self.authors) - len(self.shown_authors)

    @property
    def doi_url(self) -> str:
        doi = self.publication.doi
        return f"https://doi.org/{quote(doi, safe='/:;()')}" if doi else ""

    @property
    def arxiv_url(self) -> str:
        arxiv_id = self.publication.arxiv_id
        return f"https://arxiv.org/abs/{arxiv_id}" if arxiv_id else ""

    @property
    def url(self) -> str:
        """Where it is read: its address, or else what its identifiers lead to."""
        return self.publication.url or self.doi_url or self.arxiv_url


def publications_of(
    hits: Sequence[Hit], terms: Sequence[Term] = ()
) -> list[FoundPublication]:
    """The publications that were found, in their order, their hits marked."""
    rows = (
        Publication.objects.using(PUBLIC)
        .prefetch_related(
            "authors__person",
            "people",
            "citations__source",
            "metrics__citations__source",
        )
        .in_bulk([hit.object_id for hit in hits])
    )
    return [_found(rows[hit.object_id], terms) for hit in hits if hit.object_id in rows]


def _found(publication: Publication, terms: Sequence[Term]) -> FoundPublication:
    return FoundPublication(
        publication,
        title=pieces_of(publication.title, terms),
        venue=pieces_of(publication.venue, terms),
        abstract=pieces_of(publication.abstract, terms, _ABSTRACT_LENGTH),
        authors=[_author(each, terms) for each in publication.authors.all()],
        people=sorted(publication.people.all(), key=lambda each: each.sort_name),
        sources=list(publication.citations.all()),
        citations=_readings(publication.metrics.all()),
    )


def _author(authorship: Authorship, terms: Sequence[Term]) -> FoundAuthor:
    name = authorship.name
    return FoundAuthor(name, pieces_of(name, terms), authorship.person)


def all_publications(question: Question) -> Iterator[FoundPublication]:
    """Every publication, the newest first, a batch in memory at a time."""
    for hits in answers.find_all(question):
        yield from publications_of(hits)
