"""Writing a dossier document from rows, and as text in its canonical form."""

import json
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import yaml
from django.db import models
from django.db.models import Prefetch, prefetch_related_objects

from profiles.dates import PartialDate
from profiles.documents import mapping
from profiles.documents.mapping import EntryMap
from profiles.documents.parsing import plain_value
from profiles.documents.reader import check_dossier
from profiles.documents.schema import DossierDocument
from profiles.models import Citation, Organization, Person, Source

Data = dict[str, Any]

#: Where notes and citations stand in an entry: after what they are about.
_LAST = ("note", "citations")


def write_dossier(person: Person, using: str) -> DossierDocument:
    """The document that the rows of `using` make up; entries are newest first.

    The rows are read anew, whatever the person at hand has loaded. Raises DocumentError
    when they break a rule of the document.
    """
    fresh = Person.objects.using(using).get(pk=person.pk)
    data = _Writer(fresh, using).data()
    # A heavy dossier's rows take more memory than its document; let them go first.
    fresh._prefetched_objects_cache.clear()  # type: ignore[attr-defined]  # not in the stubs
    return check_dossier(data)


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


class _Writer:
    def __init__(self, person: Person, using: str) -> None:
        self.person = person
        self.using = using
        self.sources: dict[int, Source] = {}
        self.organizations: dict[int, Organization] = {}

    def data(self) -> Data:
        person = self.person
        self._prefetch()
        expertise = [row.expertise.name for row in person.ranked_expertise.all()]
        data = mapping.PERSON.data(person) | {
            "dossier": 1,
            "other_names": [row.name for row in person.other_names.all()],
            "former_slugs": sorted(row.slug for row in person.former_slugs.all()),
            "nationalities": [row.country for row in person.nationalities.all()],
            "portrait": self._portrait(),
            "identifiers": [
                {"scheme": row.scheme, "value": row.value}
                for row in person.identifiers.all()
            ],
            "metrics": self._metrics(person),
            "section_notes": {
                row.section: row.state for row in person.section_notes.all()
            },
            "citations": self._citations(person),
            "profile": {
                "summary": person.summary,
                "biography": person.biography,
                "expertise": expertise,
                "education": self._entries(
                    mapping.EDUCATION, person.education.all(), "ended_on"
                ),
            },
            "history": self._entries(mapping.EVENT, person.events.all(), "occurred_on"),
            "position": self._entries(
                mapping.POSITION, person.positions.all(), "assessed_on", self._position
            ),
            "quotes": self._entries(
                mapping.QUOTE, person.quotes.all(), "said_on", _quote
            ),
            "research": self._entries(
                mapping.PUBLICATION,
                person.publications.all(),
                "published_on",
                self._publication,
            ),
            "media": self._entries(
                mapping.MEDIA_ITEM, person.media_items.all(), "published_on"
            ),
            "associates": self._entries(
                mapping.ASSOCIATION, person.associations.all(), "started_on"
            ),
            "affiliations": self._entries(
                mapping.AFFILIATION,
                person.affiliations.all(),
                "started_on",
                self._affiliation,
            ),
            "awards": self._entries(
                mapping.AWARD_RECEIVED,
                person.awards_received.all(),
                "awarded_on",
                self._award,
            ),
        }
        data["sources"] = self._records(mapping.SOURCE, self.sources.values())
        data["organizations"] = self._records(
            mapping.ORGANIZATION, self.organizations.values()
        )
        return data

    def _prefetch(self) -> None:
        """Load everything, in a number of queries that does not depend on how much."""
        citations = Prefetch(
            "citations", Citation.objects.using(self.using).select_related("source")
        )

        def cited(path: str) -> "Prefetch[Any]":
            return Prefetch(f"{path}__citations", citations.queryset)

        prefetch_related_objects(
            [self.person],
            citations,
            "other_names",
            "former_slugs",
            "nationalities",
            "portrait",
            "identifiers",
            "section_notes",
            "ranked_expertise__expertise",
            cited("metrics"),
            cited("education"),
            cited("events"),
            cited("positions"),
            cited("positions__beliefs"),
            cited("quotes"),
            "quotes__ranked_topics__topic",
            cited("publications"),
            cited("publications__metrics"),
            "publications__authors",
            cited("media_items"),
            cited("associations"),
            cited("affiliations"),
            "affiliations__organization",
            cited("awards_received"),
            "awards_received__award__granted_by",
            "awards_received__jointly_with",
        )

    def _portrait(self) -> Data | None:
        portrait = getattr(self.person, "portrait", None)
        return None if portrait is None else mapping.PORTRAIT.data(portrait)

    def _entries(
        self,
        entry_map: EntryMap,
        rows: Iterable[models.Model],
        date_name: str,
        further: Callable[[Any], Data] = lambda row: {},
    ) -> list[Data]:
        ordered = sorted(rows, key=lambda row: _newest_first(row, date_name))
        return [self._entry(entry_map, row) | further(row) for row in ordered]

    def _entry(self, entry_map: EntryMap, row: Any) -> Data:
        return entry_map.data(row) | {"citations": self._citations(row)}

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

    def _metrics(self, subject: Any) -> list[Data]:
        readings = self._entries(
            mapping.METRIC_READING, subject.metrics.all(), "read_on"
        )
        return sorted(readings, key=lambda reading: reading["metric"])

    def _records(self, entry_map: EntryMap, rows: Iterable[models.Model]) -> list[Data]:
        return sorted(map(entry_map.data, rows), key=lambda record: record["id"])

    def _position(self, row: Any) -> Data:
        beliefs = [self._entry(mapping.BELIEF, each) for each in row.beliefs.all()]
        return {"beliefs": beliefs}

    def _publication(self, row: Any) -> Data:
        return {"authors": _mentions(row.authors), "metrics": self._metrics(row)}

    def _affiliation(self, row: Any) -> Data:
        return {"organization": self._organization(row.organization)}

    def _award(self, row: Any) -> Data:
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


def _quote(row: Any) -> Data:
    return {"topics": [each.topic.name for each in row.ranked_topics.all()]}


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
