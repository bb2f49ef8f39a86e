from typing import Any

import pytest
from django.contrib.auth.models import User

from profiles.databases import DESK
from profiles.desk.errors import ForbiddenError
from profiles.desk.importing import import_dossier
from profiles.desk.reviewing import authors
from profiles.documents.faults import DocumentError
from profiles.documents.writer import to_yaml
from profiles.models import Person, Portrait
from profiles.portraits import folder_of
from tests.factories import dossier, portrait_data

pytestmark = pytest.mark.django_db(databases=[DESK])


def test_portrait_whose_files_are_there_is_imported(portrait: dict[str, Any]) -> None:
    import_dossier(to_yaml(dossier(portrait=portrait)))

    assert Portrait.objects.get().name == portrait["name"]


@pytest.mark.usefixtures("data_folder")
def test_portrait_without_its_files_is_refused_and_nothing_written() -> None:
    text = to_yaml(dossier(portrait=portrait_data()))

    with pytest.raises(DocumentError) as caught:
        import_dossier(text)

    assert str(caught.value) == (
        f"portrait, line 6: its files are not all in {folder_of(f'{1:032x}')}; copy "
        "that folder from where the document was written, or leave the portrait out"
    )
    assert not Person.objects.exists()


def test_portrait_that_claims_to_be_wider_than_its_files_is_refused(
    portrait: dict[str, Any],
) -> None:
    text = to_yaml(dossier(portrait={**portrait, "width": 2000}))

    with pytest.raises(DocumentError, match="its files are not all in"):
        import_dossier(text)


@pytest.mark.usefixtures("four_eyes")
def test_import_in_nobodys_name_is_refused_where_a_second_person_is_asked_for(
    analyst: User,
) -> None:
    text = to_yaml(dossier())

    with pytest.raises(ForbiddenError, match="Name an account with --by"):
        import_dossier(text)
    tried = import_dossier(text, dry_run=True)
    assert not Person.objects.exists()
    imported = import_dossier(text, by=analyst)

    assert tried.changes == imported.changes
    assert authors(imported.person) == {analyst.pk}


@pytest.mark.usefixtures("four_eyes")
def test_starter_that_came_with_the_product_is_in_nobodys_name() -> None:
    person = import_dossier(to_yaml(dossier()), is_starter=True).person

    assert authors(person) == {None}
