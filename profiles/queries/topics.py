"""What the pages of topics ask the reading room."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache

from django.db.models import QuerySet

from profiles.choices import EntryKind
from profiles.databases import PUBLIC
from profiles.index import answers, tags
from profiles.index.question import Question
from profiles.index.words import Term
from profiles.models import Topic
from profiles.queries.facets import Choice, choices
from profiles.queries.hubs import named
from profiles.queries.quotes import ListedQuote, quotes_of

#: How many quotes a topic's page shows; the others are found in the list of quotes.
MOST_QUOTES = 50
#: How many other topics it names.
MOST_RELATED = 30


def topics() -> QuerySet[Topic]:
    return Topic.objects.using(PUBLIC)


def topics_named(terms: Sequence[Term]) -> list[int]:
    return named(topics().values_list("pk", "name"), terms)


def topic_by_slug(slug: str) -> Topic | None:
    return topics().filter(slug=slug).first()


@dataclass(frozen=True)
class ListedTopic:
    """A topic with the number of its quotes."""

    topic: Topic
    quotes: int


def listed_topics(shown: Collection[Topic]) -> list[ListedTopic]:
    """The topics in their order, each with its quotes as the index has counted them."""
    counts = answers.named([_tag(each.slug) for each in shown])
    return [
        ListedTopic(each, row.count if (row := counts.get(_tag(each.slug))) else 0)
        for each in shown
    ]


def _tag(slug: str) -> str:
    return tags.text_tag(EntryKind.QUOTE, tags.TOPIC, slug)


@dataclass(frozen=True)
class TopicPage:
    """A topic with its newest quotes, of everybody or of one person.

    `quote_count` is how many there are on the topic; `total` how many of those are of
    whom is asked for, where `is_bounded` at least. `people` spoke on the topic;
    `related` topics share quotes with it. Both are counted as far as the index counts.
    """

    topic: Topic
    quotes: list[ListedQuote]
    quote_count: int
    total: int
    is_bounded: bool
    people: list[Choice]
    related: list[Choice]

    @property
    def is_cut(self) -> bool:
        """Whether there are more quotes than the page shows."""
        return self.total > len(self.quotes)

    @property
    def person(self) -> Choice | None:
        """Whose quotes are asked for."""
        return next((each for each in self.people if each.is_chosen), None)


def topic_page(topic: Topic, person: str = "") -> TopicPage:
    """The page of a topic; with a slug, only of what that person said."""
    ask = cache(answers.survey)
    whole = Question((EntryKind.QUOTE,), tags=((_tag(topic.slug),),))
    question = whole
    if person:
        question = whole.having(tags.text_tag(EntryKind.QUOTE, tags.PERSON, person))
    asked = ask(question)
    own = _tag(topic.slug)
    counts = Counter(ask(whole).counts(f"{EntryKind.QUOTE.value}{tags.TOPIC}"))
    del counts[own]
    shared = dict(counts.most_common(MOST_RELATED))
    known = answers.named({*shared, own})
    related = [
        Choice(known[tag].value, known[tag].label, count)
        for tag, count in shared.items()
        if tag in known
    ]
    related.sort(key=lambda each: (-each.count, each.label))
    return TopicPage(
        topic=topic,
        quotes=quotes_of(answers.find(question, limit=MOST_QUOTES)),
        quote_count=known[own].count if own in known else 0,
        total=asked.total,
        is_bounded=asked.is_bounded,
        people=choices(question, f"{EntryKind.QUOTE.value}{tags.PERSON}", ask),
        related=related,
    )
