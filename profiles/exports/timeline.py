"""Events as records and as rows."""

from typing import Any

from profiles.exports.records import person_reference
from profiles.origin import Absolute
from profiles.queries.timeline import ShownEvent

EVENT_COLUMNS = [
    "id",
    "person",
    "occurred_on",
    "title",
    "category",
    "description",
    "grade",
    "sources",
    "note",
    "address",
]


def event_record(shown: ShownEvent, absolute: Absolute) -> dict[str, Any]:
    """An event with its grade and its sources, as JSON holds it; dates are EDTF."""
    event = shown.event
    return {
        "id": event.stable_id,
        "address": absolute(shown.url),
        "person": person_reference(event.person, absolute),
        "occurred_on": str(event.occurred_on),
        "title": event.title,
        "category": event.category,
        "description": event.description,
        "note": event.note,
        "grade": str(shown.grade) if shown.grade else None,
        "sources": [
            {"title": each.title, "address": each.url} for each in shown.sources
        ],
    }


def event_row(shown: ShownEvent, absolute: Absolute) -> list[Any]:
    """An event as a row under EVENT_COLUMNS; several sources are joined by “; ”."""
    event = shown.event
    return [
        event.stable_id,
        event.person.name,
        event.occurred_on,
        event.title,
        event.category,
        event.description,
        shown.grade,
        "; ".join(each.url or each.title for each in shown.sources),
        event.note,
        absolute(shown.url),
    ]
