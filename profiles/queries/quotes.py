"""What the pages of quotes ask the reading room."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from profiles.addresses import Address
from profiles.choices import (
    Attribution,
    Credibility,
    EntryKind,
    Reliability,
    Stance,
    Wording,
)
from profiles.databases import PUBLIC
from profiles.documents.citing import Grade
from profiles.index import answers, tags
from profiles.index.engines import Hit
from profiles.index.question import Question
from profiles.index.words import Piece, Term, pieces_of
from profiles.models import Citation, Quote, Topic
from profiles.models.index import key_of
from profiles.queries.facets import Choice, choices
from profiles.queries.grades import grade_of
from profiles.queries.paging import Paging
from profiles.text import moment_url


@dataclass(frozen=True)
class ListedQuote:
    """A quote as a list shows it: its words in pieces, its topics and its grade."""

    quote: Quote
    pieces: list[Piece]
    topics: list[Topic]
    citations: list[Citation]

    @property
    def grade(self) -> Grade | None:
        """The best grade of a source that supports the quote."""
        return min(
            (
                Grade(
                    Reliability(each.source.reliability), Credibility(each.credibility)
                )
                for each in self.citations
                if each.stance == Stance.SUPPORTS
            ),
            default=None,
        )

    @property
    def attribution(self) -> Attribution:
        return Attribution(self.quote.attribution)

    @property
    def wording(self) -> Wording:
        return Wording(self.quote.wording)

    @property
    def is_verified(self) -> bool:
        return self.attribution is Attribution.VERIFIED

    @property
    def sources(self) -> list["CitedSource"]:
        return [CitedSource(citation) for citation in self.citations]


@dataclass(frozen=True)
class CitedSource:
    """A source as a quote cites it."""

    citation: Citation

    @property
    def grade(self) -> Grade:
        return grade_of(self.citation)

    @property
    def url(self) -> str:
        """Where it is read: its address, or else its archived one, or ""."""
        return self.citation.source.url or self.citation.source.archived_url

    @property
    def moment_url(self) -> str:
        """The recording at the cited time code, where its address allows that."""
        return moment_url(self.citation.source.url, self.citation.place)


def quotes_of(hits: Sequence[Hit], terms: Sequence[Term] = ()) -> list[ListedQuote]:
    """The quotes that were found, in their order, their hits marked."""
    rows = (
        Quote.objects.using(PUBLIC)
        .with_sources()
        .prefetch_related("ranked_topics__topic")
        .in_bulk([hit.object_id for hit in hits])
    )
    return [
        _listed(rows[hit.object_id], terms) for hit in hits if hit.object_id in rows
    ]


def _listed(quote: Quote, terms: Sequence[Term]) -> ListedQuote:
    return ListedQuote(
        quote,
        pieces_of(quote.text, terms),
        [each.topic for each in quote.ranked_topics.all()],
        list(quote.citations.all()),
    )


def quote_by_id(stable_id: str) -> ListedQuote | None:
    """The published quote with this id, with all that its own page shows."""
    row = (
        Quote.objects.using(PUBLIC)
        .filter(stable_id=stable_id)
        .with_sources()
        .prefetch_related("ranked_topics__topic")
        .first()
    )
    return None if row is None else _listed(row, ())


@dataclass(frozen=True)
class QuotePage:
    """A page of quotes, and what the list it is of can be narrowed by."""

    quotes: list[ListedQuote]
    paging: Paging
    topics: list[Choice]
    people: list[Choice]
    outlets: list[Choice]


def quote_page(question: Question, number: int, address: Address) -> QuotePage:
    """The page of that number, of the quotes in the question's order.

    Raises EmptyPage.
    """
    ask = cache(answers.survey)
    paging = Paging(ask(question), number, address)
    hits = answers.find(question, limit=paging.per_page, offset=paging.offset)

    def offered(facet: str) -> list[Choice]:
        return choices(question, f"{EntryKind.QUOTE.value}{facet}", ask)

    return QuotePage(
        quotes_of(hits, question.terms),
        paging,
        offered(tags.TOPIC),
        offered(tags.PERSON),
        offered(tags.OUTLET),
    )


def all_quotes(question: Question) -> Iterator[ListedQuote]:
    """Every quote, the newest first, a batch in memory at a time."""
    for hits in answers.find_all(question):
        yield from quotes_of(hits)


def neighbours_by_topic(
    listed: ListedQuote,
) -> tuple[ListedQuote | None, ListedQuote | None]:
    """The next newer and the next older quote on the same main topic."""
    if not listed.topics:
        return None, None
    tag = tags.text_tag(EntryKind.QUOTE, tags.TOPIC, listed.topics[0].slug)
    quote = listed.quote
    key = key_of(
        quote.said_on.lower if quote.said_on else None, EntryKind.QUOTE, quote.stable_id
    )
    found = answers.neighbours(Question((EntryKind.QUOTE,), tags=((tag,),)), key)
    rows = quotes_of([hit for hit in found if hit is not None])
    by_pk = {each.quote.pk: each for each in rows}
    newer, older = (by_pk.get(hit.object_id) if hit else None for hit in found)
    return newer, older
