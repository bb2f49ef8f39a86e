"""Records that dossiers share: which there are, and who uses them."""

from typing import Any

from django.db.models import Model, Q, QuerySet

from profiles.databases import DESK
from profiles.models import (
    Award,
    Expertise,
    Organization,
    Person,
    Publication,
    Source,
    Topic,
)
from profiles.models.sources import CITED

#: The records that dossiers share, and how history calls them. Publications are shared
#: too, but each is an entry of every dossier that has it.
SHARED: dict[type[Model], str] = {
    Source: "source",
    Organization: "organization",
    Topic: "topic",
    Expertise: "expertise",
    Award: "award",
}

#: How a cited entry leads to the people whose dossiers it stands in.
_CITED_PEOPLE = {
    "person": "person",
    "belief": "belief__assessment__person",
    "publication": "publication__people",
}


def dossiers_using(record: Any) -> QuerySet[Person]:
    """The people whose working copies a change of the record changes, by name."""
    people = Person.objects.using(DESK)
    match record:
        case Source():
            uses = _citing(record)
        case Organization():
            uses = Q(affiliations__organization=record) | Q(
                awards_received__award__granted_by=record
            )
        case Topic():
            uses = Q(quotes__topics=record)
        case Expertise():
            uses = Q(expertise=record)
        case Award():
            uses = Q(awards_received__award=record)
        case Publication():
            uses = Q(publications=record)
        case _:
            raise TypeError(f"{type(record).__name__} is not a shared record.")
    return people.filter(pk__in=people.filter(uses).values("pk")).order_by("sort_name")


def _citing(source: Source) -> Q:
    """Who cites the source, in one query for each kind of entry that cites it."""
    found: set[int] = set()
    for cited in CITED:
        path = _CITED_PEOPLE.get(cited, f"{cited}__person")
        citations = source.citations.using(DESK).filter(**{f"{cited}__isnull": False})
        found |= set(citations.values_list(path, flat=True))
    readings = source.citations.using(DESK).filter(metric_reading__isnull=False)
    found |= set(readings.values_list("metric_reading__publication__people", flat=True))
    return Q(pk__in=found - {None})
