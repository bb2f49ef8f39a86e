"""Records that dossiers share: which there are, and who uses them."""

from collections.abc import Collection

from django.db.models import Model, QuerySet

from profiles.databases import DESK
from profiles.models import (
    Affiliation,
    Award,
    AwardReceived,
    Citation,
    Expertise,
    ListedPublication,
    Organization,
    Person,
    PersonExpertise,
    Publication,
    QuoteTopic,
    Source,
    Topic,
)
from profiles.models.sources import CITED

#: The records that dossiers share, and how history calls them: as documents do, where
#: they list them. Publications are shared too, but each is an entry of every dossier
#: that has it.
SHARED: dict[type[Model], str] = {
    Source: "sources",
    Organization: "organizations",
    Topic: "topics",
    Expertise: "expertise",
    Award: "award",
}

#: How a cited entry leads to the people whose dossiers it stands in.
_CITED_PEOPLE = {
    "person": "person",
    "belief": "belief__assessment__person",
    "publication": "publication__people",
}
_CITATIONS = [
    *(_CITED_PEOPLE.get(cited, f"{cited}__person") for cited in CITED),
    "metric_reading__publication__people",
]

#: Where records are used: the model, its column, and the way to the dossier's id.
_USES: dict[type[Model], list[tuple[type[Model], str, str]]] = {
    Source: [(Citation, "source", f"{path}__stable_id") for path in _CITATIONS],
    Organization: [
        (Affiliation, "organization", "person__stable_id"),
        (AwardReceived, "award__granted_by", "person__stable_id"),
    ],
    Topic: [(QuoteTopic, "topic", "quote__person__stable_id")],
    Expertise: [(PersonExpertise, "expertise", "person__stable_id")],
    Award: [(AwardReceived, "award", "person__stable_id")],
    Publication: [(ListedPublication, "publication", "person__stable_id")],
}


def dossiers_using(record: Model) -> QuerySet[Person]:
    """The people whose working copies a change of the record changes, by name."""
    ids = dossier_ids_using(type(record), [record.pk])[record.pk]
    return Person.objects.using(DESK).filter(stable_id__in=ids).order_by("sort_name")


def dossier_ids_using(model: type[Model], pks: Collection[int]) -> dict[int, set[str]]:
    """The ids of the dossiers that use each record of a model, by the record's key.

    The number of queries depends on the model alone.
    """
    using: dict[int, set[str]] = {pk: set() for pk in pks}
    for used, column, owner in _USES[model]:
        rows = used._default_manager.using(DESK).filter(**{f"{column}__in": pks})
        # Django would look up the columns of the default order too.
        for pk, dossier_id in rows.order_by().values_list(column, owner).distinct():
            if dossier_id is not None:
                using[pk].add(dossier_id)
    return using
