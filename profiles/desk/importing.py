"""Importing a document to the desk, for good or only to see what it would change."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q

from profiles import portraits
from profiles.databases import DESK
from profiles.desk.errors import ForbiddenError
from profiles.desk.recording import recording
from profiles.desk.scopes import Scope
from profiles.documents.diff import Change, in_order
from profiles.documents.faults import DocumentError, Fault
from profiles.documents.loader import batches, load_dossier
from profiles.documents.reader import located, read_dossier
from profiles.documents.schema import DossierDocument
from profiles.models import Organization, Person, Publication, Source
from profiles.text import normalise_link


@dataclass(frozen=True)
class Imported:
    """A dossier as it stands after the import, and what the import changed."""

    person: Person
    changes: list[Change]


def import_dossier(
    text: str,
    *,
    by: User | None = None,
    dry_run: bool = False,
    is_starter: bool = False,
    report: Callable[[str], None] = lambda stage: None,
) -> Imported:
    """Import a document to the desk; all of it, or nothing with a DocumentError.

    `report` is told, in a word or two, what is done next. Raises ForbiddenError where
    it would change a shared record that readers see, and `by` is no editor; and where
    nobody's name stands under changes that a second person will have to approve, unless
    they came with the product.

    A dry run does the same and takes it back, so what it shows is what would happen,
    ids made and shared records matched.
    """
    if by is None and settings.DOSSIER_FOUR_EYES and not (dry_run or is_starter):
        raise ForbiddenError(
            "nobody is named whose changes it holds, so nobody would be kept from "
            "approving their own. Name an account with --by; at a desk of one, set "
            "DOSSIER_FOUR_EYES to 0."
        )
    report("checking")
    document = read_dossier(text)
    try:
        with transaction.atomic(using=DESK):
            report("loading")
            _require_portrait(document)
            scope = _scope(document)
            with recording(scope, by=by, reason="Imported from a document.") as made:
                person = load_dossier(document, DESK)
                _add_records(scope, document)
                scope.add_dossier(person)
                # Of a heavy dossier it is as large as what is compared next.
                del document
                report("comparing")
            if dry_run:
                transaction.set_rollback(True, using=DESK)
    except DocumentError as error:
        raise located(error, text) from None
    own = (
        each for dossier_id, each in made.changes() if dossier_id == person.stable_id
    )
    return Imported(person, in_order(own))


def _scope(document: DossierDocument) -> Scope:
    """What the import may change of what is there: this dossier, and what it shares."""
    scope = Scope()
    existing = Person.objects.using(DESK).filter(stable_id=document.id).first()
    if existing is not None:
        scope.add_dossier(existing)
    _add_records(scope, document)
    for ids in batches([part.id for part in document.research]):
        scope.add(*Publication.objects.using(DESK).filter(stable_id__in=ids))
    return scope


def _add_records(scope: Scope, document: DossierDocument) -> None:
    """The sources and organizations of the document that the desk has."""
    for parts in batches(document.sources):
        addresses = [address for part in parts if (address := normalise_link(part.url))]
        same = Q(stable_id__in=[part.id for part in parts])
        same |= Q(normalised_url__in=addresses)
        scope.add(*Source.objects.using(DESK).filter(same))
    for bodies in batches(document.organizations):
        same = Q(slug__in=[part.id for part in bodies])
        same |= Q(name__in=[part.name for part in bodies])
        scope.add(*Organization.objects.using(DESK).filter(same))


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
