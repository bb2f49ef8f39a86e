"""Editions on the desk, and what the reading room knows of them."""

import hashlib
from typing import Self

from django.conf import settings
from django.db import models

from profiles.fields import LineField, ProseField, StableIdField, UnicodeSlugField
from profiles.models.profile import Person


class StoredDocument(models.Model):
    """A dossier document as it was published: numbered, dated, never changed."""

    number = models.PositiveIntegerField()
    document = models.TextField(help_text="The dossier document as canonical JSON.")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the document.")
    chain = models.CharField(
        max_length=64, help_text="SHA-256 of the chain before it and its own digest."
    )
    summary = LineField(blank=True, help_text="What changed, for readers.")
    published_at = models.DateTimeField()
    is_reviewed = models.BooleanField(
        default=False, help_text="A second person approved it."
    )

    class Meta:
        abstract = True


def digest_of(document: str) -> str:
    return hashlib.sha256(document.encode()).hexdigest()


def chain_after(chain: str, digest: str) -> str:
    """The next link of a dossier's chain of digests; the first follows on ""."""
    return hashlib.sha256(f"{chain}{digest}".encode()).hexdigest()


class Edition(StoredDocument):
    """A published document on the desk, with who approved it."""

    # DO_NOTHING: the database itself refuses to delete a person who has editions, and
    # deleting a person in the reading room does not look for this table.
    person = models.ForeignKey(
        Person, on_delete=models.DO_NOTHING, related_name="editions"
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Empty where a command published it.",
    )
    revision_number = models.PositiveBigIntegerField(
        default=0, help_text="The last revision of the desk that it holds."
    )
    correction = models.ForeignKey(
        "profiles.Correction",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="editions",
        help_text="The correction that is all that is new in it.",
    )

    class Meta:
        ordering = ["person", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["person", "number"], name="edition_number")
        ]

    def __str__(self) -> str:
        return f"{self.person}, edition {self.number}"


class Withdrawal(models.Model):
    """That a dossier was taken from readers after a certain edition."""

    person = models.ForeignKey(
        Person, on_delete=models.DO_NOTHING, related_name="withdrawals"
    )
    after_number = models.PositiveIntegerField()
    reason = ProseField(blank=True, max_length=2_000)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    withdrawn_at = models.DateTimeField()

    class Meta:
        ordering = ["person", "-after_number"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "after_number"], name="withdrawal_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, withdrawn after edition {self.after_number}"


class PublishedEditionQuerySet(models.QuerySet["PublishedEdition"]):
    def current(self) -> Self:
        return self.filter(is_current=True)


class PublishedEdition(StoredDocument):
    """A published document in the reading room; the newest of a dossier is current."""

    dossier_id = StableIdField(unique=False, db_index=True)
    slug = UnicodeSlugField()
    is_current = models.BooleanField(default=False)

    objects = PublishedEditionQuerySet.as_manager()

    class Meta:
        ordering = ["dossier_id", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier_id", "number"], name="published_edition_number"
            ),
            models.UniqueConstraint(
                fields=["dossier_id"],
                condition=models.Q(is_current=True),
                name="published_edition_one_current",
            ),
            models.UniqueConstraint(
                fields=["slug"],
                condition=models.Q(is_current=True),
                name="published_edition_slug",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slug}, edition {self.number}"


class Tombstone(models.Model):
    """That a dossier was published once, and has been withdrawn."""

    dossier_id = StableIdField()
    slug = UnicodeSlugField(db_index=True)
    after_number = models.PositiveIntegerField()
    withdrawn_at = models.DateTimeField()

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return f"{self.slug}, withdrawn"


class ReadingRoom(models.Model):
    """One row: the version of the reading room, which every load raises."""

    version = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="reading_room_single")
        ]

    def __str__(self) -> str:
        return f"version {self.version}"
