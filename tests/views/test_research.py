import csv
import io
import json
import re
from typing import Any

import pytest
from django.db import connections
from django.http.response import HttpResponseBase
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from profiles.databases import PUBLIC
from tests.conftest import Shelve
from tests.factories import SOURCE, dossier, publication_data

pytestmark = pytest.mark.django_db(databases=[PUBLIC])

ADA = {"name": "Ada Example", "person": "ada-example"}
BO = {"name": "Bo Example", "person": "bo-example"}


def bo(**parts: Any) -> Any:
    return dossier(
        name="Bo Example", sort_name="Example, Bo", slug="bo-example", **parts
    )


def shown(client: Client, address: str) -> list[str]:
    """The ids of the publications on a page, in order."""
    page = client.get(address).content.decode()
    return re.findall(r'<li class="paper" id="([^"]+)"', page)


def streamed(response: HttpResponseBase) -> str:
    return b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]  # it streams


def reading(number: int, value: int, **fields: Any) -> dict[str, Any]:
    return {"id": f"reading-{number}", "metric": "citations", "value": value, **fields}


@pytest.fixture
def two_people(shelve: Shelve) -> None:
    """Ada wrote 1 to 4, the third with Bo, who wrote 5 to 7 beside it."""
    both = publication_data(
        3,
        title="On cats and dogs",
        authors=[ADA, BO],
        published_on="2003-02",
        venue="The Journal",
        is_key_work=True,
        doi="10.1000/<3>",
    )
    shelve(
        dossier(
            research=[
                publication_data(
                    1, title="Cats", published_on="1994", abstract="They dream."
                ),
                publication_data(
                    2,
                    title="Dogs",
                    kind="book",
                    published_on="1996",
                    metrics=[reading(1, 90, provider="Reg", read_on="2024-05-06")],
                    authors=[ADA, {"name": "Cy Sample"}],
                ),
                both,
                publication_data(4, title="Mice", published_on=None),
            ]
        ),
        bo(
            sources=[SOURCE, {**SOURCE, "id": "weak", "reliability": "E"}],
            research=[
                both,
                publication_data(
                    5,
                    title="Café",
                    authors=[BO, {"name": "Cy Sample"}],
                    published_on="2007",
                    kind="preprint",
                    arxiv_id="0701.12345",
                    metrics=[reading(2, 7, lacks_provenance=True)],
                    citations=[{"source": "weak", "credibility": 4}],
                ),
                publication_data(
                    6, title="Tea", authors=[BO], published_on="2005", citations=[]
                ),
                publication_data(
                    7, title="Long", authors=[BO], published_on="1998/2003"
                ),
            ],
        ),
    )


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [5, 6, 3, 2, 1, 7, 4]),
        ("sort=cited", [5, 6, 3, 2, 1, 7, 4]),
        ("sort=cited&decade=1990s", [2, 1]),
        ("sort=nonsense&utm_source=x", [5, 6, 3, 2, 1, 7, 4]),
        ("q=cats", [3, 1]),
        ("q=cats+-dogs", [1]),
        ("q=CAFE", [5]),
        ("q=dream*", [1]),
        ("q=%22the+journal%22", [3]),
        ("q=sample", [5, 2]),
        ("decade=1990s", [2, 1]),
        ("decade=2000s", [5, 6, 3]),
        ("decade=1980s", []),
        ("decade=undated", [7, 4]),
        ("kind=book", [2]),
        ("kind=book&kind=preprint", [5, 2]),
        ("person=ada-example", [3, 2, 1, 4]),
        ("person=ada-example&person=bo-example", [5, 6, 3, 2, 1, 7, 4]),
        ("author=cy+SAMPLE", [5, 2]),
        ("author=Cy+Sample&person=bo-example", [5]),
        ("venue=the+JOURNAL", [3]),
        ("venue=nowhere", []),
        ("key=yes", [3]),
    ],
)
def test_publications_are_narrowed_and_stand_by_decade(
    client: Client, two_people: None, query: str, found: list[int]
) -> None:
    assert shown(client, f"/research/?{query}") == [f"publication-{n}" for n in found]


def test_most_cited_come_first_within_each_decade(
    client: Client, shelve: Shelve
) -> None:
    shelve(
        dossier(
            research=[
                publication_data(
                    n,
                    published_on=year,
                    metrics=[reading(n, cited, provider="Reg", read_on="2024-01-02")],
                )
                for n, (year, cited) in enumerate(
                    [("2001", 5), ("2002", 9), ("2003", 7), ("1991", 99)]
                )
            ]
        )
    )

    assert shown(client, "/research/?sort=cited") == [
        "publication-1",
        "publication-2",
        "publication-0",
        "publication-3",
    ]


def test_publications_of_a_person_are_those_the_dossier_lists(
    client: Client, two_people: None
) -> None:
    assert shown(client, "/people/bo-example/research/?decade=2000s") == [
        "publication-5",
        "publication-6",
        "publication-3",
    ]


@pytest.mark.parametrize(
    "address",
    [
        "/research/?person=nobody",
        "/research/?person=%00",
        "/research/?author=Nobody",
        "/research/?author=%00",
        "/research/?page=2",
        "/research/?page=x",
        "/people/nobody/research/",
        "/people/nobody/research.bib",
        "/research.json?person=nobody",
        "/research.json?page=2",
        "/research.csv?author=Nobody",
        "/research.bib?person=nobody",
        "/research.ris?person=nobody",
    ],
)
def test_what_is_not_on_file_is_not_found(
    client: Client, two_people: None, address: str
) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("decade=199x", "“199x” is not a decade"),
        ("decade=1995s", "“1995s” is not a decade"),
        ("kind=poem", "poem is not one of the available choices"),
        ("key=no", "Select a valid choice"),
        ("q=-cats", "Name at least one word"),
        ("author=" + "&author=".join(f"N{n}" for n in range(30)), "at most 20"),
    ],
)
@pytest.mark.parametrize("ending", ["json", "csv", "bib", "ris"])
def test_value_that_makes_no_sense_is_named_beside_its_field(
    client: Client, two_people: None, query: str, said: str, ending: str
) -> None:
    page = client.get(f"/research/?{query}")
    record = client.get(f"/research.{ending}?{query}")

    assert page.status_code == 200
    assert said in page.content.decode()
    assert record.status_code == 400
    assert said in json.dumps(record.json(), ensure_ascii=False)


def test_facets_and_bars_count_under_the_other_filters(
    client: Client, two_people: None
) -> None:
    address = "/research/?decade=2000s&kind=article&person=bo-example"
    page = client.get(address).context["page"]

    def counts(choices: Any) -> list[tuple[str, int, bool]]:
        return [(each.value, each.count, each.is_chosen) for each in choices]

    assert counts(page.bars) == [("2000s", 2, True), ("undated", 1, False)]
    assert counts(page.kinds) == [("article", 2, True), ("preprint", 1, False)]
    assert counts(page.people) == [("bo-example", 2, True), ("ada-example", 1, False)]
    assert counts(page.authors) == [("Bo Example", 2, False), ("Ada Example", 1, False)]
    assert counts(page.venues) == [("The Journal", 1, False)]


def test_bars_lead_to_their_decade_and_back(client: Client, two_people: None) -> None:
    page = client.get("/research/?decade=1990s&q=cats&page=1").content.decode()

    figure = page[page.index('<figure class="overview">') : page.index("</figure>")]
    assert re.findall(r'<a href="([^"]+)"( aria-current="true")?>', figure) == [
        ("/research/?q=cats", ' aria-current="true"'),
        ("/research/?q=cats&amp;decade=2000s", ""),
    ]
    assert "publication, </span>" in figure


def test_empty_decades_between_others_are_drawn_and_lead_nowhere(
    client: Client, shelve: Shelve
) -> None:
    shelve(
        dossier(
            research=[
                publication_data(1, published_on="1936"),
                publication_data(2, published_on="1951"),
            ]
        )
    )

    response = client.get("/research/")

    bars = [(bar.value, bar.count) for bar in response.context["page"].bars]
    assert bars == [("1930s", 1), ("1940s", 0), ("1950s", 1)]
    assert "decade=1940s" not in response.content.decode()


def test_a_person_is_no_co_author_under_any_of_the_own_names(
    client: Client, shelve: Shelve
) -> None:
    signed = {"name": "A. B. Example", "person": "ada-example"}
    other = {"name": "Bo Example"}
    shelve(
        dossier(
            research=[
                publication_data(1, authors=[ADA, other]),
                publication_data(2, authors=[other, signed]),
            ]
        )
    )

    page = client.get("/people/ada-example/research/").context["page"]

    assert [(each.value, each.count) for each in page.authors] == [("Bo Example", 2)]


def test_active_filters_are_chips_that_lead_to_the_list_without_them(
    client: Client, two_people: None
) -> None:
    address = "/research/?person=ada-example&author=Bo+Example&decade=2000s&sort=cited"
    chips = client.get(address).context["chips"]

    assert [(chip.label, chip.url) for chip in chips] == [
        (
            "Decade: 2000s",
            "/research/?person=ada-example&author=Bo+Example&sort=cited",
        ),
        ("Ada Example", "/research/?decade=2000s&author=Bo+Example&sort=cited"),
        ("Bo Example", "/research/?decade=2000s&person=ada-example&sort=cited"),
    ]


def test_empty_result_says_which_filter_to_loosen(
    client: Client, two_people: None
) -> None:
    page = client.get("/research/?q=cats&kind=book").content.decode()

    assert "No publication fits all of this. Loosen a filter:" in page
    assert 'href="/research/?kind=book">Without Words: cats<' in page


def test_list_without_publications_says_so(client: Client) -> None:
    page = client.get("/research/").content.decode()

    assert "No publication is published yet." in page


# What an entry shows


def entry(client: Client, address: str, number: int) -> str:
    page = client.get(address).content.decode()
    start = page.index(f'<li class="paper" id="publication-{number}">')
    return page[start : page.index("</li>", start)]


def test_entry_shows_what_it_is_and_what_it_rests_on(
    client: Client, two_people: None
) -> None:
    text = entry(client, "/research/", 3)

    assert "Key work" in text
    assert "February 2003" in text
    assert "<i>The Journal</i> · Journal article" in text
    assert '<a href="/people/ada-example/"><bdi>Ada Example</bdi></a>' in text
    assert '<a href="/people/bo-example/#research">' in text
    assert 'href="https://doi.org/10.1000/%3C3%3E"' in text
    assert "B2<span" in text
    assert "citations" not in text


def test_title_leads_where_the_work_is_read(client: Client, two_people: None) -> None:
    preprint, unread = (entry(client, "/research/", number) for number in (5, 6))

    assert '<a class="title" href="https://arxiv.org/abs/0701.12345"' in preprint
    assert '<span class="title">' in unread
    assert "no source supports this" in unread


def test_figure_says_who_read_it_and_when_or_that_nobody_knows(
    client: Client, two_people: None
) -> None:
    known, flagged = (entry(client, "/research/", number) for number in (2, 5))

    assert "Reg, 6 May 2024" in known
    assert '<small class="flag">no provider on file, undated' in flagged


def test_hits_are_marked_wherever_they_stand(client: Client, two_people: None) -> None:
    by_title = entry(client, "/research/?q=cafe", 5)
    by_author = entry(client, "/research/?q=sample", 2)
    by_abstract = entry(client, "/research/?q=dream", 1)
    by_venue = entry(client, "/research/?q=journal", 3)

    assert "<mark>Café</mark>" in by_title
    assert "Cy <mark>Sample</mark>" in by_author
    assert "They <mark>dream</mark>." in by_abstract
    assert "The <mark>Journal</mark>" in by_venue


def test_nothing_that_a_dossier_says_is_markup(client: Client, shelve: Shelve) -> None:
    evil = "<script>alert(1)</script>"
    fields: dict[str, Any] = dict.fromkeys(["title", "venue", "abstract", "note"], evil)
    shelve(
        dossier(
            research=[
                publication_data(
                    authors=[{"name": evil}], doi=f"10.1000/{evil}", **fields
                )
            ]
        )
    )

    page = client.get("/research/?q=alert").content.decode()

    assert "<script>alert" not in page
    assert "<mark>alert</mark>" in page


def test_paper_of_many_shows_the_first_authors_and_those_on_file(
    client: Client, shelve: Shelve
) -> None:
    many = [{"name": f"Author {n}"} for n in range(30)]
    shelve(dossier(research=[publication_data(authors=[*many, ADA])]))

    text = " ".join(entry(client, "/research/", 1).split())
    searched = entry(client, "/research/?q=%22author+20%22", 1)

    assert "<bdi>Author 7</bdi>, <a href=" in text
    assert "Ada Example</bdi></a> and 22 more" in text
    assert "Author</mark>" not in text
    assert "<bdi><mark>Author 20</mark></bdi>" in searched


def test_citations_over_time_are_a_line_for_each_provider_and_a_table(
    client: Client, shelve: Shelve
) -> None:
    readings = [
        reading(1, 100, provider="Reg", read_on="2020-01-01"),
        reading(2, 300, provider="Reg", read_on="2024-01-01"),
        reading(3, 900, provider="Other", read_on="2024-01-01"),
        reading(4, 800, lacks_provenance=True),
    ]
    shelve(dossier(research=[publication_data(metrics=readings)]))

    text = entry(client, "/research/", 1)

    assert re.findall("Citations as (.*)</figcaption>", text) == [
        "Reg counts them: 100 on 1 January 2020, 300 on 1 January 2024"
    ]
    assert text.count("<polyline") == 1
    assert text.count("<circle") == 2
    assert re.findall(r'<td class="figure">(\d+)</td>', text) == [
        "300",
        "900",
        "100",
        "800",
    ]
    assert "4 readings of this figure" in text


def test_persons_own_citations_over_time_stand_above_the_list(
    client: Client, shelve: Shelve
) -> None:
    readings = [
        reading(1, 100, provider="Reg", read_on="2020-01-01"),
        reading(2, 300, provider="Reg", read_on="2024-01-01"),
    ]
    shelve(dossier(metrics=readings, research=[publication_data()]))

    own = client.get("/people/ada-example/research/").content.decode()
    narrowed = client.get("/people/ada-example/research/?q=paper").content.decode()
    of_all = client.get("/research/").content.decode()

    assert own.count("<polyline") == 1
    assert "<polyline" not in narrowed
    assert "<polyline" not in of_all


# A person's key works


def test_key_works_stand_first_and_lead_into_the_list(
    client: Client, shelve: Shelve
) -> None:
    shelve(
        dossier(
            research=[
                publication_data(
                    n, published_on=f"{2020 - n // 10}", is_key_work=n in (3, 70)
                )
                for n in range(80)
            ]
        )
    )

    page = client.get("/people/ada-example/research/")

    urls = [work.url for work in page.context["page"].key_works]
    assert urls == [
        "/people/ada-example/research/#publication-3",
        "/people/ada-example/research/?page=2#publication-70",
    ]
    assert "publication-70" in shown(client, urls[1])
    text = page.content.decode()
    assert text.index("key-works-title") < text.index('class="paper"')


@pytest.mark.parametrize(
    "address",
    [
        "/research/",
        "/people/ada-example/research/?q=paper",
        "/people/ada-example/research/?key=yes",
        "/people/ada-example/research/?page=2",
    ],
)
def test_key_works_are_not_repeated_where_the_list_is_narrowed_or_of_all(
    client: Client, shelve: Shelve, address: str
) -> None:
    shelve(dossier(research=[publication_data(n, is_key_work=True) for n in range(60)]))

    page = client.get(address).content.decode()

    assert "key-works-title" not in page


def test_block_of_key_works_is_short_and_leads_to_all(
    client: Client, shelve: Shelve
) -> None:
    shelve(dossier(research=[publication_data(n, is_key_work=True) for n in range(20)]))

    page = client.get("/people/ada-example/research/")

    assert len(page.context["page"].key_works) == 12
    assert (
        '<a href="/people/ada-example/research/?key=yes">All 20 key works</a>'
        in page.content.decode()
    )


# How long it takes


@pytest.mark.parametrize("size", [2, 40])
def test_list_costs_the_same_when_longer(
    client: Client,
    shelve: Shelve,
    size: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    shelve(dossier(research=works(size)))

    # The survey, the hits, those without a decade; the page's publications, their
    # authors, dossiers, citations, sources, readings and what those rest on; who of
    # the authors has a dossier; the names of three facets.
    with django_assert_num_queries(15, connection=connections[PUBLIC]):
        response = client.get("/research/")

    assert len(response.context["page"].publications) == size


@pytest.mark.parametrize("size", [2, 40])
def test_list_of_a_person_costs_the_same_when_longer(
    client: Client,
    shelve: Shelve,
    size: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    shelve(dossier(research=works(size)))

    # As above with the person, the person's names and citations, and the key works'
    # hits and titles; without the names of people.
    with django_assert_num_queries(19, connection=connections[PUBLIC]):
        response = client.get("/people/ada-example/research/")

    assert len(response.context["page"].publications) == size


@pytest.mark.parametrize("ending", ["csv", "bib", "ris"])
@pytest.mark.parametrize("size", [2, 40])
def test_download_costs_the_same_when_longer(
    client: Client,
    shelve: Shelve,
    size: int,
    ending: str,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    shelve(dossier(research=works(size)))

    # The hits, that there are no more; the publications with all that is told of them.
    with django_assert_num_queries(11, connection=connections[PUBLIC]):
        text = streamed(client.get(f"/research.{ending}"))

    assert text.count("A venue") == size


def works(size: int) -> list[dict[str, Any]]:
    return [
        publication_data(
            n,
            authors=[ADA, {"name": f"Author {n}"}],
            published_on=str(1950 + n % 70),
            venue="A venue",
            is_key_work=n % 3 == 0,
            metrics=[
                reading(
                    n,
                    n,
                    provider="Reg",
                    read_on="2024-01-02",
                    citations=[{"source": "a-source", "credibility": 1}],
                )
            ],
        )
        for n in range(size)
    ]


def test_thousand_publications_stay_small_pages_and_all_are_reached(
    client: Client, shelve: Shelve
) -> None:
    words = "A sentence of the usual length, said once and written down. " * 8
    shelve(
        dossier(
            research=[
                publication_data(
                    n,
                    title=f"{words[:100]} {n}",
                    published_on=str(1980 + n % 45),
                    venue=f"The journal with a long and proper name, number {n}",
                    abstract=words,
                    doi=f"10.1000/a.number.of.usual.length.{n}",
                    url=f"https://example.org/a/path/of/usual/length/{n}",
                    authors=[
                        ADA,
                        *({"name": f"Firstname Lastname {n} {k}"} for k in range(30)),
                    ],
                    is_key_work=n % 4 == 0,
                )
                for n in range(1000)
            ]
        )
    )

    pages = [
        client.get(f"/people/ada-example/research/?page={number}")
        for number in range(1, 21)
    ]

    assert max(len(page.content) for page in pages) < 200_000
    found = [
        each
        for page in pages
        for each in re.findall(r'<li class="paper" id="([^"]+)"', page.content.decode())
    ]
    assert len(found) == 1000
    assert set(found) == {f"publication-{n}" for n in range(1000)}
    counts = {bar.value: bar.count for bar in pages[7].context["page"].bars}
    assert sum(counts.values()) == 1000


def test_first_decades_are_open_and_the_others_fold_with_their_counts(
    client: Client, shelve: Shelve
) -> None:
    shelve(
        dossier(
            research=[
                publication_data(n, published_on=str(2019 - n)) for n in range(70)
            ]
        )
    )

    text = client.get("/research/").content.decode()

    folds = re.findall(
        r'<details class="fold" id="decade-(\w+)"( open)?>.*?<span class="meta">(.*?)<',
        text,
        re.DOTALL,
    )
    assert folds == [
        ("2010s", " open", "10 publications"),
        ("2000s", " open", "10 publications"),
        ("1990s", "", "10 publications"),
        ("1980s", "", "10 publications"),
        ("1970s", "", "10 publications"),
    ]


# The other formats


def test_page_names_its_other_formats_under_the_same_filter(
    client: Client, two_people: None
) -> None:
    address = "/people/ada-example/research/?decade=1990s&sort=cited"
    page = client.get(address).content.decode()

    alternates = re.findall(r'rel="alternate" type="([^"]+)".* href="([^"]+)"', page)
    assert alternates == [
        (kind, f"/people/ada-example/research.{ending}?decade=1990s")
        for ending, kind in [
            ("bib", "application/x-bibtex"),
            ("ris", "application/x-research-info-systems"),
            ("csv", "text/csv"),
            ("json", "application/json"),
        ]
    ]


def test_json_leads_from_page_to_page(client: Client, shelve: Shelve) -> None:
    shelve(dossier(research=works(60)))

    first = client.get("/people/ada-example/research.json?author=Ada+Example").json()
    second = client.get(first["next"]).json()

    assert (first["count"], len(first["results"])) == (60, 50)
    assert first["next"] == (
        "http://testserver/people/ada-example/research.json?author=Ada+Example&page=2"
    )
    assert (second["next"], len(second["results"])) == (None, 10)
    assert second["results"][-1] == {
        "id": "publication-0",
        "title": "Paper number 0",
        "authors": [
            {"name": "Ada Example", "slug": "ada-example"},
            {"name": "Author 0", "slug": None},
        ],
        "published_on": "1950",
        "venue": "A venue",
        "kind": "article",
        "abstract": "",
        "doi": "",
        "arxiv_id": "",
        "address": "",
        "is_key_work": True,
        "note": "",
        "citation_readings": [
            {
                "value": 0,
                "provider": "Reg",
                "read_on": "2024-01-02",
                "lacks_provenance": False,
                "grade": "B1",
            }
        ],
        "grade": "B2",
        "sources": [
            {
                "title": "A source",
                "address": "",
                "place": "",
                "stance": "supports",
                "reliability": "B",
                "credibility": 2,
            }
        ],
        "listed_by": [
            {
                "name": "Ada Example",
                "slug": "ada-example",
                "address": "http://testserver/people/ada-example/",
            }
        ],
    }


def test_csv_has_every_row_of_the_filter_and_no_formula(
    client: Client, shelve: Shelve
) -> None:
    shelve(
        dossier(
            research=[
                publication_data(n, title='=HYPERLINK("https://evil.example")')
                for n in range(620)
            ]
        )
    )

    response = client.get("/research.csv?kind=article")

    rows = list(csv.DictReader(io.StringIO(streamed(response).lstrip("\ufeff"))))
    assert len({row["id"] for row in rows}) == 620
    assert {row["title"][:2] for row in rows} == {"'="}
    assert response["Content-Disposition"] == 'attachment; filename="publications.csv"'


@pytest.mark.parametrize(
    ("ending", "content_type", "begins"),
    [
        ("bib", "application/x-bibtex", r"^@\w+\{"),
        ("ris", "application/x-research-info-systems", r"^TY  - "),
    ],
)
def test_downloads_hold_every_publication_of_the_filter(
    client: Client, shelve: Shelve, ending: str, content_type: str, begins: str
) -> None:
    shelve(dossier(research=works(620)))

    response = client.get(f"/people/ada-example/research.{ending}?author=Ada+Example")

    assert len(re.findall(begins, streamed(response), re.MULTILINE)) == 620
    assert response["Content-Type"] == f"{content_type}; charset=utf-8"
    assert response["Content-Disposition"] == (
        f'attachment; filename="publications.{ending}"'
    )
