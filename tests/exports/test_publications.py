"""Read back by programs that are not ours: what is written is what is on file."""

from datetime import date
from typing import Any
from urllib.parse import unquote

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import SeparateCoAuthors
from hypothesis import given
from hypothesis import strategies as st
from pylatexenc.latex2text import (
    LatexNodes2Text,
    MacroTextSpec,
    get_default_latex_context_db,
)

from profiles.choices import PublicationKind
from profiles.databases import PUBLIC
from profiles.dates import PartialDate
from profiles.documents.reader import read_dossier
from profiles.exports.publications import (
    PUBLICATION_COLUMNS,
    publication_bibtex,
    publication_record,
    publication_ris,
    publication_row,
)
from profiles.models import MetricReading, Publication
from profiles.queries.publications import (
    FoundAuthor,
    FoundPublication,
    Reading,
    Readings,
    all_publications,
)
from profiles.queries.research import PUBLICATIONS
from tests.conftest import DOSSIERS, Shelve, starter_text


def collapsed(text: str) -> str:
    """Without the spaces that both formats do not tell apart."""
    return " ".join(text.split())


#: What clean text can hold: neither control characters nor line breaks.
line = (
    st.text(
        st.characters(blacklist_categories=["Cc", "Cs", "Cf", "Zl", "Zp"])
        | st.sampled_from("{}\\%$&#_^~\"'`-,@=<>?!"),
        min_size=1,
    )
    .map(collapsed)
    .filter(bool)
)
nasty = line | st.sampled_from(
    [
        "@article{key, title = {x}}",
        "} } , } @misc{",
        "\\end{document} \\\\ \\",
        "50% & rising: $x_1^{2}$ ~ ``quoted'' --- {Braced}",
        "and others and and",
        "Davis, Jr., Sammy",
        "TY - BOOK",
        "ER -",
        "=cmd|' /C calc'!A0",
    ]
).map(collapsed)
doi = line.map(lambda text: f"10.1000/{text.replace(' ', '')}")


def made(
    title: str = "A title", authors: list[str] | None = None, **fields: Any
) -> FoundPublication:
    """A publication that no database holds."""
    fields = {"kind": PublicationKind.ARTICLE, "stable_id": "a-publication", **fields}
    names = ["Ada Example"] if authors is None else authors
    return FoundPublication(
        Publication(title=title, **fields),
        title=[],
        venue=[],
        abstract=[],
        authors=[FoundAuthor(name, [], None) for name in names],
        people=[],
        sources=[],
        citations=Readings([]),
    )


# Other people's programs


def _decoder() -> LatexNodes2Text:
    """Reads LaTeX; three of its standard commands have to be told to it."""
    known = get_default_latex_context_db()
    known.add_context_category(
        "signs",
        prepend=True,
        macros=[
            MacroTextSpec("textbraceleft", simplify_repl="{"),
            MacroTextSpec("textbraceright", simplify_repl="}"),
            MacroTextSpec("textasciicircum", simplify_repl="^"),
        ],
    )
    return LatexNodes2Text(latex_context=known)


def read_bibtex(text: str) -> list[dict[str, Any]]:
    """Type, key and fields of each entry, without TeX; authors are a list of names."""
    library = parse_string(text, append_middleware=[SeparateCoAuthors()])
    decoded = _decoder().latex_to_text
    assert library.failed_blocks == []
    assert library.comments == []
    return [
        {field.key: decoded(str(field.value)) for field in entry.fields}
        | {
            field.key: field.value
            for field in entry.fields
            if field.key in ("doi", "url", "eprint", "year", "date")
        }
        | {"author": [decoded(name) for name in entry.fields_dict["author"].value]}
        | {"type": entry.entry_type, "key": entry.key}
        for entry in library.entries
    ]


def _doi_of(entry: dict[str, Any]) -> str:
    return unquote(entry.get("doi", ""))


# The starter dossiers


@pytest.fixture
def starters(shelve: Shelve) -> list[FoundPublication]:
    """All publications of the nine dossiers."""
    shelve(*(read_dossier(starter_text(path.stem)) for path in DOSSIERS.glob("*.yaml")))
    return list(all_publications(PUBLICATIONS))


def told(found: FoundPublication) -> tuple[str, str, list[str], str]:
    names = [author.name for author in found.authors]
    publication = found.publication
    return publication.stable_id, publication.title, names, publication.doi


@pytest.mark.django_db(databases=[PUBLIC])
def test_bibtex_of_the_starter_dossiers_is_read_back(
    starters: list[FoundPublication],
) -> None:
    entries = read_bibtex("".join(map(publication_bibtex, starters)))

    assert len(starters) > 50
    assert [
        (each["key"], each["title"], each["author"], each.get("doi", ""))
        for each in entries
    ] == list(map(told, starters))


@pytest.mark.django_db(databases=[PUBLIC])
def test_ris_of_the_starter_dossiers_is_read_back(
    starters: list[FoundPublication],
) -> None:
    records = rispy.loads("".join(map(publication_ris, starters)))

    assert [
        (each["id"], each["title"], each["authors"], each.get("doi", ""))
        for each in records
    ] == list(map(told, starters))


# Any publication


@given(nasty, st.lists(nasty, min_size=1, max_size=4), doi, nasty, nasty)
def test_bibtex_of_anything_is_read_back(
    title: str, authors: list[str], doi: str, venue: str, abstract: str
) -> None:
    found = made(title, authors, doi=doi, venue=venue, abstract=abstract)

    (entry,) = read_bibtex(publication_bibtex(found))

    assert (entry["title"], entry["author"], _doi_of(entry)) == (
        title,
        authors,
        unquote(doi),
    )
    assert (entry["journal"], entry["abstract"]) == (venue, abstract)


@given(nasty, st.lists(nasty, min_size=1, max_size=4), doi, nasty, nasty)
def test_ris_of_anything_is_read_back(
    title: str, authors: list[str], doi: str, venue: str, abstract: str
) -> None:
    found = made(title, authors, doi=doi, venue=venue, abstract=abstract)

    (record,) = rispy.loads(publication_ris(found))

    assert (record["title"], record["authors"], record["doi"]) == (title, authors, doi)
    assert (record["journal_name"], record["abstract"]) == (venue, abstract)


@given(st.lists(nasty, min_size=2, max_size=5))
def test_entries_that_follow_each_other_stay_apart(titles: list[str]) -> None:
    found = [made(title, stable_id=f"p-{n}") for n, title in enumerate(titles)]

    entries = read_bibtex("".join(map(publication_bibtex, found)))
    records = rispy.loads("".join(map(publication_ris, found)))

    assert [entry["title"] for entry in entries] == titles
    assert [record["title"] for record in records] == titles


@pytest.mark.parametrize(
    ("kind", "entry_type", "field", "ris_type"),
    [
        (PublicationKind.ARTICLE, "article", "journal", "JOUR"),
        (PublicationKind.CONFERENCE, "inproceedings", "booktitle", "CPAPER"),
        (PublicationKind.PREPRINT, "misc", "howpublished", "UNPB"),
        (PublicationKind.BOOK, "book", "publisher", "BOOK"),
        (PublicationKind.CHAPTER, "incollection", "booktitle", "CHAP"),
        (PublicationKind.THESIS, "phdthesis", "school", "THES"),
        (PublicationKind.REPORT, "techreport", "institution", "RPRT"),
        (PublicationKind.ESSAY, "misc", "howpublished", "GEN"),
        (PublicationKind.OTHER, "misc", "howpublished", "GEN"),
    ],
)
def test_every_kind_has_its_type_and_its_field_for_the_venue(
    kind: PublicationKind, entry_type: str, field: str, ris_type: str
) -> None:
    found = made(kind=kind, venue="A Venue")

    (entry,) = read_bibtex(publication_bibtex(found))
    (record,) = rispy.loads(publication_ris(found))

    assert (entry["type"], entry[field]) == (entry_type, "A Venue")
    assert record["type_of_reference"] == ris_type


@pytest.mark.parametrize(
    ("day", "year", "further"),
    [
        ("2015", "2015", None),
        ("2015-05-27", "2015", "2015-05-27"),
        ("1936~", "1936", "1936~"),
        ("1998/2003", None, "1998/2003"),
        (None, None, None),
    ],
)
def test_year_stands_where_it_is_known_and_the_date_where_it_says_more(
    day: str | None, year: str | None, further: str | None
) -> None:
    found = made(published_on=PartialDate.parse(day) if day else None)

    (entry,) = read_bibtex(publication_bibtex(found))
    (record,) = rispy.loads(publication_ris(found))

    assert (entry.get("year"), entry.get("date")) == (year, further)
    assert record.get("year") == year


@pytest.mark.parametrize(
    ("fields", "address"),
    [
        (
            {"url": "https://example.org/a", "doi": "10.1000/a"},
            "https://example.org/a",
        ),
        ({"doi": "10.1000/a#b"}, "https://doi.org/10.1000/a%23b"),
        ({"arxiv_id": "cs.AI/0701001"}, "https://arxiv.org/abs/cs.AI/0701001"),
        ({}, ""),
    ],
)
def test_address_is_its_own_or_that_of_an_identifier(
    fields: dict[str, Any], address: str
) -> None:
    assert made(**fields).url == address


# Records and rows


@pytest.mark.django_db(databases=[PUBLIC])
def test_row_and_record_tell_of_the_newest_reading(
    starters: list[FoundPublication],
) -> None:
    ids = {each.publication.stable_id: each for each in starters}
    found = ids["document-recognition-1998"]

    row = dict(zip(PUBLICATION_COLUMNS, publication_row(found), strict=True))
    record = publication_record(found, lambda path: f"https://example.org{path}")

    assert (row["citations"], row["citations_provider"]) == (50000, "")
    assert row["authors"] == "Yann LeCun; Léon Bottou; Yoshua Bengio; Patrick Haffner"
    assert row["listed_by"] == "Yoshua Bengio; Yann LeCun"
    assert record["citation_readings"] == [
        {
            "value": 50000,
            "provider": "",
            "read_on": None,
            "lacks_provenance": True,
            "grade": None,
        }
    ]
    assert [each["slug"] for each in record["authors"]] == [
        "yann-lecun",
        None,
        "yoshua-bengio",
        None,
    ]


def test_only_so_many_readings_are_shown() -> None:
    rows = [MetricReading(value=n, read_on=date(2024, 1, 1)) for n in range(15)]

    readings = Readings([Reading(row) for row in rows])

    assert (len(readings.shown), readings.not_shown) == (12, 3)
