"""What has changed, as feeds: in all dossiers, and in one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from profiles.feeds import change_feed
from profiles.queries.changes import recent_editions
from profiles.queries.dossiers import published_person
from profiles.views.formats import absolute_for, atom_response


def change_atom(request: HttpRequest) -> HttpResponse:
    absolute = absolute_for(request)
    feed = change_feed(
        "Changes of all dossiers",
        recent_editions(),
        link=absolute(reverse("profiles:person-list")),
        feed_url=absolute(request.path),
        absolute=absolute,
    )
    return atom_response(feed)


def person_atom(request: HttpRequest, slug: str) -> HttpResponse:
    person = published_person(slug)
    if person is None:
        raise Http404("No dossier is published under this name.")
    absolute = absolute_for(request)
    feed = change_feed(
        f"Changes of the dossier of {person}",
        recent_editions(slug),
        link=absolute(person.get_absolute_url()),
        feed_url=absolute(request.path),
        absolute=absolute,
    )
    return atom_response(feed)
