"""CSV that a spreadsheet opens without running anything in it (RFC 4180)."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any

#: What makes a spreadsheet take a cell for a formula, full-width twins included.
_DANGEROUS = tuple("=+-@\uff1d\uff0b\uff0d\uff20\t\r\n\0|%")


class _Line:
    """Hands back what the csv module writes."""

    def write(self, text: str) -> str:
        return text


def safe_cell(value: Any) -> str:
    """A value as text that no spreadsheet takes for a formula.

    What could be one gets an apostrophe before it, which spreadsheets do not show.
    """
    text = "" if value is None else str(value).replace("\0", "")
    start = text.lstrip(" \u00a0\"'“”‘’")
    return f"'{text}" if start.startswith(_DANGEROUS) else text


def csv_lines(header: list[str], rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """The lines of a file, one at a time, with a byte-order mark for spreadsheets."""
    writer = csv.writer(_Line(), quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    yield "\ufeff"
    yield writer.writerow([safe_cell(cell) for cell in header])
    for row in rows:
        yield writer.writerow([safe_cell(cell) for cell in row])
