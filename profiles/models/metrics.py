from django.db import models

from profiles.choices import Metric
from profiles.fields import DayField, LineField, NoLater
from profiles.models.constraints import ToldAtField, exactly_one, one_of
from profiles.models.entries import Entry
from profiles.models.profile import Person
from profiles.models.research import Publication


class MetricReading(Entry):
    """A figure as a provider gave it on a day, of a person or of a publication."""

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, null=True, blank=True, related_name="metrics"
    )
    publication = models.ForeignKey(
        Publication,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="metrics",
    )
    metric = models.CharField(max_length=20, choices=Metric)
    value = models.PositiveBigIntegerField()
    provider = LineField(blank=True)
    read_on = DayField(null=True, blank=True, validators=[NoLater()])
    lacks_provenance = models.BooleanField(
        default=False, help_text="Neither provider nor day are known, or one is not."
    )

    class Meta:
        ordering = ["metric", models.F("read_on").desc(nulls_last=True), "stable_id"]
        constraints = [
            one_of("metric", Metric, "metric_reading"),
            exactly_one(
                ["person", "publication"],
                "metric_reading_has_one_subject",
                "A reading is of a person or of a publication.",
            ),
            ToldAtField(
                field="provider",
                condition=models.Q(lacks_provenance=True)
                | (models.Q(read_on__isnull=False) & ~models.Q(provider="")),
                name="metric_reading_has_provenance",
                violation_error_message=(
                    "Name the provider and the day, or mark it as lacking provenance."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_metric_display()} {self.value:,}"
