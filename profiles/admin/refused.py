"""What somebody typed into a form that could not be saved at all, for them to keep."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.contrib.admin import AdminSite
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.views.csrf import csrf_failure
from django.views.decorators.cache import never_cache

from profiles.desk.differences import field_label
from profiles.desk.errors import AtEntriesError
from profiles.desk.places import change_pages
from profiles.models import Person

#: What a form carries beside what is typed: its own working, and the counts of rows.
_CARRIED = re.compile(
    r"_.*|csrfmiddlewaretoken|initial-.*|.*-(?:[A-Z_]+|__prefix__-.*)"
)
_ROW = re.compile(r"(?P<rows>.+)-(?P<number>\d+)-(?P<field>.+)")


@dataclass(frozen=True)
class Typed:
    """A field of the form, with its row where it is one of many, and what it held."""

    name: str
    value: str

    @property
    def label(self) -> str:
        row = _ROW.fullmatch(self.name)
        if row is None:
            return field_label(self.name)
        number = int(row["number"]) + 1
        return f"{field_label(row['rows'])} {number}: {field_label(row['field'])}"


def refused_page(
    site: AdminSite, request: HttpRequest, row: Model | None, why: str
) -> TemplateResponse:
    """Says why nothing was saved, and gives back what was typed; status 409."""
    context: dict[str, Any] = {
        **site.each_context(request),
        "title": "Nothing was saved",
        "subtitle": "" if row is None else str(row),
        "why": why,
        "typed": list(_typed(request)),
        "address": request.get_full_path(),
    }
    return TemplateResponse(request, "admin/desk/refused.html", context, status=409)


def refusal_words(person: Person, error: Exception) -> str:
    """Why a step was refused, with links to the entries that it names."""
    if not isinstance(error, AtEntriesError):
        return str(error)
    places = [((person.stable_id, key), label) for key, label in error.named]
    pages = change_pages([place for place, _ in places])
    named = format_html_join(
        "; ",
        "{}",
        (
            [format_html('<a href="{}">“{}”</a>', pages[place], label)]
            if place in pages
            else [f"“{label}”"]
            for place, label in places
        ),
    )
    return format_html("{}: {}{}", error.why, named, error.rest)


@never_cache
def out_of_date(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Says why a form was refused that another site could have sent; status 403.

    All forms are the desk's, that to sign in among them. What is sent to the pages of
    readers is answered there, where nobody asks who is signed in.
    """
    if not request.path.startswith(reverse("admin:index")):
        return csrf_failure(request, reason)
    context = {
        **admin.site.each_context(request),
        "title": "Not saved: this form is out of date",
        "address": request.get_full_path(),
    }
    return render(request, "admin/desk/out_of_date.html", context, status=403)


def _typed(request: HttpRequest) -> Iterator[Typed]:
    for name, values in request.POST.lists():
        value = "\n".join(values).strip()
        if value and not _CARRIED.fullmatch(name) and not name.endswith("-id"):
            yield Typed(name, value)
