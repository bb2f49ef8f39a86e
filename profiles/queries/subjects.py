"""What a citation stands under: an entry in words, and where its dossier shows it."""

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.utils.text import Truncator

from profiles.choices import Section
from profiles.models import (
    AwardReceived,
    Citation,
    Education,
    Event,
    MetricReading,
    Position,
)

_LONGEST = 220


@dataclass(frozen=True)
class Subject:
    """An entry in words, its section, the field meant ("" for all) and its anchor."""

    section: Section
    words: str
    field: str
    anchor: str


@dataclass(frozen=True)
class _Kind:
    """How entries of one kind are called, and how their dossier's page marks them."""

    section: Section
    words: Callable[[Any], str] = str
    anchor: Callable[[Any], str] = attrgetter("stable_id")


def _at(section: Section) -> Callable[[Any], str]:
    """The anchor of what has none of its own: that of its section."""
    return lambda entry: section.value


def _education(entry: Education) -> str:
    field = f", {entry.field}" if entry.field else ""
    return f"{entry.degree}{field}, {entry.institution}"


def _event(entry: Event) -> str:
    return f"{entry.title}, {entry.occurred_on.words}"


def _assessment(entry: Position) -> str:
    return f"Assessment of {entry.assessed_on.words}"


def _award(entry: AwardReceived) -> str:
    year = entry.awarded_on.year_text if entry.awarded_on else "year not known"
    return f"{entry.award}, {year}"


def _reading(entry: MetricReading) -> str:
    of = f" of “{entry.publication}”" if entry.publication else ""
    return f"{entry}{of}, {entry.provider or 'no provider on file'}"


def _reading_anchor(entry: MetricReading) -> str:
    """A publication's figure stands beside it, a person's in the head of the page."""
    return entry.publication.stable_id if entry.publication else "main"


#: By the name of the citation's foreign key, in the order of the dossier's page.
SUBJECTS: dict[str, _Kind] = {
    "person": _Kind(Section.PROFILE, anchor=_at(Section.PROFILE)),
    "metric_reading": _Kind(Section.PROFILE, _reading, _reading_anchor),
    "education": _Kind(Section.PROFILE, _education),
    "event": _Kind(Section.HISTORY, _event),
    "assessment": _Kind(Section.POSITION, _assessment, _at(Section.POSITION)),
    "belief": _Kind(Section.POSITION, attrgetter("text")),
    "quote": _Kind(Section.QUOTES, lambda entry: f"“{entry.text}”"),
    "publication": _Kind(Section.RESEARCH),
    "media_item": _Kind(Section.MEDIA),
    "association": _Kind(Section.ASSOCIATES),
    "affiliation": _Kind(Section.AFFILIATIONS),
    "award_received": _Kind(Section.AWARDS, _award),
}


def subject_of(citation: Citation) -> Subject:
    """The entry under which a citation stands; it has to be loaded already."""
    name = citation.subject_key
    kind, entry = SUBJECTS[name], getattr(citation, name)
    return Subject(
        section=kind.section,
        words=Truncator(kind.words(entry)).chars(_LONGEST),
        field=citation.field_words,
        anchor=kind.anchor(entry),
    )
