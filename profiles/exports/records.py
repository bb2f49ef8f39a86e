"""What records of several lists have in common: people, sources cited, and pages."""

from typing import Any

from django.urls import reverse

from profiles.models import Citation, Organization, Person
from profiles.origin import Absolute
from profiles.queries.paging import Paging


def page_record(
    records: list[Any], paging: Paging, absolute: Absolute
) -> dict[str, Any]:
    """A page of a list: how many there are in all, the next page, and the records."""
    return {
        "count": paging.survey.total,
        "count_is_bounded": paging.survey.is_bounded,
        "next": absolute(paging.next_url) if paging.next_url else None,
        "results": records,
    }


def person_reference(person: Person, absolute: Absolute) -> dict[str, str]:
    return {
        "name": person.name,
        "slug": person.slug,
        "address": absolute(person.get_absolute_url()),
    }


def organization_path(organization: Organization) -> str:
    return reverse("profiles:organization-detail", args=[organization.slug])


def organization_reference(
    organization: Organization, absolute: Absolute
) -> dict[str, str]:
    return {
        "id": organization.slug,
        "name": organization.name,
        "address": absolute(organization_path(organization)),
    }


def citation_record(citation: Citation) -> dict[str, Any]:
    """What a source says to an entry, and what that source is."""
    source = citation.source
    return {
        "source": source.stable_id,
        "title": source.title,
        "publisher": source.publisher,
        "address": source.url,
        "archived_address": source.archived_url,
        "field": citation.field,
        "place": citation.place,
        "excerpt": citation.excerpt,
        "stance": citation.stance,
        "reliability": source.reliability,
        "credibility": citation.credibility,
    }


def text_or_null(value: object) -> str | None:
    """The text of a date or a grade, or None where there is none."""
    return None if value is None else str(value)
