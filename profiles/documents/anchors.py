"""Where what differs in a document stands on its page: links to it, and selectors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from profiles.choices import Section
from profiles.documents.citing import SourceNumbers
from profiles.documents.diff import Change
from profiles.documents.entries import Data
from profiles.documents.page import (
    PAGE_LENGTHS,
    address_on_page,
    by_standing,
    newest_reading,
)
from profiles.documents.relations import Colleague, relations
from profiles.documents.schema import DossierDocument

#: The person's own fields that the page shows, in its order. The template gives them
#: ids, with two hyphens, as no entry has them in its id.
_OWN_FIELDS = (
    "portrait",
    "epithet",
    "nationalities",
    "name",
    "summary",
    "biography",
    "born_on",
    "died_on",
    "other_names",
    "identifiers",
    "citations",
    "note",
    "expertise",
    "reviewed_on",
)
#: Those whose citations stand beside them; those of others stand together.
_CITED_ALONE = {
    "portrait",
    "nationalities",
    "summary",
    "biography",
    "born_on",
    "died_on",
    "expertise",
}


@dataclass(frozen=True)
class Place:
    """Where a change is seen: its address, "" for none, and the selectors of CSS."""

    url: str = ""
    marks: list[str] = field(default_factory=list)


class Places:
    """The places of a document's entries on its page.

    `colleagues` and `pages` are those that `dossier_page` was given; without them the
    addresses may name other pages, and the selectors are the same.
    """

    def __init__(
        self,
        document: DossierDocument,
        colleagues: Sequence[Colleague] = (),
        pages: Mapping[Section, int] | None = None,
    ) -> None:
        self.document = document
        self.colleagues = colleagues
        self.pages = pages or {}

    def of(self, change: Change) -> Place:
        """Where what the change made can be seen; what is gone has no place."""
        if change.after is None:
            return Place()
        match change.section:
            case "person":
                return self._of_person(change.before or {}, change.after)
            case "metrics":
                return self._of_reading(change.entry_id)
            case "sources":
                return self._of_source(change.entry_id)
            case "organizations":
                return self._of_organization(change.entry_id)
            case "profile.education" | "position":
                return Place(f"#{change.entry_id}", [_by_id(change.entry_id)])
        section = Section(change.section)
        url = self._url_of(section, change.entry_id)
        return Place(url, [_by_id(change.entry_id)])

    def _of_person(self, before: Data, after: Data) -> Place:
        """Field by field; what the page shows nowhere leads to its beginning."""
        changed = _changed(before, after)
        cited = {each["field"] for each in _differing_citations(before, after)}
        shown = {name for name in changed - {"citations"} if after.get(name)}
        fields = {each.get("field", "") for each in after.get("citations", [])}
        shown |= {
            name if name in _CITED_ALONE else "citations" for name in cited & fields
        }
        notes = _changed(
            before.get("section_notes", {}), after.get("section_notes", {})
        )
        ids = [f"person--{name}" for name in _OWN_FIELDS if name in shown]
        anchors = [*ids, *(each.value for each in Section if each.value in notes)]
        marks = [f'[id^="{each}"]' for each in ids]
        marks += [f"{_by_id(note)} > .empty" for note in sorted(notes)]
        return Place(f"#{anchors[0] if anchors else 'main'}", marks)

    def _of_reading(self, entry_id: str) -> Place:
        """Its figure; an earlier reading leads to the one that is shown, unmarked."""
        readings = self.document.metrics
        metric = next(each.metric for each in readings if each.id == entry_id)
        newest = newest_reading(metric, readings)
        shown_id = entry_id if newest is None else newest.id
        return Place(f"#{shown_id}", [_by_id(entry_id)] if shown_id == entry_id else [])

    def _of_source(self, entry_id: str) -> Place:
        number = self._numbers.number_of(entry_id)
        if number is None:
            return Place()
        anchor, length = f"source-{number}", PAGE_LENGTHS[Section.SOURCES]
        # Of several pages none has all of its own unless it is asked for.
        is_asked = len(self._numbers) <= length or Section.SOURCES in self.pages
        pages = self.pages if is_asked else {Section.SOURCES: 0}
        url = address_on_page(Section.SOURCES, number - 1, anchor, pages)
        return Place(url, [_by_id(anchor)])

    def _of_organization(self, entry_id: str) -> Place:
        """Where its name stands; the first of several is where it leads."""
        roles = [
            each.id
            for each in sorted(self.document.affiliations, key=by_standing)
            if each.organization == entry_id
        ]
        awards = [e.id for e in self.document.awards if e.granted_by == entry_id]
        urls = [
            *(self._url_of(Section.AFFILIATIONS, each) for each in roles),
            *(self._url_of(Section.AWARDS, each) for each in awards),
        ]
        marks = [f"{_by_id(each)} .title" for each in roles]
        marks += [f"{_by_id(each)} > div.meta" for each in awards]
        return Place(urls[0] if urls else "", marks)

    def _url_of(self, section: Section, entry_id: str) -> str:
        place = self._order[section][entry_id]
        return address_on_page(section, place, entry_id, self.pages)

    @cached_property
    def _numbers(self) -> SourceNumbers:
        return SourceNumbers(self.document)

    @cached_property
    def _order(self) -> dict[Section, dict[str, int]]:
        """How many go before each entry of a section, by id."""
        document = self.document
        lists: dict[Section, Sequence[Any]] = {
            Section.HISTORY: document.history,
            Section.QUOTES: document.quotes,
            Section.RESEARCH: document.research,
            Section.MEDIA: document.media,
            Section.AFFILIATIONS: sorted(document.affiliations, key=by_standing),
            Section.AWARDS: document.awards,
        }
        places = {
            section: {entry.id: place for place, entry in enumerate(entries)}
            for section, entries in lists.items()
        }
        # Those of one associate stand together.
        places[Section.ASSOCIATES] = {
            each.id: place
            for place, found in enumerate(relations(document, self.colleagues))
            for each in found.associations
        }
        return places


def _by_id(anchor: str) -> str:
    """The ids of entries are made of letters, digits and what joins them."""
    return f'[id="{anchor}"]'


def _changed(before: Data, after: Data) -> set[str]:
    return {name for name in {**before, **after} if before.get(name) != after.get(name)}


def _differing_citations(before: Data, after: Data) -> list[Data]:
    old, new = before.get("citations", []), after.get("citations", [])
    differing = [each for each in new if each not in old]
    differing += [each for each in old if each not in new]
    return [{"field": "", **each} for each in differing]
