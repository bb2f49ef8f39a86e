"""Two people save the same entry; the second one sees both versions, and chooses."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import signing
from django.test import Client
from django.urls import reverse

from profiles.databases import DESK
from profiles.desk.deletions import deleted_entries
from profiles.documents.loader import load_dossier
from profiles.models import (
    Citation,
    Education,
    EntryChange,
    Person,
    Quote,
    Source,
    Topic,
)
from tests.admin.conftest import Staff, filled_in
from tests.factories import dossier, quote_data

pytestmark = pytest.mark.django_db(databases=["default", "public"])


@pytest.fixture
def quote() -> Quote:
    return load_dossier(dossier(id="ada", quotes=[quote_data()]), DESK).quotes.get()


@pytest.fixture
def colleague(staff: Staff) -> Client:
    client = Client()
    client.force_login(staff("bea", "analyst"))
    return client


def url_of(row: Any) -> str:
    return reverse(f"admin:profiles_{row._meta.model_name}_change", args=[row.pk])


def choices(page: Any) -> dict[str, str]:
    """The fields in conflict, each with the version that is proposed."""
    return {each.name: choice for each, choice in page.context["conflicts"]}


def decide(client: Client, page: Any, version: str) -> Any:
    """Save the version, "theirs" or "mine", of every field of the page."""
    names = [each.choice_name for each, _ in page.context["conflicts"]]
    data = {"_version": page.context["version"], "_reason": "Both are right."}
    return client.post(page.request["PATH_INFO"], data | dict.fromkeys(names, version))


def test_second_to_save_sees_who_changed_what_and_what_they_typed(
    at_desk: Client, colleague: Client, quote: Quote
) -> None:
    mine, theirs = (filled_in(each.get(url_of(quote))) for each in (at_desk, colleague))
    colleague.post(url_of(quote), theirs | {"text": "Their words.", "outlet": "Theirs"})

    page = at_desk.post(url_of(quote), mine | {"text": "My words.", "context": "Why."})

    said = re.sub(r"<[^>]+>", "", page.content.decode())
    assert page.status_code == 409
    assert "changed by bea" in said
    assert ("Their" in said, "My words" in said) == (True, True)
    assert choices(page) == {"text": "", "outlet": "theirs", "context": "mine"}
    assert Quote.objects.get().text == "Their words."


@pytest.mark.parametrize(
    ("version", "text"), [("theirs", "Their words."), ("mine", "My words.")]
)
def test_what_was_chosen_is_saved_and_recorded(
    at_desk: Client,
    analyst: User,
    colleague: Client,
    quote: Quote,
    version: str,
    text: str,
) -> None:
    mine, theirs = (filled_in(each.get(url_of(quote))) for each in (at_desk, colleague))
    colleague.post(url_of(quote), theirs | {"text": "Their words."})
    page = at_desk.post(url_of(quote), mine | {"text": "My words."})

    response = decide(at_desk, page, version)

    assert response.url == url_of(quote)
    assert Quote.objects.get().text == text
    by = [each.revision.by for each in EntryChange.objects.all()]
    assert (analyst in by) == (version == "mine")


def test_changes_of_different_fields_are_proposed_together(
    at_desk: Client, colleague: Client, quote: Quote
) -> None:
    mine, theirs = (filled_in(each.get(url_of(quote))) for each in (at_desk, colleague))
    colleague.post(url_of(quote), theirs | {"outlet": "Theirs"})
    page = at_desk.post(url_of(quote), mine | {"context": "Mine."})

    at_desk.post(url_of(quote), {"_version": page.context["version"]})

    saved = Quote.objects.get()
    assert (saved.outlet, saved.context) == ("Theirs", "Mine.")


def test_field_that_both_changed_has_to_be_decided(
    at_desk: Client, colleague: Client, quote: Quote
) -> None:
    mine, theirs = (filled_in(each.get(url_of(quote))) for each in (at_desk, colleague))
    colleague.post(url_of(quote), theirs | {"text": "Theirs."})
    page = at_desk.post(url_of(quote), mine | {"text": "Mine."})

    again = at_desk.post(url_of(quote), {"_version": page.context["version"]})

    assert again.status_code == 409
    assert "choose which version to keep" in again.content.decode()
    assert decide(at_desk, again, "mine").status_code == 302
    assert Quote.objects.get().text == "Mine."


def test_third_version_is_shown_before_the_choice_is_saved(
    at_desk: Client, colleague: Client, quote: Quote
) -> None:
    mine, theirs = (filled_in(each.get(url_of(quote))) for each in (at_desk, colleague))
    colleague.post(url_of(quote), theirs | {"text": "Theirs."})
    page = at_desk.post(url_of(quote), mine | {"text": "Mine."})
    colleague.post(
        url_of(quote), filled_in(colleague.get(url_of(quote))) | {"text": "A third."}
    )

    again = decide(at_desk, page, "mine")

    assert again.status_code == 409
    assert "It has changed once more." in again.content.decode()
    assert Quote.objects.get().text == "A third."
    assert decide(at_desk, again, "mine").status_code == 302
    assert Quote.objects.get().text == "Mine."


def test_inline_rows_are_not_lost_on_either_side(
    at_desk: Client, colleague: Client, quote: Quote
) -> None:
    mine, theirs = (filled_in(each.get(url_of(quote))) for each in (at_desk, colleague))
    colleague.post(url_of(quote), theirs | {"citations-0-place": "Theirs"})
    page = at_desk.post(url_of(quote), mine | {"citations-0-place": "Mine"})

    assert choices(page) == {"citations": ""}
    decide(at_desk, page, "mine")

    assert Citation.objects.get().place == "Mine"


def test_inline_row_that_was_deleted_can_be_kept(
    at_desk: Client, colleague: Client, quote: Quote
) -> None:
    mine, theirs = (filled_in(each.get(url_of(quote))) for each in (at_desk, colleague))
    colleague.post(url_of(quote), theirs | {"citations-0-DELETE": "on"})
    page = at_desk.post(url_of(quote), mine | {"citations-0-place": "Mine"})

    assert choices(page) == {"citations": ""}
    assert not Citation.objects.exists()
    decide(at_desk, page, "mine")

    assert Citation.objects.get().place == "Mine"


@pytest.mark.parametrize("version", ["theirs", "mine"])
def test_entry_that_was_deleted_meanwhile_can_be_kept_with_what_was_typed(
    at_desk: Client, colleague: Client, quote: Quote, version: str
) -> None:
    url = url_of(quote)
    mine = filled_in(at_desk.get(url))
    colleague.post(url.replace("change", "delete"), {"post": "yes"})

    page = at_desk.post(url, mine | {"text": "My words."})
    response = decide(at_desk, page, version)

    assert "deleted by bea" in page.content.decode()
    assert response.status_code == 302
    there = reverse("admin:profiles_quote_changelist")
    if version == "mine":
        there = url_of(Quote.objects.get())
    assert response.url == there
    kept = [(each.text, each.citations.count()) for each in Quote.objects.all()]
    assert kept == ([("My words.", 1)] if version == "mine" else [])


def test_fields_of_the_person_and_short_sections_are_chosen_too(
    at_desk: Client, colleague: Client
) -> None:
    person = load_dossier(
        dossier(
            id="ada",
            profile={"education": [{"id": "e", "degree": "PhD", "institution": "A"}]},
        ),
        DESK,
    )
    mine, theirs = (
        filled_in(each.get(url_of(person))) for each in (at_desk, colleague)
    )
    colleague.post(url_of(person), theirs | {"epithet": "Theirs"})

    page = at_desk.post(url_of(person), mine | {"epithet": "Mine", "summary": "Mine."})
    decide(at_desk, page, "mine")

    saved = Person.objects.get()
    assert (saved.epithet, saved.summary) == ("Mine", "Mine.")


def test_what_is_typed_wrong_is_said_before_anything_is_chosen(
    at_desk: Client, colleague: Client, quote: Quote
) -> None:
    mine, theirs = (filled_in(each.get(url_of(quote))) for each in (at_desk, colleague))
    colleague.post(url_of(quote), theirs | {"text": "Theirs."})

    page = at_desk.post(
        url_of(quote), mine | {"said_on": "2023-02-29", "text": "Mine."}
    )

    assert page.status_code == 200
    assert "February 2023 has 28 days" in page.content.decode()
    assert page.context["seen"] == mine["_seen"]


def test_version_cannot_be_made_up_or_taken_from_a_colleague(
    at_desk: Client, colleague: Client, quote: Quote
) -> None:
    mine, theirs = (filled_in(each.get(url_of(quote))) for each in (at_desk, colleague))
    colleague.post(url_of(quote), theirs | {"text": "Theirs."})
    page = at_desk.post(url_of(quote), mine | {"text": "Mine."})

    stolen = decide(colleague, page, "mine")
    made_up = at_desk.post(url_of(quote), {"_version": signing.dumps([1, "ada", 0])})

    assert (stolen.status_code, made_up.status_code) == (403, 403)
    assert Quote.objects.get().text == "Theirs."


def test_same_change_by_both_is_no_conflict(
    at_desk: Client, colleague: Client, quote: Quote
) -> None:
    mine, theirs = (filled_in(each.get(url_of(quote))) for each in (at_desk, colleague))
    colleague.post(url_of(quote), theirs | {"text": "The same."})

    response = at_desk.post(url_of(quote), mine | {"text": "The same."}, follow=True)

    assert response.redirect_chain == [(url_of(quote), 302)]
    assert "The same was saved meanwhile by bea." in response.content.decode()


def test_shared_record_is_chosen_too(at_desk: Client, colleague: Client) -> None:
    load_dossier(dossier(id="ada", quotes=[quote_data()]), DESK)
    source = Source.objects.get()
    mine, theirs = (
        filled_in(each.get(url_of(source))) for each in (at_desk, colleague)
    )
    colleague.post(url_of(source), theirs | {"title": "Theirs"})

    page = at_desk.post(url_of(source), mine | {"title": "Mine"})
    decide(at_desk, page, "mine")

    assert Source.objects.get().title == "Mine"


@pytest.mark.parametrize("way", ["page", "action"])
def test_what_a_colleague_changed_is_not_deleted_unseen(
    at_desk: Client, colleague: Client, quote: Quote, way: str
) -> None:
    url = reverse("admin:profiles_quote_delete", args=[quote.pk])
    data: dict[str, Any] = {"post": "yes"}
    if way == "action":
        url = reverse("admin:profiles_quote_changelist")
        data = {"action": "delete_selected", "_selected_action": [quote.pk]}
        shown = at_desk.post(url, data)
        data["post"] = "yes"
    else:
        shown = at_desk.get(url)
    theirs = filled_in(colleague.get(url_of(quote)))
    colleague.post(url_of(quote), theirs | {"text": "Better words."})

    refused = at_desk.post(url, data | {"_seen": shown.context["seen"]}, follow=True)

    assert "“Better words.” was changed by bea" in refused.content.decode()
    assert Quote.objects.exists()
    again = (
        at_desk.get(url) if way == "page" else at_desk.post(url, data | {"post": ""})
    )
    at_desk.post(url, data | {"_seen": again.context["seen"]})
    assert not Quote.objects.exists()


@pytest.fixture
def person() -> Person:
    education = {
        "id": "e",
        "degree": "PhD",
        "institution": "A",
        "citations": [{"source": "a-source", "credibility": 2}],
    }
    return load_dossier(dossier(id="ada", profile={"education": [education]}), DESK)


@pytest.mark.parametrize("version", ["theirs", "mine"])
def test_entry_that_was_deleted_from_under_a_form_comes_back_as_the_one_it_was(
    at_desk: Client, colleague: Client, person: Person, version: str
) -> None:
    mine = filled_in(at_desk.get(url_of(person)))
    degree = Education.objects.get()
    delete = url_of(degree).replace("change", "delete")
    colleague.post(delete, {"post": "yes"})

    page = at_desk.post(url_of(person), mine | {"education-0-degree": "Doctor"})
    response = decide(at_desk, page, version)

    assert response.status_code == 302
    kept = [
        (each.stable_id, each.degree, each.citations.count())
        for each in Education.objects.all()
    ]
    deleted = [change.entry_id for change in deleted_entries("ada")]
    assert (kept, deleted) == {
        "mine": ([("e", "Doctor", 1)], []),
        "theirs": ([], ["e"]),
    }[version]


def test_refused_form_of_an_entry_that_was_deleted_brings_nothing_back(
    at_desk: Client, colleague: Client, quote: Quote
) -> None:
    mine = filled_in(at_desk.get(url_of(quote)))
    colleague.post(url_of(quote).replace("change", "delete"), {"post": "yes"})

    page = at_desk.post(url_of(quote), mine | {"text": "Mine.", "said_on": "nonsense"})

    assert page.status_code == 200
    assert "Mine." in page.content.decode()
    assert not Quote.objects.exists()
    decided = decide(
        at_desk, at_desk.post(url_of(quote), mine | {"text": "Mine."}), "mine"
    )
    assert decided.status_code == 302
    assert Quote.objects.get().text == "Mine."


def test_conflict_in_a_pop_up_is_decided_there_and_closes_it(
    at_desk: Client, colleague: Client, quote: Quote
) -> None:
    topic = Topic.objects.get()
    url = f"{url_of(topic)}?_popup=1"
    mine = filled_in(at_desk.get(url)) | {"_popup": "1"}
    colleague.post(
        url_of(topic), filled_in(colleague.get(url_of(topic))) | {"name": "Theirs"}
    )

    page = at_desk.post(url, mine | {"name": "Mine"})
    carried = page.context["carried"]
    names = [each.choice_name for each, _ in page.context["conflicts"]]
    closed = at_desk.post(
        url,
        carried | {"_version": page.context["version"]} | dict.fromkeys(names, "mine"),
    )

    assert (carried, page.context["is_popup"]) == ({"_popup": "1"}, True)
    assert Topic.objects.get().name == "Mine"
    assert "&quot;obj&quot;: &quot;Mine&quot;" in closed.content.decode()


def test_page_says_whose_dossier_it_is_and_who_saved_however_often_it_comes(
    at_desk: Client, colleague: Client, quote: Quote
) -> None:
    mine, other, theirs = (
        filled_in(each.get(url_of(quote))) for each in (at_desk, at_desk, colleague)
    )
    colleague.post(url_of(quote), theirs | {"text": "Theirs."})
    fresh = filled_in(at_desk.get(url_of(quote)))
    at_desk.post(url_of(quote), fresh | {"text": other["text"]})
    at_desk.post(url_of(quote), filled_in(at_desk.get(url_of(quote))) | {"text": "B"})
    page = at_desk.post(url_of(quote), mine | {"text": "A"})

    again = at_desk.post(url_of(quote), {"_version": page.context["version"]})

    for each in (page, again):
        assert each.context["rail"].person == quote.person
        assert (
            "This, in the dossier of Ada Example, was saved by you (in another window) "
            "and bea while you had it open here."
        ) in each.content.decode()


def test_who_saved_the_same_in_another_window_is_told_so(
    at_desk: Client, quote: Quote
) -> None:
    here, there = (filled_in(at_desk.get(url_of(quote))) for _ in range(2))
    at_desk.post(url_of(quote), there | {"text": "Same."})

    page = at_desk.post(url_of(quote), here | {"text": "Same."}, follow=True)

    said = [str(message) for message in page.context["messages"]]
    assert "The same was saved meanwhile by you (in another window)." in said


@pytest.mark.parametrize("count", ["", "x", "9" * 40])
def test_forged_number_of_rows_is_refused(
    at_desk: Client, person: Person, count: str
) -> None:
    data = filled_in(at_desk.get(url_of(person)))
    forged = {"education-TOTAL_FORMS": count, "education-0-id": "123456"}

    page = at_desk.post(url_of(person), data | forged | {"epithet": "Mine"})

    assert page.status_code == 200
    assert not Person.objects.filter(epithet="Mine").exists()


def test_row_that_never_was_is_refused(at_desk: Client, person: Person) -> None:
    data = filled_in(at_desk.get(url_of(person)))
    forged = {"education-0-id": "123456", "education-0-entry": "never"}

    page = at_desk.post(url_of(person), data | forged)

    assert page.status_code == 200
    assert Education.objects.get().stable_id == "e"
