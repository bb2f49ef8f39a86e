"""The boxes in which a dossier is looked up, or named by the slug it will have."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from profiles.databases import DESK
from profiles.documents.loader import load_dossier
from profiles.models import Association, Person, Publication
from tests.admin.conftest import filled_in
from tests.factories import dossier, publication_data

pytestmark = pytest.mark.django_db(databases=[DESK, "public"])


@pytest.fixture
def ada() -> Person:
    authors = [
        {"name": "Ada Example", "person": "ada"},
        {"name": "Bo Nobody", "person": "bo-nobody"},
        {"name": "Cy Unknown"},
    ]
    paper = publication_data(authors=authors)
    return load_dossier(dossier(id="ada", slug="ada", research=[paper]), DESK)


def url_of(publication: Publication) -> str:
    return reverse("admin:profiles_publication_change", args=[publication.pk])


def chosen(page: Any) -> list[list[tuple[str, str]]]:
    """What is chosen in the boxes of the authors' dossiers: slugs, and their words."""
    boxes = html.fromstring(page.content).xpath(
        "//select[starts-with(@name, 'authors-') and contains(@name, '-person')"
        " and not(contains(@name, '__prefix__'))]"
    )
    return [
        [(each.get("value"), each.text) for each in box.xpath("option[@selected]")]
        for box in boxes
    ]


def test_dossier_is_shown_by_its_name_and_one_that_is_to_come_by_its_slug(
    at_desk: Client, ada: Person
) -> None:
    page = at_desk.get(url_of(ada.publications.get()))

    assert chosen(page) == [
        [("ada", "Ada Example")],
        [("bo-nobody", "bo-nobody")],
        [],
    ]


def test_slug_of_a_dossier_that_is_to_come_is_kept(
    at_desk: Client, ada: Person
) -> None:
    url = url_of(ada.publications.get())
    data = filled_in(at_desk.get(url)) | {"authors-2-person": "cy-unknown"}

    response = at_desk.post(url, data)

    assert response.status_code == 302
    slugs = ada.publications.get().authors.values_list("person_id", flat=True)
    assert [*slugs] == ["ada", "bo-nobody", "cy-unknown"]


def test_what_is_no_slug_is_refused_and_still_chosen(
    at_desk: Client, ada: Person
) -> None:
    url = url_of(ada.publications.get())
    data = filled_in(at_desk.get(url)) | {"authors-2-person": "Cy Unknown"}

    page = at_desk.post(url, data)

    assert "“Cy Unknown” is not a slug" in page.content.decode()
    assert chosen(page)[2] == [("Cy Unknown", "Cy Unknown")]


def test_people_are_found_by_name_and_chosen_by_slug(
    at_desk: Client, ada: Person
) -> None:
    asked = {
        "term": "Exam",
        "app_label": "profiles",
        "model_name": "association",
        "field_name": "associate",
    }

    found = at_desk.get(reverse("admin:autocomplete"), asked).json()["results"]

    assert found == [{"id": "ada", "text": "Ada Example"}]


def test_associate_is_shown_by_name(at_desk: Client, ada: Person) -> None:
    bo = load_dossier(dossier(id="bo", slug="bo", name="Bo Example"), DESK)
    association = Association.objects.create(
        person=bo, name="Ada", associate=ada, kind="colleague"
    )

    page = at_desk.get(
        reverse("admin:profiles_association_change", args=[association.pk])
    )

    assert '<option value="ada" selected>Ada Example</option>' in page.content.decode()
