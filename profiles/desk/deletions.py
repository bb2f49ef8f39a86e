"""What was deleted at the desk, and can be put back."""

from django.db.models import Count, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from profiles.databases import DESK
from profiles.desk.errors import RefusedError
from profiles.desk.scopes import Scope
from profiles.desk.sharing import RECORD_PATHS
from profiles.desk.standing import Standing, standings
from profiles.documents.entries import PERSON
from profiles.models import EntryChange, Person
from profiles.models.revisions import EntryChangeQuerySet


def delete_dossier(person: Person) -> None:
    """Delete a dossier that was never published, with its reviews, inside a recording.

    Raises RefusedError, as editions are kept.
    """
    if person.editions.using(DESK).exists():
        raise RefusedError(f"{person} was published; withdraw the dossier instead.")
    person.reviews.using(DESK).all().delete()
    person.delete(using=DESK)


def dossiers_losing(scope: Scope) -> list[Standing]:
    """How each of the dossiers stands, by name, in which the entries are."""
    return standings(scope.people())


def deleted_entries(dossier_id: str) -> EntryChangeQuerySet:
    """The deletions of entries that the dossier does not have now, newest first."""
    changes = EntryChange.objects.using(DESK).filter(dossier_id=dossier_id)
    return _last_deletions(changes.exclude(section__in=RECORD_PATHS))


def deleted_dossiers() -> QuerySet[EntryChange]:
    """The deletions of dossiers, newest first, each with its `entry_count`."""
    persons = EntryChange.objects.using(DESK).filter(section=PERSON[0])
    at_once = (
        EntryChange.objects.using(DESK)
        .filter(revision=OuterRef("revision"), dossier_id=OuterRef("dossier_id"))
        .order_by()
        .values("revision")
        .annotate(count=Count("pk"))
    )
    return _last_deletions(persons).annotate(
        # All but the person's own fields.
        entry_count=Coalesce(Subquery(at_once.values("count")), 1) - 1
    )


def deleted_records() -> EntryChangeQuerySet:
    """The deletions of records that dossiers share, newest first."""
    records = EntryChange.objects.using(DESK).filter(dossier_id="")
    return _last_deletions(records.filter(section__in=RECORD_PATHS))


def _last_deletions(changes: EntryChangeQuerySet) -> EntryChangeQuerySet:
    """Those that are the last thing that happened to an entry, with who did it."""
    last = (
        changes.order_by()
        .values("dossier_id", "section", "entry_id")
        .annotate(last=Max("pk"))
    )
    return changes.filter(
        pk__in=last.values("last"), after__isnull=True
    ).select_related("revision__by")
