"""Organizations as records and as rows, and each with all that is attached to it."""

from typing import Any

from django.urls import reverse

from profiles.exports.records import (
    citation_record,
    organization_path,
    page_record,
    person_reference,
    text_or_null,
)
from profiles.models import Award, Organization
from profiles.origin import Absolute
from profiles.queries.organizations import ListedOrganization, OrganizationPage, Tenure

ORGANIZATION_COLUMNS = [
    "id",
    "name",
    "full_name",
    "kind",
    "country",
    "url",
    "people",
    "present",
    "awards",
    "address",
]


def organization_record(
    listed: ListedOrganization, absolute: Absolute
) -> dict[str, Any]:
    """An organization as JSON holds it, with what is attached to it counted."""
    return {
        **_facts(listed.organization, absolute),
        "people": listed.people,
        "present": listed.present,
        "awards": listed.awards,
    }


def organization_row(listed: ListedOrganization, absolute: Absolute) -> list[Any]:
    """An organization as a row under ORGANIZATION_COLUMNS."""
    organization = listed.organization
    return [
        organization.slug,
        organization.name,
        organization.full_name,
        organization.kind,
        organization.country,
        organization.url,
        listed.people,
        listed.present,
        listed.awards,
        absolute(organization_path(organization)),
    ]


def organization_details(page: OrganizationPage, absolute: Absolute) -> dict[str, Any]:
    """An organization with a page of its people by tenure, and the awards it grants."""
    tenures = [
        {
            "person": person_reference(tenure.person, absolute),
            **tenure_record(tenure, absolute),
        }
        for _, tenures in page.staff.groups
        for tenure in tenures
    ]
    return {
        **_facts(page.organization, absolute),
        "affiliations": page_record(tenures, page.paging, absolute),
        "awards": [_granted(award, people, absolute) for award, people in page.awards],
    }


def _facts(organization: Organization, absolute: Absolute) -> dict[str, Any]:
    return {
        "id": organization.slug,
        "address": absolute(organization_path(organization)),
        "name": organization.name,
        "full_name": organization.full_name,
        "kind": organization.kind,
        "country": organization.country,
        "url": organization.url,
    }


def tenure_record(tenure: Tenure, absolute: Absolute) -> dict[str, Any]:
    """A role of somebody somewhere, with its evidence; dates are EDTF.

    An end that is null lasts to the present.
    """
    affiliation = tenure.affiliation
    dossier = tenure.person.get_absolute_url()
    return {
        "id": affiliation.stable_id,
        "address": absolute(f"{dossier}#{affiliation.stable_id}"),
        "role": affiliation.role,
        "started_on": text_or_null(affiliation.started_on),
        "ended_on": text_or_null(affiliation.ended_on),
        "kind": affiliation.kind,
        "is_primary": affiliation.is_primary,
        "note": affiliation.note,
        "grade": text_or_null(tenure.grade),
        "citations": [citation_record(each) for each in affiliation.citations.all()],
    }


def _granted(award: Award, people: int, absolute: Absolute) -> dict[str, Any]:
    return {
        "slug": award.slug,
        "address": absolute(reverse("profiles:award-detail", args=[award.slug])),
        "name": award.name,
        "laureates": people,
    }
