from typing import Any

import pytest

from profiles.databases import DESK, PUBLIC
from profiles.desk.recording import recording
from profiles.desk.scopes import Scope
from profiles.desk.sharing import (
    PublishedUse,
    Use,
    published_uses,
    record_key,
    shown_editions,
    uses_of,
)
from profiles.documents.loader import load_dossier
from profiles.documents.writer import write_record
from profiles.models import (
    Award,
    Expertise,
    Organization,
    Person,
    Quote,
    Source,
    Topic,
)
from profiles.publishing import publish, publish_starter, withdraw
from tests.factories import complete_data, dossier, quote_data

pytestmark = pytest.mark.django_db(databases=[DESK, PUBLIC])


def make(name: str, *, is_published: bool = True, **parts: Any) -> Person:
    """A dossier with a quote on "A topic", unless it is given others."""
    slug = name.lower()
    quotes = [quote_data(id=f"{slug}-1")]
    person = load_dossier(
        dossier(
            **{
                "id": slug,
                "slug": slug,
                "name": name,
                "sort_name": name,
                "quotes": quotes,
                **parts,
            }
        ),
        DESK,
    )
    if is_published:
        publish_starter(person)
    return person


def published(record: Any) -> list[PublishedUse]:
    key = record_key(record)
    return published_uses({key: write_record(record)})[key]


def test_editions_before_readers_are_the_last_of_what_is_not_withdrawn() -> None:
    bo, cy = make("Bo"), make("Cy")
    make("Di", is_published=False)
    Quote.objects.filter(person=bo).update(text="Other words.")
    last = publish(bo)
    withdraw(cy, reason="A mistake.")

    assert [*shown_editions()] == [last]


@pytest.mark.parametrize(
    ("record", "entries"),
    [
        (Source, 11),
        (Organization, 2),
        (Topic, 1),
        (Expertise, 1),
        (Award, 1),
    ],
)
def test_every_kind_of_record_is_found_in_what_readers_have(
    record: Any, entries: int
) -> None:
    data = complete_data()
    del data["portrait"]
    person = load_dossier(dossier(**data), DESK)
    publish(person)
    row = record.objects.using(DESK).order_by("pk").first()

    assert published(row) == [PublishedUse(person, entries)]
    assert uses_of(row) == [Use(person, entries, entries)]


def test_readers_keep_what_the_working_copy_has_given_up() -> None:
    ada = make("Ada")
    topic = Topic.objects.get(name="A topic")
    other = Topic.objects.create(name="Other", slug="other")
    ada.quotes.get().ranked_topics.update(topic=other)
    draft = make("Bo", is_published=False)

    assert published(topic) == [PublishedUse(ada, 1)]
    assert published(other) == []
    assert uses_of(topic) == [Use(ada, 0, 1), Use(draft, 1, None)]


def test_a_title_that_happens_to_be_the_name_of_a_topic_does_not_use_it() -> None:
    make("Ada", quotes=[quote_data(topics=["Machines"], outlet="Minds")])
    minds = Topic.objects.create(name="Minds", slug="minds")

    assert published(minds) == []


def test_readers_may_have_a_record_by_its_former_name() -> None:
    ada = make("Ada")
    topic = Topic.objects.get()
    with recording(Scope(topic), by=None):
        Topic.objects.update(name="Another name")
    topic.refresh_from_db()

    assert published(topic) == [PublishedUse(ada, 1)]


@pytest.mark.parametrize("size", [1, 3])
def test_use_costs_the_same_in_more_dossiers(
    size: int, django_assert_num_queries: Any
) -> None:
    for number in range(size):
        make(f"Ada{number}")
    topic = Topic.objects.get()

    # Its former names, editions that may name it, entries, people, who is published.
    with django_assert_num_queries(5):
        assert len(uses_of(topic)) == size
