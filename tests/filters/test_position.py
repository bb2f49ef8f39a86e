import pytest
from django.http import QueryDict

from profiles.filters.position import PositionFilter
from tests.conftest import Shelve
from tests.factories import dossier, position_data

pytestmark = pytest.mark.django_db(databases=["public"])


def asked(query: str) -> PositionFilter:
    return PositionFilter(QueryDict(query), "/positions/")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["ada", "bo"]),
        ("risk=low", ["bo"]),
        ("risk=not-stated", ["ada"]),
        ("risk=low&risk=nonsense", ["ada", "bo"]),
    ],
)
def test_level_narrows_and_a_value_without_sense_does_not(
    shelve: Shelve, query: str, found: list[str]
) -> None:
    shelve(
        dossier(id="ada", slug="ada", position=[position_data("of-ada")]),
        dossier(
            id="bo",
            slug="bo",
            sort_name="Example, Bo",
            position=[position_data("of-bo", risk_level="low")],
        ),
    )

    positions = asked(query).positions

    assert [position.person.slug for position in positions] == found


def test_orders_keep_the_filters_and_begin_at_the_first_page() -> None:
    assert asked("risk=low&page=2&sort=assessed").sorts == [
        ("Name", "/positions/?risk=low", False),
        ("Day assessed", "/positions/?risk=low&sort=assessed", True),
    ]
