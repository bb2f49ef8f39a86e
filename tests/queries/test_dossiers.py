import pytest

from profiles.documents.relations import Colleague
from profiles.queries.dossiers import colleagues_of, published_among
from tests.conftest import Shelve
from tests.factories import ORGANIZATION, dossier

pytestmark = pytest.mark.django_db(databases=["public"])


def working(slug: str, started: str | None, ended: str | None) -> dict[str, object]:
    role = {"id": f"role-{slug}", "organization": "an-organization", "role": "Fellow"}
    dates = {"started_on": started, "ended_on": ended}
    return {"id": slug, "slug": slug, "affiliations": [{**role, **dates}]}


@pytest.mark.parametrize(
    ("started", "ended", "is_colleague"),
    [
        ("1992", "1994", True),
        ("1980", None, True),
        ("1996", "1999", False),
        ("1995", "1999", False),  # both in 1995, perhaps, but not surely
        (None, "1994", False),
        ("1992", "XXXX", False),
    ],
)
def test_colleague_is_who_was_surely_there_at_the_same_time(
    shelve: Shelve, started: str | None, ended: str | None, is_colleague: bool
) -> None:
    shelve(dossier(name="Bo Example", **working("bo", started, ended)))
    document = dossier(**working("ada", "1988", "1995"))

    found = colleagues_of(document)

    organization = str(ORGANIZATION["name"])
    colleague = Colleague("Bo Example", "bo", organization, "role-ada")
    assert found == ([colleague] if is_colleague else [])


def test_only_published_slugs_are_found(shelve: Shelve) -> None:
    shelve(dossier())

    assert published_among(["ada-example", "in-draft"]) == {"ada-example"}
