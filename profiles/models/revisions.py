"""What was changed on the desk: by whom, when, why, and from what to what."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q

from profiles.choices import CorrectionState, ReviewStep
from profiles.fields import LineField, ProseField
from profiles.models.constraints import one_of


class Revision(models.Model):
    """A change of the desk that was saved as one, or a step of a dossier's review.

    Later ones have larger numbers. None is ever changed: each is sealed together with
    all before it (`profiles/desk/ledger.py`).
    """

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
    step = models.CharField(
        max_length=20,
        choices=ReviewStep,
        blank=True,
        help_text="Empty for a change of what is written.",
    )
    dossier_id = models.CharField(
        max_length=100,
        blank=True,
        db_index=True,
        help_text="Whose step it is; the entries of a change say theirs.",
    )
    undoes = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The correction's, where this takes a part of one back as it was.",
    )
    digest = models.CharField(
        max_length=64, help_text="SHA-256 of what it says, and of the digest before it."
    )

    class Meta:
        ordering = ["-pk"]
        constraints = [
            one_of("step", ReviewStep, "revision", or_empty=True),
            models.CheckConstraint(
                condition=Q(step="", dossier_id="") | ~Q(step="") & ~Q(dossier_id=""),
                name="revision_step_of_a_dossier",
                violation_error_message="A step is one of a dossier.",
            ),
        ]

    def __str__(self) -> str:
        return f"revision {self.pk}"


class LedgerHead(models.Model):
    """How far the revisions have come, so that the newest cannot go unnoticed."""

    count = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(pk=1),
                name="ledger_head_once",
                violation_error_message="There is one head.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.count}:{self.digest}"


class EntryChangeQuerySet(models.QuerySet["EntryChange"]):
    def of_entry(self, dossier_id: str, section: str, entry_id: str) -> Self:
        return self.filter(dossier_id=dossier_id, section=section, entry_id=entry_id)

    def after(self, revision: int | OuterRef) -> Self:
        """Those made later than the revision of this number."""
        return self.filter(revision__gt=revision)

    def waiting_after(self, revision: int | OuterRef) -> Self:
        """Those made later that go out with their dossier, and not by themselves.

        Corrections that are out have gone by themselves; of one that was undone nothing
        is left, if it was made later too.
        """
        settled = [CorrectionState.PUBLISHED, CorrectionState.UNDONE]
        return (
            self.after(revision)
            .exclude(revision__correction__state__in=settled)
            .exclude(revision__undoes__gt=revision)
        )

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
    digest = models.CharField(max_length=64, help_text="SHA-256 of what it says.")

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
