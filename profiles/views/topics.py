"""Topics: the list of them, and what was said on each."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from profiles.filters.hubs import TopicFilter
from profiles.queries.hubs import alphabetical, rows_among
from profiles.queries.topics import listed_topics, topic_by_slug, topic_page, topics
from profiles.views.hubs import paging_for


def topic_list(request: HttpRequest) -> HttpResponse:
    filters = TopicFilter(request.GET, topics())
    ordered = alphabetical(filters.qs)
    paging = paging_for(request, len(ordered), filters.filters)
    return render(
        request,
        "profiles/topic_list.html",
        {
            "form": filters.form,
            "paging": paging,
            "listed": listed_topics(rows_among(paging, topics(), ordered)),
        },
    )


def topic_detail(request: HttpRequest, slug: str) -> HttpResponse:
    topic = topic_by_slug(slug)
    if topic is None:
        raise Http404("No published quote has a topic of this address.")
    person = request.GET.get("person", "")
    page = topic_page(topic, person)
    if person and not page.quotes:
        raise Http404("Nobody of this name has a published quote on this topic.")
    return render(request, "profiles/topic_detail.html", {"page": page, "topic": topic})
