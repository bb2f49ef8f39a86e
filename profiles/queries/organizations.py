"""What the pages of organizations ask the reading room."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Max, Prefetch, Q, QuerySet

from profiles.choices import AffiliationKind
from profiles.databases import PUBLIC
from profiles.documents.citing import Grade
from profiles.fields import newest_first
from profiles.models import (
    Affiliation,
    Award,
    Citation,
    Organization,
    Person,
    PublishedEdition,
)
from profiles.queries.grades import best_grade
from profiles.queries.paging import Paging


def organizations() -> QuerySet[Organization]:
    return Organization.objects.using(PUBLIC)


def organization_by_slug(slug: str) -> Organization | None:
    return organizations().filter(slug=slug).first()


@dataclass(frozen=True)
class ListedOrganization:
    """An organization with how many people of dossiers were and are in it."""

    organization: Organization
    people: int
    present: int
    awards: int


def listed_organizations(shown: Collection[Organization]) -> list[ListedOrganization]:
    """The organizations in their order, each with what is attached to it, counted."""
    pks = [each.pk for each in shown]
    attached = organizations().filter(pk__in=pks).order_by()
    people = {
        pk: (ever, present)
        for pk, ever, present in attached.annotate(
            ever=Count("affiliations__person", distinct=True),
            present=Count(
                "affiliations__person",
                distinct=True,
                filter=Q(affiliations__ended_on__isnull=True),
            ),
        ).values_list("pk", "ever", "present")
    }
    awards = dict(attached.annotate(n=Count("awards")).values_list("pk", "n"))
    return [
        ListedOrganization(each, *people.get(each.pk, (0, 0)), awards.get(each.pk, 0))
        for each in shown
    ]


@dataclass(frozen=True)
class Tenure:
    """A person's role in an organization, with its years as far as they are known."""

    affiliation: Affiliation
    first_year: int | None
    last_year: int | None

    @property
    def person(self) -> Person:
        return self.affiliation.person

    @property
    def is_current(self) -> bool:
        return self.affiliation.is_current

    @property
    def grade(self) -> Grade | None:
        return best_grade(self.affiliation.citations.all())


@dataclass(frozen=True)
class Staff:
    """People by tenure: groups under their headings, and the axis of all the bars."""

    groups: list[tuple[str, list[Tenure]]]
    first_year: int
    present_year: int


@dataclass(frozen=True)
class OrganizationPage:
    """An organization, a page of its people by tenure, and the awards that it grants.

    Beside each award stands how many people of dossiers received it.
    """

    organization: Organization
    paging: Paging
    staff: Staff
    awards: list[tuple[Award, int]]


def affiliations_with(organization: Organization) -> QuerySet[Affiliation]:
    """Who is and was there: positions before advice, the present before the past."""
    return (
        Affiliation.objects.using(PUBLIC)
        .filter(organization=organization)
        .select_related("person")
        .prefetch_related(
            Prefetch(
                "citations", Citation.objects.using(PUBLIC).select_related("source")
            )
        )
        .order_by(
            # The lower bound: an end that is not known sorts as the earliest.
            F("kind").desc(),
            F("ended_on_lower").desc(nulls_first=True),
            *newest_first("started_on"),
            "stable_id",
        )
    )


def staff(affiliations: Iterable[Affiliation]) -> Staff:
    """The tenures of some affiliations, in their order, on one axis."""
    present_year = _present().year
    tenures = [_tenure(each, present_year) for each in affiliations]
    groups: dict[str, list[Tenure]] = {
        "Present": [],
        "Past": [],
        AffiliationKind.ADVISORY.label: [],
    }
    for tenure in tenures:
        groups[_heading(tenure)].append(tenure)
    years = [each.first_year for each in tenures if each.first_year is not None]
    return Staff(
        [(label, rows) for label, rows in groups.items() if rows],
        min(years, default=present_year),
        present_year,
    )


def _heading(tenure: Tenure) -> str:
    if tenure.affiliation.kind == AffiliationKind.ADVISORY:
        return AffiliationKind.ADVISORY.label
    return "Present" if tenure.is_current else "Past"


def _tenure(affiliation: Affiliation, present_year: int) -> Tenure:
    started, ended = affiliation.started_on, affiliation.ended_on
    return Tenure(
        affiliation,
        None if started is None else started.lower.year,
        present_year if ended is None else ended.year,
    )


def _present() -> date:
    """The day up to which the reading room knows: that of its newest edition."""
    editions = PublishedEdition.objects.using(PUBLIC).current()
    newest = editions.aggregate(newest=Max("published_at"))["newest"]
    return date.max if newest is None else newest.date()


def awards_of(organization: Organization) -> list[tuple[Award, int]]:
    """The awards it grants, each with how many people of dossiers received it."""
    awards = (
        Award.objects.using(PUBLIC)
        .filter(granted_by=organization)
        .annotate(people=Count("receptions__person", distinct=True))
        .order_by("name", "pk")
    )
    return [(award, award.people) for award in awards]
