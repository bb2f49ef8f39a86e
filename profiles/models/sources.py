from django.db import models

from profiles.choices import (
    Credibility,
    LinkState,
    Reliability,
    SourceKind,
    Stance,
)
from profiles.dates import DATED_AHEAD
from profiles.fields import (
    DayField,
    LineField,
    LinkField,
    NoLater,
    NormalisedLinkField,
    PartialDateField,
    ProseField,
    StableIdField,
)
from profiles.models.constraints import exactly_one, from_one, link_scheme, one_of

#: What a citation can stand under, by the foreign key's name.
CITED = [
    "person",
    "education",
    "event",
    "assessment",
    "belief",
    "quote",
    "publication",
    "media_item",
    "association",
    "affiliation",
    "award_received",
    "metric_reading",
]


class Source(models.Model):
    """Where claims are read; one record for each address."""

    stable_id = StableIdField()
    title = LineField()
    publisher = LineField(blank=True)
    url = LinkField(verbose_name="address")
    normalised_url = NormalisedLinkField("url")
    archived_url = LinkField(verbose_name="archived address")
    kind = models.CharField(max_length=20, choices=SourceKind)
    published_on = PartialDateField(
        null=True, blank=True, validators=[NoLater(DATED_AHEAD)]
    )
    seen_on = DayField(
        null=True,
        blank=True,
        validators=[NoLater()],
        help_text="When the address was last seen to work, such as 2018-03-07.",
    )
    link_state = models.CharField(
        max_length=20, choices=LinkState, default=LinkState.UNCHECKED
    )
    reliability = models.CharField(
        max_length=1, choices=Reliability, default=Reliability.F
    )

    class Meta:
        ordering = ["title", "stable_id"]
        constraints = [
            one_of("kind", SourceKind, "source"),
            one_of("link_state", LinkState, "source"),
            one_of("reliability", Reliability, "source"),
            link_scheme("url", "source"),
            link_scheme("archived_url", "source"),
            models.UniqueConstraint(
                fields=["normalised_url"],
                condition=~models.Q(normalised_url=""),
                name="source_address_once",
                violation_error_message="Another source has this address.",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Citation(models.Model):
    """What a source says to one entry, or to one field of it."""

    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="citations"
    )
    person = models.ForeignKey(
        "Person", models.CASCADE, null=True, blank=True, related_name="citations"
    )
    education = models.ForeignKey(
        "Education", models.CASCADE, null=True, blank=True, related_name="citations"
    )
    event = models.ForeignKey(
        "Event", models.CASCADE, null=True, blank=True, related_name="citations"
    )
    assessment = models.ForeignKey(
        "Position", models.CASCADE, null=True, blank=True, related_name="citations"
    )
    belief = models.ForeignKey(
        "Belief", models.CASCADE, null=True, blank=True, related_name="citations"
    )
    quote = models.ForeignKey(
        "Quote", models.CASCADE, null=True, blank=True, related_name="citations"
    )
    publication = models.ForeignKey(
        "Publication", models.CASCADE, null=True, blank=True, related_name="citations"
    )
    media_item = models.ForeignKey(
        "MediaItem", models.CASCADE, null=True, blank=True, related_name="citations"
    )
    association = models.ForeignKey(
        "Association", models.CASCADE, null=True, blank=True, related_name="citations"
    )
    affiliation = models.ForeignKey(
        "Affiliation", models.CASCADE, null=True, blank=True, related_name="citations"
    )
    award_received = models.ForeignKey(
        "AwardReceived", models.CASCADE, null=True, blank=True, related_name="citations"
    )
    metric_reading = models.ForeignKey(
        "MetricReading", models.CASCADE, null=True, blank=True, related_name="citations"
    )
    position = models.PositiveSmallIntegerField()
    field = models.CharField(
        max_length=50, blank=True, help_text="The field it bears on; empty for all."
    )
    place = LineField(blank=True, help_text="Page, paragraph or time code.")
    excerpt = ProseField(blank=True, max_length=2_000)
    stance = models.CharField(max_length=20, choices=Stance, default=Stance.SUPPORTS)
    credibility = models.PositiveSmallIntegerField(choices=Credibility)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            one_of("stance", Stance, "citation"),
            one_of("credibility", Credibility, "citation"),
            from_one("position", "citation"),
            exactly_one(
                CITED,
                "citation_has_one_subject",
                "A citation stands under exactly one entry.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} ({self.source.reliability}{self.credibility})"

    @property
    def subject_key(self) -> str:
        """The name of the foreign key to the entry it stands under."""
        return next(name for name in CITED if getattr(self, f"{name}_id") is not None)

    @property
    def field_words(self) -> str:
        """What the forms call the field it bears on; "" where that is all of the entry.

        What is kept in a table of its own, such as authors, goes by its own name.
        """
        entry = getattr(Citation, self.subject_key).field.related_model
        names = {each.name: str(each.verbose_name) for each in entry._meta.fields}
        return names.get(self.field, self.field.replace("_", " "))
