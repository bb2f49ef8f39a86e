"""What a list or a search asks of the index."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, auto
from typing import Self

from profiles.choices import EntryKind
from profiles.index.words import Term


class Order(Enum):
    NEWEST = auto()
    OLDEST = auto()
    NAME = auto()
    HEADING = auto()
    WEIGHT = auto()
    RELEVANCE = auto()


@dataclass(frozen=True)
class Question:
    """Entries of these kinds that have the words, and of each group of tags one.

    An empty group holds nothing. `since` and `until` narrow to entries whose partial
    date can share a day with the span; either may be open.
    """

    kinds: tuple[EntryKind, ...]
    terms: tuple[Term, ...] = ()
    tags: tuple[tuple[str, ...], ...] = ()
    since: date | None = None
    until: date | None = None
    order: Order = Order.NEWEST

    @property
    def only_kind(self) -> EntryKind | None:
        """The kind, where nothing else narrows the question, or only days do."""
        if self.terms or self.tags or len(self.kinds) > 1:
            return None
        return self.kinds[0]

    def about(self, terms: Sequence[Term]) -> Self:
        """The same question, of entries that have these words too."""
        return replace(self, terms=(*self.terms, *terms))

    def from_day(self, day: date) -> Self:
        return replace(self, since=day)

    def to_day(self, day: date) -> Self:
        return replace(self, until=day)

    def sorted_by(self, order: Order) -> Self:
        return replace(self, order=order)

    def asks_for(self, tag: str) -> bool:
        return any(tag in group for group in self.tags)

    def having(self, *any_of: str) -> Self:
        """The same question, of entries that also have one of the tags."""
        return replace(self, tags=(*self.tags, any_of))

    def without(self, prefix: str) -> Self:
        """The same question without the groups of tags that begin so."""
        kept = [group for group in self.tags if not _begins(group, prefix)]
        return replace(self, tags=tuple(kept))


def _begins(group: Sequence[str], prefix: str) -> bool:
    return bool(group) and all(tag.startswith(prefix) for tag in group)
