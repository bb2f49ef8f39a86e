"""Quotes as records, as rows, and as citations."""

from typing import Any

from django.urls import reverse
from django.utils.html import escape

from profiles.exports.bibtex import bibtex_entry
from profiles.exports.linked_data import Named, quotation_data
from profiles.exports.records import citation_record, person_reference
from profiles.origin import Absolute
from profiles.queries.quotes import ListedQuote

QUOTE_COLUMNS = [
    "id",
    "person",
    "text",
    "said_on",
    "outlet",
    "topics",
    "language",
    "translation",
    "wording",
    "attribution",
    "grade",
    "sources",
    "context",
    "note",
    "address",
]


def quote_path(listed: ListedQuote) -> str:
    return reverse("profiles:quote-detail", args=[listed.quote.stable_id])


def quote_record(listed: ListedQuote, absolute: Absolute) -> dict[str, Any]:
    """A quote with its evidence, as JSON holds it; dates are EDTF."""
    quote = listed.quote
    return {
        "id": quote.stable_id,
        "address": absolute(quote_path(listed)),
        "person": person_reference(quote.person, absolute),
        "text": quote.text,
        "said_on": str(quote.said_on) if quote.said_on else None,
        "outlet": quote.outlet,
        "topics": [topic.name for topic in listed.topics],
        "context": quote.context,
        "language": quote.language,
        "translation": quote.translation,
        "wording": quote.wording,
        "attribution": quote.attribution,
        "note": quote.note,
        "grade": str(listed.grade) if listed.grade else None,
        "citations": [citation_record(each) for each in listed.citations],
    }


def quote_row(listed: ListedQuote, absolute: Absolute) -> list[Any]:
    """A quote as a row under QUOTE_COLUMNS; several values are joined by “; ”."""
    quote = listed.quote
    return [
        quote.stable_id,
        quote.person.name,
        quote.text,
        quote.said_on,
        quote.outlet,
        "; ".join(topic.name for topic in listed.topics),
        quote.language,
        quote.translation,
        quote.wording,
        quote.attribution,
        listed.grade,
        "; ".join(each.source.url or each.source.title for each in listed.citations),
        quote.context,
        quote.note,
        absolute(quote_path(listed)),
    ]


def quote_description(listed: ListedQuote) -> str:
    """What its page is, in a line: how sure, of whom, where said."""
    outlet = f", {listed.quote.outlet}" if listed.quote.outlet else ""
    return (
        f"{listed.attribution.label} quote of {listed.quote.person}{outlet}, "
        "with its source and context."
    )


def quote_linked_data(listed: ListedQuote, absolute: Absolute) -> dict[str, Any]:
    """The quote as JSON-LD."""
    quote = listed.quote
    person = Named(quote.person.name, absolute(quote.person.get_absolute_url()))
    return quotation_data(
        url=absolute(quote_path(listed)),
        text=quote.text,
        speaker=person,
        attribution=listed.attribution,
        said_on=quote.said_on,
        outlet=quote.outlet,
        language=quote.language,
        topics=[topic.name for topic in listed.topics],
        sources=[each.source.url for each in listed.citations if each.source.url],
    )


# How to cite one


def quote_citation(listed: ListedQuote, absolute: Absolute) -> str:
    """A line of text: who, the words, where, when, how sure, and the address."""
    quote = listed.quote
    where = ", ".join(
        part
        for part in (quote.outlet, quote.said_on.words if quote.said_on else "undated")
        if part
    )
    status = "" if listed.is_verified else f" [{listed.attribution.label.lower()}]"
    return (
        f"{quote.person.name}, “{quote.text}”{status}, {where}. "
        f"Intelligence Dossier, {absolute(quote_path(listed))}"
    )


def quote_bibtex(listed: ListedQuote, absolute: Absolute) -> str:
    """An entry of kind @misc, whose note says how sure it is that these were said."""
    quote = listed.quote
    status = "" if listed.is_verified else f"{listed.attribution.label} attribution"
    said_on = quote.said_on
    return bibtex_entry(
        "misc",
        quote.stable_id,
        {
            "author": [quote.person.name],
            "title": quote.text,
            "howpublished": quote.outlet,
            "year": str(said_on.year) if said_on and said_on.year else "",
            "date": str(said_on) if said_on else "",
            "note": "; ".join(filter(None, [status, "Intelligence Dossier"])),
            "url": absolute(quote_path(listed)),
        },
    )


def quote_blockquote(listed: ListedQuote, absolute: Absolute) -> str:
    """HTML to embed the quote elsewhere, with a link back, as text to copy.

    Every value in it is escaped; shown on a page it is escaped once more.
    """
    quote = listed.quote
    address = escape(absolute(quote_path(listed)))
    status = "" if listed.is_verified else f" ({listed.attribution.label.lower()})"
    where = quote.outlet or (quote.said_on.words if quote.said_on else "undated")
    return (
        f'<blockquote cite="{address}" lang="{escape(quote.language)}">'
        f"<p>{escape(quote.text)}</p>"
        f"<footer>— {escape(quote.person.name)}{status}, <cite>{escape(where)}</cite>, "
        f'<a href="{address}">Intelligence Dossier</a></footer></blockquote>'
    )
