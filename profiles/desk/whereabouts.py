"""What has become of rows that were deleted, for those who come back to their pages.

History knows entries by ids that never change, and the addresses of the desk's pages by
the numbers of rows, which an entry that is put back does not get again. So the numbers
of rows that are deleted by themselves are kept, each with the entry that it was.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.urls import reverse

from profiles.databases import DESK
from profiles.desk.places import MODELS, change_pages
from profiles.desk.scopes import key_of
from profiles.models import Person


@dataclass(frozen=True)
class Whereabouts:
    """The page to go on at, and why that one."""

    page: str
    sentence: str


def note_deleted(rows: Iterable[Model], *, by: User) -> list[LogEntry]:
    """Keep which entries the rows are, before they are deleted."""
    return LogEntry.objects.using(DESK).bulk_create(
        LogEntry(
            user=by,
            content_type=ContentType.objects.db_manager(DESK).get_for_model(row),
            object_id=str(row.pk),
            object_repr=str(row)[: LogEntry._meta.get_field("object_repr").max_length],
            action_flag=DELETION,
            change_message="|".join(key_of(row)),
        )
        for row in rows
    )


def whereabouts(model: type[Model], number: str) -> Whereabouts | None:
    """Where the entry is that was the row of this number; None for no such row."""
    kind = ContentType.objects.db_manager(DESK).get_for_model(model)
    deleted = LogEntry.objects.using(DESK).filter(
        content_type=kind, object_id=number, action_flag=DELETION
    )
    last = deleted.order_by("-pk").first()
    if last is None or last.change_message.count("|") != 2:
        return None
    dossier_id, section, entry_id = last.change_message.split("|")
    place = (dossier_id, (section, entry_id))
    if page := change_pages([place]).get(place):
        is_itself = MODELS[section] is model
        then = "and put back; this is it now" if is_itself else "from this"
        return Whereabouts(page, f"“{last.object_repr}” was deleted {then}.")
    return Whereabouts(
        _page_of_deleted(dossier_id),
        f"“{last.object_repr}” was deleted; it can be put back from this list.",
    )


def _page_of_deleted(dossier_id: str) -> str:
    """The list of deletions that has an entry of this dossier, or the dossier."""
    person = Person.objects.using(DESK).filter(stable_id=dossier_id).first()
    if person is None:
        return reverse("admin:deleted-dossiers")
    return reverse("admin:dossier-deleted", args=[person.pk])
