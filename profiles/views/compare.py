"""People side by side."""

from collections.abc import Callable, Sequence
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from profiles.exports.compare import (
    comparison_columns,
    comparison_record,
    comparison_rows,
)
from profiles.exports.csv_rows import csv_lines
from profiles.models import Person
from profiles.origin import absolute
from profiles.queries.compare import (
    FEWEST,
    MOST,
    Comparison,
    comparison,
    people_by_slug,
    people_to_choose,
)
from profiles.views.formats import csv_response, format_links, json_response, refused


def compare(request: HttpRequest) -> HttpResponse:
    """Two to four people side by side; for fewer or more, the form to choose them."""
    slugs = _slugs_asked(request)
    people = _people(slugs)
    present = [person.slug for person in people]
    if present != slugs:
        return redirect(_address(present), permanent=True)
    is_possible = FEWEST <= len(people) <= MOST
    return render(
        request,
        "profiles/compare.html",
        {
            "people": people,
            "comparison": comparison(people) if is_possible else None,
            "choices": people_to_choose(slugs),
            "advice": "" if is_possible else _advice(len(people)),
            "canonical": _address(slugs),
            "formats": format_links(
                csv=_address(slugs, "compare-csv"), json=_address(slugs, "compare-json")
            )
            if is_possible
            else [],
        },
    )


def compare_json(request: HttpRequest) -> HttpResponseBase:
    at = absolute(request)
    return _in_format(
        request,
        "compare-json",
        lambda found: json_response(comparison_record(found, at)),
    )


def compare_csv(request: HttpRequest) -> HttpResponseBase:
    at = absolute(request)
    return _in_format(
        request,
        "compare-csv",
        lambda found: csv_response(
            "compare", csv_lines(comparison_columns(found), comparison_rows(found, at))
        ),
    )


def _in_format(
    request: HttpRequest, name: str, make: Callable[[Comparison], HttpResponseBase]
) -> HttpResponseBase:
    """What `make` makes of the whole comparison that is asked for, if it can be made.

    `name` is the URL name of the format, to which former slugs lead.
    """
    slugs = _slugs_asked(request)
    people = _people(slugs)
    present = [person.slug for person in people]
    if present != slugs:
        return redirect(_address(present, name), permanent=True)
    if not FEWEST <= len(people) <= MOST:
        return refused(
            {"people": [f"Name {FEWEST} to {MOST} people; these are {len(people)}."]}
        )
    return make(comparison(people, is_whole=True))


def _people(slugs: Sequence[str]) -> list[Person]:
    """The people, in their order. Raises Http404 where somebody is not on file."""
    try:
        return people_by_slug(slugs)
    except LookupError as error:
        raise Http404(str(error)) from error


def _slugs_asked(request: HttpRequest) -> list[str]:
    """`people=a,b` and `people=a&people=b` ask for the same; each is asked for once."""
    parts = ",".join(request.GET.getlist("people")).split(",")
    return list(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _address(slugs: Sequence[str], name: str = "compare") -> str:
    path = reverse(f"profiles:{name}")
    query = urlencode({"people": ",".join(slugs)}, safe=",")
    return f"{path}?{query}" if slugs else path


def _advice(count: int) -> str:
    if count > MOST:
        return (
            f"{count} people are chosen, and no more than {MOST} fit side by side. "
            "Untick some of them."
        )
    if count:
        return f"One person is chosen. Choose at least {FEWEST - count} more."
    return f"Choose {FEWEST} to {MOST} people."
