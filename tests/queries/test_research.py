import pytest
from django.core.paginator import EmptyPage
from django.http import QueryDict

from profiles.addresses import Address
from profiles.databases import PUBLIC
from profiles.queries import research
from profiles.queries.research import PUBLICATIONS, publication_page, research_page
from tests.conftest import Shelve
from tests.factories import dossier, publication_data

pytestmark = pytest.mark.django_db(databases=[PUBLIC])

ADDRESS = Address(QueryDict(), ["page"], "/research/")


def shelved(shelve: Shelve, *days: str | None) -> None:
    shelve(
        dossier(
            research=[
                publication_data(n, published_on=day) for n, day in enumerate(days)
            ]
        )
    )


@pytest.mark.parametrize(
    ("day", "label"),
    [
        ("1990", "1990s"),
        ("1999-12-31", "1990s"),
        ("199X", "1990s"),
        ("1990/1999", "1990s"),
        ("0001", "0s"),
        ("1999/2000", "Undated"),
        ("19XX", "Undated"),
        ("1999/..", "Undated"),
        ("../1999", "Undated"),
        (None, "Undated"),
    ],
)
def test_publication_stands_in_the_decade_that_holds_all_its_days(
    shelve: Shelve, day: str | None, label: str
) -> None:
    shelved(shelve, day)

    page = research_page(PUBLICATIONS, 1, ADDRESS)

    assert [(each.label, each.count) for each in page.decades] == [(label, 1)]
    assert [(each.label, each.count) for each in page.bars] == [(label, 1)]


def test_decade_counts_what_is_on_other_pages_too(shelve: Shelve) -> None:
    shelved(shelve, *["2001"] * 60)

    first, second = (publication_page(PUBLICATIONS, n, ADDRESS) for n in (1, 2))

    assert [len(page.publications) for page in (first, second)] == [50, 10]
    assert [page.decades[0].count for page in (first, second)] == [60, 60]
    assert not first.decades[0].is_whole


def test_list_says_where_it_stops_counting(
    shelve: Shelve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(research, "MOST_COUNTED", 3)
    shelved(shelve, "2001", "2002", "2003", "2004")

    page = publication_page(PUBLICATIONS, 1, ADDRESS)

    assert page.paging.total_words == "3+"
    assert [each.publication.stable_id for each in page.publications] == [
        "publication-3",
        "publication-2",
        "publication-1",
    ]


def test_decades_far_apart_are_drawn_without_those_between(shelve: Shelve) -> None:
    shelved(shelve, "1620", "2020")

    page = research_page(PUBLICATIONS, 1, ADDRESS)

    assert [bar.value for bar in page.bars] == ["1620s", "2020s"]


def test_page_that_is_not_there_is_empty(shelve: Shelve) -> None:
    shelved(shelve, "2001")

    with pytest.raises(EmptyPage):
        publication_page(PUBLICATIONS, 2, ADDRESS)
