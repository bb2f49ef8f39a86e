"""What entries say in words for readers: names for ids, labels for codes, days as read.

A difference between two editions is read by people, so it is taken between these words.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any, get_args

from django.db.models import Choices

from profiles.choices import Reliability
from profiles.countries import demonym
from profiles.dates import PartialDate
from profiles.documents.citing import Grade
from profiles.documents.diff import Change
from profiles.documents.entries import PERSON, Data, EntryKey, data_of
from profiles.documents.schema import (
    CitationPart,
    DossierDocument,
    IdentifierPart,
    Part,
    PersonPart,
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

    def entry(self, key: EntryKey, entry: Data) -> Data:
        """The fields that the entry has, but for its id, each as text or lines."""
        part = _part_of(key, entry)
        return {name: self._value(name, part[name]) for name in entry if name != "id"}

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
            case Part():
                return self._part(value)
            case list():
                return [self._value(name, each) for each in value]
            case dict():
                return {key.label: each.label for key, each in value.items()}
            case str() if name in _ORGANIZATION_FIELDS:
                return self._organizations.get(value, value)
            case str() if name == "nationalities":
                return demonym(value)
        return value

    def _part(self, part: Part) -> Data:
        said = part.model_dump(exclude_defaults=True, exclude={"id"})
        ordered = sorted(said, key=lambda name: name in _LAST)
        return {name: self._value(name, getattr(part, name)) for name in ordered}

    def _citation(self, citation: CitationPart) -> Iterator[str]:
        """Such as “A source (A Publisher)”, “p. 7”, “supports it, B2”."""
        source = self._sources[citation.source]
        publisher = source.get("publisher")
        yield f"{source['title']} ({publisher})" if publisher else source["title"]
        if citation.place:
            yield citation.place
        if citation.field:
            yield f"for: {citation.field.replace('_', ' ')}"
        if citation.excerpt:
            yield f"“{citation.excerpt}”"
        grade = Grade(Reliability(source["reliability"]), citation.credibility)
        yield f"{citation.stance.label.lower()} it, {grade}"


def worded(change: Change, before: Wording, after: Wording) -> Change:
    """The same change between what the entry said and says in words."""
    old, new = change.before, change.after
    return Change(
        change.key,
        None if old is None else before.entry(change.key, old),
        None if new is None else after.entry(change.key, new),
    )


def _person(person: PersonPart) -> str:
    return f"{person.name} ({person.person})" if person.person else person.name


def _part_of(key: EntryKey, entry: Data) -> dict[str, Any]:
    """The fields of an entry as the document's format has them."""
    if key == PERSON:
        document = DossierDocument.model_validate(data_of({key: entry}))
        return {**dict(document), **dict(document.profile)}
    return dict(_type_at(key[0]).model_validate(entry))


def _type_at(path: str) -> type[Part]:
    """What the entries of the list at this path are."""
    found: Any = DossierDocument
    for step in path.split("."):
        annotation = found.model_fields[step].annotation
        found = next(iter(get_args(annotation)), annotation)
    part: type[Part] = found
    return part
