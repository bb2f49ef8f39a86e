"""Topics: the list of them, and what was said on each."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from profiles.addresses import Address
from profiles.exports.topics import (
    TOPIC_COLUMNS,
    topic_details,
    topic_record,
    topic_row,
)
from profiles.filters.hubs import TopicFilter
from profiles.origin import absolute
from profiles.queries.topics import (
    TopicPage,
    listed_topics,
    topic_by_slug,
    topic_page,
)
from profiles.views.formats import format_links, json_response
from profiles.views.hubs import Hub, hub_csv, hub_json, hub_page

_HUB = Hub(
    name="topic",
    plural="topics",
    filters=TopicFilter,
    listed=listed_topics,
    record=topic_record,
    columns=TOPIC_COLUMNS,
    row=topic_row,
)


def topic_list(request: HttpRequest) -> HttpResponse:
    return hub_page(request, _HUB)


def topic_list_json(request: HttpRequest) -> HttpResponse:
    return hub_json(request, _HUB)


def topic_list_csv(request: HttpRequest) -> HttpResponseBase:
    return hub_csv(request, _HUB)


def topic_detail(request: HttpRequest, slug: str) -> HttpResponse:
    page = _page(request, slug)
    asked = Address(request.GET, ["person"]).query
    quotes = _quotes_query(page)
    context = {
        "page": page,
        "topic": page.topic,
        "quotes_url": reverse("profiles:quote-list") + quotes,
        "formats": format_links(
            csv=reverse("profiles:quote-csv") + quotes,
            json=reverse("profiles:topic-json", args=[slug]) + asked,
            atom=reverse("profiles:quote-atom") + quotes,
        ),
    }
    return render(request, "profiles/topic_detail.html", context)


def topic_json(request: HttpRequest, slug: str) -> HttpResponse:
    page = _page(request, slug)
    quotes_url = reverse("profiles:quote-json") + _quotes_query(page)
    return json_response(topic_details(page, quotes_url, absolute(request)))


def _page(request: HttpRequest, slug: str) -> TopicPage:
    topic = topic_by_slug(slug)
    if topic is None:
        raise Http404("No published quote has a topic of this address.")
    person = request.GET.get("person", "")
    page = topic_page(topic, person)
    if person and not page.quotes:
        raise Http404("Nobody of this name has a published quote on this topic.")
    return page


def _quotes_query(page: TopicPage) -> str:
    """What asks the list of quotes, in any format, for all of the page's quotes."""
    asked = {"topic": page.topic.slug}
    if page.person is not None:
        asked["person"] = page.person.value
    return f"?{urlencode(asked)}"
