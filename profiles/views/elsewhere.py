"""Where a dossier is that is not at the address that was asked for."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from profiles.models import Person
from profiles.queries.dossiers import is_withdrawn, present_slug, published_person
from profiles.views.errors import gone


def elsewhere(
    request: HttpRequest, slug: str, view: str, *further: object
) -> HttpResponse:
    """Moved, withdrawn, or nowhere; `view` names what was asked for of the dossier.

    `further` stands in its address after the slug. What is asked beside the dossier is
    asked at its new address too.
    """
    present = present_slug(slug)
    if present is not None:
        address = reverse(f"profiles:{view}", args=[present, *further])
        asked = request.META.get("QUERY_STRING", "")
        return redirect(f"{address}?{asked}" if asked else address, permanent=True)
    if is_withdrawn(slug):
        return gone(request)
    raise Http404("There is no dossier here.")


def of_person(
    name: str,
) -> Callable[
    [Callable[[HttpRequest, Person | None], HttpResponseBase]],
    Callable[..., HttpResponseBase],
]:
    """A view of all dossiers or of one: it gets the person of the slug, or None.

    `name` is the URL name of the one with a slug, to which a former slug leads.
    """

    def decorate(
        view: Callable[[HttpRequest, Person | None], HttpResponseBase],
    ) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def answer(request: HttpRequest, slug: str = "") -> HttpResponseBase:
            person = published_person(slug) if slug else None
            if slug and person is None:
                return elsewhere(request, slug, name)
            return view(request, person)

        return answer

    return decorate
