"""What a page says to machines: JSON-LD, and what is shown where it is shared."""

import json
import textwrap
from collections.abc import Mapping
from typing import Any

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from profiles.documents.schema import DossierDocument
from profiles.exports.linked_data import person_data
from profiles.origin import absolute
from profiles.templatetags.portraits import largest_picture

register = template.Library()

#: Characters that could end the script or begin markup, as JSON writes them.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}
_DESCRIPTION_LENGTH = 200


@register.filter
def linked_data(data: Mapping[str, Any]) -> SafeString:
    """The data as a JSON-LD block, which browsers do not run."""
    text = json.dumps(data, ensure_ascii=False).translate(_ESCAPES)
    return format_html(
        '<script type="application/ld+json">{}</script>',
        mark_safe(text),  # noqa: S308 -- no character of it can be markup any more
    )


@register.simple_tag(takes_context=True)
def person_linked_data(context: Context, document: DossierDocument) -> SafeString:
    """The person of a dossier as JSON-LD."""
    at = absolute(context["request"])
    path = reverse("profiles:person-detail", args=[document.slug])
    image = at(largest_picture(document.portrait)) if document.portrait else ""
    return linked_data(person_data(document, url=at(path), image=image))


@register.inclusion_tag("profiles/_social.html", takes_context=True)
def social(
    context: Context,
    *,
    title: str,
    path: str,
    image: str,
    image_alt: str,
    description: str = "",
    kind: str = "website",
) -> dict[str, str]:
    """How the page at `path` is shown where its address is shared (Open Graph).

    `image` is the path of a card of 1200 by 630 pixels, `kind` a type of Open Graph.
    """
    at = absolute(context["request"])
    return {
        "title": title,
        "description": textwrap.shorten(
            description, _DESCRIPTION_LENGTH, placeholder="…"
        ),
        "url": at(path),
        "image": at(image),
        "image_alt": image_alt,
        "kind": kind,
    }
