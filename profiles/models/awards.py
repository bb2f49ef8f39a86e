from django.db import models

from profiles.dates import DATED_AHEAD
from profiles.fields import (
    DossierReference,
    LineField,
    NoLater,
    PartialDateField,
    ProseField,
    UnicodeSlugField,
    newest_first,
)
from profiles.models.constraints import from_one, not_empty
from profiles.models.entries import Entry
from profiles.models.organizations import Organization
from profiles.models.profile import Person, require_somebody_else


class Award(models.Model):
    """A prize, medal, order or membership that an organization grants."""

    name = LineField()
    slug = UnicodeSlugField(unique=True)
    granted_by = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="awards",
    )

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            not_empty("slug", "award"),
            models.UniqueConstraint(
                fields=["name", "granted_by"],
                name="award_once",
                violation_error_message="There is an award of this name already.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AwardReceived(Entry):
    """That a person received an award."""

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="awards_received"
    )
    award = models.ForeignKey(
        Award, on_delete=models.PROTECT, related_name="receptions"
    )
    awarded_on = PartialDateField(
        null=True, blank=True, validators=[NoLater(DATED_AHEAD)]
    )
    citation_text = ProseField(blank=True, max_length=5_000)

    class Meta:
        ordering = [*newest_first("awarded_on"), "stable_id"]
        verbose_name_plural = "awards received"

    def __str__(self) -> str:
        return f"{self.award}, {self.awarded_on or 'year not known'}"


class JointLaureate(models.Model):
    """With whom an award was shared, by name."""

    award_received = models.ForeignKey(
        AwardReceived, on_delete=models.CASCADE, related_name="jointly_with"
    )
    position = models.PositiveSmallIntegerField()
    name = LineField(max_length=200)
    person = DossierReference(related_name="joint_awards")

    class Meta:
        ordering = ["award_received", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["award_received", "position"], name="joint_laureate_position"
            ),
            not_empty("name", "joint_laureate"),
            from_one("position", "joint_laureate"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        # Of an award that is being added there may be no person yet.
        if self.award_received.person_id is not None:
            require_somebody_else(
                self.award_received.person, self.name, self.person_id, "person"
            )
