"""The reading room's own side of publishing. Nothing here reads the desk.

Every change is one transaction that raises the room's version, so readers see a
dossier as it was or as it will be, and whoever keeps pages knows that they are old.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet

from profiles.databases import PUBLIC
from profiles.documents.loader import load_dossier
from profiles.documents.reader import read_stored
from profiles.documents.schema import DossierDocument
from profiles.index.entries import drop_dossier, drop_stale, index_dossiers
from profiles.models import (
    Award,
    Expertise,
    Organization,
    Person,
    Publication,
    PublishedEdition,
    ReadingRoom,
    Source,
    Tombstone,
    Topic,
)
from profiles.models.editions import StoredDocument
from profiles.text import fold, normalise_link


@contextmanager
def changed() -> Iterator[None]:
    """One change of the room: whole or not at all, and one at a time."""
    with transaction.atomic(using=PUBLIC):
        rooms = ReadingRoom.objects.using(PUBLIC)
        rooms.get_or_create(pk=1)
        # Holding this row keeps two changes apart on PostgreSQL; SQLite has one writer.
        rooms.filter(pk=1).update(version=F("version") + 1)
        yield
        _drop_unused_records()
        drop_stale()


def shelve(dossier_id: str, editions: Sequence[StoredDocument]) -> None:
    """Hold these editions of a dossier, and no others; the last one is what is read."""
    index_dossiers([hold(dossier_id, editions)])


def hold(dossier_id: str, editions: Sequence[StoredDocument]) -> Person:
    """The same, but that the index is still to be filled from the person's rows."""
    shelf = PublishedEdition.objects.using(PUBLIC).filter(dossier_id=dossier_id)
    current = read_stored(editions[-1].document)
    Tombstone.objects.using(PUBLIC).filter(dossier_id=dossier_id).delete()
    former = shelf.filter(is_current=True).values_list("document", flat=True).first()
    shelf.exclude(number__in=[edition.number for edition in editions]).delete()
    shelf.update(is_current=False)
    held = set(shelf.values_list("number", flat=True))
    for edition in editions:
        if edition.number not in held:
            shelf.create(
                dossier_id=dossier_id,
                slug=current.slug,
                number=edition.number,
                document=edition.document,
                digest=edition.digest,
                chain=edition.chain,
                summary=edition.summary,
                published_at=edition.published_at,
                is_reviewed=edition.is_reviewed,
            )
    shelf.update(slug=current.slug)
    shelf.filter(number=editions[-1].number).update(is_current=True)
    _correct_sources(former, current)
    _correct_names(current)
    return load_dossier(current, PUBLIC)


def _correct_sources(former: str | None, current: DossierDocument) -> None:
    """Let a source whose address was corrected be the same one, at its own page.

    By its new address alone it would be taken for another of the same id.
    """
    listed = json.loads(former).get("sources", []) if former else []
    addresses = {part["id"]: normalise_link(part.get("url", "")) for part in listed}
    sources = Source.objects.using(PUBLIC)
    for part in current.sources:
        before, now = addresses.get(part.id), normalise_link(part.url)
        if before in (None, now):
            continue
        if not (now and sources.filter(normalised_url=now).exists()):
            sources.filter(stable_id=part.id, normalised_url=before).update(
                title=part.title, url=part.url, normalised_url=now
            )


def _correct_names(current: DossierDocument) -> None:
    """Spell what a dossier names as it does; other capitals make no other record."""
    topics = [name for quote in current.quotes for name in quote.topics]
    fields = current.profile.expertise
    _spell(Topic.objects.using(PUBLIC), {(fold(name), ""): name for name in topics})
    _spell(Expertise.objects.using(PUBLIC), {(fold(name), ""): name for name in fields})
    _spell(
        Award.objects.using(PUBLIC).select_related("granted_by"),
        {(fold(part.award), part.granted_by): part.award for part in current.awards},
    )


def _spell(records: QuerySet[Any], names: dict[tuple[str, str], str]) -> None:
    """Give records these names, each by its folded name and the slug of its grantor."""
    for row in records if names else ():
        grantor = getattr(row, "granted_by", None)
        known = fold(row.name), grantor.slug if grantor else ""
        if names.get(known, row.name) != row.name:
            row.name = names[known]
            row.save(using=PUBLIC, update_fields=["name"])


def bury(dossier_id: str, *, slug: str, after_number: int, at: datetime) -> None:
    """Hold nothing of a dossier but that it was withdrawn, and when."""
    _remove(dossier_id)
    Tombstone.objects.using(PUBLIC).create(
        dossier_id=dossier_id, slug=slug, after_number=after_number, withdrawn_at=at
    )


def clear() -> None:
    """Hold nothing at all."""
    for dossier_id in Person.objects.using(PUBLIC).values_list("stable_id", flat=True):
        _remove(dossier_id)
    PublishedEdition.objects.using(PUBLIC).all().delete()
    Tombstone.objects.using(PUBLIC).all().delete()
    _drop_unused_records()
    drop_stale()


def _remove(dossier_id: str) -> None:
    PublishedEdition.objects.using(PUBLIC).filter(dossier_id=dossier_id).delete()
    Tombstone.objects.using(PUBLIC).filter(dossier_id=dossier_id).delete()
    drop_dossier(dossier_id)
    Person.objects.using(PUBLIC).filter(stable_id=dossier_id).delete()


def _drop_unused_records() -> None:
    """Shared records that no published dossier uses any more do not stay."""
    for records, uses in (
        (Publication, ["listings"]),
        (Source, ["citations"]),
        (Topic, ["quotetopic"]),
        (Expertise, ["personexpertise"]),
        (Award, ["receptions"]),
        (Organization, ["affiliations", "awards"]),
    ):
        unused = {f"{use}__isnull": True for use in uses}
        records._default_manager.using(PUBLIC).filter(**unused).delete()
