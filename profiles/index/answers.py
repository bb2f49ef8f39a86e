"""What the index answers: entries in order, and how many there are of what."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from profiles.choices import EntryKind
from profiles.databases import PUBLIC
from profiles.index.engines import Hit, engine_of
from profiles.index.question import Order, Question
from profiles.index.tags import everything
from profiles.models.index import IndexEntry, IndexTag

#: Hits beyond this are not counted: a list says “10,000+”, a facet that it is bounded.
MOST_COUNTED = 10_000

_BATCH = 500


@dataclass(frozen=True)
class Survey:
    """How many there are, and how often each of their tags occurs.

    Of a question that narrows a list only the newest MOST_COUNTED are looked at;
    `is_bounded` says that there are more. `total` never counts further.
    """

    total: int
    is_bounded: bool
    tags: Counter[str] = field(repr=False)

    @property
    def total_words(self) -> str:
        """1,234, or 10,000+ where counting stopped."""
        return f"{self.total:,}{'+' if self.is_bounded else ''}"

    def counts(self, prefix: str) -> dict[str, int]:
        """The counts of the tags that begin so."""
        return {tag: n for tag, n in self.tags.items() if tag.startswith(prefix)}


def find(question: Question, *, limit: int, offset: int = 0) -> list[Hit]:
    """The entries, in the order of the question."""
    if not all(question.tags):
        return []
    return engine_of(PUBLIC).find(question, limit=limit, offset=offset)


def find_all(question: Question) -> Iterator[list[Hit]]:
    """All of the entries, the newest first, in batches; for exports."""
    newest = replace(question, order=Order.NEWEST)
    hits = find(newest, limit=_BATCH)
    while hits:
        yield hits
        hits = engine_of(PUBLIC).beside(newest, hits[-1].key, limit=_BATCH)


def neighbours(question: Question, key: int) -> tuple[Hit | None, Hit | None]:
    """The entries next to a key in the order of days: the newer and the older one."""
    engine = engine_of(PUBLIC)
    newer = engine.beside(replace(question, order=Order.OLDEST), key, limit=1)
    older = engine.beside(replace(question, order=Order.NEWEST), key, limit=1)
    return next(iter(newer), None), next(iter(older), None)


def survey(question: Question) -> Survey:
    """Count the entries and their tags."""
    if not all(question.tags):
        return Survey(0, is_bounded=False, tags=Counter())
    kind = question.only_kind
    if kind is not None and question.since is None and question.until is None:
        return _survey_everything(kind)
    rows = engine_of(PUBLIC).tags(question, limit=MOST_COUNTED + 1)
    counted = rows[:MOST_COUNTED]
    tags = Counter(" ".join(counted).split())
    return Survey(len(counted), len(rows) > MOST_COUNTED, tags)


def _survey_everything(kind: EntryKind) -> Survey:
    """What was counted already, when the room was filled."""
    rows = IndexTag.objects.using(PUBLIC).filter(tag__startswith=kind.value)
    tags = Counter(dict(rows.values_list("tag", "count")))
    total = tags[everything(kind)]
    return Survey(min(total, MOST_COUNTED), total > MOST_COUNTED, tags)


def entries(hits: Sequence[Hit]) -> list[IndexEntry]:
    """The entries that were found, in their order, each with whose dossier it is in."""
    keys = [hit.key for hit in hits]
    rows = IndexEntry.objects.using(PUBLIC).select_related("person").in_bulk(keys)
    return [rows[key] for key in keys if key in rows]


def named(tags: Collection[str]) -> dict[str, IndexTag]:
    """The tags that some entry has, with what they are called."""
    return IndexTag.objects.using(PUBLIC).in_bulk(list(tags))
