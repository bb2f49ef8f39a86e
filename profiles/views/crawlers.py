"""What programs ask for unbidden: the sitemap, robots.txt, and the site's icon."""

from collections.abc import Sequence

from django.contrib.sitemaps.views import sitemap, x_robots_tag
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from profiles.origin import absolute, origin_of
from profiles.queries.editions import newest_edition_at
from profiles.sitemaps import PAGE_LENGTH, PublishedSitemap, sitemaps_at

_ROBOTS = """\
User-agent: *
Disallow: {desk}

Sitemap: {sitemap}
"""


@require_safe
def sitemap_xml(request: HttpRequest) -> HttpResponse:
    """All addresses, or where they are too many for one page, an index of the pages."""
    sections = sitemaps_at(origin_of(request))
    if sum(each.paginator.count for each in sections) > PAGE_LENGTH:
        return _index(request, sections)
    return sitemap(request, {each.section: each for each in sections})


@require_safe
def sitemap_section(request: HttpRequest, section: str) -> HttpResponse:
    sections = sitemaps_at(origin_of(request))
    return sitemap(request, {each.section: each for each in sections}, section=section)


@x_robots_tag
def _index(request: HttpRequest, sections: Sequence[PublishedSitemap]) -> HttpResponse:
    at, newest = absolute(request), newest_edition_at()
    pages = [
        {
            "location": at(reverse("profiles:sitemap-section", args=[each.section]))
            + (f"?p={number}" if number > 1 else ""),
            "last_mod": newest,
        }
        for each in sections
        for number in each.paginator.page_range
    ]
    return render(
        request,
        "sitemap_index.xml",
        {"sitemaps": pages},
        content_type="application/xml",
    )


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    text = _ROBOTS.format(
        desk=reverse("admin:index"),
        sitemap=absolute(request)(reverse("profiles:sitemap")),
    )
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


# A day, because the icon has another address once it is another one.
@cache_control(public=True, max_age=86_400)
@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Where the icon is, for pages that do not say so, such as the desk's."""
    return redirect(static("img/icon.svg"), permanent=True)
