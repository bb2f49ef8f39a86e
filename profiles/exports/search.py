"""What search has found, as records."""

from typing import Any

from profiles.exports.records import person_reference
from profiles.index.words import Piece
from profiles.origin import Absolute
from profiles.queries.results import Result
from profiles.queries.search import KINDS

_NAMES = {kind: name for name, kind in KINDS.items()}


def result_record(result: Result, absolute: Absolute) -> dict[str, Any]:
    """A result as JSON holds it; a quote has its attribution, wording and grade too."""
    record = {
        "kind": _NAMES[result.kind],
        "detail": result.detail,
        "address": absolute(result.url),
        "title": result.text,
        "snippet": _plain(result.snippet),
        "people": [person_reference(person, absolute) for person in result.people],
        "date": str(result.day) if result.day else None,
    }
    if (listed := result.quote) is not None:
        record |= {
            "attribution": listed.quote.attribution,
            "wording": listed.quote.wording,
            "grade": str(listed.grade) if listed.grade else None,
        }
    return record


def _plain(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces)
