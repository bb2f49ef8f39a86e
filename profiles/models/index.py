"""The reading room's index: what lists, filters and search are asked of.

An entry of the index is numbered by its date, so that the newest of any selection are
found in order, without sorting. Its tags say what it can be filtered by; the words and
the tags stand in a full-text index under the same number (see `profiles.indexing`).
"""

import hashlib
from datetime import date

from django.db import models

from profiles.choices import EntryKind
from profiles.models.constraints import one_of
from profiles.models.profile import Person

#: Bits of a key below its day; two entries of one day are told apart by their ids.
_DAY_BITS = 32


class IndexEntry(models.Model):
    """One thing that can be found: a quote, a publication, a person …"""

    key = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=1, choices=EntryKind)
    object_id = models.BigIntegerField()
    stable_id = models.CharField(max_length=100)
    # DO_NOTHING: deleting a person on the desk does not look for this table.
    person = models.ForeignKey(
        Person,
        on_delete=models.DO_NOTHING,
        null=True,
        related_name="index_entries",
        help_text="Whose dossier holds it; empty for what dossiers share.",
    )
    title = models.TextField()
    body = models.TextField(blank=True)
    lower = models.DateField(null=True)
    upper = models.DateField(null=True)
    sort_name = models.CharField(max_length=200, blank=True)
    sort_heading = models.CharField(max_length=200, blank=True)
    weight = models.BigIntegerField(default=0)
    tags = models.TextField(help_text="Separated by spaces.")

    class Meta:
        constraints = [
            one_of("kind", EntryKind, "index_entry"),
            models.UniqueConstraint(
                fields=["kind", "object_id"], name="index_entry_once"
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "-key"], name="index_entry_newest"),
            models.Index(
                fields=["kind", "sort_name", "-key"], name="index_entry_by_name"
            ),
            models.Index(
                fields=["kind", "sort_heading", "-key"], name="index_entry_by_heading"
            ),
            models.Index(
                fields=["kind", "-weight", "-key"], name="index_entry_by_weight"
            ),
            # Of a day that is known, the bounds are the same, and the key says both.
            models.Index(
                fields=["kind", "lower", "upper"],
                name="index_entry_imprecise",
                condition=models.Q(upper__gt=models.F("lower")),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class IndexTag(models.Model):
    """What a tag means to a reader, and how many entries have it."""

    tag = models.CharField(max_length=40, primary_key=True)
    value = models.CharField(max_length=500, help_text="As addresses name it.")
    label = models.CharField(max_length=500)
    folded_label = models.CharField(max_length=500, db_index=True)
    count = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.label


def key_of(day: date | None, kind: EntryKind, stable_id: str) -> int:
    """The key of an entry: the later the day, the higher; below 0 without a day.

    It follows from the entry alone, so a room that is rebuilt has every entry in the
    same place.
    """
    digest = hashlib.blake2b(f"{kind.value} {stable_id}".encode(), digest_size=8)
    number = int.from_bytes(digest.digest(), "big")
    if day is None:
        return -1 - (number >> 2)
    return first_key(day) | (number >> (64 - _DAY_BITS))


def first_key(day: date) -> int:
    """The lowest key of a day."""
    return day.toordinal() << _DAY_BITS


def last_key(day: date) -> int:
    """The highest key of a day."""
    return first_key(day) | ((1 << _DAY_BITS) - 1)
