"""Reading rooms to measure: SQLite files of their own, beside the product's."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connections

from profiles import reading_room
from profiles.databases import PUBLIC
from profiles.documents.schema import DossierDocument
from profiles.documents.writer import to_json
from profiles.index.entries import index_dossiers
from profiles.models import Edition, Person
from profiles.models.editions import chain_after, digest_of

#: Dossiers whose entries are written, and whose tags are counted, at once.
_BATCH = 100
#: Of the memory that SQLite may fill before it writes; its own 2 MB make it crawl.
_CACHE_KIB = 2_000_000


def room_file(size: int) -> Path:
    return Path(settings.DATA_DIR) / "benchmarks" / f"quotes-{size}.sqlite3"


def filled_rooms() -> dict[int, Path]:
    """The rooms that are there, by how many quotes they hold, the smallest first."""
    files = room_file(0).parent.glob("quotes-*.sqlite3")
    return dict(
        sorted((int(path.stem.removeprefix("quotes-")), path) for path in files)
    )


def use(room: Path) -> None:
    """Have this file read as the reading room, from now on."""
    connection = connections[PUBLIC]
    connection.close()
    connection.settings_dict["NAME"] = str(room)


def make(
    room: Path,
    documents: Iterable[DossierDocument],
    report: Callable[[int], None] = lambda count: None,
) -> None:
    """Fill a room anew, in a file that gets its name once it is whole."""
    room.parent.mkdir(exist_ok=True)
    for leftover in room.parent.glob(f"{room.stem}.*"):
        leftover.unlink()
    unfinished = room.with_suffix(".unfinished")
    use(unfinished)
    call_command("migrate", database=PUBLIC, verbosity=0)
    with connections[PUBLIC].cursor() as cursor:
        cursor.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    fill(documents, report)
    connections[PUBLIC].close()  # also folds its write-ahead log into the file
    unfinished.rename(room)


def fill(
    documents: Iterable[DossierDocument],
    report: Callable[[int], None] = lambda count: None,
) -> None:
    """Publish these first editions into the room, which says how many it has.

    The rows are those that publishing one by one would write, in fewer statements.
    """
    remaining = iter(documents)
    count = 0
    with reading_room.changed():
        while batch := list(islice(remaining, _BATCH)):
            index_dossiers([_hold(document) for document in batch])
            count += len(batch)
            report(count)


def _hold(document: DossierDocument) -> Person:
    text = to_json(document)
    digest = digest_of(text)
    edition = Edition(
        number=1,
        document=text,
        digest=digest,
        chain=chain_after("", digest),
        published_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    return reading_room.hold(document.id, [edition])
