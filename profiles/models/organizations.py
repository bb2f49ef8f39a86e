from django.db import models
from django_countries import countries

from profiles.choices import OrganizationKind
from profiles.fields import LineField, LinkField
from profiles.models.constraints import link_scheme, not_empty, one_of
from profiles.models.entries import SharedRecord


class Organization(SharedRecord):
    """Who people work for, advise, or are honoured by. Its slug is its id."""

    full_name = LineField(blank=True)
    kind = models.CharField(max_length=20, choices=OrganizationKind)
    country = models.CharField(
        max_length=2, blank=True, help_text="ISO 3166-1, such as FR."
    )
    url = LinkField(verbose_name="address")

    class Meta:
        ordering = ["name"]
        constraints = [
            not_empty("slug", "organization"),
            one_of("kind", OrganizationKind, "organization"),
            link_scheme("url", "organization"),
        ]

    @property
    def country_name(self) -> str:
        return countries.name(self.country) if self.country else ""
