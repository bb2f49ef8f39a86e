"""Search: everything published in one list, and names to choose while typing."""

from django.core.paginator import InvalidPage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from profiles.exports.search import result_record
from profiles.filters.search import SearchFilter
from profiles.origin import absolute
from profiles.queries.search import SearchPage, search_page, suggestions
from profiles.views.formats import json_page, refused
from profiles.views.paging import page_number


def search(request: HttpRequest) -> HttpResponse:
    filters = SearchFilter(request.GET, reverse("profiles:search"))
    json_url = reverse("profiles:search-json") + filters.address.without("page").query
    context = {
        "filters": filters,
        "form": filters.form,
        "page": _page(request, filters) if filters.question.terms else None,
        "json_url": json_url,
    }
    return render(request, "profiles/search.html", context)


def search_json(request: HttpRequest) -> HttpResponse:
    filters = SearchFilter(request.GET, reverse("profiles:search-json"))
    if filters.errors:
        return refused(filters.errors)
    if not filters.question.terms:
        return refused({"q": ["Name at least one word to look for."]})
    at = absolute(request)
    page = _page(request, filters)
    records = [result_record(result, at) for result in page.results]
    return json_page(records, page.paging, at)


def search_suggest(request: HttpRequest) -> HttpResponse:
    found = suggestions(request.GET.get("q", ""))
    return render(request, "profiles/_suggestions.html", {"suggestions": found})


def _page(request: HttpRequest, filters: SearchFilter) -> SearchPage:
    try:
        return search_page(filters.question, page_number(request), filters.address)
    except InvalidPage as error:
        raise Http404("The search has no such page.") from error
