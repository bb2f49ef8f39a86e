"""Where entries are worked on: the change pages of the desk."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db.models import CharField, Model, Value
from django.urls import reverse

from profiles.databases import DESK
from profiles.desk.scopes import PATHS
from profiles.desk.sharing import SHARED
from profiles.documents.entries import PERSON, EntryKey
from profiles.models import Person, Source

#: An entry by the id of its dossier ("" for a shared record) and its key.
Place = tuple[str, EntryKey]

#: The rows that entries are, by the path of their list.
MODELS: dict[str, type[Any]] = {
    PERSON[0]: Person,
    **{path: model for model, path in PATHS.items()},
    **{path: model for model, path in SHARED.items()},
}


def change_pages(places: Collection[Place]) -> dict[Place, str]:
    """The addresses of these entries' change pages, in one query.

    Those that do not exist, or do not any more, have none.
    """
    wanted: dict[str, set[str]] = defaultdict(set)
    for place in places:
        if place[1][0] in MODELS:
            wanted[place[1][0]].add(_id_of(place))
    if not wanted:
        return {}
    first, *others = [
        MODELS[path]
        .objects.using(DESK)
        .filter(**{f"{_column(MODELS[path])}__in": ids})
        .order_by()
        .annotate(path=Value(path, output_field=CharField()))
        .values_list("path", _column(MODELS[path]), "pk")
        for path, ids in sorted(wanted.items())
    ]
    found = {(path, entry_id): pk for path, entry_id, pk in first.union(*others)}
    return {
        place: change_page(MODELS[place[1][0]], found[place[1][0], _id_of(place)])
        for place in places
        if (place[1][0], _id_of(place)) in found
    }


def change_page(model: type[Model], pk: int) -> str:
    return reverse(f"admin:profiles_{model._meta.model_name}_change", args=[pk])


def history_page(change_page: str) -> str:
    """Where the history of what is edited there stands; "" where nothing is edited."""
    return change_page and change_page.removesuffix("change/") + "history/"


def _id_of(place: Place) -> str:
    dossier_id, (path, entry_id) = place
    return dossier_id if path == PERSON[0] else entry_id


def _column(model: type[Model]) -> str:
    """The column that entries of a model are known by."""
    is_record = model in SHARED and model is not Source
    return "slug" if is_record else "stable_id"
