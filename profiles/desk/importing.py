"""Importing a document to the desk, for good or only to see what it would change."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q, QuerySet

from profiles import portraits
from profiles.databases import DESK
from profiles.desk.errors import ForbiddenError
from profiles.desk.recording import recording
from profiles.desk.reviewing import waiting_changes
from profiles.desk.scopes import Scope
from profiles.documents.diff import Change, in_order
from profiles.documents.entries import EntryKey
from profiles.documents.faults import DocumentError, Fault
from profiles.documents.loader import batches, load_dossier
from profiles.documents.reader import located, read_dossier
from profiles.documents.schema import DossierDocument
from profiles.models import (
    EntryChange,
    Organization,
    Person,
    Publication,
    Revision,
    Source,
)
from profiles.text import normalise_link


@dataclass(frozen=True)
class Imported:
    """A dossier as it stands after the import, and what the import changed.

    `taken_back` has the last of a colleague's changes that are not out yet for each
    entry in which the import undid some.
    """

    person: Person
    changes: list[Change]
    taken_back: dict[EntryKey, EntryChange]


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
            existing = _existing(document)
            scope = _scope(document, existing)
            waiting = _of_colleagues(existing, by)
            with recording(scope, by=by, reason="Imported from a document.") as made:
                person = load_dossier(document, DESK)
                _add_records(scope, document)
                scope.add_dossier(person)
                # Of a heavy dossier it is as large as what is compared next.
                del document
                report("comparing")
            own = in_order(
                change
                for dossier_id, change in made.changes()
                if dossier_id == person.stable_id
            )
            taken_back = _taken_back(own, waiting, made.revision)
            if dry_run:
                transaction.set_rollback(True, using=DESK)
    except DocumentError as error:
        raise located(error, text) from None
    return Imported(person, own, taken_back)


def _existing(document: DossierDocument) -> Person | None:
    return Person.objects.using(DESK).filter(stable_id=document.id).first()


def _of_colleagues(person: Person | None, by: User | None) -> QuerySet[EntryChange]:
    """What others than the one who imports have changed and is not out yet."""
    if person is None:
        return EntryChange.objects.none()
    changes = waiting_changes(person).filter(revision__by__isnull=False)
    return changes.exclude(revision__by=by).select_related("revision__by")


def _taken_back(
    changes: Iterable[Change],
    waiting: QuerySet[EntryChange],
    revision: Revision | None,
) -> dict[EntryKey, EntryChange]:
    """Which of the changes that waited before the revision were undone by it."""
    if revision is None:
        return {}
    made = {change.key: change for change in changes}
    earlier = waiting.filter(revision__lt=revision).order_by("revision").iterator()
    found = ((made.get((each.section, each.entry_id)), each) for each in earlier)
    return {
        change.key: each
        for change, each in found
        if change is not None and _takes_back(change, each)
    }


def _takes_back(change: Change, earlier: EntryChange) -> bool:
    """Whether a change is of something that is as the earlier one left it."""
    if change.before is None or earlier.after is None:
        return change.before is earlier.after
    after = change.after or {}
    return any(
        change.before.get(name) == value != after.get(name)
        for name, value in earlier.after.items()
    )


def _scope(document: DossierDocument, existing: Person | None) -> Scope:
    """What the import may change of what is there: this dossier, and what it shares."""
    scope = Scope()
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
