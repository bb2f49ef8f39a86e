"""Publications as records, as rows, as BibTeX and as RIS."""

from typing import Any

from profiles.choices import PublicationKind
from profiles.exports.bibtex import bibtex_entry
from profiles.exports.linked_data import Named, article_data
from profiles.exports.records import person_reference
from profiles.exports.ris import ris_record
from profiles.models import Citation
from profiles.origin import Absolute
from profiles.queries.publications import FoundPublication, Reading

PUBLICATION_COLUMNS = [
    "id",
    "title",
    "authors",
    "published_on",
    "venue",
    "kind",
    "is_key_work",
    "doi",
    "arxiv_id",
    "citations",
    "citations_provider",
    "citations_read_on",
    "grade",
    "abstract",
    "sources",
    "note",
    "listed_by",
    "address",
]

#: The type of a BibTeX entry, and its field for where the work appeared.
_BIBTEX = {
    PublicationKind.ARTICLE: ("article", "journal"),
    PublicationKind.CONFERENCE: ("inproceedings", "booktitle"),
    PublicationKind.PREPRINT: ("misc", "howpublished"),
    PublicationKind.BOOK: ("book", "publisher"),
    PublicationKind.CHAPTER: ("incollection", "booktitle"),
    PublicationKind.THESIS: ("phdthesis", "school"),
    PublicationKind.REPORT: ("techreport", "institution"),
    PublicationKind.ESSAY: ("misc", "howpublished"),
    PublicationKind.OTHER: ("misc", "howpublished"),
}

#: The same for RIS.
_RIS = {
    PublicationKind.ARTICLE: ("JOUR", "JO"),
    PublicationKind.CONFERENCE: ("CPAPER", "T2"),
    PublicationKind.PREPRINT: ("UNPB", "T2"),
    PublicationKind.BOOK: ("BOOK", "PB"),
    PublicationKind.CHAPTER: ("CHAP", "T2"),
    PublicationKind.THESIS: ("THES", "PB"),
    PublicationKind.REPORT: ("RPRT", "PB"),
    PublicationKind.ESSAY: ("GEN", "T2"),
    PublicationKind.OTHER: ("GEN", "T2"),
}


def publication_record(found: FoundPublication, absolute: Absolute) -> dict[str, Any]:
    """A publication with its evidence, as JSON holds it; dates are EDTF."""
    publication = found.publication
    return {
        "id": publication.stable_id,
        "title": publication.title,
        "authors": [
            {"name": author.name, "slug": author.person.slug if author.person else None}
            for author in found.authors
        ],
        "published_on": _date(found) or None,
        "venue": publication.venue,
        "kind": publication.kind,
        "abstract": publication.abstract,
        "doi": publication.doi,
        "arxiv_id": publication.arxiv_id,
        "address": found.url,
        "is_key_work": publication.is_key_work,
        "note": publication.note,
        "citation_readings": [_reading_record(each) for each in found.citations.all],
        "grade": _grade(found),
        "sources": [_source_record(each) for each in found.sources],
        "listed_by": [person_reference(person, absolute) for person in found.people],
    }


def _reading_record(reading: Reading) -> dict[str, Any]:
    row = reading.row
    return {
        "value": row.value,
        "provider": row.provider,
        "read_on": row.read_on.isoformat() if row.read_on else None,
        "lacks_provenance": row.lacks_provenance,
        "grade": str(reading.grade) if reading.grade else None,
    }


def _source_record(citation: Citation) -> dict[str, Any]:
    source = citation.source
    return {
        "title": source.title,
        "address": source.url,
        "place": citation.place,
        "stance": citation.stance,
        "reliability": source.reliability,
        "credibility": citation.credibility,
    }


def _date(found: FoundPublication) -> str:
    published_on = found.publication.published_on
    return str(published_on) if published_on else ""


def _grade(found: FoundPublication) -> str | None:
    return str(found.grade) if found.grade else None


def publication_linked_data(
    found: FoundPublication, absolute: Absolute
) -> dict[str, Any]:
    """A publication as JSON-LD, as short as a list of many has to have it.

    Its address is its own, or else that of the dossier that lists it.
    """
    publication = found.publication
    dossier = next(iter(found.people), None)
    return article_data(
        url=found.url or (absolute(dossier.get_absolute_url()) if dossier else ""),
        title=publication.title,
        authors=[
            Named(
                author.name,
                absolute(author.person.get_absolute_url()) if author.person else "",
            )
            for author in found.shown_authors
        ],
        kind=found.kind,
        published_on=publication.published_on,
        doi=publication.doi,
        arxiv_id=publication.arxiv_id,
    )


def publication_row(found: FoundPublication) -> list[Any]:
    """A publication under PUBLICATION_COLUMNS; several values are joined by “; ”."""
    publication = found.publication
    newest = found.citations.newest
    return [
        publication.stable_id,
        publication.title,
        "; ".join(author.name for author in found.authors),
        _date(found),
        publication.venue,
        publication.kind,
        "yes" if publication.is_key_work else "no",
        publication.doi,
        publication.arxiv_id,
        newest.row.value if newest else "",
        newest.row.provider if newest else "",
        newest.row.read_on if newest else "",
        _grade(found),
        publication.abstract,
        "; ".join(each.source.url or each.source.title for each in found.sources),
        publication.note,
        "; ".join(person.name for person in found.people),
        found.url,
    ]


def publication_bibtex(found: FoundPublication) -> str:
    """An entry whose key is the publication's id, which is its own and never changes.

    A date stands beside the year where it says more than that.
    """
    publication = found.publication
    kind, venue = _BIBTEX[found.kind]
    date, year = _date(found), _year(found)
    return bibtex_entry(
        kind,
        publication.stable_id,
        {
            "author": [author.name for author in found.authors],
            "title": publication.title,
            venue: publication.venue,
            "year": year,
            "date": "" if date == year else date,
            "doi": publication.doi,
            "eprint": publication.arxiv_id,
            "archiveprefix": "arXiv" if publication.arxiv_id else "",
            "url": found.url,
            "abstract": publication.abstract,
        },
    )


def publication_ris(found: FoundPublication) -> str:
    """A record with the names of authors as they are signed."""
    publication = found.publication
    kind, venue = _RIS[found.kind]
    return ris_record(
        kind,
        [
            ("ID", publication.stable_id),
            *(("AU", author.name) for author in found.authors),
            ("TI", publication.title),
            ("PY", _year(found)),
            (venue, publication.venue),
            ("DO", publication.doi),
            ("UR", found.url),
            ("AB", publication.abstract),
        ],
    )


def _year(found: FoundPublication) -> str:
    published_on = found.publication.published_on
    return f"{published_on.year:04d}" if published_on and published_on.year else ""
