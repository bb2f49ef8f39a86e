"""Importing a document to the desk, for good or only to see what it would change."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from profiles import portraits
from profiles.databases import DESK
from profiles.documents.diff import Change, difference
from profiles.documents.faults import DocumentError, Fault
from profiles.documents.loader import load_dossier
from profiles.documents.reader import located, read_dossier
from profiles.documents.schema import DossierDocument
from profiles.documents.writer import write_dossier
from profiles.models import Person


@dataclass(frozen=True)
class Imported:
    """A dossier as it stands after the import, and what the import changed."""

    person: Person
    changes: list[Change]


def import_dossier(
    text: str,
    *,
    dry_run: bool = False,
    report: Callable[[str], None] = lambda stage: None,
) -> Imported:
    """Import a document to the desk; all of it, or nothing with a DocumentError.

    `report` is told, in a word or two, what is done next.

    A dry run does the same and takes it back, so what it shows is what would happen,
    ids made and shared records matched.
    """
    report("checking")
    document = read_dossier(text)
    try:
        with transaction.atomic(using=DESK):
            report("loading")
            _require_portrait(document)
            existing = Person.objects.using(DESK).filter(stable_id=document.id).first()
            before = None if existing is None else write_dossier(existing, DESK)
            person = load_dossier(document, DESK)
            # Of a heavy dossier it is as large as what is written and compared next.
            del document
            report("comparing")
            changes = difference(before, write_dossier(person, DESK))
            if dry_run:
                transaction.set_rollback(True, using=DESK)
    except DocumentError as error:
        raise located(error, text) from None
    return Imported(person, changes)


def _require_portrait(document: DossierDocument) -> None:
    """Refuse a portrait without its files, of which readers would see a hole.

    Only an import asks for them: publishing a correction does not wait for a picture,
    and the reading room can be rebuilt before the pictures are brought back.
    """
    part = document.portrait
    if part is not None and not portraits.is_complete(part.name, part.width):
        message = (
            f"its files are not all in {portraits.folder_of(part.name)}; copy that "
            "folder from where the document was written, or leave the portrait out"
        )
        raise DocumentError([Fault(("portrait",), message)])
