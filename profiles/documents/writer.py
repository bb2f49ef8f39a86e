"""Writing a dossier document from rows, and as text in its canonical form."""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

import yaml
from django.db import models
from django.db.models import Prefetch, prefetch_related_objects
from pydantic import ValidationError

from profiles.dates import PartialDate
from profiles.documents import mapping, schema
from profiles.documents.entries import Data, own_fields
from profiles.documents.mapping import EntryMap, ListMap
from profiles.documents.parsing import plain_value
from profiles.documents.reader import check_dossier
from profiles.documents.schema import DossierDocument
from profiles.models import (
    Affiliation,
    Award,
    AwardReceived,
    Citation,
    Expertise,
    Organization,
    Person,
    Position,
    Publication,
    Quote,
    Source,
    Topic,
)

#: Where notes and citations stand in an entry: after what they are about.
_LAST = ("note", "citations")


def write_dossier(person: Person, using: str) -> DossierDocument:
    """The document that the rows of `using` make up; entries are newest first.

    The rows are read anew, whatever the person at hand has loaded. Raises DocumentError
    when they break a rule of the document.
    """
    fresh = Person.objects.using(using).get(pk=person.pk)
    data = _Writer(using).document(fresh)
    # A heavy dossier's rows take more memory than its document; let them go first.
    fresh._prefetched_objects_cache.clear()  # type: ignore[attr-defined]  # not in the stubs
    return check_dossier(data)


def write_data(person: Person, using: str) -> Data:
    """The plain data of all a dossier's rows, whether or not they keep the rules."""
    fresh = Person.objects.using(using).get(pk=person.pk)
    return _Writer(using).document(fresh)


def write_own_fields(person: Person, using: str) -> Data:
    """The person's own fields as a document's data has them, read anew."""
    fresh = Person.objects.using(using).get(pk=person.pk)
    data = {"dossier": 1} | _Writer(using).own_fields(fresh)
    kept = own_fields(_kept(schema.DossierDocument, data))
    return {name: value for name, value in kept.items() if not _is_empty(value)}


def write_entries(path: str, rows: Sequence[models.Model], using: str) -> list[Data]:
    """The entries that these rows of one list are, in the order of the document."""
    each = mapping.LISTS[path]
    return [
        _kept(each.entries.part, entry) for entry in _Writer(using).entries(each, rows)
    ]


def write_record(row: Source | Organization | Topic | Expertise | Award) -> Data:
    """A record that dossiers share; its id is what never changes of it."""
    match row:
        case Source():
            return _kept(schema.SourcePart, mapping.SOURCE.data(row))
        case Organization():
            return _kept(schema.OrganizationPart, mapping.ORGANIZATION.data(row))
        case Award(granted_by=grantor):
            granted_by = {} if grantor is None else {"granted_by": grantor.slug}
            return {"id": row.slug, "name": row.name} | granted_by
        case _:
            return {"id": row.slug, "name": row.name}


def _kept(part: type[schema.Part], data: Data) -> Data:
    """An entry's data as a document keeps it: in its order, without what is empty.

    Rows may break a rule for as long as an analyst is at work on them; what they hold
    is kept then as it stands.
    """
    try:
        checked = part.model_validate(data)
    except ValidationError:
        plain: Data = json.loads(json.dumps(data, default=str))
        return _ordered_values({k: v for k, v in plain.items() if not _is_empty(v)})
    return _ordered_values(checked.model_dump(mode="json", exclude_defaults=True))


def _is_empty(value: Any) -> bool:
    return value is None or value is False or value in ("", [], {})


def to_data(document: DossierDocument) -> Data:
    """The document as plain data in its canonical order, without what is empty."""
    data = document.model_dump(mode="json", exclude_defaults=True)
    return {"dossier": data.pop("dossier"), **_ordered_values(data)}


def to_json(document: DossierDocument) -> str:
    """The canonical JSON, of which an edition's digest is taken."""
    return json.dumps(to_data(document), ensure_ascii=False, separators=(",", ":"))


def to_yaml(document: DossierDocument) -> str:
    """The canonical YAML: what an export writes."""
    return yaml.dump(
        to_data(document),
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=88,
    )


class _Dumper(yaml.CSafeDumper):
    """Text that YAML 1.1 or our own reader would take for something else is quoted."""


def _represent_text(dumper: yaml.CSafeDumper, value: str) -> yaml.ScalarNode:
    is_text = isinstance(plain_value(value), str)
    style = "|" if "\n" in value else None if is_text else "'"
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _represent_text)


def _ordered_values(data: Data) -> Data:
    return {key: _ordered(value) for key, value in data.items()}


def _ordered(value: Any) -> Any:
    if isinstance(value, list):
        return [_ordered(each) for each in value]
    if not isinstance(value, dict):
        return value
    last = {key: value[key] for key in _LAST if key in value}
    return _ordered_values({k: v for k, v in value.items() if k not in _LAST} | last)


#: The relations that a person's own fields are made of.
_OWN_LOADS = (
    "citations",
    "other_names",
    "former_slugs",
    "nationalities",
    "portrait",
    "identifiers",
    "section_notes",
    "ranked_expertise__expertise",
)


class _Writer:
    def __init__(self, using: str) -> None:
        self.using = using
        self.sources: dict[int, Source] = {}
        self.organizations: dict[int, Organization] = {}

    def document(self, person: Person) -> Data:
        """All of a dossier, in a number of queries that does not depend on its size."""
        loads = [*_OWN_LOADS]
        for each in mapping.LISTS.values():
            loads += [f"{each.relation}__{load}" for load in _loads_of(each)]
        self._load([person], loads)
        data: Data = {"dossier": 1} | self._own(person)
        for path, each in mapping.LISTS.items():
            *parents, last = path.split(".")
            holder = data[parents[0]] if parents else data
            holder[last] = self._list(each, getattr(person, each.relation).all())
        data["sources"] = self._records(mapping.SOURCE, self.sources.values())
        data["organizations"] = self._records(
            mapping.ORGANIZATION, self.organizations.values()
        )
        return data

    def own_fields(self, person: Person) -> Data:
        self._load([person], _OWN_LOADS)
        return self._own(person)

    def entries(self, each: ListMap, rows: Sequence[models.Model]) -> list[Data]:
        self._load(rows, _loads_of(each))
        return self._list(each, rows)

    def _load(self, rows: Sequence[models.Model], loads: Iterable[str]) -> None:
        citations = Citation.objects.using(self.using).select_related("source")
        prefetch_related_objects(
            rows,
            *(
                Prefetch(load, citations) if load.endswith("citations") else load
                for load in loads
            ),
        )

    def _own(self, person: Person) -> Data:
        portrait = getattr(person, "portrait", None)
        return mapping.PERSON.data(person) | {
            "other_names": [row.name for row in person.other_names.all()],
            "former_slugs": sorted(row.slug for row in person.former_slugs.all()),
            "nationalities": [row.country for row in person.nationalities.all()],
            "portrait": None if portrait is None else mapping.PORTRAIT.data(portrait),
            "identifiers": [
                {"scheme": row.scheme, "value": row.value}
                for row in person.identifiers.all()
            ],
            "section_notes": {
                row.section: row.state for row in person.section_notes.all()
            },
            "citations": self._citations(person),
            "profile": {
                "summary": person.summary,
                "biography": person.biography,
                "expertise": [
                    row.expertise.name for row in person.ranked_expertise.all()
                ],
            },
        }

    def _list(self, each: ListMap, rows: Iterable[models.Model]) -> list[Data]:
        """The entries of the rows: by kind of figure, newest first, then by id."""
        ordered = sorted(rows, key=lambda row: _newest_first(row, each.date))
        found = [self._entry(each.entries, row) for row in ordered]
        if each.entries is mapping.METRIC_READING:
            found.sort(key=lambda entry: str(entry["metric"]))
        return found

    def _entry(self, entry_map: EntryMap, row: Any) -> Data:
        further = _FURTHER.get(entry_map.model)
        data = entry_map.data(row) | {"citations": self._citations(row)}
        return data if further is None else data | further(self, row)

    def _citations(self, row: Any) -> list[Data]:
        citations = []
        for citation in row.citations.all():
            self.sources[citation.source_id] = citation.source
            citations.append(
                {
                    "source": citation.source.stable_id,
                    "field": citation.field,
                    "place": citation.place,
                    "excerpt": citation.excerpt,
                    "stance": citation.stance,
                    "credibility": citation.credibility,
                }
            )
        return citations

    def _records(self, entry_map: EntryMap, rows: Iterable[models.Model]) -> list[Data]:
        return sorted(map(entry_map.data, rows), key=lambda record: record["id"])

    def position(self, row: Any) -> Data:
        beliefs = [self._entry(mapping.BELIEF, each) for each in row.beliefs.all()]
        return {"beliefs": beliefs}

    def quote(self, row: Any) -> Data:
        return {"topics": [each.topic.name for each in row.ranked_topics.all()]}

    def publication(self, row: Any) -> Data:
        metrics = self._list(mapping.LISTS["metrics"], row.metrics.all())
        return {"authors": _mentions(row.authors), "metrics": metrics}

    def affiliation(self, row: Any) -> Data:
        return {"organization": self._organization(row.organization)}

    def award(self, row: Any) -> Data:
        return {
            "award": row.award.name,
            "granted_by": self._organization(row.award.granted_by),
            "jointly_with": _mentions(row.jointly_with),
        }

    def _organization(self, row: Organization | None) -> str:
        if row is None:
            return ""
        self.organizations[row.pk] = row
        return row.slug


#: What entries hold beside their columns and citations, by model.
_FURTHER: dict[type[models.Model], Callable[[_Writer, Any], Data]] = {
    Position: _Writer.position,
    Quote: _Writer.quote,
    Publication: _Writer.publication,
    Affiliation: _Writer.affiliation,
    AwardReceived: _Writer.award,
}


def _loads_of(each: ListMap) -> tuple[str, ...]:
    return ("citations", *each.loads)


def _mentions(rows: Any) -> list[Data]:
    return [{"name": row.name, "person": row.person_id or ""} for row in rows.all()]


def _newest_first(row: models.Model, name: str) -> tuple[bool, int, int, str]:
    """Newest first, undated last, then by id: the same on every database."""
    found: PartialDate | date | None = getattr(row, name)
    stable_id: str = row.stable_id  # type: ignore[attr-defined]  # every entry has one
    if found is None:
        return True, 0, 0, stable_id
    span = PartialDate.of_day(found) if isinstance(found, date) else found
    return False, -span.lower.toordinal(), -span.upper.toordinal(), stable_id
