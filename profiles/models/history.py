from django.db import models

from profiles.choices import EventCategory
from profiles.dates import ANNOUNCED
from profiles.fields import (
    LineField,
    NoLater,
    PartialDateField,
    ProseField,
    newest_first,
)
from profiles.models.constraints import one_of
from profiles.models.entries import Entry
from profiles.models.profile import Person


class Event(Entry):
    """A turn in the person's career."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="events")
    occurred_on = PartialDateField(validators=[NoLater(ANNOUNCED)])
    title = LineField()
    description = ProseField(blank=True, max_length=5_000)
    category = models.CharField(max_length=20, choices=EventCategory)

    class Meta:
        ordering = [*newest_first("occurred_on"), "stable_id"]
        constraints = [one_of("category", EventCategory, "event")]

    def __str__(self) -> str:
        return f"{self.occurred_on}: {self.title}"
