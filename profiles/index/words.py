"""Words: of texts, as they are compared, and of what a reader types."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from profiles.text import fold

MAX_QUERY_LENGTH = 200
MAX_TERMS = 8

_WORD = re.compile(r"[^\W_]+")
_TERM = re.compile(
    r'(?P<not>-)?(?:"(?P<phrase>[^"]*)"|(?P<plain>[^\s"]+))(?P<star>\*)?'
)


class WordsError(ValueError):
    """What was typed cannot be searched for; the message says why."""


@dataclass(frozen=True)
class Term:
    """Words that follow each other; the last may be only the beginning of one."""

    words: tuple[str, ...]
    is_prefix: bool = False
    is_excluded: bool = False


def words_of(text: str) -> list[str]:
    """The words of a text without case and accents, in their order."""
    return [word for _, _, words in _tokens(text) for word in words]


def _tokens(text: str) -> Iterator[tuple[int, int, list[str]]]:
    """Where each run of letters, digits and marks stands, and its words."""
    # A mark stands with its letter: in the place of both, a run is letters alone.
    shape = "".join(["x" if unicodedata.combining(each) else each for each in text])
    for run in _WORD.finditer(shape):
        start, end = run.span()
        yield start, end, _WORD.findall(fold(text[start:end]))


def terms_of(query: str) -> tuple[Term, ...]:
    """Read what a reader typed: words, “phrases”, beginnings* and -exclusions.

    Raises WordsError when there is too much of it, or nothing but exclusions.
    """
    if len(query) > MAX_QUERY_LENGTH:
        raise WordsError(f"Use at most {MAX_QUERY_LENGTH} characters.")
    plain = query.translate({ord(mark): '"' for mark in "“”„«»"})
    terms = tuple(_terms(plain))
    if len(terms) > MAX_TERMS:
        raise WordsError(f"Use at most {MAX_TERMS} words or phrases.")
    if terms and all(term.is_excluded for term in terms):
        raise WordsError(
            "Name at least one word to look for, beside those to leave out."
        )
    return terms


def _terms(query: str) -> Iterator[Term]:
    for match in _TERM.finditer(query):
        text = match["phrase"] if match["phrase"] is not None else match["plain"]
        words = tuple(words_of(text))
        if words:
            is_prefix = bool(match["star"]) or text.endswith("*")
            yield Term(words, is_prefix, bool(match["not"]))


def beginnings(terms: Sequence[Term]) -> tuple[Term, ...]:
    """The same terms where the beginning of a word is enough, as in lists of names."""
    return tuple(replace(each, is_prefix=True) for each in terms)


@dataclass(frozen=True)
class Piece:
    """A stretch of a text; `is_hit` where it is what was looked for."""

    text: str
    is_hit: bool = False


def pieces_of(
    text: str, terms: Sequence[Term], length: int | None = None
) -> list[Piece]:
    """The text in pieces, hits apart; with a length, the stretch around the first."""
    wanted = [term for term in terms if not term.is_excluded]
    tokens = list(_tokens(text)) if wanted else []
    hits = sorted({place for term in wanted for place in _places(tokens, term)})
    spans = [tokens[index][:2] for index in hits]
    start, end = 0, len(text)
    if length is not None and len(text) > length:
        start, end = _window(text, spans[0] if spans else (0, 0), length)
    pieces = [Piece("…")] if start else []
    at = start
    for left, right in spans:
        if left < at or right > end:
            continue
        between = text[at:left]
        if pieces and pieces[-1].is_hit and between.isspace():
            pieces[-1] = Piece(f"{pieces[-1].text}{text[at:right]}", is_hit=True)
        else:
            pieces += [Piece(between)] if between else []
            pieces.append(Piece(text[left:right], is_hit=True))
        at = right
    if text[at:end]:
        pieces.append(Piece(text[at:end]))
    return [*pieces, Piece("…")] if end < len(text) else pieces


def _window(text: str, around: tuple[int, int], length: int) -> tuple[int, int]:
    """A stretch of about the length that holds the place and does not cut words."""
    start = max(0, min(around[0] - length // 3, len(text) - length))
    end = min(len(text), max(start + length, around[1]))
    if start:
        start = text.find(" ", start, around[0]) + 1 or around[0]
    if end < len(text):
        end = max(text.rfind(" ", around[1], end), around[1])
    return start, end


def _places(tokens: Sequence[tuple[int, int, list[str]]], term: Term) -> Iterator[int]:
    """The tokens that belong to an occurrence of the term."""
    flat = [
        (word, index) for index, (_, _, words) in enumerate(tokens) for word in words
    ]
    *first, last = term.words
    size = len(term.words)
    for at in range(len(flat) - size + 1):
        found = [word for word, _ in flat[at : at + size]]
        ends = found[-1].startswith(last) if term.is_prefix else found[-1] == last
        if ends and found[:-1] == first:
            yield from (index for _, index in flat[at : at + size])
