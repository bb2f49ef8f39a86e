"""The site's navigation: which pages stand in the masthead, and which one this is."""

from typing import Any

from django import template
from django.template.context import Context
from django.urls import reverse

register = template.Library()

#: URL name and label, in their order.
_PAGES = [
    ("profiles:person-list", "Dossiers"),
]


@register.inclusion_tag("profiles/_navigation.html", takes_context=True)
def site_navigation(context: Context) -> dict[str, Any]:
    """The links; the one whose page is shown is current. An error page has none."""
    request = context.get("request")
    path = getattr(request, "path", "")
    links = [(reverse(name), label) for name, label in _PAGES]
    return {
        "links": [
            {"url": url, "label": label, "is_current": path == url}
            for url, label in links
        ]
    }
