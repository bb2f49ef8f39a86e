from django.db import models

from profiles.choices import AssociationKind
from profiles.dates import ANNOUNCED
from profiles.fields import (
    DossierReference,
    LineField,
    NoLater,
    PartialDateField,
    ProseField,
    newest_first,
)
from profiles.models.constraints import in_order, not_empty, one_of
from profiles.models.entries import Entry
from profiles.models.profile import Person, require_somebody_else


class Association(Entry):
    """How another person, who may have no dossier, stands to the dossier's person."""

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="associations"
    )
    name = LineField(max_length=200, help_text="The associate's name.")
    associate = DossierReference(related_name="associations_from")
    kind = models.CharField(
        max_length=20,
        choices=AssociationKind,
        help_text="What the associate is to the person of this dossier.",
    )
    started_on = PartialDateField(
        null=True, blank=True, validators=[NoLater(ANNOUNCED)]
    )
    ended_on = PartialDateField(null=True, blank=True, validators=[NoLater(ANNOUNCED)])
    description = ProseField(blank=True, max_length=5_000)

    class Meta:
        ordering = [*newest_first("started_on"), "stable_id"]
        constraints = [
            not_empty("name", "association"),
            one_of("kind", AssociationKind, "association"),
            in_order("started_on", "ended_on", "association"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.get_kind_display().lower()}"

    def clean(self) -> None:
        if self.person_id is not None:
            require_somebody_else(
                self.person, self.name, self.associate_id, "associate"
            )
