"""People side by side."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from profiles.queries.compare import (
    FEWEST,
    MOST,
    comparison,
    people_by_slug,
    people_to_choose,
)


def compare(request: HttpRequest) -> HttpResponse:
    """Two to four people side by side; for fewer or more, the form to choose them."""
    slugs = _slugs_asked(request)
    try:
        people = people_by_slug(slugs)
    except LookupError as error:
        raise Http404(str(error)) from error
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
        },
    )


def _slugs_asked(request: HttpRequest) -> list[str]:
    """`people=a,b` and `people=a&people=b` ask for the same; each is asked for once."""
    parts = ",".join(request.GET.getlist("people")).split(",")
    return list(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _address(slugs: list[str]) -> str:
    path = reverse("profiles:compare")
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
