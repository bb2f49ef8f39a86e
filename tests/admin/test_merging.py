from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from profiles.admin.merging import merge_url
from profiles.databases import DESK, PUBLIC
from profiles.desk.recording import recording
from profiles.desk.scopes import Scope
from profiles.models import Award, Correction, Organization, Publication, Topic
from tests.desk.test_sharing import make
from tests.factories import publication_data, quote_data

pytestmark = pytest.mark.django_db(databases=[DESK, PUBLIC])


@pytest.fixture
def as_editor(client: Client, editor: User) -> Client:
    client.force_login(editor)
    return client


@pytest.fixture
def two_topics() -> tuple[Topic, Topic]:
    """Kept, in one entry of a published dossier, and Gone, in two."""
    make(
        "Ada",
        quotes=[quote_data(1, topics=["Gone", "Kept"]), quote_data(2, topics=["Gone"])],
    )
    return Topic.objects.get(name="Kept"), Topic.objects.get(name="Gone")


def merged(client: Client, kept: Any, gone: Any, **typed: Any) -> Any:
    address = merge_url(kept, gone)
    seen = client.get(address).context["seen"]
    return client.post(address, {"_seen": seen, "stays": kept.pk, **typed})


def test_page_shows_what_moves_and_proposes_the_one_that_is_used_more(
    two_topics: tuple[Topic, Topic], as_editor: Client
) -> None:
    kept, gone = two_topics

    page = as_editor.get(merge_url(kept, gone))

    assert [
        (each.record, each.entries, [str(use.person) for use in each.uses])
        for each in page.context["candidates"]
    ] == [(kept, 1, ["Ada"]), (gone, 2, ["Ada"])]
    assert page.context["stays"] == gone.pk
    assert page.context["fields"] == [
        ("Id", "kept", "gone", True),
        ("Name", "Kept", "Gone", True),
    ]


def test_what_they_say_is_told_in_words(as_editor: Client) -> None:
    one, other = (
        Organization.objects.create(slug=slug, name=slug, kind=kind)
        for slug, kind in (("a", "company"), ("b", "non_profit"))
    )

    page = as_editor.get(merge_url(one, other))

    assert ("Kind", "Company", "Non-profit", True) in page.context["fields"]


def test_two_are_merged_and_readers_told(
    two_topics: tuple[Topic, Topic], as_editor: Client
) -> None:
    kept, gone = two_topics

    response = merged(as_editor, kept, gone, summary="They are one.", _reason="Same.")

    assert response.url == reverse("admin:profiles_topic_change", args=[kept.pk])
    assert [*Topic.objects.all()] == [kept]
    correction = Correction.objects.get()
    assert correction.summary == "They are one."
    assert correction.revision.reason == "Same."


def test_what_was_typed_stays_where_it_is_refused(
    two_topics: tuple[Topic, Topic], as_editor: Client
) -> None:
    kept, gone = two_topics

    page = merged(as_editor, kept, gone, summary=" ", _reason="Same.")

    assert page.status_code == 409
    assert page.context["refusal"] == "Say what changed, for readers."
    assert page.context["reason"] == "Same."
    assert page.context["stays"] == kept.pk
    assert Topic.objects.count() == 2


def test_which_stays_has_to_be_one_of_the_two(
    two_topics: tuple[Topic, Topic], as_editor: Client
) -> None:
    third = Topic.objects.create(name="Third", slug="third")

    page = merged(as_editor, *two_topics, stays=third.pk, summary="One.")

    assert page.context["refusal"] == "Choose which of the two stays."
    assert Topic.objects.count() == 3


def test_change_of_a_colleague_meanwhile_is_told(
    two_topics: tuple[Topic, Topic], as_editor: Client
) -> None:
    kept, gone = two_topics
    seen = as_editor.get(merge_url(kept, gone)).context["seen"]
    with recording(Scope(gone), by=None):
        Topic.objects.filter(pk=gone.pk).update(name="Not the same")

    page = as_editor.post(
        merge_url(kept, gone),
        {"_seen": seen, "stays": kept.pk, "summary": "They are one."},
    )

    assert page.status_code == 409
    assert "This was changed since you looked at it" in page.context["refusal"]
    assert page.context["summary"] == "They are one."


def test_analyst_is_told_why_not_and_forges_nothing(
    two_topics: tuple[Topic, Topic], at_desk: Client
) -> None:
    kept, gone = two_topics

    page = at_desk.get(merge_url(kept, gone))
    forged = merged(at_desk, kept, gone, summary="Mine.")

    assert page.context["why_not"].startswith("Readers see “Kept”")
    assert "Merge the two" not in page.text
    assert forged.status_code == 403
    assert Topic.objects.count() == 2


def test_analyst_merges_what_readers_do_not_have(at_desk: Client) -> None:
    kept, gone = (Topic.objects.create(name=n, slug=n.lower()) for n in ("A", "B"))

    merged(at_desk, kept, gone)

    assert [*Topic.objects.all()] == [kept]


def test_publications_are_merged_from_their_list(at_desk: Client) -> None:
    make("Ada", research=[publication_data(1), publication_data(2)])
    kept, gone = Publication.objects.order_by("stable_id")
    selected = {"action": "merge_selected", "_selected_action": [kept.pk, gone.pk]}

    chosen: Any = at_desk.post(
        reverse("admin:profiles_publication_changelist"), selected
    )
    page = at_desk.get(chosen.url)
    at_desk.post(chosen.url, {"_seen": page.context["seen"], "stays": kept.pk})

    assert "Readers see it once each dossier has been reviewed" in page.text
    assert "Entries that readers have" not in page.text
    assert [*Publication.objects.all()] == [kept]


@pytest.mark.parametrize("count", [1, 3])
def test_action_takes_exactly_two(count: int, as_editor: Client) -> None:
    rows = [Topic.objects.create(name=f"T{n}", slug=f"t{n}") for n in range(count)]

    response = as_editor.post(
        reverse("admin:profiles_topic_changelist"),
        {"action": "merge_selected", "_selected_action": [row.pk for row in rows]},
        follow=True,
    )

    assert "Select exactly two topics to merge them." in response.text


def test_the_other_is_searched_for(as_editor: Client) -> None:
    one, other, _ = (
        Topic.objects.create(name=name, slug=name.lower())
        for name in ("Machines", "Machine", "Minds")
    )

    page = as_editor.get(merge_url(one) + "&q=mach")

    assert page.context["found"] == [(other, merge_url(one, other))]


@pytest.mark.parametrize(
    "address", ["merge/nothing/?one=1", "merge/topics/?one=x", "merge/topics/?one=99"]
)
def test_what_is_not_there_is_not_found(address: str, as_editor: Client) -> None:
    response = as_editor.get(f"{reverse('admin:index')}{address}")

    assert response.status_code == 404


def test_staff_without_a_role_merge_nothing(client: Client) -> None:
    award = Award.objects.create(name="A medal", slug="a-medal")
    client.force_login(User.objects.create_user("member", is_staff=True))

    assert client.get(merge_url(award)).status_code == 403


@pytest.mark.parametrize("size", [1, 3])
def test_page_costs_the_same_in_more_dossiers(
    size: int, as_editor: Client, django_assert_num_queries: Any
) -> None:
    for number in range(size):
        make(f"Ada{number}", quotes=[quote_data(id=f"q{number}", topics=["A", "B"])])
    one, other = Topic.objects.order_by("name")

    with django_assert_num_queries(28):
        page = as_editor.get(merge_url(one, other))

    assert [len(each.uses) for each in page.context["candidates"]] == [size, size]
