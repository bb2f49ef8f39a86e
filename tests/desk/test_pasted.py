from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from profiles.databases import DESK
from profiles.desk.pasted import page_of_address
from profiles.documents.loader import load_dossier
from profiles.models import (
    Award,
    Event,
    FormerSlug,
    Organization,
    Person,
    Publication,
    Quote,
    Source,
    Topic,
)
from tests.admin.conftest import Staff, analyst, at_desk, editor, staff
from tests.factories import complete

__all__ = ["Staff", "analyst", "at_desk", "editor", "staff"]

pytestmark = pytest.mark.django_db(databases=["default", "public"])


@pytest.fixture
def person() -> Person:
    return load_dossier(complete(1), DESK)


def page_of(row: Any) -> str:
    return reverse(f"admin:profiles_{row._meta.model_name}_change", args=[row.pk])


@pytest.mark.parametrize(
    ("pasted", "model"),
    [
        ("https://dossiers.example.org/people/ada-example/", Person),
        ("dossiers.example.org/people/ada-example/", Person),
        (" /people/ada-example/ ", Person),
        ("/people/ada-1/", Person),
        ("https://example.org/people/ada-example.json", Person),
        ("https://example.org/people/ada-example/editions/3/", Person),
        ("https://example.org/people/ada-example/quotes/?topic=x", Person),
        ("https://example.org/people/ada-example/?history=2#event-1", Event),
        ("https://example.org/people/ada-example/#publication-1", Publication),
        ("https://example.org/people/ada-example/#quotes", Person),
        ("http://127.0.0.1:8000/quotes/quote-1/", Quote),
        ("/sources/source-1/", Source),
        ("/organizations/organization-1/", Organization),
        ("/topics/topic-1/", Topic),
        ("/awards/award-1/", Award),
    ],
)
def test_address_that_readers_have_leads_to_the_page_at_the_desk(
    person: Person, pasted: str, model: Any
) -> None:
    assert FormerSlug.objects.get().slug == "ada-1"
    row = person if model is Person else model.objects.order_by("pk").first()
    if model is Topic:
        row = Topic.objects.get(slug="topic-1")

    assert page_of_address(pasted) == page_of(row)


@pytest.mark.parametrize(
    "pasted",
    [
        "",
        "Ada Example",
        "ada-example",
        "/",
        "https://[",
        "https://example.org/people/bo/",
        "https://example.org/people/bo/#event-1x",
        "https://example.org/about/",
        "https://example.org/quotes/nothing/",
        "/admin/profiles/person/1/change/",
    ],
)
def test_what_is_no_such_address_leads_nowhere(person: Person, pasted: str) -> None:
    assert page_of_address(pasted) == ""


def test_search_of_the_home_page_takes_an_address(
    at_desk: Client, person: Person
) -> None:
    people = reverse("admin:profiles_person_changelist")

    found = at_desk.get(people, {"q": "https://example.org/people/ada-example/"})
    searched = at_desk.get(people, {"q": "Ada"})

    assert (found.status_code, found["Location"]) == (302, page_of(person))
    assert searched.status_code == 200
