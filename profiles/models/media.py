from django.db import models

from profiles.choices import MediaKind
from profiles.fields import (
    LineField,
    LinkField,
    NoLater,
    PartialDateField,
    newest_first,
)
from profiles.models.constraints import link_scheme, one_of
from profiles.models.entries import Entry
from profiles.models.profile import Person


class MediaItem(Entry):
    """A talk, interview or other appearance that can be heard, seen or read."""

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="media_items"
    )
    title = LineField()
    outlet = LineField(blank=True)
    kind = models.CharField(max_length=20, choices=MediaKind)
    published_on = PartialDateField(null=True, blank=True, validators=[NoLater()])
    duration_minutes = models.PositiveIntegerField(null=True, blank=True)
    url = LinkField(verbose_name="address")

    class Meta:
        ordering = [*newest_first("published_on"), "stable_id"]
        constraints = [
            one_of("kind", MediaKind, "media_item"),
            link_scheme("url", "media_item"),
        ]

    def __str__(self) -> str:
        return self.title
