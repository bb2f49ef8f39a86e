import re

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import router
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from profiles.admin.bases import site
from profiles.databases import DESK
from profiles.documents.loader import load_dossier
from profiles.models import Person, Quote
from profiles.publishing import publish
from tests.factories import (
    dossier,
    portrait_data,
    publication_data,
    quote_data,
)

pytestmark = pytest.mark.django_db(databases=["default", "public"])


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("chief"))
    return client


@pytest.fixture
def person() -> Person:
    document = dossier(
        quotes=[quote_data()],
        research=[publication_data()],
        associates=[{"name": "Mona", "person": "not-written-yet", "kind": "mentor"}],
        awards=[{"award": "A Prize", "granted_by": "an-organization"}],
        affiliations=[{"organization": "an-organization", "role": "Chair"}],
        position=[{"assessed_on": "2026", "beliefs": [{"text": "A belief"}]}],
        history=[{"occurred_on": "2001", "title": "An event", "category": "career"}],
        media=[{"title": "A talk", "kind": "talk"}],
        profile={"education": [{"degree": "PhD", "institution": "A school"}]},
        metrics=[{"metric": "h_index", "value": 1, "lacks_provenance": True}],
        portrait=portrait_data(),
    )
    return load_dossier(document, DESK)


def test_every_model_of_the_desk_has_its_pages_or_stands_on_those_of_another() -> None:
    models = apps.get_app_config("profiles").get_models()
    on_another = {
        inline.model for admin in site._registry.values() for inline in admin.inlines
    }

    of_the_desk = {m for m in models if router.allow_migrate_model(DESK, m)}

    without = {m for m in of_the_desk - on_another if not site.is_registered(m)}
    assert {m.__name__ for m in without} == {
        "Correction",
        "EntryChange",
        "LedgerHead",
        "Presence",
        "Remark",
        "Review",
        "Revision",
    }


@pytest.mark.parametrize(
    "model",
    [m for m in admin.site._registry if m._meta.app_label == "profiles"],
    ids=lambda model: model.__name__,
)
def test_list_and_pages_of_every_model_open(
    desk: Client, person: Person, model: type[Model]
) -> None:
    publish(person)
    name = f"admin:profiles_{model._meta.model_name}"
    row = model._default_manager.using(DESK).first()

    pages = [desk.get(reverse(f"{name}_changelist"), {"q": "a"})]
    if model.__name__ not in ("Edition", "Withdrawal"):
        pages.append(desk.get(reverse(f"{name}_add")))
    if row is not None:
        pages.append(desk.get(reverse(f"{name}_change", args=[row.pk])))

    assert {page.status_code for page in pages} == {200}


def test_person_with_editions_cannot_be_deleted(desk: Client, person: Person) -> None:
    publish(person)

    response = desk.post(
        reverse("admin:profiles_person_delete", args=[person.pk]), {"post": "yes"}
    )

    assert response.status_code == 403
    assert Person.objects.filter(pk=person.pk).exists()


def test_reference_to_a_dossier_that_is_not_written_survives_the_form(
    desk: Client, person: Person
) -> None:
    row = person.associations.get()
    url = reverse("admin:profiles_association_change", args=[row.pk])
    form = desk.get(url).context["adminform"].form
    inlines = {"citations-TOTAL_FORMS": 0, "citations-INITIAL_FORMS": 0}

    initial = {
        name: form.get_initial_for_field(f, name) for name, f in form.fields.items()
    }
    data = {name: value for name, value in initial.items() if value is not None}
    response = desk.post(url, {**data, **inlines, "description": "Changed."})

    assert response.status_code == 302
    row.refresh_from_db()
    assert (row.associate_id, row.description) == ("not-written-yet", "Changed.")


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("said_on", "2023-02-29", "February 2023 has 28 days"),
        ("text", "", "This field is required"),
        ("text", "a\u202eb", "right-to-left override"),
    ],
)
def test_form_says_what_is_wrong(
    desk: Client, person: Person, field: str, value: str, said: str
) -> None:
    data = {
        "stable_id": "a-new-one",
        "person": person.pk,
        "text": "Words",
        "language": "en",
        "wording": "verbatim",
        "attribution": "verified",
        "ranked_topics-TOTAL_FORMS": 0,
        "ranked_topics-INITIAL_FORMS": 0,
        "citations-TOTAL_FORMS": 0,
        "citations-INITIAL_FORMS": 0,
    }

    response = desk.post(reverse("admin:profiles_quote_add"), {**data, field: value})

    assert said in response.content.decode()
    assert Quote.objects.count() == 1


def test_people_are_deleted_one_at_a_time(desk: Client, person: Person) -> None:
    page = desk.get(reverse("admin:profiles_person_changelist")).content.decode()

    desk.post(
        reverse("admin:profiles_person_delete", args=[person.pk]), {"post": "yes"}
    )

    assert 'value="send_dossiers"' in page
    assert 'value="delete_selected"' not in page
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    "route", [route for route, _, _ in site._pages if "<key:" in route]
)
def test_page_of_a_number_that_no_row_can_have_is_not_found(
    desk: Client, route: str
) -> None:
    numbered = re.sub(r"<key:\w+>", "9" * 30, route)
    address = re.sub(r"<\w+:\w+>", "quote", numbered)

    answer = desk.get(f"{reverse('admin:index')}{address}")

    assert answer.status_code == 404
