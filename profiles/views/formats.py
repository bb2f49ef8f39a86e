"""Answers in other formats than HTML, and the addresses that stand in them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse

from profiles.exports.records import page_record
from profiles.origin import Absolute
from profiles.queries.paging import Paging

BIBTEX = "application/x-bibtex"
RIS = "application/x-research-info-systems"

#: By the ending of an address: what readers call the format, and its type.
_FORMATS = {
    "bib": ("BibTeX", BIBTEX),
    "ris": ("RIS", RIS),
    "csv": ("CSV", "text/csv"),
    "json": ("JSON", "application/json"),
    "atom": ("Feed", "application/atom+xml"),
}


@dataclass(frozen=True)
class FormatLink:
    """Another format of a page: what readers call it, its type, and where it is."""

    label: str
    type: str
    url: str


def format_links(**urls: str) -> list[FormatLink]:
    """The formats at these addresses, each given by its ending: `csv="/awards.csv"`."""
    return [FormatLink(*_FORMATS[ending], url) for ending, url in urls.items()]


def json_response(data: Any, status: int = 200) -> HttpResponse:
    text = json.dumps(data, ensure_ascii=False, indent=1)
    return HttpResponse(text, content_type="application/json", status=status)


def json_page(records: list[Any], paging: Paging, absolute: Absolute) -> HttpResponse:
    return json_response(page_record(records, paging, absolute))


def refused(errors: dict[str, list[str]]) -> HttpResponse:
    """What is wrong with an address, by parameter, for a program to read."""
    return json_response({"errors": errors}, status=400)


def csv_response(name: str, lines: Iterable[str]) -> StreamingHttpResponse:
    return streamed_response(f"{name}.csv", lines, "text/csv")


def streamed_response(
    name: str, pieces: Iterable[str], content_type: str
) -> StreamingHttpResponse:
    """A file to download, sent piece by piece."""
    response = StreamingHttpResponse(
        pieces, content_type=f"{content_type}; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def atom_response(text: str) -> HttpResponse:
    return HttpResponse(text, content_type="application/atom+xml; charset=utf-8")
