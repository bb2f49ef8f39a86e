"""Columns that lists of entries have in common."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import admin
from django.utils.html import format_html

from profiles.dates import PartialDate
from profiles.desk.evidence import EntryEvidence, evidence_of
from profiles.desk.scopes import PATHS
from profiles.documents.entries import EntryKey
from profiles.models import Remark


@admin.display(description="evidence")
def evidence(entry: Any) -> str:
    """The best grade that supports an entry, and that it was returned, where told."""
    found: EntryEvidence | None = getattr(entry, "evidence", None)
    if found is None:
        return ""
    return format_html(
        '<span class="desk-evidence" data-kind="{}" title="{}">{}</span> {}',
        found.kind,
        found.words,
        found.short,
        _returned(entry),
    )


def _returned(entry: Any) -> str:
    reasons: list[str] = getattr(entry, "reasons", [])
    if not reasons:
        return ""
    return format_html(
        '<span class="desk-returned" title="{}">Returned</span>', "; ".join(reasons)
    )


def tell_reasons(entries: Iterable[Any], remarks: Iterable[Remark]) -> None:
    """Tell entries why they were returned, as far as the remarks are about them."""
    reasons: dict[EntryKey, list[str]] = defaultdict(list)
    for remark in remarks:
        reasons[remark.section, remark.entry_id].append(remark.text)
    for entry in entries:
        entry.reasons = reasons[PATHS.get(type(entry), ""), entry.stable_id]


def tell_evidence(entries: Iterable[Any]) -> None:
    """Tell entries what they rest on, in one query for all of them."""
    for entry, found in evidence_of(entries).items():
        setattr(entry, evidence.__name__, found)


def dated(name: str) -> Callable[[Any], str]:
    """A column of partial dates in words, in the order of what they mean."""

    @admin.display(
        description=name.replace("_", " "), ordering=f"{name}_lower", empty_value="–"
    )
    def column(entry: Any) -> str:
        value: PartialDate | None = getattr(entry, name)
        return "" if value is None else value.words

    column.__name__ = name
    return column
