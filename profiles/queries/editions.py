"""What pages, downloads and sitemaps ask the reading room of its editions."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import Max

from profiles.databases import PUBLIC
from profiles.documents.diff import Change, changes_between
from profiles.documents.differences import (
    FieldDifference,
    SectionDifference,
    field_differences,
    section_differences,
    section_label,
)
from profiles.documents.entries import Data, entries_of
from profiles.documents.worded import Wording
from profiles.models import PublishedEdition
from profiles.models.editions import PublishedEditionQuerySet
from profiles.queries.paging import Paging

#: Editions on a page of their list; each is compared with the one before it.
EDITIONS_PER_PAGE = 10
#: Entries on a page of what an edition changed.
ENTRIES_PER_PAGE = 20


@dataclass(frozen=True)
class ShelvedEdition:
    """A current edition without its document."""

    pk: int
    slug: str
    number: int
    digest: str
    published_at: datetime


def current_editions() -> list[ShelvedEdition]:
    """The current edition of every dossier, by slug."""
    rows = PublishedEdition.objects.using(PUBLIC).current().order_by("slug")
    fields = rows.values_list("pk", "slug", "number", "digest", "published_at")
    return [ShelvedEdition(*row) for row in fields]


def edition_count() -> int:
    """How many editions there are of the published dossiers, earlier ones too."""
    return PublishedEdition.objects.using(PUBLIC).count()


def documents_of(editions: Sequence[ShelvedEdition]) -> dict[int, str]:
    """The documents by the keys of their editions; what was withdrawn is not there."""
    rows = PublishedEdition.objects.using(PUBLIC).filter(
        pk__in=[edition.pk for edition in editions]
    )
    return dict(rows.values_list("pk", "document"))


def newest_edition_at() -> datetime | None:
    """When the last of the current editions was published."""
    rows = PublishedEdition.objects.using(PUBLIC).current()
    newest: datetime | None = rows.aggregate(at=Max("published_at"))["at"]
    return newest


# The editions of one dossier


@dataclass(frozen=True)
class ToldChange:
    """An entry that came, changed or went, in words."""

    change: Change
    fields: list[FieldDifference]

    @property
    def verb(self) -> str:
        return self.change.verb.value

    @property
    def label(self) -> str:
        return self.change.label or section_label(self.change.section)


@dataclass(frozen=True)
class ComparedEdition:
    """An edition beside the one before it; None where readers have none before it."""

    edition: PublishedEdition
    before: PublishedEdition | None

    @property
    def name(self) -> str:
        """The person's, as the edition has it."""
        return str(self._new["name"])

    @cached_property
    def changes(self) -> list[Change]:
        """What it changed, in the order of the document."""
        return changes_between(entries_of(self._old), entries_of(self._new))

    @cached_property
    def sections(self) -> list[SectionDifference]:
        return section_differences(self.changes)

    def told(self, paging: Paging) -> list[tuple[SectionDifference, list[ToldChange]]]:
        """A page of the changes, by section."""
        shown = self.changes[paging.offset : paging.offset + paging.per_page]
        known = {section.path: section for section in self.sections}
        before, after = Wording(self._old), Wording(self._new)
        told: dict[str, list[ToldChange]] = {}
        for each in shown:
            told.setdefault(each.section, []).append(
                ToldChange(each, field_differences(each, before, after))
            )
        return [(known[path], entries) for path, entries in told.items()]

    @cached_property
    def _old(self) -> Data:
        return {} if self.before is None else _data(self.before)

    @cached_property
    def _new(self) -> Data:
        return _data(self.edition)


def _data(edition: PublishedEdition) -> Data:
    data: Data = json.loads(edition.document)
    return data


def editions_of(slug: str) -> PublishedEditionQuerySet:
    """The editions of a dossier, newest first."""
    found = PublishedEdition.objects.using(PUBLIC).filter(slug=slug)
    return found.order_by("-number")


def compared_editions(paging: Paging, slug: str) -> list[ComparedEdition]:
    """The editions that the page shows, newest first, in one query."""
    last = paging.offset + paging.per_page
    rows = list(editions_of(slug)[paging.offset : last + 1])
    return [
        ComparedEdition(each, before)
        for each, before in zip(
            rows[: paging.per_page], [*rows[1:], None], strict=False
        )
    ]


def edition_numbered(slug: str, number: int) -> PublishedEdition | None:
    return editions_of(slug).filter(number=number).first()


def slug_of_published(dossier_id: str, number: int) -> str:
    """Under which slug readers have an edition; "" where they do not have it."""
    rows = PublishedEdition.objects.using(PUBLIC)
    found = rows.filter(dossier_id=dossier_id, number=number)
    return found.values_list("slug", flat=True).first() or ""


def compared_edition(slug: str, number: int) -> ComparedEdition | None:
    """The edition of this number beside the one before it, in one query."""
    rows = list(editions_of(slug).filter(number__lte=number)[:2])
    if not rows or rows[0].number != number:
        return None
    return ComparedEdition(rows[0], rows[1] if rows[1:] else None)


def current_of(slug: str) -> PublishedEdition | None:
    """The current edition of a dossier, without its document."""
    return editions_of(slug).current().defer("document").first()
