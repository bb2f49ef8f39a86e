from typing import Any

import pytest
from django.db.models import Model

from profiles.desk.rules import broken_rules, citable_fields
from profiles.models import (
    Belief,
    Expertise,
    Identifier,
    MediaItem,
    MetricReading,
    Nationality,
    Organization,
    OtherName,
    Person,
    Position,
    Publication,
    Quote,
    Topic,
)

LONG = "a" * 201


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        (Nationality(country="XX"), "country", "is not a country code of ISO 3166-1"),
        (Nationality(country="fr"), "country", "is not a country code of ISO 3166-1"),
        (Organization(country="UK"), "country", "is not a country code of ISO 3166-1"),
        (Quote(language="English!"), "language", "is not a language tag, such as en"),
        (Quote(language="xx"), "language", "is not a language tag, such as en"),
        (Quote(language="EN"), "language", "is not a language tag, such as en"),
        (Identifier(scheme="homepage", value="here"), "value", "http"),
        (MetricReading(value=10**13), "value", "should be less than or equal to"),
        (Position(earliest_year=20300), "earliest_year", "should be less than or"),
        (Position(latest_year=0), "latest_year", "should be greater than or equal"),
        (MediaItem(duration_minutes=0), "duration_minutes", "should be greater than"),
        (Publication(doi="doi:10.1/x"), "doi", "is not a DOI; write it by itself"),
        (Publication(arxiv_id="x"), "arxiv_id", "is not an arXiv id; write it by"),
        (Topic(name=LONG), "name", "is longer than 200 characters"),
        (Expertise(name=LONG), "name", "is longer than 200 characters"),
        (OtherName(name="a\u202eb"), "name", "right-to-left override"),
        (Person(slug="Ada Example"), "slug", "is not a slug"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Model) else "",
)
def test_what_the_document_refuses_is_said_of_the_column(
    row: Model, column: str, said: str
) -> None:
    broken = broken_rules(row)

    assert [*broken] == [column]
    assert said in broken[column]


@pytest.mark.parametrize(
    "row",
    [
        Nationality(country="FR"),
        Organization(country="FR", name="A", slug="a", kind="company"),
        Quote(language="pt-BR", text="Words"),
        Quote(),
        Identifier(scheme="github", value="ada"),
        Publication(doi="10.1038/x", arxiv_id="1501.00001"),
        Topic(name="A topic"),
        Person(name="Ada", sort_name="Ada", slug="ada", born_on="1960~"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_the_document_takes_is_let_pass(row: Model) -> None:
    assert broken_rules(row) == {}


@pytest.mark.parametrize(
    ("model", "fields"),
    [
        (Belief, {"text": "Text"}),
        (
            MediaItem,
            {
                "title": "Title",
                "outlet": "Outlet",
                "kind": "Kind",
                "published_on": "Published on",
                "duration_minutes": "Duration minutes",
                "url": "Address",
            },
        ),
    ],
)
def test_citation_may_bear_on_the_fields_of_its_entry(
    model: type[Model], fields: dict[str, Any]
) -> None:
    assert citable_fields(model) == fields


def test_citation_may_bear_on_a_persons_own_fields_and_on_no_list_of_entries() -> None:
    assert [*citable_fields(Person)] == [
        "name",
        "sort_name",
        "other_names",
        "former_slugs",
        "epithet",
        "nationalities",
        "born_on",
        "died_on",
        "reviewed_on",
        "portrait",
        "identifiers",
        "summary",
        "biography",
        "expertise",
    ]
