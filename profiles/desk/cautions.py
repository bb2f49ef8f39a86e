"""Reasons why a version needs care before it goes to readers. They forbid nothing."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from profiles.choices import Credibility, Reliability, RiskLevel, Stance
from profiles.dates import PartialDate
from profiles.documents.diff import Change, Verb, changes_between
from profiles.documents.entries import (
    PERSON,
    RECORD_LISTS,
    Data,
    EntryKey,
    entries_of,
    field_label,
    label_of,
)

#: Whose dossiers readers have had at least so often is no new analyst any more.
ENOUGH_PUBLISHED = 3

_WEAK_SOURCES = {Reliability.E, Reliability.F}
_WEAK_CLAIMS = {Credibility.IMPROBABLE, Credibility.UNJUDGED}
#: What entries hold that are claims of their own.
_PARTS = ("beliefs", "metrics")
#: Fields in which people write sentences; a number in one is a figure for readers.
_PROSE = [
    "summary",
    "biography",
    "text",
    "translation",
    "title",
    "description",
    "abstract",
    "context",
    "citation_text",
    "note",
]
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


class Concern(Enum):
    """What care is about, in the order of how much harm it could do."""

    WITHDRAWN = "Withdrawn from readers, who would have it again"
    GONE_BACK = "Taken from readers by going back, who would have it again"
    UNSOURCED_QUOTE = "Quotes without a source"
    RISK_RAISED = "Risk level of a living person raised, or stated for the first time"
    WORDS_CHANGED = "Quotes changed, though their sources did not"
    ASSESSMENT_CHANGED = "Assessment changed"
    FIGURE_CHANGED = "Figures changed"
    CONTRADICTED = "Claims that a source contradicts"
    WEAKLY_SOURCED = "Claims whose only sources are weak"
    UNCITED = "Nothing cited at all"
    REMOVED = "Entries removed"
    RENAMED = "The address of the dossier changed"
    OUTSIDE_LIFE = "Dated before the birth, or after the death"
    OTHER_NAME = "Associates who are called otherwise in their own dossiers"
    NOTED_EMPTY = "Sections that are noted to be empty, and are not"
    IN_MARKS = "Quotes between quotation marks"
    NEW_AUTHOR = "New at this desk"


@dataclass(frozen=True)
class Caution:
    """A reason for care, as a sentence, with the entry that it is about, if any."""

    concern: Concern
    sentence: str
    key: EntryKey | None = None


@dataclass(frozen=True)
class Author:
    """Who changed something or sent it, and how often readers got what they sent.

    No name stands for commands, which change things in nobody's name.
    """

    name: str
    published: int = 0


def cautions(
    before: Data | None, after: Data, authors: Collection[Author] = ()
) -> list[Caution]:
    """Why what turns one document into the other needs care, gravest first.

    The documents are plain data; `before` is None where readers have nothing.
    """
    old = {} if before is None else entries_of(before)
    changes = changes_between(old, entries_of(after))
    found = [
        *_about_authors(authors),
        *_about_address(before or after, after),
        *_about_risk(before or {}, after),
        # In a first version every assessment is new, which says nothing.
        *_about_assessments(changes if old else []),
        *_about_weak_sources(before or {}, after),
        *(caution for each in changes for caution in _about(each)),
    ]
    order = list(Concern)
    return sorted(found, key=lambda caution: order.index(caution.concern))


def unsourced_quotes(document: Data) -> list[Data]:
    """The quotes that cite nothing."""
    return [each for each in document.get("quotes", []) if not each.get("citations")]


def _about_authors(authors: Collection[Author]) -> Iterator[Caution]:
    for author in authors:
        if not author.name:
            sentence = "A command changed it, in nobody’s name; ask who ran it."
        elif author.published == 0:
            sentence = (
                f"Nothing that {author.name} sent to review has reached readers yet."
            )
        elif author.published < ENOUGH_PUBLISHED:
            sentence = (
                f"What {author.name} sent to review has reached readers only "
                f"{_times(author.published)} so far."
            )
        else:
            continue
        yield Caution(Concern.NEW_AUTHOR, sentence)


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _about_address(before: Data, after: Data) -> Iterator[Caution]:
    old, new = before["slug"], after["slug"]
    if old == new:
        return
    is_kept = old in after.get("former_slugs", [])
    then = "still leads to it" if is_kept else "is not among its former slugs"
    yield Caution(
        Concern.RENAMED,
        f"The dossier moves from “{old}” to “{new}”; the former address {then}.",
        PERSON,
    )


def _about_risk(before: Data, after: Data) -> Iterator[Caution]:
    """The level that readers see is the newest assessment's."""
    if "died_on" in after or not after.get("position"):
        return
    newest = after["position"][0]
    old, new = _risk_level(before), _risk_level(after)
    if new is not None and (old is None or _rank(new) > _rank(old)):
        was = "none was stated" if old is None else f"it was {old.label.lower()}"
        yield Caution(
            Concern.RISK_RAISED,
            f"{after['name']} is alive, and the risk level becomes "
            f"{new.label.lower()}; {was}.",
            ("position", newest["id"]),
        )


def _risk_level(document: Data) -> RiskLevel | None:
    newest: Data = next(iter(document.get("position", [])), {})
    level = newest.get("risk_level")
    return None if level is None else RiskLevel(level)


def _rank(level: RiskLevel) -> int:
    return list(RiskLevel).index(level)


def _about_weak_sources(before: Data, after: Data) -> Iterator[Caution]:
    """Claims that have come to rest on weak sources alone, or changed and still do.

    A claim that stays as it is weakens with the source it cites.
    """
    old = entries_of(before)
    old_grades, grades = _reliabilities(before), _reliabilities(after)
    for key, entry in entries_of(after).items():
        for claim in _claims(entry):
            was_weak = old.get(key) == entry and _is_weak(claim, old_grades)
            if _is_weak(claim, grades) and not was_weak:
                yield Caution(
                    Concern.WEAKLY_SOURCED,
                    f"{_name(claim)} rests on weak sources alone: "
                    f"{', '.join(_grades(claim, grades))}.",
                    key,
                )


def _about_assessments(changes: Iterable[Change]) -> Iterator[Caution]:
    for change in changes:
        if change.section != "position" or change.after is None:
            continue
        said = "is new"
        if change.verb is Verb.CHANGED:
            names = [field_label(each.name) for each in change.fields]
            said = f"differs in: {', '.join(names).lower()}"
        day = PartialDate.parse(change.after["assessed_on"]).words
        sentence = f"The assessment of {day} {said}."
        yield _caution(change, Concern.ASSESSMENT_CHANGED, sentence)


def _reliabilities(document: Data) -> dict[str, str]:
    return {each["id"]: each["reliability"] for each in document.get("sources", [])}


def _is_weak(claim: Data, reliabilities: dict[str, str]) -> bool:
    supporting = _supporting(claim)
    return bool(supporting) and all(
        reliabilities.get(each["source"]) in _WEAK_SOURCES
        or each["credibility"] in _WEAK_CLAIMS
        for each in supporting
    )


def _grades(claim: Data, reliabilities: dict[str, str]) -> list[str]:
    return sorted(
        f"{reliabilities.get(each['source'], '?')}{each['credibility']}"
        for each in _supporting(claim)
    )


def _about(change: Change) -> Iterator[Caution]:
    """What is to be said of one change by itself."""
    if change.section in RECORD_LISTS:
        return
    if change.after is None:
        yield _caution(change, Concern.REMOVED, f"{_name(change.before)} goes.")
        return
    if change.section == "quotes":
        yield from _about_quote(change, change.after)
    yield from _about_figures(change)
    yield from _about_evidence(change, change.after)


def _about_quote(change: Change, quote: Data) -> Iterator[Caution]:
    if not quote.get("citations"):
        yield _caution(
            change,
            Concern.UNSOURCED_QUOTE,
            f"{_name(quote)} cites nothing; it cannot go to readers so.",
        )
    before = change.before
    if (
        before is not None
        and before["text"] != quote["text"]
        and before.get("citations") == quote.get("citations")
    ):
        yield _caution(
            change,
            Concern.WORDS_CHANGED,
            f"{_name(quote)} has other words now, and the same source for them.",
        )


def _about_figures(change: Change) -> Iterator[Caution]:
    if change.before is None or change.after is None:
        return
    old = {_claim_id(each): each for each in _claims(change.before)}
    for claim in _claims(change.after):
        former = old.get(_claim_id(claim))
        if former is None:
            continue
        if "metric" in claim and former["value"] != claim["value"]:
            yield _caution(
                change,
                Concern.FIGURE_CHANGED,
                f"{label_of(claim)}: {former['value']:,} becomes {claim['value']:,}.",
            )
        gone, come = _numbers_between(former, claim)
        if gone and come:
            yield _caution(
                change,
                Concern.FIGURE_CHANGED,
                f"{_name(claim)}: {', '.join(gone)} becomes {', '.join(come)}.",
            )


def _numbers_between(old: Data, new: Data) -> tuple[list[str], list[str]]:
    """The numbers in sentences that went, and those that came."""
    before, after = _numbers(old), _numbers(new)
    return [*(before - after).elements()], [*(after - before).elements()]


def _numbers(claim: Data) -> Counter[str]:
    return Counter(
        number for name in _PROSE for number in _NUMBER.findall(claim.get(name, ""))
    )


def _about_evidence(change: Change, entry: Data) -> Iterator[Caution]:
    claims = [*_claims(entry)]
    for claim in claims:
        if len(_supporting(claim)) < len(claim.get("citations", [])):
            yield _caution(
                change, Concern.CONTRADICTED, f"A source contradicts {_name(claim)}."
            )
    cites_nothing = not any(claim.get("citations") for claim in claims)
    if cites_nothing and change.section != "quotes" and _is_claim(change.key, entry):
        yield _caution(change, Concern.UNCITED, f"{_name(entry)} cites nothing.")


def _is_claim(key: EntryKey, entry: Data) -> bool:
    """A name and a slug alone say nothing of a person that wants a source."""
    return key != PERSON or any(name in entry for name in _PROSE)


def _claims(entry: Data) -> Iterator[Data]:
    """The entry, and the claims that are parts of it."""
    yield entry
    for name in _PARTS:
        yield from entry.get(name, [])


def _claim_id(claim: Data) -> tuple[str, Any]:
    kind = "metric" if "metric" in claim else ""
    return kind, claim.get("id")


def _supporting(claim: Data) -> list[Data]:
    """The citations but for those that contradict it; a document omits “supports”."""
    citations: list[Data] = claim.get("citations", [])
    return [each for each in citations if each.get("stance") != Stance.CONTRADICTS]


def _name(claim: Data | None) -> str:
    return f"“{label_of(claim or {})}”"


def _caution(change: Change, concern: Concern, sentence: str) -> Caution:
    return Caution(concern, sentence, change.key)
