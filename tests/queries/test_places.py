import re

import pytest
from django.test import Client

from profiles.choices import EntryKind
from profiles.databases import PUBLIC
from profiles.documents.loader import load_dossier
from profiles.documents.schema import DossierDocument
from profiles.documents.writer import write_dossier
from profiles.models import Person
from profiles.queries.places import SHELVES
from tests.conftest import Shelve
from tests.factories import dossier, publication_data

pytestmark = pytest.mark.django_db(databases=[PUBLIC])

SIZE = 50


def days() -> list[str | None]:
    """Days of every kind, in no order, some of them the same and some unknown."""
    known = ["2001", "2001-02", "2001-02-03", "199X", "2003/2005", "2004~", None]
    return [known[n * 5 % len(known)] for n in range(SIZE)]


def numbered(kind: str, date: str) -> list[dict[str, object]]:
    return [{"id": f"{kind}-{n}", date: day} for n, day in enumerate(days())]


def _as_published(document: DossierDocument) -> DossierDocument:
    """The document as the desk writes it: every section in its order."""
    return write_dossier(load_dossier(document, PUBLIC), PUBLIC)


@pytest.mark.parametrize("kind", list(SHELVES))
def test_address_is_that_of_the_page_which_shows_the_entry(
    client: Client, shelve: Shelve, kind: EntryKind
) -> None:
    written = _as_published(
        dossier(
            history=[
                {"title": "T", "description": "", "category": "career", **each}
                for each in numbered("e", "occurred_on")
                if each["occurred_on"] is not None
            ],
            media=[
                {"title": "T", "kind": "talk", **each}
                for each in numbered("m", "published_on")
            ],
            research=[
                publication_data(n, published_on=day) for n, day in enumerate(days())
            ],
        )
    )
    shelve(written)
    shelf, person = SHELVES[kind], Person.objects.using(PUBLIC).get()
    pks = shelf.model._default_manager.using(PUBLIC).values_list("pk", flat=True)

    found = {
        row.stable_id: shelf.address(person, row) for row in shelf.placed(list(pks))
    }

    for address in set(found.values()):
        page, _, anchor = address.partition("#")
        text = client.get(page).content.decode()
        assert anchor in re.findall(r'\bid="([^"]+)"', text)
    assert len({address.partition("#")[0] for address in found.values()}) > 1


def test_publication_stands_in_the_dossier_of_the_first_by_name(
    shelve: Shelve,
) -> None:
    work = publication_data()
    shelve(
        dossier(research=[publication_data(0, published_on="2020"), work]),
        dossier(id="bo", slug="bo", name="Bo", sort_name="Bo", research=[work]),
    )
    shelf = SHELVES[EntryKind.PUBLICATION]
    pks = shelf.model._default_manager.using(PUBLIC).values_list("pk", flat=True)

    places = {row.stable_id: row.place for row in shelf.placed(list(pks))}

    assert places == {"publication-0": 0, "publication-1": 0}
