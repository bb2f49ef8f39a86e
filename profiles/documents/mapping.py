"""Which model keeps which part of a document, and under which names.

A key of a part and the column of its model have the same name. The maps below say where
they differ; loader and writer both go by them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import Any

from django.db import models

from profiles.documents import schema
from profiles.models import (
    Affiliation,
    Association,
    AwardReceived,
    Belief,
    Education,
    Event,
    MediaItem,
    MetricReading,
    Organization,
    Person,
    Portrait,
    Position,
    Publication,
    Quote,
    Source,
)


@dataclass(frozen=True, eq=False)
class EntryMap:
    """A kind of entry: its part, its model, and the name by which citations know it."""

    part: type[schema.Part]
    model: type[models.Model]
    cited_as: str = ""
    renamed: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def columns(self) -> dict[str, str]:
        """Keys of the part that are kept in a column, each with the column's name."""
        plain = {each.name for each in self.model._meta.fields if not each.is_relation}
        names = {"id": "stable_id", **self.renamed}
        found = {name: names.get(name, name) for name in self.part.model_fields}
        return {
            name: column
            for name, column in found.items()
            if name in self.renamed or (column in plain and column != "id")
        }

    def values(self, part: schema.Part) -> dict[str, Any]:
        """The columns of a part, as the model keeps them."""
        return {
            column: self._kept(column, getattr(part, name))
            for name, column in self.columns.items()
        }

    def _kept(self, column: str, value: Any) -> Any:
        if isinstance(value, Enum):
            return value.value
        if value in (None, "") and column in self._nullable:
            return None
        return "" if value is None else value

    @cached_property
    def _nullable(self) -> set[str]:
        return {each.attname for each in self.model._meta.concrete_fields if each.null}

    def data(self, row: models.Model) -> dict[str, Any]:
        """A row's columns as a document holds them, without what is empty."""
        found = {name: getattr(row, column) for name, column in self.columns.items()}
        return {
            name: value
            for name, value in found.items()
            if value not in (None, "") and value is not False
        }


@dataclass(frozen=True)
class ListMap:
    """A list of entries: how a person's row leads to it, by what date it is in order.

    `loads` are the relations, from an entry's row, that its data is made of.
    """

    entries: EntryMap
    relation: str
    date: str
    loads: tuple[str, ...] = ()


PERSON = EntryMap(schema.DossierDocument, Person, "person")
PORTRAIT = EntryMap(schema.PortraitPart, Portrait)
EDUCATION = EntryMap(schema.EducationPart, Education, "education")
EVENT = EntryMap(schema.EventPart, Event, "event")
POSITION = EntryMap(schema.PositionPart, Position, "assessment")
BELIEF = EntryMap(schema.BeliefPart, Belief, "belief")
QUOTE = EntryMap(schema.QuotePart, Quote, "quote")
PUBLICATION = EntryMap(schema.PublicationPart, Publication, "publication")
MEDIA_ITEM = EntryMap(schema.MediaItemPart, MediaItem, "media_item")
ASSOCIATION = EntryMap(
    schema.AssociationPart, Association, "association", {"person": "associate_id"}
)
AFFILIATION = EntryMap(schema.AffiliationPart, Affiliation, "affiliation")
AWARD_RECEIVED = EntryMap(schema.AwardReceivedPart, AwardReceived, "award_received")
METRIC_READING = EntryMap(schema.MetricReadingPart, MetricReading, "metric_reading")
SOURCE = EntryMap(schema.SourcePart, Source)
ORGANIZATION = EntryMap(schema.OrganizationPart, Organization, renamed={"id": "slug"})

#: The lists of a document's entries by their paths, in the order of the document.
LISTS = {
    "metrics": ListMap(METRIC_READING, "metrics", "read_on"),
    "profile.education": ListMap(EDUCATION, "education", "ended_on"),
    "history": ListMap(EVENT, "events", "occurred_on"),
    "position": ListMap(POSITION, "positions", "assessed_on", ("beliefs__citations",)),
    "quotes": ListMap(QUOTE, "quotes", "said_on", ("ranked_topics__topic",)),
    "research": ListMap(
        PUBLICATION, "publications", "published_on", ("authors", "metrics__citations")
    ),
    "media": ListMap(MEDIA_ITEM, "media_items", "published_on"),
    "associates": ListMap(ASSOCIATION, "associations", "started_on"),
    "affiliations": ListMap(
        AFFILIATION, "affiliations", "started_on", ("organization",)
    ),
    "awards": ListMap(
        AWARD_RECEIVED,
        "awards_received",
        "awarded_on",
        ("award__granted_by", "jointly_with"),
    ),
}
