"""Current assessments as records and as rows."""

from typing import Any

from profiles.choices import NOT_STATED
from profiles.exports.quotes import quote_path, quote_record
from profiles.exports.records import person_reference
from profiles.origin import Absolute
from profiles.queries.positions import Stand

POSITION_COLUMNS = [
    "id",
    "person",
    "risk_level",
    "risk_grade",
    "predicted_timeline",
    "earliest_year",
    "latest_year",
    "timeline_grade",
    "assessed_on",
    "quote",
    "quote_said_on",
    "quote_address",
    "address",
]


def position_record(stand: Stand, absolute: Absolute) -> dict[str, Any]:
    """Where a person stands, as JSON holds it; what is not stated is null."""
    position, person = stand.position, stand.person
    return {
        "id": position.stable_id,
        "address": absolute(stand.url),
        "person": person_reference(person, absolute),
        "risk_level": position.risk_level or None,
        "risk_grade": str(stand.risk_grade) if stand.risk_grade else None,
        "predicted_timeline": position.predicted_timeline,
        "earliest_year": position.earliest_year,
        "latest_year": position.latest_year,
        "timeline_grade": str(stand.timeline_grade) if stand.timeline_grade else None,
        "assessed_on": str(position.assessed_on),
        "quote": quote_record(stand.quote, absolute) if stand.quote else None,
    }


def position_row(stand: Stand, absolute: Absolute) -> list[Any]:
    """Where a person stands, as a row under POSITION_COLUMNS."""
    position = stand.position
    quote = stand.quote.quote if stand.quote else None
    return [
        position.stable_id,
        stand.person.name,
        position.risk_level or NOT_STATED,
        stand.risk_grade,
        position.predicted_timeline,
        position.earliest_year,
        position.latest_year,
        stand.timeline_grade,
        position.assessed_on,
        quote.text if quote else "",
        quote.said_on if quote else "",
        absolute(quote_path(stand.quote)) if stand.quote else "",
        absolute(stand.url),
    ]
