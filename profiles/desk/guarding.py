"""Who may change a record that readers see: editors, through whatever path."""

from collections import Counter
from collections.abc import Iterable, Sequence

from django.contrib.auth.models import User

from profiles.desk.errors import ForbiddenError
from profiles.desk.sharing import RECORD_PATHS, PublishedUse, published_uses
from profiles.documents.amending import PUBLICATIONS
from profiles.documents.diff import Change
from profiles.documents.entries import EntryKey, label_of

#: So many dossiers are named in a sentence.
_MOST_NAMED = 3


def may_correct(by: User) -> bool:
    return by.has_perm("profiles.correct_record")


def why_reserved(label: str, uses: Sequence[PublishedUse]) -> str:
    """Why an analyst cannot change a record; "" where no published dossier uses it."""
    if not uses:
        return ""
    names = [str(use.person) for use in uses[:_MOST_NAMED]]
    more = len(uses) - len(names)
    if more:
        names.append(f"{more} more")
    named = " and ".join([*([", ".join(names[:-1])] if names[1:] else []), names[-1]])
    dossiers = "dossier" if len(uses) == 1 else "dossiers"
    return (
        f"Readers see “{label}” in the published {dossiers} of {named}. Only an editor "
        "can change it, merge it or delete it; ask one, and say what is wrong with it."
    )


def require_editor(changes: Iterable[tuple[str, Change]], *, by: User | None) -> None:
    """Raises ForbiddenError for changes of what readers see by anybody but an editor.

    `changes` are each with the id of the dossier, "" for a shared record. A publication
    is one where the change is one of several dossiers. What a command does without a
    person's name is let through.
    """
    before = {}
    dossiers: Counter[EntryKey] = Counter()
    for dossier_id, change in changes:
        if change.before is None:
            continue
        if change.section == PUBLICATIONS:
            dossiers[change.key] += 1
        is_record = not dossier_id and change.section in RECORD_PATHS
        if is_record or dossiers[change.key] > 1:
            before[change.key] = change.before
    if by is None or not before or may_correct(by):
        return
    for key, uses in published_uses(before).items():
        if uses:
            raise ForbiddenError(why_reserved(label_of(before[key]), uses))
