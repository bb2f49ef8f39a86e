"""Answers in other formats than HTML, and the addresses that stand in them."""

import json
from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse

from profiles.origin import Absolute
from profiles.queries.paging import Paging


def json_response(data: Any, status: int = 200) -> HttpResponse:
    text = json.dumps(data, ensure_ascii=False, indent=1)
    return HttpResponse(text, content_type="application/json", status=status)


def json_page(records: list[Any], paging: Paging, absolute: Absolute) -> HttpResponse:
    """A page of a list: how many there are in all, the next page, and the records."""
    return json_response(
        {
            "count": paging.survey.total,
            "count_is_bounded": paging.survey.is_bounded,
            "next": absolute(paging.next_url) if paging.next_url else None,
            "results": records,
        }
    )


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
