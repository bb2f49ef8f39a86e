"""Partial dates: a day, a month or a year known, about or in doubt, or a span of them.

The notation is the Extended Date/Time Format of the Library of Congress (ISO 8601-2):
its level 0 without times of day, plus `?` `~` `%` at the end of a date, unspecified
digits from the right (`201X`, `2004-XX`) and open or unknown ends of a span.
"""

import calendar
import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Self

_DATE = re.compile(
    r"(?P<year>[0-9]{4}|[0-9]{3}X|[0-9]{2}XX|[0-9]XXX|XXXX)"
    r"(?:-(?P<month>[0-9]{2}|XX)(?:-(?P<day>[0-9]{2}|XX))?)?"
    r"(?P<qualifier>[?~%]?)",
    re.ASCII,
)
_PLAIN = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")

#: The longest text that can be a partial date: two whole dates in doubt and a slash.
MAX_LENGTH = 23

#: How many years from now a date can lie: one of what has happened, one that is
#: printed on a work ahead of time, and one that is announced, such as a term's end.
PAST, DATED_AHEAD, ANNOUNCED = 0, 1, 10

_EXPECTED = "expected a date such as 2018, 2018-03 or 2018-03-07"


class PartialDateError(ValueError):
    """The text is not a partial date; the message says why."""


def require_no_later(value: "PartialDate | date", years_ahead: int) -> None:
    """Raise PartialDateError where all of the date lies further ahead than that."""
    first = value.lower if isinstance(value, PartialDate) else value
    # Where the day begins first, the new one is fourteen hours ahead of UTC.
    latest = (datetime.now(UTC) + timedelta(hours=14)).date()
    if first <= latest:
        return
    if years_ahead == PAST:
        raise PartialDateError("lies in the future; correct it")
    if first > latest + timedelta(days=366 * years_ahead):
        years = "a year" if years_ahead == 1 else f"{years_ahead} years"
        raise PartialDateError(f"lies more than {years} ahead; correct it")


@dataclass(frozen=True, slots=True)
class _Part:
    """One date of a span: its first and last possible day, and how it reads."""

    lower: date
    upper: date
    words: str


def _read_part(text: str) -> _Part:
    match = _DATE.fullmatch(text)
    if match is None:
        raise PartialDateError(f"“{text}” is not a date; {_EXPECTED}")
    year, month, day = match["year"], match["month"], match["day"]
    if "X" in year and month is not None:
        raise PartialDateError(f"“{text}” names a month of a year that is not known")
    if month == "XX" and day not in (None, "XX"):
        raise PartialDateError(f"“{text}” names a day of a month that is not known")
    first, last = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if last == 0:
        raise PartialDateError(f"“{text}”: years run from 0001 to 9999")
    lower, upper = date(max(first, 1), 1, 1), date(last, 12, 31)
    words = _words_of_year(year)
    if month not in (None, "XX"):
        number = int(month)
        if not 1 <= number <= 12:
            raise PartialDateError(f"“{text}”: there is no month {month}")
        length = calendar.monthrange(first, number)[1]
        lower, upper = lower.replace(month=number), date(first, number, length)
        words = f"{calendar.month_name[number]} {words}"
        if day not in (None, "XX"):
            if not 1 <= int(day) <= length:
                raise PartialDateError(
                    f"“{text}” does not exist: {words} has {length} days"
                )
            lower = upper = lower.replace(day=int(day))
            words = f"{int(day)} {words}"
    return _Part(lower, upper, _qualified(words, match["qualifier"]))


def _words_of_year(year: str) -> str:
    match year.count("X"):
        case 0:
            return str(int(year))
        case 1:
            return f"the {int(year[:3])}0s"
        case 4:
            return "an unknown year"
        case _:
            first, last = int(year.replace("X", "0")), int(year.replace("X", "9"))
            return f"between {max(first, 1)} and {last}"


def _qualified(words: str, qualifier: str) -> str:
    if qualifier in ("~", "%"):
        words = f"about {words}"
    return f"{words} (uncertain)" if qualifier in ("?", "%") else words


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date known as far as it is known; compares by its first, then its last day.

    `lower` and `upper` are the first and the last day it can mean. An open or unknown
    end of a span reaches to the first or last day a Python date can hold. Two dates
    are equal when their text is; of two that mean the same days, neither is earlier.
    """

    text: str
    lower: date = field(compare=False)
    upper: date = field(compare=False)
    words: str = field(compare=False, repr=False)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read EDTF text; raise PartialDateError with the reason when it is none."""
        return cls(text, *_bounds_and_words(text))

    @classmethod
    def of_day(cls, day: date) -> Self:
        return cls.parse(day.isoformat())

    def __str__(self) -> str:
        return self.text

    @property
    def _key(self) -> tuple[date, date]:
        return self.lower, self.upper

    def __lt__(self, other: "PartialDate") -> bool:
        return self._key < other._key

    def __le__(self, other: "PartialDate") -> bool:
        return self._key <= other._key

    def __gt__(self, other: "PartialDate") -> bool:
        return self._key > other._key

    def __ge__(self, other: "PartialDate") -> bool:
        return self._key >= other._key

    def overlaps(self, other: "PartialDate") -> bool:
        """Whether some day can belong to both."""
        return self.lower <= other.upper and self.upper >= other.lower

    @property
    def is_span(self) -> bool:
        return "/" in self.text

    @property
    def machine_text(self) -> str:
        """The date as the HTML `datetime` attribute takes it, "" where it cannot."""
        text = self.text.rstrip("?~%")
        return text if _PLAIN.fullmatch(text) else ""

    @property
    def year(self) -> int | None:
        """The year, where all the days lie in one."""
        return self.lower.year if self.lower.year == self.upper.year else None

    @property
    def decade(self) -> int | None:
        """The decade's first year (1990), where all the days lie in one decade."""
        first, last = self.lower.year // 10, self.upper.year // 10
        return first * 10 if first == last else None

    @property
    def year_text(self) -> str:
        """The year, or for what is longer than one the words of the whole."""
        return self.words if self.year is None else str(self.year)


@lru_cache(maxsize=4096)
def _bounds_and_words(text: str) -> tuple[date, date, str]:
    if len(text) > MAX_LENGTH:
        raise PartialDateError(f"“{text[:MAX_LENGTH]}…” is too long; {_EXPECTED}")
    if "/" not in text:
        part = _read_part(text)
        return part.lower, part.upper, part.words
    start, _, end = text.partition("/")
    first = None if start in ("", "..") else _read_part(start)
    last = None if end in ("", "..") else _read_part(end)
    if first is None and last is None:
        raise PartialDateError(f"“{text}” has neither a beginning nor an end")
    if first is None or last is None:
        return _open_span(first, last, is_unknown="" in (start, end))
    if first.lower > last.upper:
        raise PartialDateError(f"“{text}” ends before it begins")
    dash = " – " if " " in first.words + last.words else "–"
    return first.lower, last.upper, f"{first.words}{dash}{last.words}"


def _open_span(
    first: _Part | None, last: _Part | None, *, is_unknown: bool
) -> tuple[date, date, str]:
    if first is not None:
        words = f"from {first.words}" if is_unknown else f"since {first.words}"
        return first.lower, date.max, words
    if last is None:  # the caller has refused a span without ends
        raise PartialDateError("a span needs a beginning or an end")
    return date.min, last.upper, f"until {last.words}"
