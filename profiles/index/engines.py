"""The index on each database: FTS5 on SQLite, a tsvector on PostgreSQL.

Both hold the same words, which `profiles.index.words` has folded and split, so neither
engine's own rules for words come into play, and no reader's text reaches its parser:
a question is put together from words that hold letters and digits alone.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.db import connections

from profiles.index.question import Order, Question
from profiles.index.words import Term
from profiles.models.index import IndexEntry, first_key, last_key

_TABLE = IndexEntry._meta.db_table
_WORDS = "profiles_indexwords"
_BATCH = 500


class Words(NamedTuple):
    """What the full-text index holds of an entry: words and tags, split by spaces."""

    key: int
    title: str
    body: str
    tags: str


class Hit(NamedTuple):
    """An entry that was found: its key, and the row number of what it stands for."""

    key: int
    object_id: int


class Engine:
    """Asks and fills the index of one database."""

    def __init__(self, using: str) -> None:
        self.connection = connections[using]

    def find(self, question: Question, *, limit: int, offset: int = 0) -> list[Hit]:
        sql, parameters = self._selection(question, "e.key, e.object_id")
        order, further = self._order(question)
        rows = self._rows(
            f"{sql} ORDER BY {order} LIMIT %s OFFSET %s",
            [*parameters, *further, limit, offset],
        )
        return [Hit(*row) for row in rows]

    def beside(self, question: Question, key: int, *, limit: int) -> list[Hit]:
        """The next ones after a key in the order of days: older ones, or newer.

        Of the question's order only the direction counts.
        """
        sql, parameters = self._selection(question, "e.key, e.object_id")
        is_upward = question.order is Order.OLDEST
        rows = self._rows(
            f"{sql} AND e.key {'>' if is_upward else '<'} %s "
            f"ORDER BY e.key {'ASC' if is_upward else 'DESC'} LIMIT %s",
            [*parameters, key, limit],
        )
        return [Hit(*row) for row in rows]

    def tags(self, question: Question, *, limit: int) -> list[str]:
        """The tags of each entry, of the newest first and of no more than the limit."""
        sql, parameters = self._selection(question, "e.tags")
        rows = self._rows(f"{sql} ORDER BY e.key DESC LIMIT %s", [*parameters, limit])
        return [tags for (tags,) in rows]

    def count(self, tag: str) -> int:
        """How many entries have a tag."""
        raise NotImplementedError

    def write(self, rows: Iterable[Words]) -> None:
        """Add the words of entries that are in the table already."""
        raise NotImplementedError

    def create(self) -> None:
        """Make what the index needs beside its table."""
        raise NotImplementedError

    def _rows(self, sql: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
        with self.connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows

    def _selection(self, question: Question, column: str) -> tuple[str, list[Any]]:
        raise NotImplementedError

    def _order(self, question: Question) -> tuple[str, list[Any]]:
        if question.order is Order.RELEVANCE and question.terms:
            return self._relevance(question)
        return _ORDERS.get(question.order, "e.key DESC"), []

    def _relevance(self, question: Question) -> tuple[str, list[Any]]:
        raise NotImplementedError

    def _span(self, question: Question) -> tuple[str, list[Any]]:
        """Narrow to entries that can share a day with the span; "" for none."""
        if question.since is None and question.until is None:
            return "", []
        until = _LAST if question.until is None else last_key(question.until)
        if question.since is None:
            return " AND e.key BETWEEN 0 AND %s", [until]
        # Of what began before, only a date that is not known to the day reaches in.
        kinds = ", ".join(["%s"] * len(question.kinds))
        reaching = (
            f"SELECT key FROM {_TABLE} WHERE kind IN ({kinds}) AND upper > lower "  # noqa: S608 -- our own table
            "AND lower < %s AND upper >= %s"
        )
        since = question.since.isoformat()
        return (
            " AND (e.key BETWEEN %s AND %s "
            f"OR (e.key <= %s AND e.key IN ({reaching})))",
            [
                first_key(question.since),
                until,
                until,
                *(kind.value for kind in question.kinds),
                since,
                since,
            ],
        )


_LAST = 2**62
_ORDERS = {
    Order.OLDEST: "(e.key < 0), e.key",
    Order.NAME: "e.sort_name, e.key DESC",
    Order.HEADING: "e.sort_heading, e.key DESC",
    Order.WEIGHT: "e.weight DESC, e.key DESC",
}


def _all_tags(question: Question) -> list[tuple[str, ...]]:
    """The groups of tags; without any, the tags that every entry of a kind has."""
    if question.tags and len(question.kinds) == 1:
        return list(question.tags)
    return [*question.tags, tuple(f"{kind.value}all" for kind in question.kinds)]


class SqliteEngine(Engine):
    """FTS5 numbers its rows by key, so the newest of any match come first by nature."""

    def create(self) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute(
                f"CREATE VIRTUAL TABLE {_WORDS} USING fts5(title, body, tags, "
                "tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3')"
            )
            cursor.execute(
                f"CREATE TRIGGER {_WORDS}_delete AFTER DELETE ON {_TABLE} "  # noqa: S608 -- our own tables
                f"BEGIN DELETE FROM {_WORDS} WHERE rowid = old.key; END"
            )

    def write(self, rows: Iterable[Words]) -> None:
        with self.connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {_WORDS} (rowid, title, body, tags) "  # noqa: S608 -- our own table
                "VALUES (%s, %s, %s, %s)",
                list(rows),
            )

    def count(self, tag: str) -> int:
        rows = self._rows(
            f"SELECT count(*) FROM {_WORDS} WHERE {_WORDS} MATCH %s",  # noqa: S608 -- our own table
            [f"tags : {_quoted(tag)}"],
        )
        return int(rows[0][0])

    def _selection(self, question: Question, column: str) -> tuple[str, list[Any]]:
        span, parameters = self._span(question)
        # Words and filters are one match; the table beside it only adds columns.
        return (
            f"SELECT {column} FROM {_WORDS} w CROSS JOIN {_TABLE} e ON e.key = w.rowid "  # noqa: S608 -- our own tables
            f"WHERE {_WORDS} MATCH %s{span.replace('e.key', 'w.rowid')}",
            [self._match(question), *parameters],
        )

    def _order(self, question: Question) -> tuple[str, list[Any]]:
        order, parameters = super()._order(question)
        return order.replace("e.key", "w.rowid"), parameters

    def _relevance(self, question: Question) -> tuple[str, list[Any]]:
        return f"bm25({_WORDS}, 8.0, 1.0, 0.0), e.key DESC", []

    def _match(self, question: Question) -> str:
        wanted = [self._term(term) for term in question.terms if not term.is_excluded]
        for group in _all_tags(question):
            tags = " OR ".join(map(_quoted, group))
            wanted.append(f"tags : ({tags})")
        match = " AND ".join(wanted)
        for term in question.terms:
            if term.is_excluded:
                match = f"({match}) NOT {self._term(term)}"
        return match

    def _term(self, term: Term) -> str:
        star = "*" if term.is_prefix else ""
        return f"{{title body}} : {_quoted(' '.join(term.words))}{star}"


def _quoted(words: str) -> str:
    return f'"{words}"'


class PostgresEngine(Engine):
    """A tsvector beside each entry: titles weigh A, texts B, and tags are D."""

    def create(self) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE {_TABLE} ADD COLUMN words tsvector")
            cursor.execute(f"CREATE INDEX {_WORDS} ON {_TABLE} USING gin (words)")

    def write(self, rows: Iterable[Words]) -> None:
        with self.connection.cursor() as cursor:
            cursor.executemany(
                f"UPDATE {_TABLE} SET words = "  # noqa: S608 -- our own table
                "setweight(to_tsvector('simple', %s), 'A') "
                "|| setweight(to_tsvector('simple', %s), 'B') "
                "|| setweight(to_tsvector('simple', %s), 'D') WHERE key = %s",
                [(row.title, row.body, row.tags, row.key) for row in rows],
            )

    def count(self, tag: str) -> int:
        rows = self._rows(
            f"SELECT count(*) FROM {_TABLE} WHERE words @@ %s::tsquery",  # noqa: S608 -- our own table
            [f"'{tag}':D"],
        )
        return int(rows[0][0])

    def _selection(self, question: Question, column: str) -> tuple[str, list[Any]]:
        span, parameters = self._span(question)
        return (
            f"SELECT {column} FROM {_TABLE} e WHERE e.words @@ %s::tsquery{span}",  # noqa: S608 -- our own table
            [self._query(question), *parameters],
        )

    def _relevance(self, question: Question) -> tuple[str, list[Any]]:
        return (
            "ts_rank('{0, 0, 0.125, 1}', e.words, %s::tsquery) DESC, e.key DESC",
            [self._query(question)],
        )

    def _query(self, question: Question) -> str:
        wanted = [self._term(term) for term in question.terms]
        for group in _all_tags(question):
            tags = " | ".join(f"'{tag}':D" for tag in group)
            wanted.append(f"({tags})")
        return " & ".join(wanted)

    def _term(self, term: Term) -> str:
        *first, last = [f"'{word}':AB" for word in term.words]
        words = " <-> ".join([*first, f"{last}*" if term.is_prefix else last])
        return f"{'!' if term.is_excluded else ''}({words})"


def engine_of(using: str) -> Engine:
    """The engine for a database, by what it is."""
    is_postgres = connections[using].vendor == "postgresql"
    return PostgresEngine(using) if is_postgres else SqliteEngine(using)
