"""The pictures of people, for as long as the dossiers that show them are published."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from profiles.models import Portrait
from profiles.portraits import folder_of
from profiles.queries.portraits import published_portrait
from profiles.views.conditional import unless_known

_CONTENT_TYPES = {"webp": "image/webp", "jpg": "image/jpeg"}


@require_safe
def portrait_file(
    request: HttpRequest, name: str, width: int, ending: str
) -> HttpResponseBase:
    portrait = published_portrait(name)
    if portrait is None:
        raise Http404("There is no portrait here.")
    return picture_response(request, portrait, width, ending)


def picture_response(
    request: HttpRequest, portrait: Portrait, width: int, ending: str
) -> HttpResponseBase:
    """A file of the portrait, which no browser will take for anything but a picture."""

    def read() -> HttpResponse:
        try:
            content = (folder_of(portrait.name) / f"{width}.{ending}").read_bytes()
        except FileNotFoundError:
            raise Http404("There is no picture of this size here.") from None
        return HttpResponse(content, content_type=_CONTENT_TYPES[ending])

    if ending not in _CONTENT_TYPES:
        raise Http404("There is no picture of this kind here.")
    # Nothing under a name ever changes, so the address says what there is to know.
    response = unless_known(request, f"{portrait.name}-{width}-{ending}", read)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
