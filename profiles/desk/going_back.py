"""Going back: an earlier edition is published again, as a new one.

What dossiers share stays as readers have it: a correction that was let out since is
made in the earlier document too. Or else this dossier would take it back, and readers
would lose it in all others.
"""

import json
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from django.contrib.auth.models import User

from profiles import publishing
from profiles.choices import CorrectionState
from profiles.databases import DESK
from profiles.desk.alike import note_if_alike
from profiles.desk.correcting import amendments
from profiles.desk.errors import RefusedError
from profiles.desk.reviewing import (
    require_fit_for_readers,
    require_permission,
    words_for,
)
from profiles.documents.amending import amend
from profiles.documents.entries import Entries, entries_of
from profiles.documents.faults import DocumentError
from profiles.documents.reader import check_dossier
from profiles.documents.writer import to_json
from profiles.models import Correction, Edition, Person
from profiles.publishing import Approval


@dataclass(frozen=True)
class EarlierEdition:
    """An edition as readers would have it again.

    `corrections` are those that were let out since, as far as they concern it.
    """

    edition: Edition
    document: str
    corrections: list[Correction]

    @property
    def is_reviewed(self) -> bool:
        """Whether a second person approved all that it says."""
        return self.edition.is_reviewed and all(
            each.decided_by_id != each.revision.by_id for each in self.corrections
        )


@dataclass(frozen=True)
class GoneBack:
    """The edition that readers were taken back from, and the one that did it."""

    rejected: Edition
    instead: Edition

    @cached_property
    def entries(self) -> Entries:
        """What the rejected edition said."""
        return entries_of(json.loads(self.rejected.document))


def gone_back_from(person: Person) -> list[GoneBack]:
    """What readers were taken back from and have not had again, the newest first.

    Of such an edition the desk may still have all, as going back leaves that alone.
    """
    editions = [
        *person.editions.using(DESK)
        .select_related("approved_by")
        .defer("document")
        .order_by("number")
    ]
    held = editions[-1].revision_number if editions else 0
    return [
        GoneBack(before, after)
        for before, after in reversed([*pairwise(editions)])
        if before.revision_number > max(held, after.revision_number)
    ]


def earlier_edition(person: Person, number: int) -> EarlierEdition:
    """Raises RefusedError where there is no such edition, or it cannot be had again."""
    edition = person.editions.using(DESK).filter(number=number).first()
    if edition is None:
        raise RefusedError(f"{person} has no edition {number}.")
    data = json.loads(edition.document)
    since = (
        Correction.objects.using(DESK)
        .filter(state=CorrectionState.PUBLISHED, decided_at__gt=edition.published_at)
        .select_related("revision")
        .order_by("pk")
    )
    made = []
    for correction in since:
        before = json.dumps(data)
        for amendment in amendments(correction.revision):
            amend(data, amendment)
        if json.dumps(data) != before:
            made.append(correction)
    if not made:
        return EarlierEdition(edition, edition.document, [])
    try:
        document = to_json(check_dossier(data, is_stored=True))
    except DocumentError as error:
        raise RefusedError(
            f"Edition {number} of {person} would break a rule with the corrections "
            f"that came since: {error}"
        ) from error
    return EarlierEdition(edition, document, made)


def go_back(person: Person, number: int, *, by: User, summary: str) -> Edition:
    """Publish an earlier edition again, as a new one; the working copy stays."""
    require_permission(by, "publish_dossier", "publish a dossier")
    summary = words_for(
        Edition,
        "summary",
        summary,
        "The reason for going back",
        "Say why, in words for readers.",
    )
    earlier = earlier_edition(person, number)
    require_fit_for_readers(person, earlier.document)
    edition = publishing.publish_approved(
        person,
        Approval(
            document=earlier.document,
            by=by,
            summary=summary,
            revision_number=earlier.edition.revision_number,
            is_reviewed=earlier.is_reviewed,
            is_waived=not earlier.is_reviewed,
        ),
    )
    if edition is None:
        kept = ", with what was corrected since" if earlier.corrections else ""
        raise RefusedError(f"Readers have edition {number} of {person} now{kept}.")
    note_if_alike(edition)
    return edition
