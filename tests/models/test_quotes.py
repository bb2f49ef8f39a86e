import pytest
from django.db import IntegrityError, transaction

from profiles.databases import DESK
from profiles.models import Person, Quote, QuoteTopic, Topic

from .breaking import assert_database_refuses, assert_refused, sentences_about

pytestmark = pytest.mark.django_db(databases=[DESK])


@pytest.fixture
def quote(person):
    return Quote.objects.create(person=person, text="Words.", stable_id="quote")


@pytest.fixture
def topic():
    return Topic.objects.create(name="World models", slug="world-models")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"text": ""}, "This field cannot be blank."),
        ({"wording": "sung"}, "is not a valid choice."),
        (
            {"attribution": "maybe"},
            "is not a valid choice.",
        ),
    ],
)
def test_a_quote_that_breaks_a_rule_is_refused(person, fields, sentence):
    assert_refused(Quote(person=person, **{"text": "Words.", **fields}), sentence)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"language": "xx"}, "“xx” is not a language tag, such as en or pt-BR; look"),
        ({"said_on": "9001"}, "“9001” lies in the future; correct it."),
    ],
)
def test_a_quote_that_makes_no_sense_is_refused(
    person: Person, fields: dict[str, str], sentence: str
) -> None:
    (said,) = sentences_about(Quote(person=person, text="Words.", **fields))

    assert said.startswith(sentence)


def test_a_quote_is_verbatim_and_unverified_unless_told_otherwise(quote):
    assert (quote.wording, quote.attribution) == ("verbatim", "unverified")


def test_two_quotes_do_not_share_an_id(person, quote):
    assert_database_refuses(Quote(person=person, text="Others.", stable_id="quote"))


def test_topics_of_a_quote_are_counted_from_one(quote, topic):
    assert_refused(
        QuoteTopic(quote=quote, position=0, topic=topic),
        "Positions are counted from 1.",
    )


def test_a_quote_has_a_topic_once_and_one_topic_in_a_place(quote, topic):
    other = Topic.objects.create(name="Safety", slug="safety")

    assert_database_refuses(
        QuoteTopic(quote=quote, position=1, topic=topic),
        QuoteTopic(quote=quote, position=2, topic=topic),
    )
    assert_database_refuses(
        QuoteTopic(quote=quote, position=1, topic=topic),
        QuoteTopic(quote=quote, position=1, topic=other),
    )


def test_a_topic_has_a_slug_and_a_name_of_its_own(topic):
    assert_refused(Topic(name="Other", slug=""), "This field cannot be blank.")
    assert_database_refuses(Topic(name="World models", slug="other"))
    assert_database_refuses(Topic(name="Other", slug="world-models"))


def test_a_topic_in_use_cannot_be_deleted(quote, topic):
    QuoteTopic.objects.create(quote=quote, position=1, topic=topic)

    with pytest.raises(IntegrityError), transaction.atomic(using=DESK):
        topic.delete()


def test_verified_quotes_are_found(person, quote):
    verified = Quote.objects.create(person=person, text="A", attribution="verified")

    assert list(Quote.objects.verified()) == [verified]


@pytest.mark.parametrize("size", [1, 3])
def test_quotes_with_sources_cost_the_same_at_any_length(
    person, source, size, django_assert_num_queries
):
    for _ in range(size):
        quote = Quote.objects.create(person=person, text="Words.")
        quote.citations.create(source=source, position=1, credibility=2)

    # Quotes with their speakers, citations, sources.
    with django_assert_num_queries(3):
        found = [
            (quote.person.name, [each.source.title for each in quote.citations.all()])
            for quote in Quote.objects.with_sources()
        ]

    assert found == [("Ada Example", ["A source"])] * size


def test_quotes_come_newest_first_and_undated_last(person):
    for stable_id, said_on in (("a", None), ("b", "2018"), ("c", "2019-05")):
        Quote.objects.create(
            person=person, text="Words.", stable_id=stable_id, said_on=said_on
        )

    assert [quote.stable_id for quote in Quote.objects.all()] == ["c", "b", "a"]
