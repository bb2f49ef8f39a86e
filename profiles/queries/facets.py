"""Facets: the values that a list can be narrowed by, with live counts."""

from collections.abc import Callable
from dataclasses import dataclass
from heapq import nlargest

from profiles.index.answers import Survey, named, survey
from profiles.index.question import Question

#: No list offers more values of one facet than this; the others are found by words.
MOST_OFFERED = 60


@dataclass(frozen=True)
class Choice:
    """A value, as addresses and readers call it, and how many entries have it."""

    value: str
    label: str
    count: int
    is_chosen: bool = False


def choices(
    question: Question,
    prefix: str,
    ask: Callable[[Question], Survey] = survey,
) -> list[Choice]:
    """The values of the tags that begin so, counted under the other filters.

    Chosen is what the question names; it comes first, even where nothing has it. The
    most frequent follow, those of the same count by name. Facets of one list `ask`
    through one function that remembers, as most of them ask the same.
    """
    counts = ask(question.without(prefix)).counts(prefix)
    most = nlargest(2 * MOST_OFFERED, counts, key=counts.__getitem__)
    asked = {tag for group in question.tags for tag in group if tag.startswith(prefix)}
    rows = named({*most, *asked})
    offered = [
        Choice(row.value, row.label, counts.get(tag, 0), question.asks_for(tag))
        for tag, row in rows.items()
    ]
    offered.sort(key=lambda each: (not each.is_chosen, -each.count, each.label))
    return offered[:MOST_OFFERED]
