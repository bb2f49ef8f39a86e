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


class _Source(NamedTuple):
    """Where entries are: from which tables `e` and others, and under which condition.

    `key` is the column of their keys by which the database has them in order.
    """

    tables: str
    condition: str
    parameters: list[Any]
    key: str = "e.key"

    def narrowed(self, condition: str, *parameters: Any) -> "_Source":
        return self._replace(
            condition=f"{self.condition} AND {condition}",
            parameters=[*self.parameters, *parameters],
        )

    def selecting(self, columns: str) -> str:
        return f"SELECT {columns} FROM {self.tables} WHERE {self.condition}"  # noqa: S608 -- our own tables


class Engine:
    """Asks and fills the index of one database."""

    def __init__(self, using: str) -> None:
        self.connection = connections[using]

    def find(self, question: Question, *, limit: int, offset: int = 0) -> list[Hit]:
        source = self._source(question)
        if question.order is Order.OLDEST:
            return self._oldest(source, limit, offset)
        order, parameters = self._order(question)
        return self._hits(
            f"{source.selecting('e.key, e.object_id')} "
            f"ORDER BY {order.format(key=source.key)} LIMIT %s OFFSET %s",
            [*source.parameters, *parameters, limit, offset],
        )

    def _oldest(self, source: _Source, limit: int, offset: int) -> list[Hit]:
        """The oldest first, and last those without a day, whose keys are below 0.

        Each is in order of itself, and so are the first of both with little sorting.
        """
        first = limit + offset
        parts = [
            source.narrowed(f"{source.key} {sign} 0").selecting("e.key, e.object_id")
            + f" ORDER BY {source.key} LIMIT %s"
            for sign in (">=", "<")
        ]
        return self._hits(
            "SELECT key, object_id FROM ("  # noqa: S608 -- our own tables
            f"SELECT * FROM ({parts[0]}) dated UNION ALL "
            f"SELECT * FROM ({parts[1]}) undated) first "
            "ORDER BY key < 0, key LIMIT %s OFFSET %s",
            [*source.parameters, first, *source.parameters, first, limit, offset],
        )

    def beside(self, question: Question, key: int, *, limit: int) -> list[Hit]:
        """The next ones after a key in the order of days: older ones, or newer.

        Of the question's order only the direction counts.
        """
        is_upward = question.order is Order.OLDEST
        source = self._source(question)
        source = source.narrowed(f"{source.key} {'>' if is_upward else '<'} %s", key)
        return self._hits(
            f"{source.selecting('e.key, e.object_id')} "
            f"ORDER BY {source.key} {'ASC' if is_upward else 'DESC'} LIMIT %s",
            [*source.parameters, limit],
        )

    def tags(self, question: Question, *, limit: int) -> list[str]:
        """The tags of each entry, of the newest first and of no more than the limit."""
        source = self._source(question)
        rows = self._rows(
            f"{source.selecting('e.tags')} ORDER BY {source.key} DESC LIMIT %s",
            [*source.parameters, limit],
        )
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

    def _hits(self, sql: str, parameters: Sequence[Any]) -> list[Hit]:
        return [Hit(*row) for row in self._rows(sql, parameters)]

    def _source(self, question: Question) -> _Source:
        kind = question.only_kind
        if kind is None:
            source = self._matching(question)
        else:
            # The table's own indexes have everything of a kind, in each order.
            source = _Source(f"{_TABLE} e", "e.kind = %s", [kind.value])
        return self._within(source, question)

    def _matching(self, question: Question) -> _Source:
        """What has the words and tags."""
        raise NotImplementedError

    def _order(self, question: Question) -> tuple[str, list[Any]]:
        """By what the question sorts, `{key}` standing for the column of keys."""
        if question.order is Order.RELEVANCE and question.terms:
            return self._relevance(question)
        return _ORDERS.get(question.order, "{key} DESC"), []

    def _relevance(self, question: Question) -> tuple[str, list[Any]]:
        raise NotImplementedError

    def _within(self, source: _Source, question: Question) -> _Source:
        """Narrow to entries that can share a day with the question's span."""
        if question.since is None and question.until is None:
            return source
        until = _LAST if question.until is None else last_key(question.until)
        source = source.narrowed(f"{source.key} <= %s", until)
        if question.since is None:
            return source.narrowed(f"{source.key} >= 0")
        # Of what began before, only a date that is not known to the day reaches in.
        kinds = ", ".join(["%s"] * len(question.kinds))
        reaching = (
            f"SELECT key FROM {_TABLE} WHERE kind IN ({kinds}) AND upper > lower "  # noqa: S608 -- our own table
            "AND lower < %s AND upper >= %s"
        )
        since = question.since.isoformat()
        return source.narrowed(
            f"({source.key} >= %s OR {source.key} IN ({reaching}))",
            first_key(question.since),
            *(kind.value for kind in question.kinds),
            since,
            since,
        )


_LAST = 2**62
_ORDERS = {
    Order.NAME: "e.sort_name, {key} DESC",
    Order.HEADING: "e.sort_heading, {key} DESC",
    Order.WEIGHT: "e.weight DESC, {key} DESC",
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

    def _matching(self, question: Question) -> _Source:
        # Words and filters are one match; the table beside it only adds columns.
        return _Source(
            f"{_WORDS} w CROSS JOIN {_TABLE} e ON e.key = w.rowid",
            f"{_WORDS} MATCH %s",
            [self._match(question)],
            key="w.rowid",
        )

    def _relevance(self, question: Question) -> tuple[str, list[Any]]:
        return f"bm25({_WORDS}, 8.0, 1.0, 0.0), {{key}} DESC", []

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

    def _matching(self, question: Question) -> _Source:
        return _Source(f"{_TABLE} e", "e.words @@ %s::tsquery", [self._query(question)])

    def _relevance(self, question: Question) -> tuple[str, list[Any]]:
        return (
            "ts_rank('{{0, 0, 0.125, 1}}', e.words, %s::tsquery) DESC, {key} DESC",
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
