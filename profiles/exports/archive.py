"""All published dossiers in one ZIP archive, made while it is sent.

The same editions give the same bytes: files stand in a fixed order and bear the moment
of publication, never that of the download.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import IO, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from profiles.dates import PartialDate
from profiles.queries.editions import ShelvedEdition

#: Documents in memory at a time; one has 100 kB as a rule and 15 MB at the most.
_BATCH = 10
#: Raised when other bytes are written for the same editions.
_FORM = 1
#: The first moment a ZIP archive can name.
_EPOCH = datetime(1980, 1, 1, tzinfo=UTC)

#: Finds the documents of some editions, by the editions' keys.
Documents = Callable[[Sequence[ShelvedEdition]], Mapping[int, str]]


@dataclass(frozen=True)
class Enclosed:
    """What stands in the archive beside the dossiers."""

    schema: str
    licence: str
    edition_count: int


def archive_digest(editions: Sequence[ShelvedEdition], enclosed: Enclosed) -> str:
    """What changes when the archive does."""
    parts = [f"{each.slug} {each.number} {each.digest}" for each in editions]
    return hashlib.sha256(f"{_FORM} {enclosed} {parts}".encode()).hexdigest()


def archive(
    editions: Sequence[ShelvedEdition], documents: Documents, enclosed: Enclosed
) -> Iterator[bytes]:
    """The archive in pieces of a few documents each.

    A dossier that is withdrawn in the meantime is left out; the README comes last, so
    that it counts what is really in the archive.
    """
    snapshot_at = max((each.published_at for each in editions), default=_EPOCH)
    sent = _Outbox()
    written: list[ShelvedEdition] = []
    with ZipFile(cast(IO[bytes], sent), "w", ZIP_DEFLATED) as file:
        file.writestr(_entry("LICENSE.txt", snapshot_at), enclosed.licence)
        file.writestr(_entry("dossier.schema.json", snapshot_at), enclosed.schema)
        for start in range(0, len(editions), _BATCH):
            batch = editions[start : start + _BATCH]
            found = documents(batch)
            for each in batch:
                if each.pk in found:
                    name = _entry(_path(each), each.published_at)
                    file.writestr(name, found[each.pk])
                    written.append(each)
            yield sent.take()
        readme = _readme(written, snapshot_at, enclosed.edition_count)
        file.writestr(_entry("README.txt", snapshot_at), readme)
    yield sent.take()


class _Outbox:
    """A file that can only be written on, and keeps no more than was not yet sent."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, piece: bytes) -> int:
        self._pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Nothing to do, but ZipFile asks for it."""

    def take(self) -> bytes:
        taken = b"".join(self._pieces)
        self._pieces.clear()
        return taken


def _entry(name: str, moment: datetime) -> ZipInfo:
    at = max(moment.astimezone(UTC), _EPOCH)
    entry = ZipInfo(name, (at.year, at.month, at.day, at.hour, at.minute, at.second))
    entry.compress_type = ZIP_DEFLATED
    entry.create_system = 3  # Unix, wherever it is made
    entry.external_attr = 0o644 << 16
    return entry


def _path(edition: ShelvedEdition) -> str:
    return f"dossiers/{edition.slug}.json"


def _readme(
    editions: Sequence[ShelvedEdition], snapshot_at: datetime, edition_count: int
) -> str:
    at = snapshot_at.astimezone(UTC)
    snapshot = f"{PartialDate.of_day(at.date()).words}, {at:%H:%M} UTC"
    listed = "".join(
        f"{each.digest}  {_path(each)}  edition {each.number}, "
        f"{each.published_at.astimezone(UTC):%Y-%m-%d}\n"
        for each in editions
    )
    return _README.format(
        snapshot=snapshot if editions else "nothing published yet",
        dossier_count=len(editions),
        edition_count=edition_count,
        listed=listed,
    )


_README = """\
Intelligence Dossier: all published dossiers

Snapshot: {snapshot}
Dossiers: {dossier_count}, each in its current edition
Editions: {edition_count} published of these dossiers, earlier ones included

dossiers/<slug>.json  the dossier document of each, byte for byte as it was published
dossier.schema.json   the JSON Schema of these documents
LICENSE.txt           the licence of the project

Every claim cites its sources. A source has a reliability from A to F, a claim cited
from it a credibility from 1 to 6 (Admiralty scale). A quotation says how far it is
certain that the person said it (verified, unverified, disputed, misattributed); keep
that beside the words wherever you use them. Quotations are the words of whom they are
attributed to, and are cited here with their source; the licence does not cover them.

SHA-256, file, edition and day of publication:

{listed}"""
