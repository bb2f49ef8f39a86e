"""What the document asks of rows, for forms to ask it of those who fill them in."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Model

from profiles.desk.differences import field_label
from profiles.documents import mapping, schema
from profiles.documents.entries import ENTRY_LISTS, RECORD_LISTS
from profiles.documents.faults import Fault
from profiles.documents.mapping import EntryMap
from profiles.documents.reader import faults_in
from profiles.models import (
    Expertise,
    Identifier,
    Nationality,
    OtherName,
    Person,
    Topic,
)

_ENTRIES: dict[type[Model], EntryMap] = {
    each.model: each
    for each in (
        mapping.PERSON,
        mapping.BELIEF,
        mapping.SOURCE,
        mapping.ORGANIZATION,
        *(each.entries for each in mapping.LISTS.values()),
    )
}
#: Models of which a column is one value in a list: the part that has it, and its key.
_LISTED: dict[type[Model], tuple[type[schema.Part], str, str]] = {
    Nationality: (schema.DossierDocument, "nationalities", "country"),
    OtherName: (schema.DossierDocument, "other_names", "name"),
    Expertise: (schema.ProfilePart, "expertise", "name"),
    Topic: (schema.QuotePart, "topics", "name"),
}
#: Keys of a document that make no claim.
_NO_CLAIMS = {"dossier", "id", "slug", "note", "citations", "profile", "section_notes"}
_LISTS = {path.split(".")[-1] for path in ENTRY_LISTS} | {*RECORD_LISTS}


def broken_rules(row: Model) -> dict[str, str]:
    """What the document would refuse in the columns of a row: a sentence for each.

    What it asks of other rows, such as a quote's topics, is not asked here, nor what
    the database asks itself.
    """
    return {
        column: f"“{getattr(row, column)}” {fault.message.removeprefix('input ')}."
        for column, fault in _faults(row)
        if getattr(row, column) not in (None, "")
    }


def _faults(row: Model) -> Iterator[tuple[str, Fault]]:
    """Faults by the column that has them."""
    model = type(row)
    if model is Identifier:
        data = {"scheme": row.scheme, "value": row.value}  # type: ignore[attr-defined]  # is one
        yield from (("value", each) for each in faults_in(schema.IdentifierPart, data))
    elif model in _LISTED:
        part, key, column = _LISTED[model]
        found = faults_in(part, {key: [getattr(row, column)]})
        yield from ((column, each) for each in found if each.path[:1] == (key,))
    elif model in _ENTRIES:
        entry_map = _ENTRIES[model]
        for each in faults_in(entry_map.part, entry_map.data(row)):
            if each.path and each.path[0] in entry_map.columns:
                yield entry_map.columns[str(each.path[0])], each


def citable_fields(model: type[Model]) -> dict[str, str]:
    """The fields of an entry's document that hold a claim, each with its words."""
    return {name: field_label(name) for name in _claims(model)}


def _claims(model: type[Model]) -> Iterator[str]:
    names: list[Any] = [*_ENTRIES[model].part.model_fields]
    if model is Person:
        names += schema.ProfilePart.model_fields
    for name in names:
        if name not in _NO_CLAIMS and not (model is Person and name in _LISTS):
            yield name
