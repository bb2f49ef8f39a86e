"""Awards as records and as rows, and each with all who received it."""

from typing import Any

from django.urls import reverse

from profiles.exports.records import (
    citation_record,
    organization_reference,
    page_record,
    person_reference,
    text_or_null,
)
from profiles.models import Award, AwardReceived
from profiles.origin import Absolute
from profiles.queries.awards import AwardPage, Conferral, Laureate, ListedAward
from profiles.queries.grades import best_grade

AWARD_COLUMNS = ["slug", "name", "granted_by", "laureates", "address"]


def award_record(listed: ListedAward, absolute: Absolute) -> dict[str, Any]:
    """An award as JSON holds it, with its laureates counted."""
    return {**_facts(listed.award, absolute), "laureates": listed.people}


def award_row(listed: ListedAward, absolute: Absolute) -> list[Any]:
    """An award as a row under AWARD_COLUMNS."""
    award = listed.award
    return [
        award.slug,
        award.name,
        award.granted_by.name if award.granted_by else "",
        listed.people,
        absolute(_path(award)),
    ]


def award_details(page: AwardPage, absolute: Absolute) -> dict[str, Any]:
    """An award with a page of the dossiers' entries of it.

    The laureates of a joint award stand in each of its entries, also where that
    entry itself does not name them.
    """
    receptions = [
        _reception(received, conferral, absolute)
        for conferral in page.conferrals
        for received in conferral.received
    ]
    return {
        **_facts(page.award, absolute),
        "receptions": page_record(receptions, page.paging, absolute),
    }


def _path(award: Award) -> str:
    return reverse("profiles:award-detail", args=[award.slug])


def _facts(award: Award, absolute: Absolute) -> dict[str, Any]:
    grantor = award.granted_by
    return {
        "slug": award.slug,
        "address": absolute(_path(award)),
        "name": award.name,
        "granted_by": organization_reference(grantor, absolute) if grantor else None,
    }


def _reception(
    received: AwardReceived, conferral: Conferral, absolute: Absolute
) -> dict[str, Any]:
    person = received.person
    return {
        "id": received.stable_id,
        "address": absolute(f"{person.get_absolute_url()}#{received.stable_id}"),
        "person": person_reference(person, absolute),
        "awarded_on": text_or_null(received.awarded_on),
        "citation_text": received.citation_text,
        "jointly_with": [
            _laureate(each, absolute)
            for each in conferral.laureates
            if each.slug != person.slug
        ],
        "note": received.note,
        "grade": text_or_null(best_grade(received.citations.all())),
        "citations": [citation_record(each) for each in received.citations.all()],
    }


def _laureate(laureate: Laureate, absolute: Absolute) -> dict[str, str | None]:
    """A laureate by name, and by slug and address where a dossier is published."""
    if not laureate.slug:
        return {"name": laureate.name, "slug": None, "address": None}
    path = reverse("profiles:person-detail", args=[laureate.slug])
    return {"name": laureate.name, "slug": laureate.slug, "address": absolute(path)}
