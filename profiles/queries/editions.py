"""What downloads and sitemaps ask the reading room of its editions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from profiles.databases import PUBLIC
from profiles.models import PublishedEdition


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
