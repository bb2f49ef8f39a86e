import pytest

from profiles.choices import Section
from profiles.databases import DESK
from profiles.desk.contents import first_listing, neighbours, section_counts
from profiles.documents.loader import load_dossier
from profiles.models import Person
from tests.factories import complete, dossier, publication_data, quote_data

pytestmark = pytest.mark.django_db


def test_sections_are_counted() -> None:
    load_dossier(dossier(id="bo", slug="bo", quotes=[quote_data(9)]), DESK)

    counts = section_counts(load_dossier(complete(3), DESK))

    assert counts == dict.fromkeys(Section, 3)


def test_empty_sections_count_nothing() -> None:
    counts = section_counts(load_dossier(dossier(id="ada", sources=[]), DESK))

    assert counts == dict.fromkeys(Section, 0)


@pytest.mark.parametrize("size", [1, 3])
def test_counting_costs_the_same_at_any_size(size: int, django_assert_num_queries):
    person = load_dossier(complete(size), DESK)

    # The entries of every section, and the sources.
    with django_assert_num_queries(2):
        section_counts(person)


@pytest.fixture
def person() -> Person:
    quotes = [quote_data(n, said_on=f"200{n}") for n in (1, 2, 3)]
    return load_dossier(dossier(id="ada", quotes=quotes), DESK)


@pytest.mark.parametrize(
    ("entry", "previous", "following"),
    [
        ("quote-3", None, "quote-2"),
        ("quote-2", "quote-3", "quote-1"),
        ("quote-1", "quote-2", None),
    ],
)
def test_neighbours_stand_beside_an_entry(
    person: Person, entry: str, previous: str | None, following: str | None
) -> None:
    found = neighbours(person.quotes.get(stable_id=entry), person.quotes.all())

    ids = [getattr(each, "stable_id", None) for each in (found.previous, found.next)]
    assert ids == [previous, following]


def test_entry_that_is_not_in_the_list_has_no_neighbours(person: Person) -> None:
    quote = person.quotes.get(stable_id="quote-2")

    found = neighbours(quote, person.quotes.exclude(pk=quote.pk))

    assert (found.previous, found.next) == (None, None)


def test_neighbours_cost_the_same_in_any_list(
    person: Person, django_assert_num_queries
) -> None:
    quote = person.quotes.get(stable_id="quote-2")

    with django_assert_num_queries(2):
        neighbours(quote, person.quotes.all())


def test_publication_stands_in_the_dossier_of_who_is_preferred() -> None:
    research = [publication_data()]
    ada = load_dossier(dossier(id="ada", research=research), DESK)
    bo_data = {"id": "bo", "slug": "bo", "name": "Bo", "sort_name": "Bo"}
    bo = load_dossier(dossier(**bo_data, research=research), DESK)
    cy_data = {"id": "cy", "slug": "cy", "name": "Cy", "sort_name": "Cy"}
    cy = load_dossier(dossier(**cy_data), DESK)
    publication = ada.publications.get()

    found = [first_listing(publication, each) for each in (None, ada, bo, cy)]

    assert found == [bo, ada, bo, bo]
