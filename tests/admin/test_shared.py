from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from profiles.admin.shared import SUMMARY
from profiles.choices import CorrectionState
from profiles.databases import DESK, PUBLIC
from profiles.desk.importing import import_dossier
from profiles.desk.recording import recording
from profiles.desk.scopes import Scope
from profiles.documents.writer import to_yaml
from profiles.models import (
    Correction,
    Edition,
    Publication,
    Quote,
    Revision,
    Source,
    Topic,
)
from profiles.publishing import publish_starter
from tests.admin.conftest import filled_in
from tests.desk.test_sharing import make
from tests.factories import (
    ORGANIZATION,
    dossier,
    publication_data,
    quote_data,
)

pytestmark = pytest.mark.django_db(databases=[DESK, PUBLIC])

Callbacks = Callable[..., AbstractContextManager[Any]]

RESERVED = (
    "Readers see “A topic” in the published dossier of Ada. Only an editor can change "
    "it, merge it or delete it; ask one, and say what is wrong with it."
)


@pytest.fixture
def as_editor(client: Client, editor: User) -> Client:
    client.force_login(editor)
    return client


def page_of(row: Any, verb: str = "change") -> str:
    return reverse(f"admin:profiles_{row._meta.model_name}_{verb}", args=[row.pk])


def said(response: Any) -> list[str]:
    return [str(each) for each in get_messages(response.wsgi_request)]


def save(client: Client, row: Any, **fields: Any) -> Any:
    form = filled_in(client.get(page_of(row)))
    return client.post(page_of(row), form | fields)


def test_analyst_changes_what_no_published_dossier_uses(at_desk: Client) -> None:
    make("Ada", is_published=False)

    save(at_desk, Topic.objects.get(), name="Another")

    assert Topic.objects.get().name == "Another"
    assert not Correction.objects.exists()


def test_analyst_is_told_why_not_and_whom_to_ask(at_desk: Client) -> None:
    make("Ada")

    page = at_desk.get(page_of(Topic.objects.get()))

    assert page.context["reserved"] == RESERVED
    assert RESERVED in page.text
    assert 'name="name"' not in page.text
    assert 'name="_save"' not in page.text


@pytest.mark.parametrize("model", [Topic, Source])
def test_forged_form_of_an_analyst_changes_nothing(model: Any, at_desk: Client) -> None:
    make("Ada")
    row = model.objects.get()
    forged = {"name": "Mine", "title": "Mine", "correction_summary": "Mine."}

    response = at_desk.post(page_of(row), forged)

    assert response.status_code == 409
    assert response.context["why"].startswith("Readers see “A ")
    assert {(each.label, each.value) for each in response.context["typed"]} == {
        ("Name", "Mine"),
        ("Title", "Mine"),
        ("Correction summary", "Mine."),
    }
    assert str(model.objects.get()) == str(row)
    assert not Revision.objects.exists()


def test_analyst_deletes_none_that_readers_have(at_desk: Client) -> None:
    ada = make("Ada")
    free = Topic.objects.create(name="Free", slug="free")
    ada.quotes.get().delete()  # readers still have it
    used = Topic.objects.get(name="A topic")

    alone = at_desk.post(page_of(used, "delete"), {"post": "yes"})
    together = at_desk.post(
        reverse("admin:profiles_topic_changelist"),
        {
            "action": "delete_selected",
            "_selected_action": [free.pk, used.pk],
            "post": "yes",
        },
    )

    assert (alone.status_code, together.status_code) == (403, 403)
    assert Topic.objects.count() == 2


@pytest.mark.parametrize("name", ["topic", "source", "organization"])
def test_lists_offer_to_merge_and_delete_what_is_shared_to_editors(
    at_desk: Client, editor: User, name: str
) -> None:
    make("Ada")
    page = reverse(f"admin:profiles_{name}_changelist")

    of_analyst = at_desk.get(page)
    at_desk.force_login(editor)
    of_editor = at_desk.get(page)

    assert of_analyst.context["cl"].result_count == 1
    assert of_analyst.context["action_form"] is None
    assert "_selected_action" not in of_analyst.text
    offered = of_editor.context["action_form"].fields["action"].choices
    assert [action for action, _ in offered if action] == [
        "delete_selected",
        "merge_selected",
    ]


def test_action_that_an_analyst_forges_is_told_why_not(at_desk: Client) -> None:
    make("Ada")
    Topic.objects.create(name="Free", slug="free")
    selected = [topic.pk for topic in Topic.objects.all()]

    page: Any = at_desk.post(
        reverse("admin:profiles_topic_changelist"),
        {"action": "merge_selected", "_selected_action": selected},
        follow=True,
    )

    assert page.context["why_not"] == RESERVED


def test_page_says_who_uses_the_record_before_it_is_saved(as_editor: Client) -> None:
    ada = make("Ada")
    make("Bo", is_published=False)
    Quote.objects.filter(person=ada).delete()

    page = as_editor.get(page_of(Topic.objects.get()))

    assert [
        (str(use.person), use.entries, use.published) for use in page.context["uses"]
    ] == [("Ada", 0, 1), ("Bo", 1, None)]
    assert "What changed, for readers" in page.text


def test_editor_has_to_say_for_readers_what_changed(as_editor: Client) -> None:
    make("Ada")

    page = save(as_editor, Topic.objects.get(), name="Another")

    assert page.context["adminform"].form.errors == {
        "correction_summary": ["This field is required."]
    }
    assert Topic.objects.get().name == "A topic"


def test_desk_of_one_brings_it_to_readers_at_once(
    as_editor: Client, django_capture_on_commit_callbacks: Callbacks
) -> None:
    make("Ada")

    with django_capture_on_commit_callbacks(using=DESK, execute=True):
        response = save(
            as_editor,
            Topic.objects.get(),
            name="Another",
            correction_summary="Renames it.",
        )

    assert "Readers get it now" in said(response)[-1]
    assert Topic.objects.using(PUBLIC).get().name == "Another"
    assert Edition.objects.filter(number=2, summary="Renames it.").exists()


@pytest.mark.usefixtures("four_eyes")
def test_correction_waits_where_four_eyes_are_asked_for(as_editor: Client) -> None:
    make("Ada")

    response = save(
        as_editor,
        Topic.objects.get(),
        name="Another",
        correction_summary="Renames it.",
        _reason="A typing error.",
    )

    correction = Correction.objects.get()
    assert correction.state == CorrectionState.WAITING
    assert correction.summary == "Renames it."
    assert correction.revision.reason == "A typing error."
    assert reverse("admin:correction", args=[correction.pk]) in said(response)[-1]
    assert Edition.objects.count() == 1


def test_saving_nothing_makes_no_correction(as_editor: Client) -> None:
    make("Ada")

    save(as_editor, Topic.objects.get(), correction_summary="Nothing at all.")

    assert not Correction.objects.exists()
    assert not Revision.objects.exists()


def test_record_that_a_later_dossier_took_up_is_corrected_like_any_other(
    as_editor: Client,
) -> None:
    for name in ("Ada", "Bo"):
        slug = name.lower()
        quotes = [quote_data(id=f"{slug}-1")]
        data = {"id": slug, "slug": slug, "name": name, "sort_name": name}
        document = dossier(**data, quotes=quotes, organizations=[ORGANIZATION])
        publish_starter(import_dossier(to_yaml(document)).person)
    source = Source.objects.get()

    unchanged = save(as_editor, source, correction_summary="Nothing at all.")
    refused = save(as_editor, source, title="", correction_summary="None.")
    save(as_editor, source, title="Another", correction_summary="Corrects the title.")

    assert unchanged.status_code == 302
    assert refused.context["errors"]
    assert [str(each) for each in Correction.objects.all()] == ["Corrects the title."]
    assert Edition.objects.filter(number=2).count() == 2


def test_source_is_corrected_on_its_page_too(as_editor: Client) -> None:
    ada = make("Ada")

    save(
        as_editor,
        Source.objects.get(),
        title="Another title",
        stable_id="forged",
        correction_summary="Corrects the title.",
    )

    assert ada.editions.count() == 2
    assert Source.objects.get().stable_id == "a-source"


def test_second_editor_to_save_a_record_loses_nothing(
    as_editor: Client, staff: Any
) -> None:
    ada = make("Ada")
    source = Source.objects.get()
    form = filled_in(as_editor.get(page_of(source)))
    with recording(Scope(source), by=None):
        Source.objects.update(publisher="Theirs")

    conflict = as_editor.post(
        page_of(source),
        form | {"title": "Mine", "correction_summary": "Corrects the title."},
    )
    choices = {
        each.choice_name: each.proposal or "mine"
        for each, _ in conflict.context["conflicts"]
    }
    saved = as_editor.post(
        page_of(source),
        {
            "_version": conflict.context["version"],
            "correction_summary": conflict.context["carried"]["correction_summary"],
            **choices,
        },
    )

    assert (conflict.status_code, saved.status_code) == (409, 302)
    source.refresh_from_db()
    assert (source.title, source.publisher) == ("Mine", "Theirs")
    assert ada.editions.count() == 2


@pytest.mark.parametrize("size", [1, 3])
def test_page_costs_the_same_in_more_dossiers(
    size: int, as_editor: Client, django_assert_num_queries: Any
) -> None:
    for number in range(size):
        make(f"Ada{number}")
    topic = Topic.objects.get()

    with django_assert_num_queries(15):
        page = as_editor.get(page_of(topic))

    assert len(page.context["uses"]) == size


@pytest.mark.parametrize("size", [1, 3])
def test_deleting_more_at_once_asks_once_for_all(
    size: int, at_desk: Client, django_assert_num_queries: Any
) -> None:
    make("Ada")
    topics = [Topic.objects.create(name=f"T{n}", slug=f"t{n}") for n in range(size)]
    asked = {
        "action": "delete_selected",
        "_selected_action": [topic.pk for topic in topics],
    }

    with django_assert_num_queries(16):
        at_desk.post(reverse("admin:profiles_topic_changelist"), asked)


# Publications that several dossiers have


@pytest.fixture
def paper() -> Publication:
    make("Ada", research=[publication_data(1)])
    make("Bo", research=[publication_data(1)])
    return Publication.objects.get()


def test_analyst_says_only_in_whose_dossiers_a_shared_publication_stands(
    at_desk: Client, paper: Publication
) -> None:
    cy = make("Cy", is_published=False)
    page = at_desk.get(page_of(paper))
    listings = page.context["inline_admin_formsets"][1].formset.prefix
    listed = {
        f"{listings}-TOTAL_FORMS": 3,
        f"{listings}-2-person": cy.pk,
        f"{listings}-2-publication": paper.pk,
    }

    answer = at_desk.post(
        page_of(paper), filled_in(page) | listed | {"title": "Mine", "venue": "Mine"}
    )

    assert page.context["reserved"].endswith("in whose dossiers it stands.")
    assert 'name="title"' not in page.text
    assert 'name="authors-0-name"' not in page.text
    assert answer.status_code == 302
    paper.refresh_from_db()
    assert (paper.title, paper.venue) == ("Paper number 1", "")
    assert {str(each) for each in paper.people.all()} == {"Ada", "Bo", "Cy"}


def test_analyst_does_not_delete_a_shared_publication(
    at_desk: Client, paper: Publication
) -> None:
    answer = at_desk.post(page_of(paper, "delete"), {"post": "yes"})

    assert answer.status_code == 403
    assert Publication.objects.exists()


def test_editor_corrects_a_shared_publication_for_all_its_dossiers(
    as_editor: Client, paper: Publication
) -> None:
    page = as_editor.get(page_of(paper))
    sent = filled_in(page) | {"title": "Corrected"}

    silent = as_editor.post(page_of(paper), sent)
    as_editor.post(page_of(paper), sent | {SUMMARY: "Corrects a title."})

    assert [use.person.name for use in page.context["uses"]] == ["Ada", "Bo"]
    assert page.context["is_correction"]
    assert "This field is required" in silent.text
    assert Correction.objects.get().summary == "Corrects a title."
    assert Publication.objects.get().title == "Corrected"


def test_publication_of_one_dossier_is_changed_like_any_entry(
    at_desk: Client,
) -> None:
    make("Ada", research=[publication_data(1)])
    paper = Publication.objects.get()
    page = at_desk.get(page_of(paper))

    at_desk.post(page_of(paper), filled_in(page) | {"title": "Changed"})

    assert (page.context["reserved"], page.context["is_correction"]) == ("", False)
    assert Publication.objects.get().title == "Changed"
    assert not Correction.objects.exists()
