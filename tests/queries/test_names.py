import pytest
from django.db import connections
from pytest_django import DjangoAssertNumQueries

from profiles.databases import PUBLIC
from profiles.models import Person
from profiles.queries.names import Near, near_matches, other_names_of
from tests.conftest import Shelve
from tests.factories import dossier, quote_data

pytestmark = pytest.mark.django_db(databases=["public"])


def shelve_people(shelve: Shelve, *names: str) -> None:
    slugs = {name: name.lower().replace(" ", "-") for name in names}
    shelve(*(dossier(id=slug, slug=slug, name=name) for name, slug in slugs.items()))


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("/people/yann-lecum/", ["Yann LeCun"]),
        ("/people/jan-lecun/", ["Yann LeCun"]),
        ("/people/Yann_LeCun.json", ["Yann LeCun"]),
        ("/people/yannlecun/card.png", ["Yann LeCun"]),
        ("/lecun", ["Yann LeCun"]),
        ("/people/hinton/", ["Geoffrey Hinton"]),
        ("/people/geofrey-hintn/quotes/", ["Geoffrey Hinton"]),
        ("/people/Žeoffrey-Hintön/", ["Geoffrey Hinton"]),
        ("/people/bengio/", ["Samy Bengio", "Yoshua Bengio"]),
        ("/people/", []),
        ("/people/xx/", []),
        ("/favicon.ico", []),
        ("/wp-login.php", []),
        ("/", []),
        ("/%00/\x00/", []),
        ("/people/" + "z" * 3000, []),
    ],
)
def test_people_of_like_names_are_found(
    shelve: Shelve, path: str, names: list[str]
) -> None:
    shelve_people(
        shelve, "Yann LeCun", "Geoffrey Hinton", "Yoshua Bengio", "Samy Bengio"
    )

    assert [person.name for person in near_matches(path).people] == names


def test_topics_of_like_names_are_found(shelve: Shelve) -> None:
    shelve(dossier(quotes=[quote_data(topics=["World models", "Open source"])]))

    near = near_matches("/topics/world-modles/")

    assert [topic.name for topic in near.topics] == ["World models"]


def test_slug_of_any_script_is_compared(shelve: Shelve) -> None:
    shelve(dossier(id="anna", slug="анна-каренина", name="Анна Каренина"))

    assert len(near_matches("/people/анна-карелина/").people) == 1


def test_nothing_is_near_where_nothing_is_published() -> None:
    assert near_matches("/people/yann-lecun/") == Near([], [])


@pytest.mark.parametrize("size", [1, 30])
def test_near_matches_cost_the_same_among_more(
    shelve: Shelve, size: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    shelve_people(shelve, *(f"Ada Example{n}" for n in range(size)))

    with django_assert_num_queries(2, connection=connections[PUBLIC]):
        near = near_matches("/people/ada-exampel/")

    assert len(near.people) == min(size, 3)


def test_other_names_come_in_their_order(shelve: Shelve) -> None:
    shelve(dossier(other_names=["Zeta", "Alpha"]))

    person = Person.objects.using(PUBLIC).get()

    assert other_names_of(person) == ["Zeta", "Alpha"]
