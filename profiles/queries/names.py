"""By which names people are known, and what is nearest to what somebody wrote."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeVar

from django.db.models import Q

from profiles.databases import PUBLIC
from profiles.models import OtherName, Person, Topic
from profiles.text import fold

#: Of a path, as many of its last pieces are looked at, each up to this length.
_MOST_PIECES, _LONGEST_PIECE, _SHORTEST_PIECE = 3, 60, 3
#: As many published names are compared, and of those that are alike as many shown.
_MOST_COMPARED, _MOST_SHOWN = 200, 3
#: How alike two names must be, from 0 to 1; a part of a name counts a little less.
_ALIKE, _PART = 0.7, 0.95

_ENDING = re.compile(r"\.[a-z]{2,5}$")
_BETWEEN_WORDS = re.compile(r"[\W_]+")

Record = TypeVar("Record", Person, Topic)


def other_names_of(person: Person) -> list[str]:
    rows = OtherName.objects.using(PUBLIC).filter(person=person).order_by("position")
    return list(rows.values_list("name", flat=True))


@dataclass(frozen=True)
class Near:
    """Published people and topics whose names are like what stands in an address."""

    people: Sequence[Person] = ()
    topics: Sequence[Topic] = ()

    def __bool__(self) -> bool:
        return bool(self.people or self.topics)


def near_matches(path: str) -> Near:
    """What somebody who asked for this path may have meant, by two queries at most.

    Only published names are looked at, and a bounded number of them, so the answer is
    the same whatever lies at the desk.
    """
    pieces = _pieces_of(path)
    if not pieces:
        return Near()
    begins = _begins_like(pieces)
    people = Person.objects.using(PUBLIC).filter(begins).only("name", "slug")
    topics = Topic.objects.using(PUBLIC).filter(begins)
    return Near(
        _nearest(pieces, people.order_by("slug")[:_MOST_COMPARED]),
        _nearest(pieces, topics.order_by("slug")[:_MOST_COMPARED]),
    )


def _pieces_of(path: str) -> list[str]:
    """`/people/Yann_LeCum.json` gives `yann-lecum`: what could be a slug.

    The first of several pieces names a list, not a person.
    """
    pieces = [piece for piece in path.split("/") if piece]
    named = pieces[1:] or pieces
    slugs = [
        "-".join(filter(None, _BETWEEN_WORDS.split(_ENDING.sub("", fold(piece)))))
        for piece in (each[:_LONGEST_PIECE] for each in named[:_MOST_PIECES])
    ]
    return [slug for slug in slugs if len(slug) >= _SHORTEST_PIECE]


def _begins_like(pieces: Sequence[str]) -> Q:
    """Slugs with a word that begins as a word of the pieces does."""
    condition = Q()
    for start in {word[:2] for piece in pieces for word in piece.split("-")}:
        condition |= Q(slug__startswith=start) | Q(slug__contains=f"-{start}")
    return condition


def _nearest(pieces: Sequence[str], records: Iterable[Record]) -> list[Record]:
    likenesses = [_Likeness(piece) for piece in pieces]
    scored = [
        (max(like.to(each.slug) for like in likenesses), each) for each in records
    ]
    alike = [pair for pair in scored if pair[0] >= _ALIKE]
    alike.sort(key=lambda pair: (-pair[0], pair[1].slug))
    return [record for _, record in alike[:_MOST_SHOWN]]


class _Likeness:
    """How like a piece of an address is to slugs, or to words of them."""

    def __init__(self, piece: str) -> None:
        self._piece = piece
        self._matcher = SequenceMatcher(b=piece, autojunk=False)

    def to(self, slug: str) -> float:
        words = slug.split("-")
        if len(words) > 1 and any(word.startswith(self._piece) for word in words):
            return _PART
        return max(self._ratio(slug), *(_PART * self._ratio(word) for word in words))

    def _ratio(self, text: str) -> float:
        self._matcher.set_seq1(text)
        if self._matcher.real_quick_ratio() < _ALIKE:
            return 0.0
        return self._matcher.ratio()
