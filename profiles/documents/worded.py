"""What entries say in words for readers: names for ids, labels for codes, days as read.

A difference between two editions is read by people, so it is taken between these words.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import Any, get_args

from django.db.models import Choices
from pydantic import TypeAdapter, ValidationError

from profiles.choices import Reliability
from profiles.countries import demonym
from profiles.dates import PartialDate
from profiles.documents.citing import Grade
from profiles.documents.entries import PERSON, Data, field_label
from profiles.documents.schema import (
    CitationPart,
    DossierDocument,
    IdentifierPart,
    Part,
    PersonPart,
    PortraitPart,
    ProfilePart,
)

_ORGANIZATION_FIELDS = {"organization", "granted_by"}
#: What stands behind the claim itself.
_LAST = ("note", "citations")


class Wording:
    """Words the entries of one document, whose sources and organizations it knows."""

    def __init__(self, document: Data) -> None:
        self._sources: dict[str, Data] = {
            each["id"]: each for each in document.get("sources", [])
        }
        self._organizations: dict[str, str] = {
            each["id"]: each["name"] for each in document.get("organizations", [])
        }

    def field(self, path: str, name: str, value: Any) -> Any:
        """What a field of an entry at this path holds, as text or lines.

        What the document's format does not know stays as it is.
        """
        field = _fields_at(path).get(name)
        if field is None:
            # Of a record by itself, which documents name, and do not hold.
            return self._organization(value) if name in _ORGANIZATION_FIELDS else value
        try:
            return self._value(name, field.validate_python(value))
        except ValidationError:
            return value

    def _organization(self, name: Any) -> Any:
        return self._organizations.get(name, name)

    def _value(self, name: str, value: Any) -> Any:
        match value:
            case Choices():
                return str(value.label)
            case PartialDate():
                return value.words
            case date():
                return PartialDate.of_day(value).words
            case CitationPart():
                return "; ".join(self._citation(value))
            case PersonPart():
                return _person(value)
            case IdentifierPart():
                return f"{value.scheme.label}: {value.value}"
            case PortraitPart():
                return "; ".join(_portrait(value))
            case Part():
                return self._part(value)
            case list():
                return [self._value(name, each) for each in value]
            case dict():
                return {key.label: each.label for key, each in value.items()}
            case str() if name in _ORGANIZATION_FIELDS:
                return self._organization(value)
            case str() if name == "nationalities":
                return demonym(value)
        return value

    def _part(self, part: Part) -> Data:
        said = part.model_dump(exclude_defaults=True, exclude={"id"})
        return {
            name: self._value(name, getattr(part, name)) for name in claim_first(said)
        }

    def _citation(self, citation: CitationPart) -> Iterator[str]:
        """Such as “A source (A Publisher)”, “p. 7”, “supports it, B2”."""
        source = self._sources.get(citation.source)
        if source is None:
            yield from [citation.source, f"{citation.stance.label.lower()} it"]
            return
        publisher = source.get("publisher")
        yield f"{source['title']} ({publisher})" if publisher else source["title"]
        if citation.place:
            yield citation.place
        if citation.field:
            yield f"for: {field_label(citation.field)}"
        if citation.excerpt:
            yield f"“{citation.excerpt}”"
        grade = Grade(Reliability(source["reliability"]), citation.credibility)
        yield f"{citation.stance.label.lower()} it, {grade}"


def with_defaults(path: str, entry: Data | None) -> Data | None:
    """The entry of a list with what it says by saying nothing, such as a wording.

    Documents leave out a choice that is the usual one; people have to see it.
    """
    if entry is None:
        return None
    said = {name: value for name, value in entry.items() if value is not None}
    full = said | {k: v for k, v in _defaults_at(path).items() if k not in said}
    return {name: full[name] for name in claim_first(full)}


def claim_first(names: Iterable[str]) -> list[str]:
    """The names of fields in their order, those of the claim before what is on it."""
    return sorted(names, key=lambda name: name in _LAST)


def _person(person: PersonPart) -> str:
    return f"{person.name} ({person.person})" if person.person else person.name


def _portrait(portrait: PortraitPart) -> Iterator[str]:
    """Such as “Ada at her desk”, “by A Photographer”, “CC BY 4.0”, “800 × 600”."""
    yield portrait.alt_text
    if portrait.credit:
        yield f"by {portrait.credit}"
    if portrait.licence:
        yield portrait.licence
    yield f"{portrait.width} × {portrait.height}"


@cache
def _fields_at(path: str) -> dict[str, TypeAdapter[Any]]:
    """What reads each field of the entries of a list; none for one of no document."""
    if path == PERSON[0]:
        fields = DossierDocument.model_fields | ProfilePart.model_fields
    else:
        part = _type_at(path)
        fields = {} if part is None else part.model_fields
    return {
        name: TypeAdapter(each.rebuild_annotation()) for name, each in fields.items()
    }


@cache
def _defaults_at(path: str) -> dict[str, str]:
    """The choices that the entries of a list make where they say nothing."""
    part = _type_at(path)
    fields = {} if part is None else part.model_fields
    return {
        name: each.default.value
        for name, each in fields.items()
        if isinstance(each.default, Choices)
    }


def _type_at(path: str) -> type[Part] | None:
    """What the entries of the list at this path are, such as “position.beliefs”."""
    found: Any = DossierDocument
    for step in path.split("."):
        if step not in found.model_fields:
            return None
        annotation = found.model_fields[step].annotation
        found = next(iter(get_args(annotation)), annotation)
    part: type[Part] = found
    return part
