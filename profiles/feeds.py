"""Atom feeds (RFC 4287) of what lists show and of what has changed."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from profiles.exports.quotes import quote_citation, quote_path
from profiles.models import PublishedEdition
from profiles.origin import Absolute
from profiles.queries.quotes import ListedQuote

_NAME = "Intelligence Dossier"


def _feed(title: str, link: str, feed_url: str, updated: datetime | None) -> Atom1Feed:
    return Atom1Feed(
        title=title,
        link=link,
        description=None,
        feed_url=feed_url,
        author_name=_NAME,
        language="en",
        updateddate=updated,
    )


def quote_feed(
    title: str,
    quotes: Iterable[ListedQuote],
    published: Mapping[str, datetime],
    *,
    link: str,
    feed_url: str,
    absolute: Absolute,
) -> str:
    """A feed of quotes; an entry is as old as the edition that it stands in.

    `published` gives the moment of a person's current edition by slug.
    """
    feed = _feed(title, link, feed_url, max(published.values(), default=None))
    for listed in quotes:
        quote = listed.quote
        address = absolute(quote_path(listed))
        feed.add_item(
            title=f"{quote.person.name}: {quote}",
            link=address,
            description=quote_citation(listed, absolute),
            unique_id=address,
            unique_id_is_permalink=True,
            updateddate=published[quote.person.slug],
            categories=[topic.name for topic in listed.topics],
        )
    return str(feed.writeString("utf-8"))


def change_feed(
    title: str,
    editions: Iterable[tuple[PublishedEdition, str]],
    *,
    link: str,
    feed_url: str,
    absolute: Absolute,
) -> str:
    """A feed of editions, each with the name of the person and its summary."""
    rows = list(editions)
    newest = max((edition.published_at for edition, _ in rows), default=None)
    feed = _feed(title, link, feed_url, newest)
    for edition, name in rows:
        slug, number = edition.slug, edition.number
        address = absolute(reverse("profiles:person-detail", args=[slug]))
        feed.add_item(
            title=f"{name}, edition {number}",
            link=absolute(reverse("profiles:edition-detail", args=[slug, number])),
            description=edition.summary,
            unique_id=f"{address}#edition-{number}",
            unique_id_is_permalink=False,
            updateddate=edition.published_at,
        )
    return str(feed.writeString("utf-8"))
