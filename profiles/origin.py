"""Where the site is for the world: what every absolute address begins with."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest

#: Makes an absolute address of a path.
Absolute = Callable[[str], str]


def origin_of(request: HttpRequest) -> str:
    """`https://dossiers.example.org`, without a path or a slash at its end.

    It is the one of DOSSIER_ORIGIN, so that nobody who asks can change what a page
    says of itself; where none is set, the request's host, which is one of those served.
    """
    configured: str = settings.DOSSIER_ORIGIN
    return configured or f"{request.scheme}://{request.get_host()}"


def absolute(request: HttpRequest) -> Absolute:
    """What makes absolute addresses in the answer to this request."""
    origin = origin_of(request)
    return lambda path: f"{origin}{path}"
