"""From an address that readers have to the page where the same is worked on."""

from urllib.parse import unquote, urlsplit

from django.urls import Resolver404, resolve

from profiles.databases import DESK
from profiles.desk.places import MODELS, change_page, change_pages
from profiles.desk.sharing import RECORD_PATHS
from profiles.documents.entries import PERSON
from profiles.models import Person

#: What parts of an address name, by what they are called there: the path of its list.
_NAMED = {
    "quote_id": "quotes",
    "source_id": "sources",
    "organization": "organizations",
    "award": "award",
    "topic": "topics",
}


def page_of_address(pasted: str) -> str:
    """The change page of what the address shows: a dossier, an entry or a record.

    "" for what is no address of a page for readers, and where the desk has nothing of
    it. The host is not asked: it may be any at which the dossiers were, or none.
    """
    pasted = pasted.strip()
    if "/" not in pasted:
        return ""
    try:
        parts = urlsplit(
            pasted if pasted[0] == "/" or "//" in pasted else f"//{pasted}"
        )
        match = resolve(unquote(parts.path))
    except (ValueError, Resolver404):
        return ""
    if match.namespace != "profiles":
        return ""
    named = match.kwargs
    if "slug" in named and "people" not in match.route:
        named = {(match.url_name or "").partition("-")[0]: named["slug"]}
    if "slug" in named:
        return _page_in_dossier(named["slug"], unquote(parts.fragment))
    paths = {_NAMED[name]: str(named[name]) for name in named if name in _NAMED}
    return _page_of_entry(paths)


def _page_in_dossier(slug: str, entry_id: str) -> str:
    """The entry's page, or where there is no such entry the dossier's."""
    paths = {*MODELS} - {PERSON[0], *RECORD_PATHS} if entry_id else set()
    page = _page_of_entry(dict.fromkeys(paths, entry_id))
    if page:
        return page
    person = Person.objects.using(DESK).known_as(slug).first()
    return "" if person is None else change_page(Person, person.pk)


def _page_of_entry(ids: dict[str, str]) -> str:
    """The page of the first entry that there is with its id in its list."""
    found = change_pages([("", (path, entry_id)) for path, entry_id in ids.items()])
    return next(iter(found.values()), "")
