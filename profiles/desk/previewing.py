"""What readers would get if the working copy were published now."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from profiles.databases import DESK
from profiles.documents.diff import Change, difference
from profiles.documents.differences import FieldDifference, field_differences
from profiles.documents.reader import read_stored
from profiles.documents.schema import DossierDocument
from profiles.documents.worded import Wording
from profiles.documents.writer import to_data, to_json, write_dossier
from profiles.models import Edition, Person
from profiles.models.editions import digest_of
from profiles.publishing import shown_edition


@dataclass(frozen=True)
class Draft:
    """The working copy as a document, beside the edition that readers have.

    `number`, `published_at` and `digest` are what the next edition would have.
    """

    document: DossierDocument
    edition: Edition | None
    before: DossierDocument | None
    changes: list[Change]
    number: int
    published_at: datetime
    digest: str

    @property
    def compared(self) -> list[tuple[Change, list[FieldDifference]]]:
        """The changes, field by field."""
        before = Wording({} if self.before is None else to_data(self.before))
        after = Wording(to_data(self.document))
        return [
            (change, field_differences(change, before, after))
            for change in self.changes
        ]


def draft_of(person: Person) -> Draft:
    """Raises DocumentError where the working copy breaks a rule of the document."""
    document = write_dossier(person, DESK)
    edition = shown_edition(person)
    before = None if edition is None else read_stored(edition.document)
    last = person.editions.using(DESK).order_by("-number").first()
    return Draft(
        document=document,
        edition=edition,
        before=before,
        changes=difference(before, document),
        number=1 if last is None else last.number + 1,
        published_at=timezone.now(),
        digest=digest_of(to_json(document)),
    )
