"""The wording of numbers, dates and names in the dossier's pages."""

from datetime import date, datetime

from django import template

from profiles import text
from profiles.dates import PartialDate

register = template.Library()


@register.filter
def grouped(count: int) -> str:
    """500,000: every digit, in groups of three."""
    return f"{count:,}"


@register.filter
def duration(minutes: int) -> str:
    """2 h 47 min."""
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} h" if hours else "", f"{rest} min" if rest or not hours else ""]
    return " ".join(filter(None, parts))


@register.filter
def day_words(day: date | datetime) -> str:
    """7 March 2024."""
    return PartialDate.of_day(day.date() if isinstance(day, datetime) else day).words


@register.filter
def completed(education: object) -> str:
    """When a degree was taken: its years, or the one in which it ended, or ""."""
    started: PartialDate | None = getattr(education, "started_on", None)
    ended: PartialDate | None = getattr(education, "ended_on", None)
    if started is not None and ended is not None:
        return years(education)
    if started is not None:
        return f"from {started.year_text}"
    return "" if ended is None else ended.year_text


@register.filter
def years(entry: object) -> str:
    """The span of an entry: 2013–2025, since 2025, until 2003, or nothing known."""
    started: PartialDate | None = getattr(entry, "started_on", None)
    ended: PartialDate | None = getattr(entry, "ended_on", None)
    first = started.year_text if started else ""
    if ended is None:
        return f"{first}–present" if first else "to the present"
    if ended.text.startswith("XXXX"):
        return f"from {first}, end not known" if first else "years not known"
    last = ended.year_text
    if not first:
        return f"until {last}"
    return first if first == last else f"{first}–{last}"


@register.filter
def slug(name: str) -> str:
    """The slug under which a shared record of this name has its page."""
    return text.slug_for(name)


@register.filter
def initials(name: str) -> str:
    """YL, for want of a portrait."""
    return text.initials(name)


@register.inclusion_tag("profiles/_date.html")
def partial_date(value: PartialDate | None, style: str = "words") -> dict[str, object]:
    """A date at its own precision: in words, as its year, or in ISO notation."""
    shown = ""
    if value is not None:
        shown = {
            "words": value.words,
            "year": value.year_text,
            "iso": value.machine_text or value.words,
        }[style]
    return {"value": value, "shown": shown}
