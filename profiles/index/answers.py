"""What the index answers: entries in order, and how many there are of what."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from profiles.choices import EntryKind
from profiles.databases import PUBLIC
from profiles.index.engines import engine_of
from profiles.index.question import Question
from profiles.models.index import IndexEntry, IndexTag

#: Hits beyond this are not counted: a list says “10,000+”, a facet that it is bounded.
MOST_COUNTED = 10_000


@dataclass(frozen=True)
class Survey:
    """How many there are, and how often each of their tags occurs.

    Only the newest MOST_COUNTED are looked at; `is_bounded` says that there are more.
    """

    total: int
    is_bounded: bool
    tags: Counter[str] = field(repr=False)

    def counts(self, prefix: str) -> dict[str, int]:
        """The counts of the tags that begin so."""
        return {tag: n for tag, n in self.tags.items() if tag.startswith(prefix)}


def find(question: Question, *, limit: int, offset: int = 0) -> list[int]:
    """The keys of the entries, in the order of the question."""
    if not all(question.tags):
        return []
    return engine_of(PUBLIC).find(question, limit=limit, offset=offset)


def survey(question: Question) -> Survey:
    """Count the entries and their tags."""
    if not all(question.tags):
        return Survey(0, is_bounded=False, tags=Counter())
    rows = engine_of(PUBLIC).tags(question, limit=MOST_COUNTED + 1)
    counted = rows[:MOST_COUNTED]
    tags = Counter(tag for row in counted for tag in row.split(" "))
    return Survey(len(counted), len(rows) > MOST_COUNTED, tags)


def entries(keys: Sequence[int]) -> list[IndexEntry]:
    """The entries of the keys, in their order, with the person whose they are."""
    rows = IndexEntry.objects.using(PUBLIC).select_related("person").in_bulk(keys)
    return [rows[key] for key in keys if key in rows]


def objects(kind: EntryKind, keys: Sequence[int]) -> list[int]:
    """The row numbers of what the keys stand for, in their order."""
    rows = IndexEntry.objects.using(PUBLIC).filter(kind=kind.value, key__in=keys)
    found = dict(rows.values_list("key", "object_id"))
    return [found[key] for key in keys if key in found]


def labels(tags: Sequence[str]) -> dict[str, str]:
    """What the tags mean to a reader."""
    rows = IndexTag.objects.using(PUBLIC).filter(tag__in=tags)
    return dict(rows.values_list("tag", "label"))
