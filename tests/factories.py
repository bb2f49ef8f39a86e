"""The smallest valid documents; what a test is about stands in the test."""

from typing import Any

from profiles.documents.reader import check_dossier
from profiles.documents.schema import DossierDocument

SOURCE = {"id": "a-source", "title": "A source", "kind": "news", "reliability": "B"}
ORGANIZATION = {"id": "an-organization", "name": "An Organization", "kind": "company"}


def dossier_data(**parts: Any) -> dict[str, Any]:
    """The data of a dossier of nobody in particular, with the given parts."""
    return {
        "dossier": 1,
        "name": "Ada Example",
        "sort_name": "Example, Ada",
        "slug": "ada-example",
        "sources": [SOURCE],
        "organizations": [ORGANIZATION],
        **parts,
    }


def dossier(**parts: Any) -> DossierDocument:
    return check_dossier(dossier_data(**parts))


def quote_data(number: int = 1, **fields: Any) -> dict[str, Any]:
    return {
        "id": f"quote-{number}",
        "text": f"Words number {number}.",
        "topics": ["A topic"],
        "attribution": "verified",
        "citations": [{"source": "a-source", "credibility": 2}],
        **fields,
    }


def publication_data(number: int = 1, **fields: Any) -> dict[str, Any]:
    return {
        "id": f"publication-{number}",
        "title": f"Paper number {number}",
        "authors": [{"name": "Ada Example", "person": "ada-example"}],
        "published_on": "2015",
        "kind": "article",
        "citations": [{"source": "a-source", "credibility": 2}],
        **fields,
    }
