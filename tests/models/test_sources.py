import pytest
from django.db import IntegrityError, transaction

from profiles.databases import DESK
from profiles.models import Citation, MetricReading, Quote, Source
from profiles.models.sources import CITED

from .breaking import assert_database_refuses, assert_refused

pytestmark = pytest.mark.django_db(databases=[DESK])

ONE_SUBJECT = "A citation stands under exactly one entry."


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"kind": "rumour"}, "is not a valid choice."),
        ({"link_state": "odd"}, "is not a valid choice."),
        ({"reliability": "G"}, "is not a valid choice."),
        ({"url": "javascript:x"}, "The address must begin with http:// or https://."),
        (
            {"archived_url": "//x.org"},
            "The address must begin with http:// or https://.",
        ),
    ],
)
def test_a_source_that_breaks_a_rule_is_refused(fields, sentence):
    assert_refused(Source(**{"title": "A", "kind": "news", **fields}), sentence)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/a",
        "http://www.example.org/a/",
        "https://EXAMPLE.org:443/a#part",
        "https://example.org/a?utm_source=x",
    ],
)
def test_a_page_has_one_source_however_its_address_is_written(url):
    Source.objects.create(title="A", kind="news", url="https://example.org/a")

    assert_refused(
        Source(title="B", kind="news", url=url), "Another source has this address."
    )


def test_an_address_is_kept_tidy_and_leads_where_it_did() -> None:
    source = Source(
        title="A", kind="news", url="HTTP://Example.com:80/A/../b?utm_source=x#frag"
    )

    source.full_clean()
    source.save()

    source.refresh_from_db()
    assert (source.url, source.normalised_url) == (
        "http://example.com/b#frag",
        "https://example.com/b",
    )


def test_sources_without_address_are_many():
    Source.objects.bulk_create([Source(title="A", kind="news") for _ in range(3)])

    assert Source.objects.count() == 3


@pytest.mark.parametrize(
    ("subject", "field", "words"),
    [
        ("quote", "", ""),
        ("quote", "said_on", "said on"),
        ("quote", "topics", "topics"),
        ("person", "born_on", "born on"),
        ("person", "nationalities", "nationalities"),
        ("person", "portrait", "portrait"),
        ("assessment", "risk_level", "risk level"),
        ("publication", "doi", "DOI"),
        ("publication", "arxiv_id", "arXiv id"),
        ("publication", "url", "address"),
        ("publication", "authors", "authors"),
        ("media_item", "url", "address"),
        ("award_received", "granted_by", "granted by"),
        ("metric_reading", "read_on", "read on"),
    ],
)
def test_a_cited_field_is_called_what_the_forms_call_it(subject, field, words):
    citation = Citation(**{f"{subject}_id": 1, "field": field})

    assert (citation.subject_key, citation.field_words) == (subject, words)


def test_a_source_that_is_cited_cannot_be_deleted(person, source):
    person.citations.create(source=source, position=1, credibility=1)

    with pytest.raises(IntegrityError), transaction.atomic(using=DESK):
        source.delete()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"stance": "shrugs"}, "is not a valid choice."),
        ({"credibility": 7}, "is not a valid choice."),
        ({"credibility": 0}, "is not a valid choice."),
        ({"position": 0}, "Positions are counted from 1."),
        ({"person": None}, ONE_SUBJECT),
    ],
)
def test_a_citation_that_breaks_a_rule_is_refused(person, source, fields, sentence):
    values = {"person": person, "position": 1, "credibility": 2, **fields}

    assert_refused(Citation(source=source, **values), sentence)


def test_a_citation_stands_under_one_entry_only(person, source):
    quote = Quote.objects.create(person=person, text="Words.")

    assert_refused(
        Citation(source=source, person=person, quote=quote, position=1, credibility=2),
        ONE_SUBJECT,
    )


def test_a_citation_can_stand_under_each_kind_of_entry():
    keys = {
        field.name
        for field in Citation._meta.get_fields()
        if field.many_to_one and field.name != "source"
    }

    assert keys == set(CITED)


def test_a_citation_goes_with_its_entry_and_leaves_the_source(person, source):
    reading = MetricReading.objects.create(
        person=person, metric="h_index", value=1, lacks_provenance=True
    )
    reading.citations.create(source=source, position=1, credibility=2)

    reading.delete()

    assert (Citation.objects.count(), Source.objects.count()) == (0, 1)


def test_a_citation_names_its_grade(person, source):
    source.reliability = "B"

    assert str(Citation(source=source, credibility=2)) == "A source (B2)"


def test_a_citation_names_a_source(person):
    assert_database_refuses(Citation(person=person, position=1, credibility=2))
