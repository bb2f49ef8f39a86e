import pytest
from django.http import QueryDict

from profiles.filters.history import TimelineFilter
from profiles.queries.timeline import EVENTS

pytestmark = pytest.mark.django_db(databases=["public"])


def asked(query: str) -> TimelineFilter:
    return TimelineFilter(QueryDict(query), EVENTS, "/timeline/")


@pytest.mark.parametrize(
    ("query", "errors"),
    [
        ("since=1990&until=1990", []),
        ("since=1990-06&until=1990", []),
        ("since=1990&until=1989-12-31", ["until"]),
        ("since=nonsense&until=1989", ["since"]),
        ("until=nonsense&category=nonsense", ["category", "until"]),
        ("category=award&since=&until=", []),
    ],
)
def test_span_must_not_end_before_it_begins(query: str, errors: list[str]) -> None:
    assert list(asked(query).errors) == errors


def test_too_many_people_are_refused() -> None:
    query = "&".join(f"person=person-{n}" for n in range(21))

    assert list(asked(query).errors) == ["person"]


@pytest.mark.parametrize(
    ("query", "sorts"),
    [
        (
            "category=award&page=2",
            [
                ("Newest first", "/timeline/?category=award", True),
                ("Oldest first", "/timeline/?category=award&sort=oldest", False),
            ],
        ),
        (
            "sort=oldest",
            [
                ("Newest first", "/timeline/", False),
                ("Oldest first", "/timeline/?sort=oldest", True),
            ],
        ),
    ],
)
def test_orders_keep_the_filters_and_begin_at_the_first_page(
    query: str, sorts: list[tuple[str, str, bool]]
) -> None:
    assert asked(query).sorts == sorts


def test_way_back_to_any_time_is_there_where_a_span_is_asked_for() -> None:
    assert asked("category=award").any_time_url == ""
    assert asked("category=award&until=1999").any_time_url == (
        "/timeline/?category=award"
    )
