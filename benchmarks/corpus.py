"""Invented dossiers with many quotes, the same at every run.

Words, topics and outlets are as unevenly used as real ones: the n-th is used an n-th as
often as the first (Zipf). Their numbers are their ranks, so that who measures can name
a common or a rare one.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import accumulate
from math import ceil
from random import Random
from typing import Any

from profiles.choices import Attribution, Reliability, SourceKind, Wording
from profiles.documents.reader import check_dossier
from profiles.documents.schema import DossierDocument

QUOTES_EACH = 100
VOCABULARY = 200_000
TOPICS = 300
OUTLETS = 3_000
_SOURCES_EACH = 5

_FIRST_DAY, _LAST_DAY = date(1985, 1, 1), date(2026, 12, 31)
#: What is known of the day of a quote, and how often; "" is nothing.
_PRECISIONS = {"%Y-%m-%d": 80, "%Y-%m": 12, "%Y": 6, "": 2}
_ATTRIBUTIONS: dict[str, int] = {
    Attribution.VERIFIED: 80,
    Attribution.UNVERIFIED: 15,
    Attribution.DISPUTED: 5,
}
_WORDINGS: dict[str, int] = {Wording.VERBATIM: 90, Wording.CUT: 10}

_SYLLABLES = [onset + vowel for onset in "bdfgklmnprtv" for vowel in "aeiou"]


def documents(size: int) -> Iterator[DossierDocument]:
    """Dossiers that hold so many quotes together, a hundred each."""
    for number in range(1, ceil(size / QUOTES_EACH) + 1):
        held = size - (number - 1) * QUOTES_EACH
        yield check_dossier(_dossier(number, min(held, QUOTES_EACH)))


def word(rank: int) -> str:
    """An invented word; that of rank 1 is the most common."""
    rank, last = divmod(rank - 1, len(_SYLLABLES))
    return (word(rank) if rank else "") + _SYLLABLES[last]


def person_slug(number: int) -> str:
    return f"person-{number}"


def topic_slug(rank: int) -> str:
    return f"topic-{rank}"


def quote_id(person: int, number: int) -> str:
    return f"quote-{person}-{number}"


def _dossier(number: int, size: int) -> dict[str, Any]:
    random = Random(number)  # noqa: S311 -- the same at every run is what is wanted
    given, family = (word(random.randint(1, VOCABULARY)).title() for _ in range(2))
    sources = [
        {
            "id": f"source-{number}-{each}",
            "title": f"Source {each} on {given} {family}",
            "kind": SourceKind.NEWS,
            "url": f"https://example.org/{number}/{each}",
            "reliability": random.choice(list(Reliability)),
        }
        for each in range(1, _SOURCES_EACH + 1)
    ]
    return {
        "dossier": 1,
        "id": f"dossier-{number}",
        "name": f"{given} {family}",
        "sort_name": f"{family}, {given}",
        "slug": person_slug(number),
        "sources": sources,
        "quotes": [
            {"id": quote_id(number, each), **_quote(random, number)}
            for each in range(1, size + 1)
        ],
    }


def _quote(random: Random, person: int) -> dict[str, Any]:
    ranks = _ranks(random, VOCABULARY, random.randint(16, 75))
    return {
        "text": " ".join(map(word, ranks)).capitalize() + ".",
        "said_on": _day(random),
        "outlet": f"Outlet {_ranks(random, OUTLETS, 1)[0]}",
        "topics": [
            f"Topic {rank}"
            for rank in dict.fromkeys(_ranks(random, TOPICS, random.randint(1, 2)))
        ],
        "attribution": _one_of(random, _ATTRIBUTIONS),
        "wording": _one_of(random, _WORDINGS),
        "citations": [
            {
                "source": f"source-{person}-{random.randint(1, _SOURCES_EACH)}",
                "credibility": random.randint(1, 6),
            }
        ],
    }


def _day(random: Random) -> str | None:
    length = (_LAST_DAY - _FIRST_DAY).days
    day = _FIRST_DAY + timedelta(days=random.randint(0, length))
    return day.strftime(_one_of(random, _PRECISIONS)) or None


def _one_of(random: Random, weights: Mapping[str, int]) -> str:
    return random.choices(list(weights), list(weights.values()))[0]


_ZIPF = {
    count: list(accumulate(1 / rank for rank in range(1, count + 1)))
    for count in (VOCABULARY, TOPICS, OUTLETS)
}


def _ranks(random: Random, count: int, number: int) -> list[int]:
    """So many ranks of as many as there are, each as often as Zipf has it."""
    return random.choices(range(1, count + 1), cum_weights=_ZIPF[count], k=number)
