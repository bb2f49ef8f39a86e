"""Where a dossier is that is not at the address that was asked for."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from profiles.queries.dossiers import is_withdrawn, present_slug
from profiles.views.errors import gone


def elsewhere(request: HttpRequest, slug: str, view: str) -> HttpResponse:
    """Moved, withdrawn, or nowhere; `view` names what was asked for of the dossier."""
    present = present_slug(slug)
    if present is not None:
        return redirect(f"profiles:{view}", slug=present, permanent=True)
    if is_withdrawn(slug):
        return gone(request)
    raise Http404("There is no dossier here.")
