"""What has changed, as feeds: in all dossiers, and in one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from profiles.feeds import change_feed
from profiles.origin import absolute
from profiles.queries.changes import recent_editions
from profiles.queries.dossiers import published_person
from profiles.views.formats import atom_response


def change_atom(request: HttpRequest) -> HttpResponse:
    at = absolute(request)
    feed = change_feed(
        "Changes of all dossiers",
        recent_editions(),
        link=at(reverse("profiles:person-list")),
        feed_url=at(request.path),
        absolute=at,
    )
    return atom_response(feed)


def person_atom(request: HttpRequest, slug: str) -> HttpResponse:
    person = published_person(slug)
    if person is None:
        raise Http404("No dossier is published under this name.")
    at = absolute(request)
    feed = change_feed(
        f"Changes of the dossier of {person}",
        recent_editions(slug),
        link=at(person.get_absolute_url()),
        feed_url=at(request.path),
        absolute=at,
    )
    return atom_response(feed)
