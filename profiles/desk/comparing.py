"""The working copy beside what readers have: what a reviewer looks at."""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import Any

from django.contrib.auth.models import User
from django.core.paginator import Page, Paginator
from django.db.models import Count

from profiles.choices import Credibility, Reliability, ReviewState, Stance
from profiles.databases import DESK
from profiles.desk.cautions import Author, Caution, Concern, cautions
from profiles.desk.going_back import gone_back_from
from profiles.desk.places import change_pages, history_page
from profiles.desk.slips import slips
from profiles.desk.standing import Standing
from profiles.documents.citing import Grade
from profiles.documents.diff import Change, Verb, changes_between
from profiles.documents.differences import (
    FieldDifference,
    counts_in_words,
    field_differences,
    section_label,
)
from profiles.documents.entries import Data, EntryKey, entries_of, field_label
from profiles.documents.worded import Wording
from profiles.models import EntryChange, Review
from profiles.models.editions import digest_of
from profiles.publishing import working_copy

ENTRIES_PER_PAGE = 25
#: So many reasons of a kind stand on top of the page; all stand at their entries.
_MOST_REASONS = 8
#: So many changes since the page was looked at are shown.
_MOST_NEW = 50

#: Lists in entries whose members are claims of their own, and what one is called.
_PARTS = {"beliefs": "Belief", "metrics": "Figure"}


@dataclass(frozen=True)
class CitedSource:
    """What a source says to a claim, and whether its citation came or went."""

    verb: str
    source: Data
    citation: Data
    grade: Grade

    @property
    def contradicts(self) -> bool:
        return bool(self.citation.get("stance") == Stance.CONTRADICTS)

    @property
    def field(self) -> str:
        """The one field of the entry that it bears out; "" for all of it."""
        return field_label(self.citation.get("field", ""))


@dataclass(frozen=True)
class ComparedEntry:
    """An entry that came, changed or went: its fields, its sources, its parts."""

    change: Change
    kind: str
    fields: list[FieldDifference]
    sources: list[CitedSource]
    #: Those of the fields that stay as they are.
    further_sources: list[CitedSource]
    parts: list["ComparedEntry"]
    cautions: list[Caution] = field(default_factory=list)
    #: Where it is edited; "" for what the desk does not have.
    page: str = ""

    @property
    def anchor(self) -> str:
        return anchor_of(self.change.key)

    @property
    def history(self) -> str:
        """Where its history is told; "" for what the desk does not have."""
        return history_page(self.page)

    @property
    def verb(self) -> str:
        return self.change.verb.value

    @property
    def label(self) -> str:
        return self.change.label or self.change.entry_id


def anchor_of(key: EntryKey) -> str:
    return f"entry-{key[0].replace('.', '-')}-{key[1]}".rstrip("-")


@dataclass(frozen=True)
class ChangedSection:
    """How much of a section came, changed and went, and the page it begins on."""

    path: str
    counts: Counter[Verb]
    page: int

    @property
    def label(self) -> str:
        return section_label(self.path)

    @property
    def anchor(self) -> str:
        return f"section-{self.path.replace('.', '-')}"

    @property
    def words(self) -> str:
        """Such as “3 added, 1 changed”."""
        return counts_in_words(self.counts)


@dataclass(frozen=True)
class Comparison:
    """Two documents as plain data; `before` is None where readers have nothing."""

    dossier_id: str
    before: Data | None
    after: Data
    #: SHA-256 of the working copy's document, and the last revision that it holds.
    digest: str
    revision_number: int

    @cached_property
    def changes(self) -> list[Change]:
        """What differs, in the order of the document."""
        old = {} if self.before is None else entries_of(self.before)
        return changes_between(old, entries_of(self.after))

    @cached_property
    def labels(self) -> dict[EntryKey, str]:
        """What the entries that differ are called."""
        return {each.key: each.label for each in self.changes}

    @cached_property
    def sections(self) -> list[ChangedSection]:
        counts: dict[str, Counter[Verb]] = defaultdict(Counter)
        for change in self.changes:
            counts[change.section][change.verb] += 1
        return [
            ChangedSection(path, counts[path], self._pages[path])
            for path in dict.fromkeys(change.section for change in self.changes)
        ]

    @cached_property
    def _pages(self) -> dict[str, int]:
        """The page on which each section begins."""
        pages: dict[str, int] = {}
        for place, change in enumerate(self.changes):
            pages.setdefault(change.section, place // ENTRIES_PER_PAGE + 1)
        return pages

    def page_of(self, key: EntryKey) -> int:
        """The page on which an entry stands; 1 for one that does not differ."""
        return self._places.get(key, 0) // ENTRIES_PER_PAGE + 1

    @cached_property
    def _places(self) -> dict[EntryKey, int]:
        return {change.key: place for place, change in enumerate(self.changes)}

    def changes_after(self, revision: int) -> list[EntryChange]:
        """The newest changes of the dossier's entries that a revision does not hold."""
        changes = EntryChange.objects.using(DESK).filter(dossier_id=self.dossier_id)
        return list(changes.after(revision).select_related("revision__by")[:_MOST_NEW])

    def page(self, number: int | str | None) -> Page[Change]:
        """A page of the changes; the nearest for a number that there is not."""
        return Paginator(self.changes, ENTRIES_PER_PAGE).get_page(number)

    def shown(
        self, page: Page[Change], reasons: Iterable[Caution]
    ) -> list[tuple[ChangedSection, list[ComparedEntry]]]:
        """The changes of a page as they are looked at, by section."""
        changes = list(page)
        about: dict[EntryKey | None, list[Caution]] = defaultdict(list)
        for caution in reasons:
            about[caution.key].append(caution)
        pages = change_pages([(self.dossier_id, each.key) for each in changes])
        known = {each.path: each for each in self.sections}
        return [
            (
                known[path],
                [
                    self._entry(
                        change,
                        cautions=about[change.key],
                        page=pages.get((self.dossier_id, change.key), ""),
                    )
                    for change in same
                ],
            )
            for path, same in groupby(changes, lambda change: change.section)
        ]

    def _entry(self, change: Change, kind: str = "", **shown: Any) -> ComparedEntry:
        apart = {"citations", *_PARTS}
        found = field_differences(change, self._old_words, self._new_words)
        fields = [each for each in found if each.name not in apart]
        parts = [
            self._entry(part, label)
            for name, label in _PARTS.items()
            for part in _parts_between(change, name)
        ]
        named = {"", *(each.name for each in fields)}
        near: list[CitedSource] = []
        far: list[CitedSource] = []
        for cited in self._cited_sources(change):
            is_near = cited.verb or cited.citation.get("field", "") in named
            (near if is_near else far).append(cited)
        return ComparedEntry(change, kind, fields, near, far, parts, **shown)

    def _cited_sources(self, change: Change) -> list[CitedSource]:
        """The sources of both versions; of an entry that came or went, unmarked."""
        if change.verb is not Verb.CHANGED:
            said = change.after or change.before or {}
            return [self._cited("", each) for each in said.get("citations", [])]
        old: list[Data] = (change.before or {}).get("citations", [])
        new: list[Data] = (change.after or {}).get("citations", [])
        return [
            *(self._cited("" if each in old else "added", each) for each in new),
            *(self._cited("removed", each) for each in old if each not in new),
        ]

    def _cited(self, verb: str, citation: Data) -> CitedSource:
        source = self._sources[citation["source"]]
        grade = Grade(
            Reliability(source["reliability"]), Credibility(citation["credibility"])
        )
        return CitedSource(verb, source, citation, grade)

    @cached_property
    def _old_words(self) -> Wording:
        return Wording(self.before or {})

    @cached_property
    def _new_words(self) -> Wording:
        return Wording(self.after)

    @cached_property
    def _sources(self) -> Mapping[str, Data]:
        """The sources of both documents, as the working copy has them where it does."""
        listed = [*(self.before or {}).get("sources", []), *self.after["sources"]]
        return {source["id"]: source for source in listed}


def _parts_between(change: Change, name: str) -> list[Change]:
    path = f"{change.section}.{name}"

    def parts(entry: Data | None) -> dict[EntryKey, Data]:
        return {(path, part["id"]): part for part in (entry or {}).get(name, [])}

    return changes_between(parts(change.before), parts(change.after))


def compare(standing: Standing) -> Comparison:
    """The working copy beside the last edition, also where that was withdrawn.

    Raises DocumentError when the working copy breaks a rule of the document.
    """
    copy = working_copy(standing.person)
    edition = standing.edition
    return Comparison(
        dossier_id=standing.person.stable_id,
        before=None if edition is None else json.loads(edition.document),
        after={"sources": []} | json.loads(copy.document),
        digest=digest_of(copy.document),
        revision_number=copy.revision_number,
    )


def reasons_for_care(
    standing: Standing, comparison: Comparison, authors: Collection[int | None]
) -> list[Caution]:
    """Why the working copy needs care, by its words and by whose they are."""
    involved = {*authors}
    if standing.review is not None and standing.review.state in (
        ReviewState.IN_REVIEW,
        ReviewState.APPROVED,
    ):
        involved.add(standing.review.sent_by_id)
    found = cautions(comparison.before, comparison.after, records_of(involved))
    gone_back = _about_going_back(standing, comparison)
    return [
        *_about_withdrawal(standing),
        *gone_back,
        *found,
        *_slips_in(comparison),
    ]


def _slips_in(comparison: Comparison) -> list[Caution]:
    old = {} if comparison.before is None else entries_of(comparison.before)
    new = entries_of(comparison.after)
    return slips(old, new, {path for path, _ in new})


def _about_withdrawal(standing: Standing) -> Iterator[Caution]:
    withdrawal = standing.withdrawal
    if withdrawal is None or not standing.is_withdrawn:
        return
    by, why = withdrawal.withdrawn_by or "a command", withdrawal.reason
    yield Caution(
        Concern.WITHDRAWN,
        f"{by} withdrew edition {withdrawal.after_number} on "
        f"{withdrawal.withdrawn_at:%-d %B %Y}: {why or 'no reason was given'}",
    )


def _about_going_back(standing: Standing, comparison: Comparison) -> Iterator[Caution]:
    """Of entries that are as they were when readers were taken back from them."""
    rejected = gone_back_from(standing.person)
    for change in comparison.changes:
        again = (
            each for each in rejected if each.entries.get(change.key) == change.after
        )
        if (found := next(again, None)) is not None:
            instead = found.instead
            sentence = (
                f"“{change.label}” is again as in edition {found.rejected.number}, "
                f"from which {instead.approved_by or 'a command'} went back on "
                f"{instead.published_at:%-d %B %Y}: {instead.summary}"
            )
            yield Caution(Concern.GONE_BACK, sentence, change.key)


@dataclass(frozen=True)
class PlacedReason:
    """A reason for care, and where in the difference its entry is; page 0 for none."""

    sentence: str
    page: int
    anchor: str


def by_concern(
    reasons: Sequence[Caution], comparison: Comparison
) -> list[tuple[Concern, list[PlacedReason], int]]:
    """Reasons of each kind, the gravest first, and how many of it are left out."""
    found = []
    for concern in Concern:
        same = [caution for caution in reasons if caution.concern is concern]
        if same:
            shown = [_placed(each, comparison) for each in same[:_MOST_REASONS]]
            found.append((concern, shown, len(same) - len(shown)))
    return found


def _placed(caution: Caution, comparison: Comparison) -> PlacedReason:
    if caution.key is None or caution.key not in comparison.labels:
        return PlacedReason(caution.sentence, 0, "")
    page = comparison.page_of(caution.key)
    return PlacedReason(caution.sentence, page, anchor_of(caution.key))


def records_of(users: Collection[int | None]) -> list[Author]:
    """How often readers got what each of these accounts sent; None is a command."""
    sent = (
        Review.objects.using(DESK)
        .filter(sent_by__in=[pk for pk in users if pk], state=ReviewState.PUBLISHED)
        .order_by()
        .values_list("sent_by")
        .annotate(count=Count("pk"))
    )
    counts = dict(sent)
    people = User.objects.using(DESK).filter(pk__in=[pk for pk in users if pk])
    found = [
        Author(str(user), counts.get(user.pk, 0))
        for user in people.order_by("username")
    ]
    return [*found, Author("")] if None in users else found
