from typing import Any

import pytest

from profiles.choices import Attribution, PublicationKind
from profiles.dates import PartialDate
from profiles.exports.linked_data import (
    Named,
    article_data,
    item_list_data,
    person_data,
    quotation_data,
)
from tests.factories import dossier, portrait_data

URL = "https://dossiers.example.org/people/ada-example/"
ADA = Named("Ada Example", URL)


def test_person_has_what_is_known() -> None:
    role = {"organization": "an-organization", "role": "Chair", "started_on": "2001"}
    document = dossier(
        other_names=["A. Example"],
        nationalities=["FR"],
        born_on="1960-07",
        died_on="202X",
        identifiers=[{"scheme": "wikidata", "value": "Q1"}],
        profile={
            "summary": "A summary.",
            "expertise": ["Computing"],
            "education": [
                {"degree": "MSc", "institution": "A University"},
                {"degree": "PhD", "institution": "A University"},
            ],
        },
        affiliations=[
            {**role, "is_primary": True},
            {**role, "role": "Adviser", "kind": "advisory"},
            {**role, "role": "Clerk", "ended_on": "2000/2002"},
        ],
        awards=[{"award": "A Prize", "awarded_on": "2018-03"}, {"award": "A Medal"}],
    )

    organization = {"@type": "Organization", "name": "An Organization"}
    assert person_data(document, url=URL) == {
        "@context": "https://schema.org",
        "@type": "Person",
        "@id": URL,
        "url": URL,
        "name": "Ada Example",
        "alternateName": ["A. Example"],
        "description": "A summary.",
        "birthDate": "1960-07",
        "nationality": [{"@type": "Country", "name": "France"}],
        "jobTitle": "Chair",
        "worksFor": [organization],
        "affiliation": [organization],
        "alumniOf": [{"@type": "EducationalOrganization", "name": "A University"}],
        "award": ["A Prize (2018)", "A Medal"],
        "knowsAbout": ["Computing"],
        "sameAs": ["https://www.wikidata.org/wiki/Q1"],
    }


def test_person_of_whom_nothing_is_known_has_a_name_and_an_address() -> None:
    assert person_data(dossier(), url=URL) == {
        "@context": "https://schema.org",
        "@type": "Person",
        "@id": URL,
        "url": URL,
        "name": "Ada Example",
    }


@pytest.mark.parametrize(
    ("fields", "known"),
    [
        (
            {},
            {
                "creditText": "A Photographer",
                "license": {"@type": "CreativeWork", "name": "CC BY-SA 4.0"},
            },
        ),
        ({"credit": "", "licence": ""}, {}),
    ],
)
def test_picture_of_a_person_has_what_is_known_of_it(
    fields: dict[str, Any], known: dict[str, Any]
) -> None:
    document = dossier(portrait=portrait_data(**fields))

    found = person_data(document, url=URL, image="https://x.example/640.jpg")

    assert found["image"] == {
        "@type": "ImageObject",
        "contentUrl": "https://x.example/640.jpg",
        "caption": "Ada Example in front of 1 books.",
        **known,
    }


def test_quotation_that_is_verified_has_its_creator() -> None:
    found = quotation_data(
        url="https://x.example/quotes/q/",
        text="Words.",
        speaker=ADA,
        attribution=Attribution.VERIFIED,
        said_on=PartialDate.parse("2024-03"),
        outlet="An Outlet",
        language="en",
        topics=["A topic"],
        sources=["https://example.org/1"],
    )

    assert found == {
        "@context": "https://schema.org",
        "@type": "Quotation",
        "@id": "https://x.example/quotes/q/",
        "url": "https://x.example/quotes/q/",
        "text": "Words.",
        "inLanguage": "en",
        "creator": {"@type": "Person", "name": "Ada Example", "url": URL},
        "dateCreated": "2024-03",
        "isPartOf": {"@type": "CreativeWork", "name": "An Outlet"},
        "about": ["A topic"],
        "citation": ["https://example.org/1"],
    }


@pytest.mark.parametrize(
    "attribution", [each for each in Attribution if each is not Attribution.VERIFIED]
)
def test_quotation_that_is_not_verified_has_no_creator_but_its_doubt(
    attribution: Attribution,
) -> None:
    found = quotation_data(url=URL, text="W.", speaker=ADA, attribution=attribution)

    assert "creator" not in found
    assert found["description"] == (
        f"Attributed to Ada Example. {attribution.label}. {attribution.definition}"
    )


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (PublicationKind.ARTICLE, "ScholarlyArticle"),
        (PublicationKind.PREPRINT, "ScholarlyArticle"),
        (PublicationKind.BOOK, "Book"),
        (PublicationKind.OTHER, "CreativeWork"),
    ],
)
def test_article_is_of_the_type_of_its_kind(kind: PublicationKind, name: str) -> None:
    found = article_data(
        url=URL,
        title="A paper",
        authors=[ADA, Named("Bo Example")],
        kind=kind,
        published_on=PartialDate.parse("1990~"),
        venue="A Journal",
        doi="10.1000/x",
        arxiv_id="1234.56789",
    )

    assert found == {
        "@context": "https://schema.org",
        "@type": name,
        "@id": URL,
        "url": URL,
        "name": "A paper",
        "author": [
            {"@type": "Person", "name": "Ada Example", "url": URL},
            {"@type": "Person", "name": "Bo Example"},
        ],
        "datePublished": "1990",
        "isPartOf": {"@type": "CreativeWork", "name": "A Journal"},
        "sameAs": ["https://doi.org/10.1000/x", "https://arxiv.org/abs/1234.56789"],
    }


def test_list_numbers_its_items_from_where_the_page_begins() -> None:
    items = [person_data(dossier(name=name), url=URL) for name in ("Ada", "Bo")]

    found = item_list_data("Dossiers", items, url=URL, total=12, first=11)

    assert found["numberOfItems"] == 12
    assert [
        (each["position"], each["item"]["name"]) for each in found["itemListElement"]
    ] == [(11, "Ada"), (12, "Bo")]
    assert all("@context" not in each["item"] for each in found["itemListElement"])
