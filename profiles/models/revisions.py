"""What was changed on the desk: by whom, when, why, and from what to what."""

from typing import Self

from django.conf import settings
from django.db import models

from profiles.fields import LineField, ProseField


class Revision(models.Model):
    """A change of the desk that was saved as one. Later ones have larger numbers."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Empty where a command made it.",
    )
    at = models.DateTimeField(db_index=True)
    reason = ProseField(blank=True, max_length=2_000)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"revision {self.pk}"


class EntryChangeQuerySet(models.QuerySet["EntryChange"]):
    def of_entry(self, dossier_id: str, section: str, entry_id: str) -> Self:
        return self.filter(dossier_id=dossier_id, section=section, entry_id=entry_id)

    def after(self, revision: int) -> Self:
        """Those made later than the revision of this number."""
        return self.filter(revision__gt=revision)

    def last_of(self, dossier_id: str) -> int:
        """The number of the last revision that changed the dossier; 0 for none."""
        newest = self.filter(dossier_id=dossier_id).aggregate(at=models.Max("revision"))
        return newest["at"] or 0


class EntryChange(models.Model):
    """What one revision did to one entry of a dossier, or to a record they share.

    Of an entry that came or went, all of it is kept; of one that changed, the fields
    that did. Values are as the dossier document has them.
    """

    revision = models.ForeignKey(
        Revision, on_delete=models.PROTECT, related_name="changes"
    )
    # By its id, as what happened to a dossier outlives it.
    dossier_id = models.CharField(
        max_length=100, blank=True, help_text="Empty for a record that dossiers share."
    )
    section = models.CharField(max_length=30)
    entry_id = models.CharField(max_length=100, blank=True)
    label = LineField(blank=True)
    before = models.JSONField(null=True, blank=True)
    after = models.JSONField(null=True, blank=True)

    objects = EntryChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-revision_id", "pk"]
        indexes = [
            models.Index(
                fields=["dossier_id", "section", "entry_id", "revision"],
                name="entry_change_of_entry",
            ),
            models.Index(
                fields=["dossier_id", "revision"], name="entry_change_of_dossier"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(before__isnull=False)
                | models.Q(after__isnull=False),
                name="entry_change_says_something",
                violation_error_message="An entry came, changed or went.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label or self.entry_id}, {self.revision}"
