from typing import Self

from django.db import models

from profiles.choices import Attribution, Wording
from profiles.fields import (
    LineField,
    NoLater,
    PartialDateField,
    ProseField,
    newest_first,
    validate_language,
)
from profiles.models.constraints import from_one, not_empty, one_of
from profiles.models.entries import Entry, SharedRecord
from profiles.models.profile import Person
from profiles.text import cut


class Topic(SharedRecord):
    """What quotes are about, from a vocabulary that all dossiers share."""

    class Meta:
        ordering = ["name"]
        constraints = [not_empty("slug", "topic")]


class QuoteQuerySet(models.QuerySet["Quote"]):
    def verified(self) -> Self:
        return self.filter(attribution=Attribution.VERIFIED)

    def with_sources(self) -> Self:
        """Load speaker and sources too, so a list costs the same at any length."""
        return self.select_related("person").prefetch_related("citations__source")


class Quote(Entry):
    """Words a person said or wrote, verbatim, with where and when."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="quotes")
    text = ProseField(
        max_length=5_000, help_text="Verbatim, without quotation marks around it."
    )
    said_on = PartialDateField(null=True, blank=True, validators=[NoLater()])
    outlet = LineField(blank=True)
    topics = models.ManyToManyField(Topic, through="QuoteTopic", related_name="quotes")
    context = ProseField(blank=True, max_length=2_000)
    language = models.CharField(
        max_length=35,
        default="en",
        validators=[validate_language],
        help_text="Such as en, zh-Hant or pt-BR.",
    )
    translation = ProseField(blank=True, max_length=5_000)
    wording = models.CharField(max_length=20, choices=Wording, default=Wording.VERBATIM)
    attribution = models.CharField(
        max_length=20, choices=Attribution, default=Attribution.UNVERIFIED
    )

    objects = QuoteQuerySet.as_manager()

    class Meta:
        # stable_id: quotes of one day would change places, and pages lose some.
        ordering = [*newest_first("said_on"), "stable_id"]
        constraints = [
            not_empty("text", "quote"),
            one_of("wording", Wording, "quote"),
            one_of("attribution", Attribution, "quote"),
        ]

    def __str__(self) -> str:
        return cut(self.text, 80)


class QuoteTopic(models.Model):
    """A quote's topic; the first is the main one."""

    quote = models.ForeignKey(
        Quote, on_delete=models.CASCADE, related_name="ranked_topics"
    )
    position = models.PositiveSmallIntegerField()
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT)

    class Meta:
        ordering = ["quote", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["quote", "position"], name="quote_topic_position"
            ),
            models.UniqueConstraint(fields=["quote", "topic"], name="quote_topic_once"),
            from_one("position", "quote_topic"),
        ]

    def __str__(self) -> str:
        return str(self.topic)
