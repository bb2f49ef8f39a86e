from datetime import date
from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from profiles.addresses import Address
from profiles.choices import EntryKind
from profiles.index import answers
from profiles.index.engines import Hit
from profiles.index.question import Order
from profiles.models.index import key_of
from profiles.queries import timeline
from profiles.queries.timeline import (
    EVENTS,
    TimelinePage,
    all_events,
    overview,
    timeline_page,
)
from tests.conftest import Shelve
from tests.factories import dossier, event_data

pytestmark = pytest.mark.django_db(databases=["public"])


def hits(*years: int) -> list[Hit]:
    return [
        Hit(key_of(date(year, 6, 1), EntryKind.EVENT, f"event-{n}"), n)
        for n, year in enumerate(years)
    ]


def page_of(number: int = 1, **parts: Any) -> TimelinePage:
    question = EVENTS.sorted_by(parts.get("order", Order.NEWEST))
    return timeline_page(question, number, Address(QueryDict(), ["page"]))


def labels(page: TimelinePage) -> list[tuple[str, int, list[tuple[str, list[str]]]]]:
    return [
        (
            decade.label,
            decade.count,
            [
                (year.label, [shown.event.stable_id for shown in year.events])
                for year in decade.years
            ],
        )
        for decade in page.decades
    ]


@pytest.mark.parametrize(
    ("years", "unit", "periods"),
    [
        ([], "year", []),
        ([1994], "year", [("1994", 1)]),
        ([1994, 1996, 1996], "year", [("1994", 1), ("1995", 0), ("1996", 2)]),
        ([1994, 2011], "decade", [("1990s", 1), ("2000s", 0), ("2010s", 1)]),
        (
            [1850, 2011],
            "century",
            [("1800–1899", 1), ("1900–1999", 0), ("2000–2099", 1)],
        ),
        (
            [1, 2011],
            "millennium",
            [("1–999", 1), ("1000–1999", 0), ("2000–2999", 1)],
        ),
    ],
)
def test_the_shorter_the_span_the_shorter_its_periods(
    years: list[int], unit: str, periods: list[tuple[str, int]]
) -> None:
    drawn = overview(hits(*years))

    assert drawn.unit == unit
    assert [(each.label, each.count) for each in drawn.periods] == periods


@given(st.lists(st.integers(1, 9999), min_size=1, max_size=9))
def test_no_axis_has_more_periods_than_a_phone_has_room_for(years: list[int]) -> None:
    drawn = overview(hits(*years))

    assert len(drawn.periods) <= timeline.MOST_PERIODS
    assert sum(each.count for each in drawn.periods) == len(years)


def test_event_without_a_known_beginning_has_no_place_on_the_axis(
    shelve: Shelve,
) -> None:
    shelve(
        dossier(
            history=[
                event_data(1, occurred_on="../1990"),
                event_data(2, occurred_on="1994"),
            ]
        )
    )

    page = page_of()

    assert [each.label for each in page.overview.periods] == ["1994"]
    assert page.overview.without_beginning == 1
    assert labels(page) == [
        ("1990s", 1, [("1994", ["event-2"])]),
        ("Beginning not known", 1, [("until 1990", ["event-1"])]),
    ]


def test_events_stand_by_decade_and_year_where_their_dates_begin(
    shelve: Shelve,
) -> None:
    days = ["1989", "1989-05", "1988/1994", "199X", "1990-02-03", "1990"]
    shelve(
        dossier(history=[event_data(n, occurred_on=day) for n, day in enumerate(days)])
    )

    page = page_of()

    assert {
        (decade, year): set(events)
        for decade, _, years in labels(page)
        for year, events in years
    } == {
        ("1990s", "1990"): {"event-4", "event-5"},
        ("1990s", "the 1990s"): {"event-3"},
        ("1980s", "1989"): {"event-0", "event-1"},
        ("1980s", "1988–1994"): {"event-2"},
    }


def test_oldest_may_come_first(shelve: Shelve) -> None:
    shelve(
        dossier(
            history=[
                event_data(1, occurred_on="1989"),
                event_data(2, occurred_on="2001"),
            ]
        )
    )

    oldest = page_of(order=Order.OLDEST)

    assert [decade.label for decade in page_of().decades] == ["2000s", "1980s"]
    assert [decade.label for decade in oldest.decades] == ["1980s", "2000s"]


def test_decade_counts_its_events_on_all_pages(shelve: Shelve) -> None:
    shelve(
        dossier(history=[event_data(n, occurred_on="1994") for n in range(51)]),
    )

    second = page_of(2)

    assert [(each.label, each.count) for each in second.decades] == [("1990s", 51)]
    assert [len(each.years[0].events) for each in second.decades] == [1]


def test_event_leads_to_the_page_of_its_dossier_that_shows_it(shelve: Shelve) -> None:
    events = [event_data(n, occurred_on=str(2020 - n)) for n in range(41)]
    shelve(dossier(history=events))

    found = {shown.event.stable_id: shown.url for shown in all_events(EVENTS)}

    assert found["event-0"] == "/people/ada-example/#event-0"
    assert found["event-39"] == "/people/ada-example/#event-39"
    assert found["event-40"] == "/people/ada-example/?history=2#event-40"


def test_counting_stops_somewhere(
    shelve: Shelve, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelve(dossier(history=[event_data(n) for n in range(5)]))
    monkeypatch.setattr(timeline, "MOST_COUNTED", 3)
    monkeypatch.setattr(answers, "MOST_COUNTED", 3)

    page = page_of()

    assert page.paging.total_words == "3+"
    assert [each.count for each in page.overview.periods] == [3]


def test_grade_is_that_of_the_best_source_that_supports(shelve: Shelve) -> None:
    sources = [
        {
            "id": f"source-{letter.lower()}",
            "title": letter,
            "kind": "news",
            "reliability": letter,
        }
        for letter in "ABC"
    ]
    citations = [
        {"source": "source-c", "credibility": 1},
        {"source": "source-b", "credibility": 3},
        {"source": "source-a", "credibility": 1, "stance": "contradicts"},
    ]
    shelve(
        dossier(
            sources=sources,
            history=[event_data(1, citations=citations), event_data(2, citations=[])],
        )
    )

    found = {shown.event.stable_id: shown.grade for shown in all_events(EVENTS)}

    assert {key: str(grade or "none") for key, grade in found.items()} == {
        "event-1": "B3",
        "event-2": "none",
    }
