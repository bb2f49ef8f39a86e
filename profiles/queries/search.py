"""What search asks the reading room: everything published, in one ranked list."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import Case, IntegerField, Q, Value, When
from django.urls import reverse

from profiles.addresses import Address
from profiles.choices import EntryKind
from profiles.databases import PUBLIC
from profiles.index import answers, tags
from profiles.index.answers import Survey
from profiles.index.question import Question
from profiles.index.words import MAX_QUERY_LENGTH, MAX_TERMS, Term, words_of
from profiles.models import IndexTag
from profiles.queries.names import Near, near_matches
from profiles.queries.paging import Paging
from profiles.queries.results import Result, results_of

PER_PAGE = 20
MOST_ANSWERS = 6
MOST_SUGGESTIONS = 10

#: What addresses call each kind, in the order of the tabs.
KINDS = {
    "people": EntryKind.PERSON,
    "quotes": EntryKind.QUOTE,
    "publications": EntryKind.PUBLICATION,
    "events": EntryKind.EVENT,
    "media": EntryKind.MEDIA_ITEM,
    "organizations": EntryKind.ORGANIZATION,
    "sources": EntryKind.SOURCE,
}

#: How the tags begin that name people and topics.
_PERSON = f"{EntryKind.PERSON.value}{tags.PERSON}"
_TOPIC = f"{EntryKind.QUOTE.value}{tags.TOPIC}"


@dataclass(frozen=True)
class Tab:
    """A kind with the number of its results, and the list of those alone."""

    label: str
    url: str
    survey: Survey
    is_current: bool


@dataclass(frozen=True)
class Answer:
    """A person or topic by name, what it is in words, and its page."""

    name: str
    label: str
    url: str


@dataclass(frozen=True)
class SearchPage:
    """A page of results; `near` is what may have been meant where nothing is found.

    `beginnings_url` searches for words that begin so, "" where that has been done.
    """

    results: list[Result]
    paging: Paging
    tabs: list[Tab]
    answers: list[Answer]
    near: Near
    beginnings_url: str

    @property
    def has_other_kinds(self) -> bool:
        """Whether there are results, though none of the kind that is asked for."""
        return not self.results and any(tab.survey.total for tab in self.tabs)


def search_page(question: Question, number: int, address: Address) -> SearchPage:
    """The page of that number, the most relevant first. Raises EmptyPage.

    The question is of one kind or of all; every kind is counted all the same.
    """
    surveys = {
        kind: answers.survey(replace(question, kinds=(kind,))) for kind in EntryKind
    }
    paging = Paging(
        _sum([surveys[kind] for kind in question.kinds]), number, address, PER_PAGE
    )
    hits = answers.find(question, limit=PER_PAGE, offset=paging.offset)
    words = _wanted(question.terms)
    direct = named_like(words, MOST_ANSWERS)
    is_empty = not direct and not any(each.total for each in surveys.values())
    return SearchPage(
        results=results_of(hits, question.terms),
        paging=paging,
        tabs=_tabs(surveys, question.kinds, address),
        answers=direct,
        near=near_matches(" ".join(words)) if is_empty else Near(),
        beginnings_url=_beginnings_url(question.terms, address),
    )


def _beginnings_url(terms: Sequence[Term], address: Address) -> str:
    if all(term.is_prefix for term in terms):
        return ""
    words = [f"{word}*" for word in _wanted(terms)]
    return str(address.without("page").replacing("q", " ".join(words)))


def _wanted(terms: Sequence[Term]) -> list[str]:
    return [word for term in terms if not term.is_excluded for word in term.words]


def _sum(surveys: Sequence[Survey]) -> Survey:
    total = sum(each.total for each in surveys)
    return Survey(total, any(each.is_bounded for each in surveys), Counter())


def _tabs(
    surveys: dict[EntryKind, Survey], asked: Sequence[EntryKind], address: Address
) -> list[Tab]:
    """All kinds together, then each that has something or is asked for."""
    everything = address.without("kind", "page")
    is_all = len(asked) == len(EntryKind)
    whole = _sum(list(surveys.values()))
    return [
        Tab("Everything", str(everything), whole, is_all),
        *(
            Tab(
                kind.label,
                str(everything.replacing("kind", name)),
                surveys[kind],
                not is_all and kind in asked,
            )
            for name, kind in KINDS.items()
            if surveys[kind].total or (not is_all and kind in asked)
        ),
    ]


# Names


def suggestions(query: str) -> list[Answer]:
    """What somebody who has typed so much may be about to name."""
    return named_like(words_of(query[:MAX_QUERY_LENGTH])[:MAX_TERMS], MOST_SUGGESTIONS)


def named_like(words: Sequence[str], limit: int) -> list[Answer]:
    """People and topics whose names have words that begin so, for every one of these.

    A name that is these words comes first, then people before topics, and of each
    first those whose name begins with the words.
    """
    if not words:
        return []
    asked = " ".join(words)
    begins, people = Q(folded_label__startswith=asked), _beginning(_PERSON)
    ranks = [Q(folded_label=asked), people & begins, people, begins]
    rank = Case(
        *(When(each, then=Value(place)) for place, each in enumerate(ranks)),
        default=Value(len(ranks)),
        output_field=IntegerField(),
    )
    found = IndexTag.objects.using(PUBLIC).filter(people | _beginning(_TOPIC))
    for word in words:
        # Words hold letters and digits alone, so they mean themselves in a pattern.
        found = found.filter(folded_label__regex=rf"(^|\W|_){word}")
    return [_answer(row) for row in found.order_by(rank, "folded_label", "tag")[:limit]]


def _beginning(prefix: str) -> Q:
    """Tags that begin so, as a range: a database finds it in the order of its key."""
    return Q(tag__gte=prefix, tag__lt=f"{prefix[:-1]}{chr(ord(prefix[-1]) + 1)}")


def _answer(row: IndexTag) -> Answer:
    if row.tag.startswith(_PERSON):
        url = reverse("profiles:person-detail", args=[row.value])
        return Answer(row.label, "Dossier", url)
    url = reverse("profiles:topic-detail", args=[row.value])
    quotes = "quote" if row.count == 1 else "quotes"
    return Answer(row.label, f"Topic, {row.count:,} {quotes}", url)
