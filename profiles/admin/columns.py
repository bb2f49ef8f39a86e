"""Columns that lists of entries have in common."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import admin
from django.utils.html import format_html

from profiles.dates import PartialDate
from profiles.desk.evidence import EntryEvidence, evidence_of


@admin.display(description="evidence")
def evidence(entry: Any) -> str:
    """The best grade that supports an entry which was told its evidence."""
    found: EntryEvidence | None = getattr(entry, "evidence", None)
    if found is None:
        return ""
    return format_html(
        '<span class="desk-evidence" data-kind="{}" title="{}">{}</span>',
        found.kind,
        found.words,
        found.short,
    )


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
