"""A dossier document as its page shows it: sections in order, numbered, counted.

The page is drawn from the document alone, so an old edition and a preview look as the
current one does. What the reading room adds, who else has a dossier, is handed in.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator

from profiles.choices import (
    AffiliationKind,
    Attribution,
    Metric,
    OrganizationKind,
    RiskLevel,
    Section,
    SectionState,
)
from profiles.countries import demonym
from profiles.documents.citing import Evidence, SourceNumbers
from profiles.documents.relations import Colleague, Relation, relations
from profiles.documents.schema import (
    AffiliationPart,
    AwardReceivedPart,
    BeliefPart,
    CitedEntry,
    DossierDocument,
    EventPart,
    MediaItemPart,
    MetricReadingPart,
    PersonPart,
    PortraitPart,
    PositionPart,
    PublicationPart,
    QuotePart,
)
from profiles.documents.shown import (
    Decade,
    DossierPage,
    Figure,
    SectionOnPage,
    Shown,
    ShownAffiliation,
    ShownAward,
    ShownPerson,
    ShownPosition,
    ShownPublication,
    ShownRelation,
)

#: How many entries of a section a page shows; the others are on further pages.
PAGE_LENGTHS: dict[Section, int] = {
    Section.HISTORY: 40,
    Section.QUOTES: 20,
    Section.RESEARCH: 20,
    Section.MEDIA: 20,
    Section.ASSOCIATES: 40,
    Section.AFFILIATIONS: 30,
    Section.AWARDS: 40,
    Section.SOURCES: 60,
}

#: So many of the associates are drawn; the list beside the picture has all.
MOST_DRAWN = 12

#: Fields of the person that have no place of their own for their marks.
_FURTHER_FIELDS = (
    "",
    "name",
    "sort_name",
    "other_names",
    "former_slugs",
    "slug",
    "epithet",
    "identifiers",
    "metrics",
    "reviewed_on",
    "section_notes",
    "note",
    "education",
)


def mentioned_slugs(document: DossierDocument) -> set[str]:
    """The slugs of everybody the document names with one."""
    people: list[PersonPart] = [
        *(author for each in document.research for author in each.authors),
        *(person for each in document.awards for person in each.jointly_with),
    ]
    slugs = {person.person for person in people}
    slugs |= {association.person for association in document.associates}
    return slugs - {"", document.slug}


def dossier_page(
    document: DossierDocument,
    *,
    present: date,
    published: Collection[str] = (),
    colleagues: Sequence[Colleague] = (),
    pages: Mapping[Section, int] | None = None,
    is_listed: bool = True,
    has_portrait: bool = True,
) -> DossierPage:
    """The page of a document.

    `present` is the day to which open spans reach, `published` the slugs that may be
    linked, `colleagues` whom the reading room knows to have worked beside the person,
    `pages` the page wanted of each section, from 1. `is_listed` says that the reading
    room's lists hold what the document says, so that the page may lead there, and
    `has_portrait` that the portrait's files may be shown. Raises EmptyPage.
    """
    listed_slug = document.slug if is_listed else ""
    return _Builder(document, present, published, colleagues, pages, listed_slug).page(
        document.portrait if has_portrait else None
    )


def position_alone(
    document: DossierDocument,
) -> tuple[SectionOnPage, SectionOnPage | None]:
    """The position on AGI, and the sources it rests on; None where it cites none.

    They have the numbers that they have in the whole dossier.
    """
    return _Builder(document, listed_slug=document.slug).position_alone()


def newest_reading(
    metric: Metric, readings: Iterable[MetricReadingPart]
) -> MetricReadingPart | None:
    """The one that the page shows; one with a day goes before any without."""
    found = [reading for reading in readings if reading.metric is metric]
    return max(found, key=lambda each: each.read_on or date.min, default=None)


def address_on_page(
    section: Section, place: int, anchor: str, pages: Mapping[Section, int]
) -> str:
    """A link to the entry at a place of its section, from 0, on whichever page it is.

    `pages` are those that are shown, as in `dossier_page`.
    """
    number = place // PAGE_LENGTHS[section] + 1
    is_shown = number == pages.get(section, 1)
    return f"#{anchor}" if is_shown else f"?{section.value}={number}#{anchor}"


class _Builder:
    """Builds the sections in their order, because that is the order of the marks."""

    def __init__(
        self,
        document: DossierDocument,
        present: date = date.max,
        published: Collection[str] = (),
        colleagues: Sequence[Colleague] = (),
        pages: Mapping[Section, int] | None = None,
        listed_slug: str = "",
    ) -> None:
        self.document = document
        self.present = present
        self.published = published
        self.colleagues = colleagues
        self.pages = pages or {}
        self.listed_slug = listed_slug
        self.numbers = SourceNumbers(document)
        self.organizations = {each.id: each for each in document.organizations}
        self.affiliations = sorted(document.affiliations, key=by_standing)

    def page(self, portrait: PortraitPart | None) -> DossierPage:
        document = self.document
        return DossierPage(
            document=document,
            listed_slug=self.listed_slug,
            portrait=portrait,
            figures=self._figures(),
            portrait_evidence=self._evidence_for("portrait"),
            nationalities=[demonym(code) for code in document.nationalities],
            nationality_evidence=self._evidence_for("nationalities"),
            primary=next(
                (self._affiliation(a) for a in document.affiliations if a.is_primary),
                None,
            ),
            sections=[
                self._profile(),
                self._history(),
                self._position(),
                self._quotes(),
                self._research(),
                self._media(),
                self._associates(),
                self._affiliations(),
                self._awards(),
                self._sources(),
            ],
        )

    def position_alone(self) -> tuple[SectionOnPage, SectionOnPage | None]:
        return self._position(), self._sources_marked()

    def _evidence_for(self, *fields: str) -> Evidence:
        """What bears out fields of the person."""
        cited = [each for each in self.document.citations if each.field in fields]
        return self.numbers.mark(cited)

    def _shown(self, entry: CitedEntry) -> Shown:
        return Shown(entry, self.numbers.mark(entry.citations))

    def _person(self, person: PersonPart) -> ShownPerson:
        return self._linked(person.name, person.person)

    def _linked(self, name: str, slug: str) -> ShownPerson:
        return ShownPerson(name, slug if slug in self.published else "")

    def _page_of(self, section: Section, entries: Sequence[Any]) -> "Page[Any]":
        paginator = Paginator(entries, PAGE_LENGTHS[section])
        return paginator.page(self.pages.get(section, 1))

    def _section(
        self,
        section: Section,
        total: int,
        content: Mapping[str, Any],
        page: "Page[Any] | None" = None,
    ) -> SectionOnPage:
        notes = self.document.section_notes
        state = None if total else notes.get(section, SectionState.NOT_RESEARCHED)
        return SectionOnPage(section, total, state, content, page)

    # The head

    def _figures(self) -> list[Figure]:
        document = self.document
        companies = {
            affiliation.organization
            for affiliation in document.affiliations
            if affiliation.kind is AffiliationKind.POSITION
            and self.organizations[affiliation.organization].kind
            is OrganizationKind.COMPANY
        }
        return [
            *(self._figure(metric, document.metrics) for metric in Metric),
            Figure("Awards", len(document.awards)),
            Figure("Publications", len(document.research)),
            Figure("Companies", len(companies)),
        ]

    def _figure(self, metric: Metric, readings: Sequence[MetricReadingPart]) -> Figure:
        newest = newest_reading(metric, readings)
        if newest is None:
            return Figure(metric.label)
        evidence = self.numbers.mark(newest.citations)
        return Figure(metric.label, newest.value, newest, evidence)

    # The sections

    def _profile(self) -> SectionOnPage:
        document, profile = self.document, self.document.profile
        has_any = bool(profile.summary or profile.biography or profile.education)
        content = {
            "document": document,
            "summary": self._evidence_for("summary"),
            "biography": self._evidence_for("biography"),
            "born": self._evidence_for("born_on"),
            "died": self._evidence_for("died_on"),
            "names": self._evidence_for(*_FURTHER_FIELDS),
            "expertise": self._evidence_for("expertise"),
            "education": [self._shown(each) for each in profile.education],
            "identifiers": [
                {
                    "label": each.scheme.label,
                    "value": each.value,
                    "address": each.scheme.address_of(each.value),
                }
                for each in document.identifiers
            ],
        }
        section = self._section(Section.PROFILE, int(has_any), content)
        return SectionOnPage(section.section, None, section.state, content)

    def _history(self) -> SectionOnPage:
        events: list[EventPart] = self.document.history
        page = self._page_of(Section.HISTORY, events)
        content = {"events": [self._shown(each) for each in page.object_list]}
        return self._section(Section.HISTORY, len(events), content, page)

    def _position(self) -> SectionOnPage:
        positions = [self._shown_position(each) for each in self.document.position]
        content = {
            "slug": self.listed_slug,
            "levels": list(RiskLevel),
            "current": positions[0] if positions else None,
            "earlier": positions[1:],
        }
        section = self._section(Section.POSITION, len(positions), content)
        return SectionOnPage(section.section, None, section.state, content)

    def _shown_position(self, position: PositionPart) -> ShownPosition:
        left = list(position.citations)

        def evidence_for(*fields: str) -> Evidence:
            cited = [each for each in left if not fields or each.field in fields]
            left[:] = [each for each in left if each not in cited]
            return self.numbers.mark(cited)

        beliefs: list[BeliefPart] = position.beliefs
        return ShownPosition(
            entry=position,
            risk_level=evidence_for("risk_level"),
            predicted_timeline=evidence_for(
                "predicted_timeline", "earliest_year", "latest_year"
            ),
            safety_approach=evidence_for("safety_approach"),
            remarks=evidence_for("remarks"),
            evidence=evidence_for(),
            beliefs=[self._shown(belief) for belief in beliefs],
        )

    def _quotes(self) -> SectionOnPage:
        quotes: list[QuotePart] = self.document.quotes
        page = self._page_of(Section.QUOTES, quotes)
        shown = page.object_list
        verified = [each for each in shown if each.attribution is Attribution.VERIFIED]
        doubtful = [each for each in shown if each not in verified]
        content = {
            "slug": self.listed_slug,
            "topics": Counter(
                name for each in quotes for name in each.topics
            ).most_common(),
            "verified": [self._shown(each) for each in verified],
            "doubtful": [self._shown(each) for each in doubtful],
        }
        return self._section(Section.QUOTES, len(quotes), content, page)

    def _research(self) -> SectionOnPage:
        publications: list[PublicationPart] = self.document.research
        page = self._page_of(Section.RESEARCH, publications)
        counts = Counter(_decade_of(each) for each in publications)
        shown: dict[int | None, list[ShownPublication]] = defaultdict(list)
        for each in page.object_list:
            shown[_decade_of(each)].append(self._publication(each))
        content = {
            "bars": sorted(
                (start, count) for start, count in counts.items() if start is not None
            ),
            "decades": [
                Decade(start, counts[start], found) for start, found in shown.items()
            ],
        }
        return self._section(Section.RESEARCH, len(publications), content, page)

    def _publication(self, publication: PublicationPart) -> ShownPublication:
        own = self.document.slug
        return ShownPublication(
            entry=publication,
            evidence=self.numbers.mark(publication.citations),
            with_authors=[
                self._person(author)
                for author in publication.authors
                if author.person != own and author.name != self.document.name
            ],
            citations=self._figure(Metric.CITATIONS, publication.metrics),
        )

    def _media(self) -> SectionOnPage:
        items: list[MediaItemPart] = self.document.media
        page = self._page_of(Section.MEDIA, items)
        content = {"items": [self._shown(each) for each in page.object_list]}
        return self._section(Section.MEDIA, len(items), content, page)

    def _associates(self) -> SectionOnPage:
        found = relations(self.document, self.colleagues)
        page = self._page_of(Section.ASSOCIATES, found)
        shown = [
            self._relation(each, number)
            for number, each in enumerate(page.object_list, page.start_index())
        ]
        content = {
            "name": self.document.name,
            "drawn": shown[:MOST_DRAWN] if page.number == 1 else [],
            "total": len(found),
            "curated": [each for each in shown if each.relation.associations],
            "derived": [each for each in shown if not each.relation.associations],
        }
        return self._section(Section.ASSOCIATES, len(found), content, page)

    def _relation(self, relation: Relation, number: int) -> ShownRelation:
        """An associate, the one of this number in the whole list."""
        cited = [c for each in relation.associations for c in each.citations]
        section, entry_id = relation.basis
        if section is Section.ASSOCIATES:
            anchor, reason_url = entry_id, f"#{entry_id}"
        else:
            # Two hyphens, as no entry has them in its id.
            anchor = f"associate--{number}" if number <= MOST_DRAWN else ""
            reason_url = self._place_of(section, entry_id)
        return ShownRelation(
            relation,
            self._linked(relation.name, relation.slug),
            self.numbers.mark(cited),
            anchor,
            reason_url,
        )

    def _place_of(self, section: Section, entry_id: str) -> str:
        """A link to an entry, which may be on another page of its section."""
        place = self._order[section].index(entry_id)
        return address_on_page(section, place, entry_id, self.pages)

    @cached_property
    def _order(self) -> dict[Section, list[str]]:
        """The ids of what relations are derived from, in the order of the sections."""
        document = self.document
        return {
            Section.RESEARCH: [each.id for each in document.research],
            Section.AFFILIATIONS: [each.id for each in self.affiliations],
            Section.AWARDS: [each.id for each in document.awards],
        }

    def _affiliations(self) -> SectionOnPage:
        page = self._page_of(Section.AFFILIATIONS, self.affiliations)
        shown = [self._affiliation(each) for each in page.object_list]
        groups = {
            "Current": [a for a in shown if _is_position(a.entry) and a.is_current],
            "Former": [a for a in shown if _is_position(a.entry) and not a.is_current],
            AffiliationKind.ADVISORY.label: [
                a for a in shown if not _is_position(a.entry)
            ],
        }
        years = [a.first_year for a in shown if a.first_year is not None]
        content = {
            "groups": [(label, rows) for label, rows in groups.items() if rows],
            "first_year": min(years, default=self.present.year),
            "present_year": self.present.year,
        }
        return self._section(
            Section.AFFILIATIONS, len(self.affiliations), content, page
        )

    def _affiliation(self, affiliation: AffiliationPart) -> ShownAffiliation:
        started, ended = affiliation.started_on, affiliation.ended_on
        last_year = self.present.year if ended is None else ended.year
        return ShownAffiliation(
            entry=affiliation,
            evidence=self.numbers.mark(affiliation.citations),
            organization=self.organizations[affiliation.organization],
            first_year=None if started is None else started.lower.year,
            last_year=last_year,
        )

    def _awards(self) -> SectionOnPage:
        awards: list[AwardReceivedPart] = self.document.awards
        page = self._page_of(Section.AWARDS, awards)
        content = {"awards": [self._award(each) for each in page.object_list]}
        return self._section(Section.AWARDS, len(awards), content, page)

    def _award(self, award: AwardReceivedPart) -> ShownAward:
        return ShownAward(
            entry=award,
            evidence=self.numbers.mark(award.citations),
            granted_by=self.organizations.get(award.granted_by),
            jointly_with=[self._person(person) for person in award.jointly_with],
        )

    def _sources(self) -> SectionOnPage:
        """The sources of what this page shows; a further page has the next ones."""
        total = len(self.numbers)
        page = self._page_of(Section.SOURCES, range(total))
        is_asked = Section.SOURCES in self.pages or not page.has_other_pages()
        further = range(page.start_index() - 1, page.end_index()) if is_asked else ()
        content = {
            "sources": self.numbers.sources(further),
            "further": bool(further),
            "grades": self.numbers.grades(),
        }
        return self._section(Section.SOURCES, total, content, page)

    def _sources_marked(self) -> SectionOnPage | None:
        """The sources of what this page shows, and no others; None without any."""
        sources = self.numbers.sources(further=())
        if not sources:
            return None
        content = {"sources": sources, "grades": self.numbers.grades()}
        return self._section(Section.SOURCES, len(sources), content)


def _decade_of(publication: PublicationPart) -> int | None:
    return publication.published_on.decade if publication.published_on else None


def _is_position(affiliation: AffiliationPart) -> bool:
    return affiliation.kind is AffiliationKind.POSITION


def by_standing(affiliation: AffiliationPart) -> tuple[bool, bool, bool, int]:
    """Positions before advice, current before former, the primary one first."""
    ended = affiliation.ended_on
    latest = affiliation.started_on if ended is None else ended
    return (
        not _is_position(affiliation),
        ended is not None,
        not affiliation.is_primary,
        -(latest.upper.toordinal() if latest is not None else 0),
    )
