"""The pictures of people, each in several widths for the browser to choose from."""

from typing import Any, Protocol

from django import template
from django.urls import reverse

from profiles.pictures import widths

register = template.Library()


class Portrait(Protocol):
    """A portrait, of a document or of the database."""

    name: str
    width: int


#: Where readers have the files of portraits.
_FILES = "profiles:portrait-file"


@register.inclusion_tag("profiles/_portrait.html")
def portrait_picture(portrait: Portrait, sizes: str, files: str = "") -> dict[str, Any]:
    """The picture; `sizes` says how wide the page shows it, as HTML words that.

    `files` names the address of the files where it is not that for readers.
    """
    files = files or _FILES
    return {
        "portrait": portrait,
        "sizes": sizes,
        "webp": _srcset(portrait, "webp", files),
        "jpeg": _srcset(portrait, "jpg", files),
        "src": largest_picture(portrait, files),
    }


def largest_picture(portrait: Portrait, files: str = _FILES) -> str:
    """The address of the widest file, in the encoding that every program reads."""
    return reverse(files, args=[portrait.name, widths(portrait.width)[-1], "jpg"])


def _srcset(portrait: Portrait, ending: str, files: str) -> str:
    """Every width there is, as the attribute `srcset` names them."""
    return ", ".join(
        f"{reverse(files, args=[portrait.name, width, ending])} {width}w"
        for width in widths(portrait.width)
    )
