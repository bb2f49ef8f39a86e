"""Tags: what entries of the index can be filtered by.

A tag is the letter of its kind, the letter of what it tells, and a value of letters and
digits, so that it is one word to any engine: `qaverified` is a verified quote. People
and topics stand in it by their slugs and other text as it is, digested.
"""

import hashlib

from profiles.choices import Credibility, EntryKind, Reliability
from profiles.text import fold

PERSON = "p"
TOPIC = "t"
OUTLET = "o"
ATTRIBUTION = "a"
WORDING = "w"
SOURCED = "s"
RELIABILITY = "l"
CREDIBILITY = "c"
DECADE = "d"
SUBKIND = "k"
COAUTHOR = "u"
KEY_WORK = "y"
EXPERTISE = "x"
ORGANIZATION = "g"
PRESENT_ORGANIZATION = "h"
NATIONALITY = "n"
RISK = "r"
AWARD = "v"


def tag(kind: EntryKind, facet: str, value: object) -> str:
    """The tag of a value that holds letters and digits alone."""
    return f"{kind.value}{facet}{value}".replace("_", "").lower()


def text_tag(kind: EntryKind, facet: str, text: str) -> str:
    """The tag of any text, the same however it is accented or capitalised."""
    digest = hashlib.blake2b(fold(text).encode(), digest_size=8).hexdigest()
    return f"{kind.value}{facet}{digest}"


def everything(kind: EntryKind) -> str:
    """The tag that every entry of a kind has."""
    return f"{kind.value}all"


def at_least(kind: EntryKind, grade: tuple[Reliability, Credibility]) -> list[str]:
    """The tags of a grade and of every one below it, so that “at least B” is a tag."""
    reliability, credibility = grade
    letters = list(Reliability)
    return [
        *(
            tag(kind, RELIABILITY, r.value)
            for r in letters[letters.index(reliability) :]
        ),
        *(tag(kind, CREDIBILITY, c.value) for c in Credibility if c >= credibility),
    ]
