"""Answers that are not sent again to whoever has them already."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response


def unless_known(
    request: HttpRequest, digest: str, make: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    """The answer that `make` makes, or 304 for a reader who has the one of this digest.

    It may be kept, but is asked for anew each time: nothing stale is ever shown.
    """
    etag = f'"{digest}"'
    known = get_conditional_response(request, etag=etag)
    response = make() if known is None else known
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "no-cache"
    return response
