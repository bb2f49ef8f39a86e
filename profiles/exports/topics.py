"""Topics as records and as rows, and each with what was said on it."""

from typing import Any

from django.urls import reverse

from profiles.exports.quotes import quote_record
from profiles.models import Topic
from profiles.origin import Absolute
from profiles.queries.topics import ListedTopic, TopicPage

TOPIC_COLUMNS = ["slug", "name", "quotes", "address"]


def topic_record(listed: ListedTopic, absolute: Absolute) -> dict[str, Any]:
    """A topic as JSON holds it, with its quotes counted."""
    return {**_facts(listed.topic, absolute), "quotes": listed.quotes}


def topic_row(listed: ListedTopic, absolute: Absolute) -> list[Any]:
    """A topic as a row under TOPIC_COLUMNS."""
    topic = listed.topic
    return [topic.slug, topic.name, listed.quotes, absolute(_path(topic.slug))]


def topic_details(
    page: TopicPage, quotes_url: str, absolute: Absolute
) -> dict[str, Any]:
    """A topic with its newest quotes, who spoke on it, and topics that share quotes.

    `quotes_url` is the list of all its quotes, which this one is the beginning of.
    """
    return {
        **_facts(page.topic, absolute),
        "people": [
            {
                "name": each.label,
                "slug": each.value,
                "address": absolute(
                    reverse("profiles:person-detail", args=[each.value])
                ),
                "quotes": each.count,
            }
            for each in page.people
        ],
        "related": [
            {
                "slug": each.value,
                "address": absolute(_path(each.value)),
                "name": each.label,
                "shared_quotes": each.count,
            }
            for each in page.related
        ],
        "quotes": {
            "count": page.total,
            "count_is_bounded": page.is_bounded,
            "all": absolute(quotes_url),
            "results": [quote_record(listed, absolute) for listed in page.quotes],
        },
    }


def _path(slug: str) -> str:
    return reverse("profiles:topic-detail", args=[slug])


def _facts(topic: Topic, absolute: Absolute) -> dict[str, Any]:
    return {
        "slug": topic.slug,
        "address": absolute(_path(topic.slug)),
        "name": topic.name,
    }
