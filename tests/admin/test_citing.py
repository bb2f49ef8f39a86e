from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from profiles.databases import DESK
from profiles.documents.loader import load_dossier
from profiles.models import Citation, EntryChange, Quote, Source
from tests.admin.conftest import filled_in
from tests.factories import SOURCE, dossier, quote_data

pytestmark = pytest.mark.django_db(databases=["default", "public"])


@pytest.fixture
def quote() -> Quote:
    source = SOURCE | {"url": "https://example.org/talk"}
    document = dossier(id="ada", sources=[source], quotes=[quote_data()])
    return load_dossier(document, DESK).quotes.get()


def url_of(quote: Quote) -> str:
    return reverse("admin:profiles_quote_change", args=[quote.pk])


def cite(client: Client, quote: Quote, **fields: Any) -> Any:
    """Add a citation to the quote by its form; return the answer."""
    data = filled_in(client.get(url_of(quote)))
    number = data["citations-TOTAL_FORMS"]
    data["citations-TOTAL_FORMS"] = number + 1
    fields = {"stance": "supports", "credibility": 2} | fields
    row = {f"citations-{number}-{name}": value for name, value in fields.items()}
    return client.post(url_of(quote), data | row)


def cited() -> list[str]:
    return [each.source.title for each in Citation.objects.order_by("position")]


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/talk",
        "http://www.EXAMPLE.org/talk/#minute-3",
        "https://example.org/talk?utm_source=x",
    ],
)
def test_address_leads_to_the_source_that_is_on_file(
    at_desk: Client, quote: Quote, address: str
) -> None:
    response = cite(at_desk, quote, address=address, place="p. 7")

    assert response.status_code == 302
    assert cited() == ["A source", "A source"]
    assert Source.objects.count() == 1


def test_address_that_is_new_is_put_on_file_with_its_title(
    at_desk: Client, quote: Quote
) -> None:
    pasted = "HTTPS://Example.org/a/../other?utm_source=x#part"

    cite(at_desk, quote, address=pasted, title="Another page")

    source = Source.objects.get(url="https://example.org/other#part")
    assert (source.title, source.kind, source.reliability) == (
        "Another page",
        "other",
        "F",
    )
    assert cited() == ["A source", "Another page"]
    recorded = {each.section for each in EntryChange.objects.all()}
    assert recorded == {"quotes", "sources"}


def told(client: Client, quote: Quote, **fields: Any) -> list[str]:
    cite(client, quote, **fields)
    page = client.get(reverse("admin:index"))
    return [str(each) for each in page.context["messages"] if "on file" in str(each)]


def test_title_that_was_typed_for_a_source_on_file_is_said_not_to_be_used(
    at_desk: Client, quote: Quote
) -> None:
    Source.objects.update(title="A & B")
    source = Source.objects.get()

    said = told(at_desk, quote, address=source.url, title="<b>Mine</b>")

    assert said == [
        f'The source cited is on file as <a href="/admin/profiles/source/{source.pk}/'
        'change/">A &amp; B</a>; the title that you typed, “&lt;b&gt;Mine&lt;/b&gt;”, '
        "was not used."
    ]


@pytest.mark.parametrize(
    "fields",
    [
        {"address": "https://example.org/talk"},
        {"address": "https://example.org/talk", "title": "a SOURCE"},
        {"address": "https://example.org/new", "title": "A new page"},
    ],
)
def test_nothing_is_said_of_a_title_that_is_used(
    at_desk: Client, quote: Quote, fields: dict[str, str]
) -> None:
    assert told(at_desk, quote, **fields) == []


def test_source_cited_last_is_offered_again(at_desk: Client, quote: Quote) -> None:
    before = at_desk.get(url_of(quote)).content.decode()
    cite(at_desk, quote, address="https://example.org/other", title="Another page")

    after = at_desk.get(url_of(quote)).content.decode()
    cite(at_desk, quote, same_source="on", place="p. 9")

    assert "Again: " not in before
    assert "Again: Another page" in after
    assert cited() == ["A source", "Another page", "Another page"]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Choose a source, or paste its address."),
        ({"address": "javascript:alert(1)"}, "must begin with http:// or https://"),
        ({"address": "https://example.org/new"}, "This address is new here"),
        (
            {"address": "https://example.org/talk", "source": "KNOWN"},
            "here are the source chosen and the address pasted. Keep one of them.",
        ),
    ],
)
def test_what_is_missing_or_too_much_is_said(
    at_desk: Client, quote: Quote, fields: dict[str, Any], said: str
) -> None:
    known = Source.objects.get().pk
    fields = {k: known if v == "KNOWN" else v for k, v in fields.items()}

    response = cite(at_desk, quote, place="p. 7", **fields)

    assert response.status_code == 200
    assert said in response.content.decode().replace("&#x27;", "'")
    assert cited() == ["A source"]
    assert Source.objects.count() == 1


def test_source_cited_last_and_an_address_are_two_sources(
    at_desk: Client, quote: Quote
) -> None:
    cite(at_desk, quote, address="https://example.org/other", title="Another page")

    response = cite(
        at_desk, quote, same_source="on", address="https://example.org/talk"
    )

    assert (
        "A citation has one source; here are the address pasted and the source cited "
        "last. Keep one of them."
    ) in response.content.decode()
    assert cited() == ["A source", "Another page"]


def test_two_rows_that_paste_one_new_address_share_its_source(
    at_desk: Client, quote: Quote
) -> None:
    data = filled_in(at_desk.get(url_of(quote)))
    data["citations-TOTAL_FORMS"] = 3
    for number in (1, 2):
        data |= {
            f"citations-{number}-address": "https://example.org/new",
            f"citations-{number}-title": "A new page",
            f"citations-{number}-place": f"p. {number}",
            f"citations-{number}-stance": "supports",
            f"citations-{number}-credibility": 3,
        }

    at_desk.post(url_of(quote), data)

    assert cited() == ["A source", "A new page", "A new page"]
    assert Source.objects.count() == 2


def test_credibility_is_worded_beside_its_figure(at_desk: Client, quote: Quote) -> None:
    said = at_desk.get(url_of(quote)).content.decode()

    assert "2: Probably true" in said


def test_citation_is_headed_by_what_people_call_the_field(
    at_desk: Client, quote: Quote
) -> None:
    quote.citations.update(field="said_on")

    said = at_desk.get(url_of(quote)).content.decode()

    assert '<span class="citation-bears">Said on</span>' in said


def test_folded_citation_says_that_it_contradicts(
    at_desk: Client, quote: Quote
) -> None:
    before = at_desk.get(url_of(quote)).text
    Citation.objects.update(stance="contradicts")
    after = at_desk.get(url_of(quote)).text

    said = '<strong class="citation-contradicts">Contradicts</strong>'
    assert (before.count(said), after.count(said)) == (0, 1)
