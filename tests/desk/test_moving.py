import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from profiles.databases import DESK, PUBLIC
from profiles.documents.loader import load_dossier
from profiles.models import Person
from profiles.publishing import publish
from tests.admin.conftest import filled_in
from tests.desk.conftest import Staff, analyst, editor, staff
from tests.factories import dossier

__all__ = ["Staff", "analyst", "editor", "staff"]

pytestmark = pytest.mark.django_db(databases=[DESK, PUBLIC])


def ada() -> Person:
    return load_dossier(dossier(id="ada"), DESK)


def bo(**associate: str) -> Person:
    said = {"id": "a-1", "name": "Ada Example", "kind": "student", **associate}
    return load_dossier(dossier(id="bo", name="Bo", slug="bo", associates=[said]), DESK)


def move(client: Client, person: Person, slug: str) -> None:
    url = reverse("admin:profiles_person_change", args=[person.pk])
    data = filled_in(client.get(url))
    assert client.post(url, data | {"slug": slug}).status_code == 302
    person.refresh_from_db()


def told(client: Client) -> list[str]:
    page = client.get(reverse("admin:index"))
    return [str(each) for each in page.context["messages"]]


def former_slugs(person: Person) -> list[str]:
    return [each.slug for each in person.former_slugs.using(DESK)]


def test_address_that_readers_have_had_leads_to_the_dossier(
    client: Client, analyst: User
) -> None:
    client.force_login(analyst)
    person = ada()
    publish(person)

    move(client, person, "ada")

    assert former_slugs(person) == ["ada-example"]
    assert (
        "“ada-example” is kept as a former slug, which leads to the dossier."
    ) in told(client)


def test_readers_are_led_from_other_dossiers_to_one_that_moved(
    client: Client, analyst: User
) -> None:
    client.force_login(analyst)
    person, other = ada(), bo(person="ada-example")
    publish(other)
    move(client, person, "ada")

    publish(person)

    (association,) = Person.objects.using(PUBLIC).get(slug="bo").associations.all()
    assert association.associate_id == "ada"
    assert client.get("/people/ada-example/")["Location"] == "/people/ada/"


def test_address_that_nobody_has_had_is_not_kept(client: Client, analyst: User) -> None:
    client.force_login(analyst)
    person = ada()

    move(client, person, "ada")

    assert former_slugs(person) == []


def test_dossier_that_moves_and_comes_back_is_as_it_was(
    client: Client, analyst: User
) -> None:
    client.force_login(analyst)
    person = ada()
    publish(person)
    move(client, person, "ada")
    move(client, person, "ada-e")
    between = former_slugs(person)

    move(client, person, "ada-example")

    assert between == ["ada-example"]

    assert former_slugs(person) == []
