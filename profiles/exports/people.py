"""Dossiers of a list as records and as rows."""

from typing import Any

from profiles.choices import NOT_STATED
from profiles.models import MetricReading
from profiles.origin import Absolute
from profiles.queries.dossiers import Card

PERSON_COLUMNS = [
    "id",
    "name",
    "epithet",
    "nationalities",
    "role",
    "organization",
    "risk_level",
    "assessed_on",
    "h_index",
    "h_index_provider",
    "h_index_read_on",
    "citations",
    "citations_provider",
    "citations_read_on",
    "quotes",
    "publications",
    "updated_at",
    "summary",
    "address",
]


def person_record(card: Card, absolute: Absolute) -> dict[str, Any]:
    """A person as the list shows them, as JSON holds it; what is not known is null."""
    person, affiliation, position = card.person, card.affiliation, card.position
    return {
        "id": person.stable_id,
        "slug": person.slug,
        "address": absolute(person.get_absolute_url()),
        "name": person.name,
        "epithet": person.epithet,
        "nationalities": card.nationalities,
        "affiliation": {
            "role": affiliation.role,
            "organization": affiliation.organization.name,
        }
        if affiliation
        else None,
        "risk_level": (position.risk_level or None) if position else None,
        "assessed_on": str(position.assessed_on) if position else None,
        "h_index": _reading_record(card.h_index),
        "citations": _reading_record(card.citations),
        "quotes": card.quote_count,
        "publications": card.publication_count,
        "updated_at": card.updated_at.isoformat(),
        "summary": person.summary,
    }


def _reading_record(reading: MetricReading | None) -> dict[str, Any] | None:
    if reading is None:
        return None
    return {
        "value": reading.value,
        "provider": reading.provider,
        "read_on": reading.read_on.isoformat() if reading.read_on else None,
    }


def person_row(card: Card, absolute: Absolute) -> list[Any]:
    """A person as a row under PERSON_COLUMNS; several values are joined by “; ”."""
    person, affiliation, position = card.person, card.affiliation, card.position
    return [
        person.stable_id,
        person.name,
        person.epithet,
        "; ".join(card.nationalities),
        affiliation.role if affiliation else "",
        affiliation.organization.name if affiliation else "",
        (position.risk_level if position else "") or NOT_STATED,
        position.assessed_on if position else "",
        *_reading_cells(card.h_index),
        *_reading_cells(card.citations),
        card.quote_count,
        card.publication_count,
        card.updated_at.isoformat(),
        person.summary,
        absolute(person.get_absolute_url()),
    ]


def _reading_cells(reading: MetricReading | None) -> list[Any]:
    if reading is None:
        return ["", "", ""]
    return [reading.value, reading.provider, reading.read_on]
