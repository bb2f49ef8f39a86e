"""The site's navigation: which pages stand in the masthead, and which one this is."""

from typing import Any

from django import template
from django.template.context import Context
from django.urls import reverse

register = template.Library()

#: URL name and label, in their order.
_PAGES = [
    ("profiles:person-list", "Dossiers"),
    ("profiles:quote-list", "Quotes"),
    ("profiles:research-list", "Research"),
    ("profiles:timeline", "Timeline"),
    ("profiles:position-list", "Positions"),
    ("profiles:network", "Network"),
]
_FURTHER_PAGES = [
    ("profiles:compare", "Compare"),
    ("profiles:organization-list", "Organizations"),
    ("profiles:award-list", "Awards"),
    ("profiles:topic-list", "Topics"),
    ("profiles:source-list", "Sources"),
    ("profiles:about", "About"),
]


@register.inclusion_tag("profiles/_navigation.html", takes_context=True)
def site_navigation(context: Context) -> dict[str, Any]:
    """The links; the one whose page is shown is current. An error page has none."""
    return {"links": _links(context, _PAGES)}


@register.inclusion_tag("profiles/_footer.html", takes_context=True)
def site_footer(context: Context) -> dict[str, Any]:
    """The further pages, and what of the whole site can be taken away."""
    return {"links": _links(context, _FURTHER_PAGES)}


def _links(context: Context, pages: list[tuple[str, str]]) -> list[dict[str, Any]]:
    path = getattr(context.get("request"), "path", "")
    found = [(reverse(name), label) for name, label in pages]
    return [
        {"url": url, "label": label, "is_current": path == url} for url, label in found
    ]
