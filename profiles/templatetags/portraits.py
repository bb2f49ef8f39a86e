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


@register.inclusion_tag("profiles/_portrait.html")
def portrait_picture(portrait: Portrait, sizes: str) -> dict[str, Any]:
    """The picture; `sizes` says how wide the page shows it, as HTML words that."""
    return {
        "portrait": portrait,
        "sizes": sizes,
        "webp": _srcset(portrait, "webp"),
        "jpeg": _srcset(portrait, "jpg"),
        "src": largest_picture(portrait),
    }


def largest_picture(portrait: Portrait) -> str:
    """The address of the widest file, in the encoding that every program reads."""
    return _address(portrait, widths(portrait.width)[-1], "jpg")


def _srcset(portrait: Portrait, ending: str) -> str:
    """Every width there is, as the attribute `srcset` names them."""
    return ", ".join(
        f"{_address(portrait, width, ending)} {width}w"
        for width in widths(portrait.width)
    )


def _address(portrait: Portrait, width: int, ending: str) -> str:
    return reverse("profiles:portrait-file", args=[portrait.name, width, ending])
