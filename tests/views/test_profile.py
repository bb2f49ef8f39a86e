import re
from html import unescape
from pathlib import Path

import pytest
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from profiles import reading_room
from profiles.databases import PUBLIC
from profiles.documents.schema import DossierDocument
from profiles.models import Person
from tests.conftest import Shelve
from tests.factories import dossier, publication_data, quote_data

pytestmark = pytest.mark.django_db(databases=["public"])

SOURCE = {"title": "A source", "kind": "news", "reliability": "B"}


def address(slug: str = "ada-example") -> str:
    return reverse("profiles:person-detail", args=[slug])


def heavy(size: int) -> DossierDocument:
    """A dossier of `size` quotes and publications, each with its own long source."""
    words = "A sentence of the usual length, said once and written down. " * 4
    cited = {
        number: {"citations": [{"source": f"s-{number}", "credibility": 2}]}
        for number in range(size)
    }
    return dossier(
        sources=[
            {**SOURCE, "id": f"s-{n}", "title": f"Source {n}"} for n in range(size)
        ],
        quotes=[quote_data(n, text=words, **cited[n]) for n in range(size)],
        research=[
            publication_data(
                n,
                published_on=str(1980 + n % 45),
                abstract=words,
                authors=[
                    {"name": f"Author {n} {k}", "person": f"author-{k}"}
                    for k in range(8)
                ],
                **cited[n],
            )
            for n in range(size)
        ],
    )


@pytest.mark.parametrize("size", [10, 1000])
def test_dossier_costs_three_queries_at_any_length(
    client: Client,
    shelve: Shelve,
    size: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    role = {"organization": "an-organization", "role": "Chair", "started_on": "2001"}
    shelve(heavy(size).model_copy(update=_with_affiliation(role)))

    # The edition, the people of the same organizations, which of those named are out.
    with django_assert_num_queries(3, connection=_public()):
        response = client.get(address())

    assert response.status_code == 200


def _with_affiliation(role: dict[str, str]) -> dict[str, object]:
    built = dossier(affiliations=[role])
    return {"affiliations": built.affiliations, "organizations": built.organizations}


def _public() -> BaseDatabaseWrapper:
    return connections[PUBLIC]


def test_heavy_dossier_stays_small_and_every_entry_has_a_way_to_it(
    client: Client, shelve: Shelve
) -> None:
    shelve(heavy(500))

    pages = [client.get(address(), {"quotes": n, "research": n}) for n in range(1, 26)]

    assert max(len(page.content) for page in pages) < 150_000
    found = {
        each
        for page in pages
        for each in re.findall(
            r'id="((?:quote|publication)-\d+)"', page.content.decode()
        )
    }
    assert found == {
        f"{kind}-{n}" for kind in ("quote", "publication") for n in range(500)
    }


def test_starter_dossiers_are_small_pages(client: Client, nine_dossiers: None) -> None:
    slugs = [person.slug for person in Person.objects.using(PUBLIC)]

    sizes = {slug: len(client.get(address(slug)).content) for slug in slugs}

    assert len(sizes) == 9
    assert {slug: size for slug, size in sizes.items() if size >= 150_000} == {}


def graph_of(page: str) -> str:
    found = re.search(r'<figure class="graph">.*?</figure>', page, re.DOTALL)
    return found.group() if found else ""


def test_every_line_to_an_associate_leads_to_its_reason_and_says_it(
    client: Client, shelve: Shelve
) -> None:
    bo = {"name": "Bo Example", "person": "bo"}
    cy = {"name": "Cy Example", "person": "in-draft"}
    shelve(
        dossier(id="bo", slug="bo", name="Bo Example"),
        dossier(
            associates=[{**bo, "id": "with-bo", "kind": "critic"}],
            research=[publication_data(7, authors=[bo, cy, {"name": "Dora"}])],
            awards=[{"id": "prize", "award": "A Prize", "jointly_with": [cy]}],
        ),
    )

    page = client.get(address()).content.decode()

    graph = graph_of(page)
    lines = re.findall(r'<a href="([^"]+)"><title>([^<]+)</title><path', graph)
    people = re.findall(r"<a ([^>]+)><circle [^>]+/><text [^>]+>([^<]+)</text>", graph)
    assert lines == [
        ("#with-bo", "Bo Example: critic; co-author of 1 publication"),
        ("#prize", "Cy Example: co-laureate, A Prize; co-author of 1 publication"),
        ("#publication-7", "Dora: co-author of 1 publication"),
    ]
    assert people == [
        ('data-dossier href="/people/bo/"', "Bo Example"),
        ('href="#associate--2"', "Cy Example"),
        ('href="#associate--3"', "Dora"),
    ]
    targets = set(re.findall(r'href="#([^"]+)"', graph))
    assert targets - set(re.findall(r'\bid="([^"]+)"', page)) == set()


def test_name_that_is_cut_in_the_picture_is_told_in_full(
    client: Client, shelve: Shelve
) -> None:
    name = "Bo Wolfeschlegelsteinhausenbergerdorff"
    shelve(dossier(associates=[{"id": "with-bo", "name": name, "kind": "critic"}]))

    graph = graph_of(client.get(address()).content.decode())

    assert re.findall(r"<title>([^<]+)</title>", graph) == [f"{name}: critic", name]


def test_of_many_associates_twelve_are_drawn_and_all_are_listed(
    client: Client, shelve: Shelve
) -> None:
    shelve(
        dossier(
            associates=[
                {"id": f"with-{n}", "name": f"Friend number {n}", "kind": "friend"}
                for n in range(200)
            ]
        )
    )

    first, *further = (
        client.get(address(), {"associates": n}).content.decode() for n in range(1, 6)
    )

    assert graph_of(first).count("<title>") == 12
    assert "12 of 200 are drawn" in graph_of(first)
    assert [graph_of(page) for page in further] == [""] * 4
    listed = re.findall(r'id="(with-\d+)"', "".join([first, *further]))
    assert sorted(listed) == sorted(f"with-{n}" for n in range(200))


def test_pages_of_a_section_lead_to_each_other(client: Client, shelve: Shelve) -> None:
    shelve(dossier(quotes=[quote_data(n) for n in range(45)]))

    page = client.get(address(), {"quotes": "2"}).content.decode()

    leads = re.findall(r'href="(\?quotes=\d+#quotes)"', page)
    assert leads == [
        "?quotes=1#quotes",
        "?quotes=1#quotes",
        "?quotes=3#quotes",
        "?quotes=3#quotes",
    ]


@pytest.mark.parametrize("number", ["0", "4", "-1", "x", "1e3", "٣", "9" * 40, "%00"])
def test_page_that_is_not_there_is_said_to_be_missing(
    client: Client, shelve: Shelve, number: str
) -> None:
    shelve(dossier(quotes=[quote_data(n) for n in range(45)]))

    response = client.get(f"{address()}?quotes={number}")

    assert response.status_code == 404


def test_every_inner_link_has_its_target_and_every_id_is_single(
    client: Client, shelve: Shelve, lecun: DossierDocument
) -> None:
    shelve(lecun)

    page = client.get(address("yann-lecun")).content.decode()

    ids = re.findall(r'\bid="([^"]+)"', page)
    targets = set(re.findall(r'href="#([^"]+)"', page))
    assert sorted(ids) == sorted(set(ids))
    assert targets - set(ids) == set()


def test_unknown_dossier_is_not_there(client: Client) -> None:
    response = client.get(address("nobody"))

    assert response.status_code == 404
    assert "Nothing is published here" in response.content.decode()


def test_withdrawn_dossier_is_gone(client: Client, shelve: Shelve) -> None:
    document = shelve(dossier())
    with reading_room.changed():
        reading_room.bury(
            document.id, slug=document.slug, after_number=1, at=timezone.now()
        )

    response = client.get(address())

    assert response.status_code == 410
    assert "Withdrawn" in response.content.decode()


def test_former_slug_leads_to_the_present_one(client: Client, shelve: Shelve) -> None:
    shelve(dossier(former_slugs=["ada-formerly"]))

    response = client.get(address("ada-formerly"))

    assert (response.status_code, response["Location"]) == (301, address())


@pytest.mark.parametrize("slug", ["анна-каренина", "李飞飞"])
def test_slug_may_be_of_any_script(client: Client, shelve: Shelve, slug: str) -> None:
    shelve(dossier(slug=slug, id="any-script"))

    assert client.get(address(slug)).status_code == 200


@pytest.mark.parametrize("path", ["/people/%00/", "/people/a%0Ab/", "/people/../x/"])
def test_address_that_is_no_slug_is_not_there(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_text_of_analysts_is_never_markup(client: Client, shelve: Shelve) -> None:
    evil = "<script>alert(1)</script>"
    shelve(
        dossier(
            name=evil,
            epithet=evil,
            profile={"summary": evil, "biography": evil, "expertise": [evil]},
            quotes=[quote_data(text=evil, outlet=evil, topics=[evil], note=evil)],
            research=[publication_data(title=evil, venue=evil)],
        )
    )

    page = client.get(address()).content.decode()

    assert "<script>" not in page
    assert evil in unescape(page)


def test_readers_get_no_cookie_and_a_strict_policy(
    client: Client, shelve: Shelve
) -> None:
    shelve(dossier())

    response = client.get(address())

    assert response.cookies == {}
    assert "unsafe" not in response["Content-Security-Policy"]
    assert response["Content-Security-Policy"].startswith("default-src 'none'; ")


@pytest.mark.parametrize("name", ["400", "403", "404", "410", "500"])
def test_error_pages_belong_to_the_house(name: str) -> None:
    page = (Path("templates") / f"{name}.html").read_text()

    assert '{% extends "message.html" %}' in page
