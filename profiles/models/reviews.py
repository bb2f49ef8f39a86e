"""The way of a dossier from an analyst's hands to readers."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from profiles.choices import CorrectionState, ReviewState
from profiles.fields import LineField, ProseField
from profiles.models.constraints import not_empty, one_of
from profiles.models.editions import Edition
from profiles.models.profile import Person
from profiles.models.revisions import Revision
from profiles.text import cut

_OPEN = [ReviewState.IN_REVIEW, ReviewState.APPROVED]


class ReviewQuerySet(models.QuerySet["Review"]):
    def open(self) -> Self:
        """Those still to be decided, or decided and not out yet."""
        return self.filter(state__in=_OPEN)


class Review(models.Model):
    """A dossier's working copy that was sent to review, and what came of it.

    What is approved is kept as a document, so that it is what will be published.
    """

    # DO_NOTHING: deleting a person in the reading room does not look for this table.
    person = models.ForeignKey(
        Person, on_delete=models.DO_NOTHING, related_name="reviews"
    )
    state = models.CharField(
        max_length=20, choices=ReviewState, default=ReviewState.IN_REVIEW
    )
    summary = LineField(help_text="What changed, in words for readers.")
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    sent_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    is_waived = models.BooleanField(
        default=False, help_text="Decided at a desk of one, without a second person."
    )
    document = models.TextField(blank=True, help_text="What was approved, as JSON.")
    revision_number = models.PositiveBigIntegerField(
        default=0, help_text="The last revision of what was approved."
    )
    publish_at = models.DateTimeField(
        null=True, blank=True, help_text="Empty for at once."
    )
    edition = models.OneToOneField(
        Edition,
        on_delete=models.DO_NOTHING,
        null=True,
        blank=True,
        related_name="review",
    )

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        constraints = [
            one_of("state", ReviewState, "review"),
            not_empty("summary", "review"),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(state__in=_OPEN),
                name="review_one_open",
                violation_error_message="This dossier is in review already.",
            ),
            models.CheckConstraint(
                condition=Q(is_waived=True)
                | Q(decided_by__isnull=True)
                | Q(state=ReviewState.TAKEN_BACK)
                | ~Q(decided_by=F("sent_by")),
                name="review_by_a_second_person",
                violation_error_message="Nobody decides on what they sent themselves.",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReviewState.APPROVED)
                | (Q(decided_by__isnull=False) & ~Q(document="")),
                name="review_approved_as_it_stands",
                violation_error_message="What is approved is kept, and by whom.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.summary}"

    @property
    def is_reopened(self) -> bool:
        """Whether it was approved, and a change has taken that back."""
        return self.state == ReviewState.IN_REVIEW and self.revision_number > 0


class Remark(models.Model):
    """Why a dossier was returned; it may point at an entry."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="remarks")
    section = models.CharField(max_length=30, blank=True)
    entry_id = models.CharField(max_length=100, blank=True)
    label = LineField(blank=True)
    text = ProseField(max_length=2_000)

    class Meta:
        ordering = ["review_id", "pk"]
        constraints = [not_empty("text", "remark")]

    def __str__(self) -> str:
        return cut(self.text, 80)


class Correction(models.Model):
    """A change to a record that published dossiers share.

    It goes to readers, in an edition of each dossier that holds nothing else that is
    new, once another editor has approved it.
    """

    revision = models.OneToOneField(
        Revision, on_delete=models.PROTECT, related_name="correction"
    )
    state = models.CharField(
        max_length=20, choices=CorrectionState, default=CorrectionState.WAITING
    )
    summary = LineField(help_text="What changed, in words for readers.")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            one_of("state", CorrectionState, "correction"),
            not_empty("summary", "correction"),
        ]

    def __str__(self) -> str:
        return self.summary


class Presence(models.Model):
    """That a colleague has a page of the desk open, as their browser last said."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    page = models.CharField(max_length=300)
    since_at = models.DateTimeField()
    seen_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["page", "user"]
        constraints = [
            models.UniqueConstraint(fields=["user", "page"], name="presence_once")
        ]

    def __str__(self) -> str:
        return f"{self.user} at {self.page}"
