"""What every entry of a dossier has."""

from django.db import models

from profiles.fields import LineField, ProseField, StableIdField, UnicodeSlugField


class Entry(models.Model):
    """A piece of a dossier with an id that never changes, and a remark for readers."""

    stable_id = StableIdField()
    note = ProseField(
        blank=True,
        max_length=2_000,
        help_text="What readers should know about this entry, such as a correction.",
    )

    class Meta:
        abstract = True


class SharedRecord(models.Model):
    """A record by name that many dossiers use, at an address of its own."""

    name = LineField(unique=True)
    slug = UnicodeSlugField(unique=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name
