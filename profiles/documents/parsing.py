"""From text, YAML or JSON, to plain data, without surprises.

Both notations become one stream of events, so that limits, refusals and line numbers
are the same for both. Refused are aliases and tags, nesting deeper than 20 levels, more
than 200,000 values, keys given twice or that are not text, and text that is too large.
Plain scalars are null, true, false, an integer or a number only where JSON would say
so; everything else stays the text that stands there, `No` and `2018-03-07` included.
"""

import contextlib
import json
import re
import sys
from collections import defaultdict
from collections.abc import Collection, Iterator
from enum import Enum, auto
from json.decoder import scanstring  # type: ignore[attr-defined]  # public by use, not in the stubs
from typing import Any, NamedTuple

import yaml

from profiles.documents.faults import DocumentError, Fault, Path

#: A document of 10,000 quotes takes less than 10 MB.
MAX_BYTES = 15_000_000
#: As Python keeps text: one emoji in it, and every character takes four bytes.
MAX_MEMORY = 45_000_000
MAX_DEPTH = 20
#: Of one value and of one key; the longest text of a dossier has a fifth of it.
MAX_SCALAR = 100_000
MAX_KEY = 200
MAX_KEYS = 200
#: Mappings, lists and scalars; the keys of mappings are not counted.
MAX_VALUES = 200_000

_CONSTANTS = {"null": None, "~": None, "": None, "true": True, "false": False}
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})", re.ASCII)
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?", re.ASCII)
_HALF = re.compile("[\ud800-\udfff]")
_HALF_CHARACTER = "holds half of a UTF-16 surrogate pair, which is no character"
_JSON_SPACE = re.compile(r"[ \t\n\r]*", re.ASCII)
_JSON_PLAIN = re.compile(r"[-+.0-9A-Za-z]+", re.ASCII)


class _Kind(Enum):
    SCALAR = auto()
    MAPPING = auto()
    SEQUENCE = auto()
    END = auto()


class _Event(NamedTuple):
    kind: _Kind
    value: Any
    line: int


def parse(text: str) -> Any:
    """The data in a YAML or JSON text. Raises DocumentError with the line."""
    _check_size(text)
    return _Builder(_events(text)).build()


def lines_of(text: str, paths: Collection[Path]) -> dict[Path, int]:
    """The lines on which the values at `paths` begin; for what is missing, its parent.

    The text has been parsed before. Lines are found by a second reading, because a map
    of all lines would take more memory than the data.
    """
    lines = _Lines(paths)
    with contextlib.suppress(_AllFoundError):
        _Builder(_events(text), lines).build()
    return {path: lines.of(path) for path in paths}


def _check_size(text: str) -> None:
    size = len(text)
    limit = MAX_BYTES if sys.getsizeof(text) <= MAX_MEMORY else MAX_MEMORY // 4
    if size > limit:
        raise DocumentError([Fault((), f"has {size:,} characters, over {limit:,}")])


def _events(text: str) -> Iterator[_Event]:
    is_json = text.lstrip()[:1] in ("{", "[")
    return _json_events(text) if is_json else _yaml_events(text)


def _refuse(line: int, message: str) -> DocumentError:
    return DocumentError([Fault((), message, line)])


class _AllFoundError(Exception):
    """Every line that was asked for is known."""


class _Lines:
    """Notes the lines of some paths, and knows when there are no more to come."""

    def __init__(self, paths: Collection[Path]) -> None:
        self._wanted = {path[:n] for path in paths for n in range(len(path) + 1)}
        self._awaited = set(self._wanted)
        self._found: dict[Path, int] = {}
        self._below: dict[Path, list[Path]] = defaultdict(list)
        for path in self._wanted - {()}:
            self._below[path[:-1]].append(path)

    def of(self, path: Path) -> int:
        """The line of the path, or of the nearest around it that is there."""
        while path not in self._found:
            path = path[:-1]
        return self._found[path]

    def note(self, path: Path, line: int) -> None:
        """The value at `path`, or its key, begins on this line."""
        if path in self._wanted:
            self._found.setdefault(path, line)
            self._awaited.discard(path)
            self._stop_when_done()

    def close(self, path: Path) -> None:
        """What is at `path` has ended: what was not found in it is not there."""
        if path in self._below:
            self._give_up(path)
            self._stop_when_done()

    def _give_up(self, path: Path) -> None:
        for missing in self._awaited.intersection(self._below.get(path, ())):
            self._awaited.remove(missing)
            self._give_up(missing)

    def _stop_when_done(self) -> None:
        if not self._awaited:
            raise _AllFoundError


class _Builder:
    """Builds the data from events, and has the lines noted that are wanted."""

    def __init__(self, events: Iterator[_Event], lines: _Lines | None = None) -> None:
        self._events = events
        self._lines = lines
        self._count = 0

    def build(self) -> Any:
        first = next(self._events, None)
        if first is None:
            raise _refuse(1, "is empty")
        data = self._value(first, (), 1)
        for event in self._events:
            raise _refuse(event.line, "holds more than one document; keep one a file")
        return data

    def _value(self, event: _Event, path: Path, depth: int) -> Any:
        self._count += 1
        if self._count > MAX_VALUES:
            raise _refuse(event.line, f"holds more than {MAX_VALUES:,} values")
        if self._lines is not None:
            self._lines.note(path, event.line)
        if event.kind is _Kind.SCALAR:
            if isinstance(event.value, str) and len(event.value) > MAX_SCALAR:
                raise _refuse(
                    event.line, f"holds a text over {MAX_SCALAR:,} characters"
                )
            return event.value
        if depth > MAX_DEPTH:
            raise _refuse(event.line, f"is nested deeper than {MAX_DEPTH} levels")
        is_mapping = event.kind is _Kind.MAPPING
        built = (self._mapping if is_mapping else self._sequence)(path, depth)
        if self._lines is not None:
            self._lines.close(path)
        return built

    def _mapping(self, path: Path, depth: int) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        while (event := next(self._events)).kind is not _Kind.END:
            key = event.value
            if event.kind is not _Kind.SCALAR or not isinstance(key, str):
                raise _refuse(event.line, "has a key that is not text; quote it")
            if len(key) > MAX_KEY:
                raise _refuse(event.line, f"has a key of over {MAX_KEY} characters")
            if key in mapping:
                raise _refuse(event.line, f"has the key “{key}” twice")
            if len(mapping) == MAX_KEYS:
                raise _refuse(event.line, f"has more than {MAX_KEYS} keys in one place")
            if self._lines is not None:
                self._lines.note((*path, key), event.line)
            mapping[key] = self._value(next(self._events), (*path, key), depth + 1)
        return mapping

    def _sequence(self, path: Path, depth: int) -> list[Any]:
        sequence: list[Any] = []
        while (event := next(self._events)).kind is not _Kind.END:
            sequence.append(self._value(event, (*path, len(sequence)), depth + 1))
        return sequence


def plain_value(text: str) -> Any:
    """What a scalar without quotes means."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _NUMBER.fullmatch(text) and len(text) < 50:
        return float(text)
    return text


class _Utf8Reader:
    """A text as the stream that YAML is read from, so that no copy is made of it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    def read(self, size: int = 8192, /) -> bytes:
        start, self._at = self._at, self._at + size
        try:
            return self._text[start : self._at].encode()
        except UnicodeEncodeError as error:
            line = self._text.count("\n", 0, start + error.start) + 1
            raise _refuse(line, _HALF_CHARACTER) from error


def _yaml_events(text: str) -> Iterator[_Event]:
    try:
        for event in yaml.parse(_Utf8Reader(text), Loader=yaml.CSafeLoader):
            line = event.start_mark.line + 1 if event.start_mark else 1
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise _refuse(line, "holds an alias or anchor; write the value out")
            if getattr(event, "tag", None):
                raise _refuse(line, "holds a tag; leave it out")
            match event:
                case yaml.ScalarEvent():
                    plain = event.style is None or event.style == ""
                    value = plain_value(event.value) if plain else event.value
                    yield _Event(_Kind.SCALAR, value, line)
                case yaml.MappingStartEvent():
                    yield _Event(_Kind.MAPPING, None, line)
                case yaml.SequenceStartEvent():
                    yield _Event(_Kind.SEQUENCE, None, line)
                case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                    yield _Event(_Kind.END, None, line)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise _refuse(line, f"is not YAML: {error.problem}") from error
    except yaml.YAMLError as error:
        raise _refuse(1, "is not YAML: it holds a character it must not") from error


def _json_events(text: str) -> Iterator[_Event]:
    """The events of a JSON text, by the standard library's own scanners."""
    scanner = _JsonScanner(text)
    yield from scanner.value(1)
    if scanner.peek():
        raise scanner.fault("something follows the end of the document")


class _JsonScanner:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._line = 1

    def fault(self, problem: str) -> DocumentError:
        return _refuse(self._line, f"is not JSON: {problem}")

    def peek(self) -> str:
        """The next character that is not space; "" at the end."""
        end = _JSON_SPACE.match(self._text, self._at).end()  # type: ignore[union-attr]  # it also matches nothing
        self._line += self._text.count("\n", self._at, end)
        self._at = end
        return self._text[end : end + 1]

    def _expect(self, character: str) -> None:
        if self.peek() != character:
            raise self.fault(f"“{character}” is missing")
        self._at += 1

    def _string(self) -> _Event:
        self._expect('"')
        line = self._line
        try:
            value, self._at = scanstring(self._text, self._at, True)
        except json.JSONDecodeError as error:
            raise self.fault(error.msg) from error
        if not value.isascii() and _HALF.search(value):
            raise _refuse(line, _HALF_CHARACTER)
        return _Event(_Kind.SCALAR, value, line)

    def value(self, depth: int) -> Iterator[_Event]:
        match self.peek():
            case '"':
                yield self._string()
            case "{":
                yield from self._members("}", depth, self._pair)
            case "[":
                yield from self._members("]", depth, self.value)
            case _:
                yield self._plain_value()

    def _plain_value(self) -> _Event:
        match = _JSON_PLAIN.match(self._text, self._at)
        value = plain_value(match[0]) if match else ""
        if match is None or isinstance(value, str):
            raise self.fault("a value is missing")
        self._at = match.end()
        return _Event(_Kind.SCALAR, value, self._line)

    def _members(self, closing: str, depth: int, member: Any) -> Iterator[_Event]:
        if depth > MAX_DEPTH + 1:  # the builder has refused it by then
            raise self.fault("is nested too deep")
        kind = _Kind.MAPPING if closing == "}" else _Kind.SEQUENCE
        yield _Event(kind, None, self._line)
        self._at += 1
        if self.peek() != closing:
            yield from member(depth + 1)
            while self.peek() == ",":
                self._at += 1
                yield from member(depth + 1)
        self._expect(closing)
        yield _Event(_Kind.END, None, self._line)

    def _pair(self, depth: int) -> Iterator[_Event]:
        self.peek()
        yield self._string()
        self._expect(":")
        yield from self.value(depth)
