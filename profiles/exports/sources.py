"""Sources as records and as rows, and each with all that rests on it."""

from typing import Any

from django.urls import reverse

from profiles.exports.records import page_record, person_reference, text_or_null
from profiles.models import Person, Source
from profiles.origin import Absolute
from profiles.queries.sources import Claim, ListedSource, SourcePage

SOURCE_COLUMNS = [
    "id",
    "title",
    "publisher",
    "url",
    "archived_url",
    "kind",
    "published_on",
    "seen_on",
    "link_state",
    "reliability",
    "claims",
    "address",
]


def source_record(listed: ListedSource, absolute: Absolute) -> dict[str, Any]:
    """A source as JSON holds it, with the claims that rest on it counted."""
    return {**_facts(listed.source, absolute), "claims": listed.claims}


def source_row(listed: ListedSource, absolute: Absolute) -> list[Any]:
    """A source as a row under SOURCE_COLUMNS."""
    source = listed.source
    return [
        source.stable_id,
        source.title,
        source.publisher,
        source.url,
        source.archived_url,
        source.kind,
        source.published_on,
        source.seen_on,
        source.link_state,
        source.reliability,
        listed.claims,
        absolute(_path(source)),
    ]


def source_details(page: SourcePage, absolute: Absolute) -> dict[str, Any]:
    """A source with a page of the claims that rest on it, by dossier."""
    claims = [
        _claim(claim, dossier.person, absolute)
        for dossier in page.dossiers
        for claim in dossier.claims
    ]
    return {
        **_facts(page.shown.source, absolute),
        "dossiers": page.dossier_count,
        "claims": page_record(claims, page.paging, absolute),
    }


def _path(source: Source) -> str:
    return reverse("profiles:source-detail", args=[source.stable_id])


def _facts(source: Source, absolute: Absolute) -> dict[str, Any]:
    return {
        "id": source.stable_id,
        "address": absolute(_path(source)),
        "title": source.title,
        "publisher": source.publisher,
        "url": source.url,
        "archived_url": source.archived_url,
        "kind": source.kind,
        "published_on": text_or_null(source.published_on),
        "seen_on": text_or_null(source.seen_on),
        "link_state": source.link_state,
        "reliability": source.reliability,
    }


def _claim(claim: Claim, person: Person, absolute: Absolute) -> dict[str, Any]:
    """What the source says to an entry, which stands here in words."""
    citation, subject = claim.citation, claim.subject
    return {
        "person": person_reference(person, absolute),
        "section": subject.section.value,
        "entry": subject.words,
        "address": absolute(f"{person.get_absolute_url()}#{subject.anchor}"),
        "field": citation.field,
        "place": citation.place,
        "excerpt": citation.excerpt,
        "stance": citation.stance,
        "credibility": citation.credibility,
        "grade": str(claim.grade),
    }
