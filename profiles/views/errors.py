"""The pages for what went wrong, in the look of all others.

Only the page for what is not there asks a database, and does without where it must.
"""

import logging

from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from profiles.queries.names import Near, near_matches

_log = logging.getLogger(__name__)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Says what is not there, in words, and what has a name like it."""
    said = exception.args[0] if exception.args else ""
    context = {
        "near": _near(request.path),
        "reason": said if isinstance(said, str) else "",  # no page has this address
    }
    return _for_now(render(request, "404.html", context, status=404))


def gone(request: HttpRequest) -> HttpResponse:
    """For a dossier that was published once, and has been withdrawn."""
    return _for_now(render(request, "410.html", status=410))


def _for_now(response: HttpResponse) -> HttpResponse:
    """Browsers keep these pages as long as they like, and dossiers may come back."""
    response.headers["Cache-Control"] = "no-cache"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "500.html", status=500)


def _near(path: str) -> Near:
    try:
        return near_matches(path)
    except Error:
        _log.warning("No near matches: the reading room cannot be asked", exc_info=True)
        return Near()
