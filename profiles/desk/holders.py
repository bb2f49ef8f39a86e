"""Which record has already what only one record may have."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Model, Q, Value
from django.db.models.functions import Lower
from django.db.models.lookups import Exact

from profiles.databases import DESK
from profiles.models import Award, FormerSlug, Publication, Source
from profiles.registers import bare_doi

Values = Mapping[str, Any]


def _award_called(values: Values) -> Q:
    """Awards of one name are two where different organizations grant them, or none."""
    grantor = values.get("granted_by")
    return Q(name=values["name"], granted_by=grantor, granted_by__isnull=False)


def _publication_with_doi(values: Values) -> Exact:
    """Registers tell no capitals from small letters in it."""
    return Exact(Lower("doi"), Lower(Value(bare_doi(values["doi"]))))


def _source_at(values: Values) -> Q:
    """None where it is no address at all, as saving the row says."""
    address = Source(url=values["url"]).normalised_url
    return Q(normalised_url=address) & ~Q(normalised_url="")


#: How to find what constraints hold to be there once, by the column where it is typed.
_ONCE: dict[type[Model], dict[str, Callable[[Values], Any]]] = {
    Award: {"name": _award_called},
    Publication: {
        "doi": _publication_with_doi,
        "arxiv_id": lambda values: Q(arxiv_id=values["arxiv_id"]),
    },
    Source: {"url": _source_at},
}


def holders(row: Model, values: Values) -> dict[str, Model]:
    """Other records that have what only one may have, by the column it is about.

    The values are what the row is to get. Of a slug that somebody once had, the record
    is the person.
    """
    model = type(row)
    wanted = {
        each.name: Q((each.name, values[each.name]))
        for each in model._meta.fields
        if each.unique and not each.primary_key and values.get(each.name)
    } | {
        column: condition(values)
        for column, condition in _ONCE.get(model, {}).items()
        if values.get(column)
    }
    others = model._default_manager.using(DESK).exclude(pk=row.pk)
    found: dict[str, Model] = {}
    for column, condition in wanted.items():
        if (holder := others.filter(condition).first()) is not None:
            found[column] = holder.person if type(holder) is FormerSlug else holder
    return found
