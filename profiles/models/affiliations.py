from django.db import models

from profiles.choices import AffiliationKind
from profiles.dates import ANNOUNCED
from profiles.fields import LineField, NoLater, PartialDateField, newest_first
from profiles.models.constraints import in_order, one_of
from profiles.models.entries import Entry
from profiles.models.organizations import Organization
from profiles.models.profile import Person


class Affiliation(Entry):
    """A role in an organization; without an end it lasts to the present."""

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="affiliations"
    )
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="affiliations"
    )
    role = LineField()
    started_on = PartialDateField(
        null=True, blank=True, validators=[NoLater(ANNOUNCED)]
    )
    ended_on = PartialDateField(
        null=True,
        blank=True,
        validators=[NoLater(ANNOUNCED)],
        help_text="Empty means to the present; XXXX that the end is not known.",
    )
    kind = models.CharField(
        max_length=20, choices=AffiliationKind, default=AffiliationKind.POSITION
    )
    is_primary = models.BooleanField(
        default=False, help_text="The one the head of the dossier names."
    )

    class Meta:
        ordering = [*newest_first("started_on"), "stable_id"]
        constraints = [
            one_of("kind", AffiliationKind, "affiliation"),
            in_order("started_on", "ended_on", "affiliation"),
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(is_primary=True),
                name="affiliation_one_primary",
                violation_error_message=(
                    "Another affiliation of this person is the primary one."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(is_primary=False) | models.Q(ended_on__isnull=True),
                name="affiliation_primary_is_current",
                violation_error_message="The primary affiliation cannot have ended.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role}, {self.organization}"

    @property
    def is_current(self) -> bool:
        return self.ended_on is None
