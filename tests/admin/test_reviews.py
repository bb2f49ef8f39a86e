"""The pages of a dossier's way to readers: what they show, and what they keep."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from profiles.admin.refused import refusal_words
from profiles.choices import CorrectionState
from profiles.databases import DESK, PUBLIC
from profiles.desk.comparing import ENTRIES_PER_PAGE
from profiles.desk.correcting import propose
from profiles.desk.errors import AtEntriesError
from profiles.desk.recording import recording
from profiles.desk.reviewing import approve, digest_now, send, withdraw
from profiles.desk.roles import EDITOR
from profiles.desk.scopes import Scope
from profiles.desk.standing import standing_of
from profiles.documents.loader import load_dossier
from profiles.models import (
    Correction,
    Edition,
    Person,
    Quote,
    Remark,
    Review,
    Topic,
)
from profiles.publishing import publish_starter
from tests.desk.conftest import Staff
from tests.factories import dossier, event_data, quote_data

pytestmark = [
    pytest.mark.django_db(databases=[DESK, PUBLIC]),
    pytest.mark.usefixtures("four_eyes"),
]


@pytest.fixture
def person() -> Person:
    return load_dossier(dossier(id="ada", quotes=[quote_data()]), DESK)


@pytest.fixture
def review(person: Person, analyst: User) -> Review:
    return send(person, by=analyst, summary="A first version.")


@pytest.fixture
def at_review(client: Client, editor: User) -> Client:
    client.force_login(editor)
    return client


def url_of(person: Person) -> str:
    return reverse("admin:dossier-review", args=[person.pk])


def text_of(response: Any) -> str:
    """The words of a page, without its tags."""
    content = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(content.split())


def edit(person: Person, by: User, words: str) -> None:
    with recording(Scope(person.quotes.get()), by=by):
        Quote.objects.update(text=words)


def form(page: Any, step: str, **typed: Any) -> dict[str, Any]:
    """What the page's form would send, of the step that is chosen."""
    review, comparison = page.context["review"], page.context["comparison"]
    return {
        "step": step,
        "review": review.pk,
        "seen": comparison.digest,
        "revision": comparison.revision_number,
        "page": page.context["page"].number,
        **typed,
    }


# What the page shows


def test_page_shows_what_changed_with_its_sources_and_why_it_needs_care(
    at_review: Client, person: Person, analyst: User
) -> None:
    publish_starter(person)
    edit(person, analyst, "Words number 2.")
    send(person, by=analyst, summary="Corrects a number.")

    response = at_review.get(url_of(person))

    content, said = response.content.decode(), text_of(response)
    assert "<del>1</del><ins>2</ins>" in content
    assert "B2: usually reliable source; probably true" in said
    assert "has other words now, and the same source for them." in said
    assert "“Words number 2.”: 1 becomes 2." in said
    assert "Nothing that ann sent to review has reached readers yet." in said
    assert "by ann on" in said
    assert reverse("admin:profiles_quote_change", args=[person.quotes.get().pk]) in (
        content
    )
    assert "no-store" in response["Cache-Control"]


def test_steps_that_somebody_else_has_to_take_are_explained(
    client: Client, analyst: User, person: Person, review: Review
) -> None:
    client.force_login(analyst)

    said = text_of(client.get(url_of(person)))

    assert "An editor has to approve it." in said
    assert "Approve and publish now" not in said


def test_rules_that_the_working_copy_breaks_are_named(
    at_review: Client, person: Person
) -> None:
    Quote.objects.update(text="Said \u202e backwards")

    response = at_review.get(url_of(person))
    refused = at_review.post(url_of(person), {"step": "send", "summary": "New."})

    assert "quotes[0].text: holds U+202E" in text_of(response)
    assert refused.status_code == 409
    assert "quotes[0].text: holds U+202E" in text_of(refused)
    assert not Review.objects.exists()


def test_page_leads_to_the_preview(at_review: Client, person: Person) -> None:
    said = at_review.get(url_of(person)).content.decode()

    page = reverse("admin:dossier-preview", args=[person.pk])
    # Of the page itself, and of the rail beside it.
    assert said.count(f'<a href="{page}">Preview</a>') == 2


@pytest.mark.parametrize("size", [1, ENTRIES_PER_PAGE + 5])
def test_page_costs_the_same_for_a_larger_dossier(
    at_review: Client, analyst: User, size: int, django_assert_num_queries: Any
) -> None:
    document = dossier(
        id="ada",
        quotes=[quote_data(n) for n in range(size)],
        history=[event_data(n) for n in range(size)],
    )
    person = load_dossier(document, DESK)
    publish_starter(person)
    rows = [*person.quotes.all(), *person.events.all()]
    with recording(Scope(*rows), by=analyst):
        person.quotes.update(context="A talk.")
        person.events.update(description="More.")
    send(person, by=analyst, summary="More.")

    # Most of them write the document of the working copy.
    with django_assert_num_queries(48):
        response = at_review.get(url_of(person))

    assert len(response.context["comparison"].changes) == 2 * size


# What is kept


def test_refused_form_keeps_what_was_typed_on_every_page(
    at_review: Client, analyst: User
) -> None:
    events = [event_data(n) for n in range(ENTRIES_PER_PAGE + 5)]
    person = load_dossier(dossier(id="ada", history=events), DESK)
    send(person, by=analyst, summary="New.")
    # The last of them all, as events of one year go by their ids.
    far = "remark:history:event-9"
    typed = {
        "remark:history:event-1": "Near.",
        far: "Far.",
        "objection": "In general.",
        "publish_at": "2001-01-01T00:00",
    }

    refused = at_review.post(
        url_of(person), form(at_review.get(url_of(person)), "schedule", **typed)
    )
    turned = at_review.post(
        url_of(person), {**refused.context["typed"].dict(), "step": "look", "page": "2"}
    )

    assert refused.status_code == 409
    assert "2001-01-01 00:00 UTC is past" in text_of(refused)
    assert 'rows="2" maxlength="2000">Near.</textarea>' in refused.content.decode()
    assert refused.context["elsewhere"] == [(far, "Far.")]
    assert turned.context["page"].number == 2
    assert turned.context["elsewhere"] == [("remark:history:event-1", "Near.")]
    for page in (refused, turned):
        assert ">In general.</textarea>" in page.content.decode()


def test_stale_approval_shows_what_changed_since_and_keeps_what_was_typed(
    at_review: Client, person: Person, review: Review, analyst: User
) -> None:
    stale = form(at_review.get(url_of(person)), "approve", objection="Half written")
    edit(person, analyst, "Slipped in.")

    response = at_review.post(url_of(person), {**stale, "sure": "1"})

    assert response.status_code == 409
    assert "has changed since you looked at it" in text_of(response)
    (since,) = response.context["since"]
    assert (since.section_label, since.label) == ("Quotes", "Slipped in.")
    assert "ann, " in text_of(response)
    assert ">Half written</textarea>" in response.content.decode()
    assert not Edition.objects.exists()


def test_review_that_was_sent_anew_is_not_approved_unseen(
    at_review: Client, person: Person, review: Review, analyst: User
) -> None:
    shown = form(at_review.get(url_of(person)), "approve", sure="1")
    at_review.force_login(analyst)
    at_review.post(url_of(person), {"step": "take_back", "review": review.pk})
    at_review.post(url_of(person), {"step": "send", "summary": "Something else."})
    at_review.force_login(User.objects.get(username="ed"))

    response = at_review.post(url_of(person), shown)

    assert response.status_code == 409
    assert "not in review any more: Taken back" in text_of(response)
    assert not Edition.objects.exists()


# Steps


def test_publishing_is_confirmed_first(
    at_review: Client, person: Person, review: Review
) -> None:
    page = at_review.get(url_of(person))

    asked = at_review.post(url_of(person), form(page, "approve", objection="Typed."))
    before = Edition.objects.exists()
    done = at_review.post(
        url_of(person), {**dict(asked.context["carried"]), "step": "approve", "sure": 1}
    )

    assert "Readers have it at once" in text_of(asked)
    assert ("objection", "Typed.") in asked.context["carried"]
    assert not before
    assert done.status_code == 302
    assert Edition.objects.get().summary == "A first version."


@pytest.mark.parametrize("step", ["approve", "schedule"])
def test_reasons_that_approving_would_drop_are_told_first(
    at_review: Client, person: Person, review: Review, step: str
) -> None:
    at = timezone.now() + timedelta(days=1)
    typed = {
        "objection": "In general.",
        "remark:quotes:quote-1": "Where was this said?",
        "publish_at": at.strftime("%Y-%m-%dT%H:%M"),
    }

    asked = at_review.post(
        url_of(person), form(at_review.get(url_of(person)), step, **typed)
    )
    before = standing_of(person).state
    back = at_review.post(
        url_of(person), {**dict(asked.context["carried"]), "step": "look"}
    )
    at_review.post(
        url_of(person), {**dict(asked.context["carried"]), "step": step, "sure": "1"}
    )

    assert asked.context["consequence"].startswith("Readers have it at")
    assert asked.context["dropped"] == ["In general.", "Where was this said?"]
    assert "ann does not get the reasons that you typed" in text_of(asked)
    assert before == "in_review"
    assert ">In general.</textarea>" in back.content.decode()
    assert standing_of(person).state == (
        "published" if step == "approve" else "approved"
    )


def test_approval_for_a_time_is_not_asked_about_twice_without_a_reason(
    at_review: Client, person: Person, review: Review
) -> None:
    at = timezone.now() + timedelta(days=1)
    data = form(
        at_review.get(url_of(person)),
        "schedule",
        objection=" ",
        publish_at=at.strftime("%Y-%m-%dT%H:%M"),
    )

    response = at_review.post(url_of(person), data)

    assert response.status_code == 302


def test_dossier_is_returned_with_reasons_at_entries(
    at_review: Client, person: Person, review: Review
) -> None:
    page = at_review.get(url_of(person))
    typed = {
        "objection": "Line one.\r\nLine two.",
        "remark:quotes:quote-1": "Where was this said?",
        "remark:quotes:not-there": "It went meanwhile.",
    }

    response = at_review.post(
        url_of(person), form(page, "return", **typed), follow=True
    )

    assert [(r.section, r.label, r.text) for r in Remark.objects.all()] == [
        ("", "", "Line one.\nLine two."),
        ("quotes", "Words number 1.", "Where was this said?"),
        ("", "", "It went meanwhile."),
    ]
    assert "Ada Example is returned to ann." in text_of(response)
    assert "Where was this said?" in text_of(response)
    assert "How it stands Returned" in text_of(response)


def test_second_round_shows_what_the_first_asked_for_and_what_was_done(
    at_review: Client, person: Person, review: Review, analyst: User
) -> None:
    page = at_review.get(url_of(person))
    typed = {"objection": "Not yet.", "remark:quotes:quote-1": "Where was this said?"}
    at_review.post(url_of(person), form(page, "return", **typed))
    at_page = text_of(at_review.get(url_of(person)))
    assert "Where was this said? Not changed since." in at_page
    edit(person, analyst, "Other words.")
    send(person, by=analyst, summary="A first version.")

    said = text_of(at_review.get(url_of(person)))

    assert "Returned before, by ed on" in said
    assert "Not yet." in said
    assert "ed returned it: Where was this said? Changed since." in said


def test_page_tells_whose_approval_ended_and_what_has_changed_since(
    at_review: Client, person: Person, review: Review, analyst: User, editor: User
) -> None:
    edit(person, analyst, "Words number 3.")
    at = timezone.now() + timedelta(days=1)
    approve(review, by=editor, seen=digest_now(person), publish_at=at)
    edit(person, analyst, "Words number 2.")

    response = at_review.get(url_of(person))

    said = text_of(response)
    assert "Approved by ed on" in said
    assert "UTC, until ann changed it on" in said
    assert "Changed since it was approved Quotes: Words number 2." in said
    assert "It was approved, and changed after that." in text_of(
        at_review.get(reverse("admin:index"))
    )
    assert "In review, after its approval was taken back" in text_of(
        at_review.get(reverse("admin:review-queue"))
    )


def test_dossier_that_breaks_a_rule_can_be_returned(
    at_review: Client, person: Person, review: Review
) -> None:
    Quote.objects.update(text="Said \u202e backwards")
    typed = {"step": "return", "review": review.pk, "remark:quotes:quote-1": "Look."}

    at_review.post(url_of(person), typed)

    assert Remark.objects.get().text == "Look."


def test_desk_of_one_is_told_what_its_edition_will_say(
    at_review: Client, person: Person, editor: User, settings: Any
) -> None:
    settings.DOSSIER_FOUR_EYES = False
    send(person, by=editor, summary="Mine.")

    said = text_of(at_review.get(url_of(person)))

    assert "This is a desk of one, so you may approve them" in said


def test_time_is_in_utc_and_told(
    at_review: Client, person: Person, review: Review
) -> None:
    page = at_review.get(url_of(person))
    at = timezone.now() + timedelta(days=1)

    response = at_review.post(
        url_of(person),
        form(page, "schedule", publish_at=at.strftime("%Y-%m-%dT%H:%M")),
        follow=True,
    )

    review.refresh_from_db()
    assert review.publish_at == at.replace(second=0, microsecond=0)
    assert f"will be published at {at:%Y-%m-%d %H:%M} UTC" in text_of(response)
    assert standing_of(person).state == "approved"


# Many dossiers at once


def run_action(client: Client, name: str, *people: Person, **fields: Any) -> Any:
    chosen = [person.pk for person in people]
    return client.post(
        reverse("admin:profiles_person_changelist"),
        {"action": name, "_selected_action": chosen, **fields},
        follow=True,
    )


def test_selected_dossiers_are_sent_with_one_summary(
    at_review: Client, person: Person
) -> None:
    asked = run_action(at_review, "send_dossiers", person)
    sent = run_action(at_review, "send_dossiers", person, words="All of them.")

    assert "What changed in all of them" in text_of(asked)
    assert "Ada Example: in review." in text_of(sent)
    assert Review.objects.get().summary == "All of them."


def test_selected_dossiers_are_withdrawn_with_a_reason(
    at_review: Client, person: Person
) -> None:
    publish_starter(person)

    asked = run_action(at_review, "withdraw_dossiers", person, words=" ")
    gone = run_action(at_review, "withdraw_dossiers", person, words="A complaint.")

    assert "Nothing was done: the words are missing." in text_of(asked)
    assert "Ada Example: withdrawn." in text_of(gone)
    assert person.withdrawals.get().reason == "A complaint."


def test_dossiers_that_were_refused_are_shown_again_with_why_and_the_words(
    at_review: Client, person: Person, review: Review
) -> None:
    page = run_action(at_review, "send_dossiers", person, words="Once more.")

    said = text_of(page)
    assert "Ada Example (in review): Ada Example is in review already." in said
    assert "Nothing was sent to review; why is said below." in said
    assert 'value="Once more."' in page.content.decode()


def other_dossier(name: str) -> Person:
    own = name.lower()
    return load_dossier(dossier(id=own, slug=own, name=name, sort_name=name), DESK)


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["Bo"], "1 dossier was sent to review; 1 was not, and is listed below with"),
        (["Bo", "Cy"], "2 dossiers were sent to review; 1 was not, and is listed"),
    ],
)
def test_what_is_shown_again_begins_with_what_was_done(
    at_review: Client, person: Person, review: Review, names: list[str], said: str
) -> None:
    others = [other_dossier(name) for name in names]

    page = run_action(at_review, "send_dossiers", person, *others, words="New.")

    assert said in text_of(page)
    assert page.content.decode().count('name="_selected_action"') == 1


def test_selected_dossiers_are_shown_with_where_they_stand(
    at_review: Client, person: Person, review: Review
) -> None:
    asked = text_of(run_action(at_review, "send_dossiers", person, other_dossier("Bo")))

    assert "Ada Example (in review)" in asked
    assert "Bo (draft)" in asked


def test_withdrawn_dossier_is_not_sent_among_others_without_saying_so(
    at_review: Client, person: Person, editor: User
) -> None:
    publish_starter(person)
    withdraw(person, by=editor, reason="A complaint.")

    asked = text_of(run_action(at_review, "send_dossiers", person))
    sent = text_of(run_action(at_review, "send_dossiers", person, words="Again."))

    assert "Ada Example (withdrawn) Readers would have it again. ed withdrew" in asked
    assert asked.count("A complaint.") == 1
    assert "Ada Example: in review. It was withdrawn from readers, who would" in sent


@pytest.mark.parametrize("size", [1, 4])
def test_asking_for_words_costs_the_same_for_more_dossiers(
    at_review: Client, size: int, editor: User, django_assert_num_queries: Any
) -> None:
    people = [other_dossier(f"P{number}") for number in range(size)]
    for each in people:
        publish_starter(each)
        withdraw(each, by=editor, reason="A complaint.")

    with django_assert_num_queries(20):
        run_action(at_review, "send_dossiers", *people)


# The queue


def queue_names(response: Any) -> list[str]:
    return [str(each.person) for each in response.context["page"]]


def test_queue_is_narrowed_by_state_and_to_ones_own(
    at_review: Client, person: Person, review: Review, editor: User, staff: Staff
) -> None:
    other = load_dossier(dossier(id="bo", slug="bo", name="Bo", sort_name="Bo"), DESK)
    mine = send(other, by=editor, summary="Mine.")
    second = staff("eve", EDITOR)
    at = timezone.now() + timedelta(days=1)
    approve(mine, by=second, seen=digest_now(other), publish_at=at)
    url = reverse("admin:review-queue")

    assert [
        queue_names(at_review.get(url, query))
        for query in (
            {},
            {"state": "in_review"},
            {"state": "approved"},
            {"state": "returned"},
            {"whose": "mine"},
            {"state": "nonsense"},
        )
    ] == [
        ["Ada Example", "Bo"],
        ["Ada Example"],
        ["Bo"],
        [],
        ["Bo"],
        ["Ada Example", "Bo"],
    ]


def test_empty_queue_says_so(at_review: Client) -> None:
    url = reverse("admin:review-queue")

    assert "Nothing waits" in text_of(at_review.get(url))
    assert "No review is like that." in text_of(at_review.get(url, {"whose": "mine"}))


@pytest.mark.parametrize("size", [1, 4])
def test_queue_costs_the_same_when_longer(
    at_review: Client, analyst: User, size: int, django_assert_num_queries: Any
) -> None:
    for n in range(size):
        document = dossier(id=f"p{n}", slug=f"p{n}", name=f"P {n}", sort_name=f"P {n}")
        send(load_dossier(document, DESK), by=analyst, summary="New.")

    with django_assert_num_queries(8):
        response = at_review.get(reverse("admin:review-queue"))

    assert len(response.context["page"]) == size


@pytest.fixture
def mistaken(person: Person, editor: User) -> Person:
    """With two editions, of which the second is a mistake."""
    publish_starter(person)
    edit(person, editor, "A mistake.")
    publish_starter(person)
    return person


def go_back_to(at_review: Client, person: Person, number: str) -> Any:
    typed = {"step": "go_back", "edition": number, "why": "The last was wrong."}
    return at_review.post(url_of(person), typed)


def test_going_back_says_which_corrections_it_keeps(
    at_review: Client, mistaken: Person, editor: User
) -> None:
    topic = Topic.objects.get()
    with recording(Scope(topic), by=editor) as made:
        Topic.objects.update(name="Another")
    assert made.revision is not None
    propose(made.revision, by=editor, summary="A topic has another name.")
    Correction.objects.update(
        state=CorrectionState.PUBLISHED, decided_at=timezone.now()
    )

    said = text_of(go_back_to(at_review, mistaken, "1"))

    kept = said.partition("what was corrected since in records that dossiers share:")[2]
    assert kept.startswith(" A topic has another name. ")


@pytest.mark.parametrize("number", ["", "9", "x"])
def test_going_back_to_what_there_is_not_is_refused(
    at_review: Client, mistaken: Person, number: str
) -> None:
    page = go_back_to(at_review, mistaken, number)

    assert page.status_code == 409
    assert "The last was wrong." in page.content.decode()


def test_withdrawal_is_said_first_and_before_readers_get_it_again(
    at_review: Client, mistaken: Person, editor: User
) -> None:
    withdraw(mistaken, by=editor, reason="A complaint.")

    page = text_of(at_review.get(url_of(mistaken)))
    asked = text_of(go_back_to(at_review, mistaken, "1"))

    assert "Withdrawn from readers, who would have it again" in page
    assert "It was withdrawn from readers on" in asked
    assert asked.count("after edition 2: A complaint.") == 1


@pytest.mark.parametrize("way", ["page", "action"])
def test_refusal_leads_to_the_quotes_that_it_names(
    at_desk: Client, person: Person, way: str
) -> None:
    quote = person.quotes.get()
    quote.citations.all().delete()

    if way == "page":
        sent = {"step": "send", "summary": "One."}
        answer = at_desk.post(url_of(person), sent)
    else:
        chosen = {"_selected_action": [person.pk], "action": "send_dossiers"}
        url = reverse("admin:profiles_person_changelist")
        answer = at_desk.post(url, chosen | {"words": "One."})

    page = reverse("admin:profiles_quote_change", args=[quote.pk])
    assert (
        "Ada Example has quotes without a source; cite where each was said, or delete "
        f'it: <a href="{page}">“Words number 1.”</a><'
    ) in " ".join(answer.content.decode().split()).replace("</a> <", "</a><")


def test_refusal_names_what_the_page_of_is_not_there() -> None:
    person = Person(name="Ada", stable_id="ada")
    gone = AtEntriesError("Ada has quotes", [(("quotes", "gone"), "So <b>")], 3)

    assert str(refusal_words(person, gone)) == (
        "Ada has quotes: “So &lt;b&gt;” and 3 more."
    )
