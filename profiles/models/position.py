from django.core.exceptions import ValidationError
from django.db import models

from profiles.choices import RiskLevel
from profiles.fields import NoLater, PartialDateField, ProseField, newest_first
from profiles.models.constraints import ToldAtField, from_one, one_of
from profiles.models.entries import Entry
from profiles.models.profile import Person
from profiles.text import cut, says_nothing_is_stated


class Position(Entry):
    """One assessment of where the person stands on AGI; the newest is current."""

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="positions"
    )
    assessed_on = PartialDateField(validators=[NoLater()])
    risk_level = models.CharField(
        max_length=20,
        choices=RiskLevel,
        blank=True,
        help_text="Left out where the person has not stated any.",
    )
    predicted_timeline = ProseField(blank=True, max_length=5_000)
    earliest_year = models.PositiveSmallIntegerField(null=True, blank=True)
    latest_year = models.PositiveSmallIntegerField(null=True, blank=True)
    stance = ProseField(blank=True, max_length=5_000)
    safety_approach = ProseField(blank=True, max_length=5_000)
    remarks = ProseField(
        blank=True, max_length=5_000, help_text="How the view has moved."
    )

    class Meta:
        ordering = [*newest_first("assessed_on"), "stable_id"]
        constraints = [
            one_of("risk_level", RiskLevel, "position", or_empty=True),
            ToldAtField(
                field="latest_year",
                condition=models.Q(earliest_year__isnull=True)
                | models.Q(latest_year__isnull=True)
                | models.Q(latest_year__gte=models.F("earliest_year")),
                name="position_years_in_order",
                violation_error_message=(
                    "The latest year lies before the earliest; correct one of the two."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} on AGI, {self.assessed_on}"

    def clean(self) -> None:
        years = {"earliest_year": self.earliest_year, "latest_year": self.latest_year}
        given = [name for name, year in years.items() if year is not None]
        if given and says_nothing_is_stated(self.predicted_timeline):
            sentence = (
                f"The predicted timeline says “{self.predicted_timeline}”; take out "
                "the years, or say there what was predicted."
            )
            raise ValidationError({given[0]: sentence})


class Belief(Entry):
    """A key belief, in the analyst's order."""

    assessment = models.ForeignKey(
        Position, on_delete=models.CASCADE, related_name="beliefs"
    )
    position = models.PositiveSmallIntegerField()
    text = ProseField(max_length=5_000)

    class Meta:
        ordering = ["assessment", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "position"], name="belief_position"
            ),
            from_one("position", "belief"),
        ]

    def __str__(self) -> str:
        return cut(self.text, 80)
