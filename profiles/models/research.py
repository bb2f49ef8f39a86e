from django.db import models
from django.db.models.functions import Lower

from profiles.choices import PublicationKind
from profiles.dates import DATED_AHEAD
from profiles.fields import (
    ArxivIdField,
    DoiField,
    DossierReference,
    LineField,
    LinkField,
    NoLater,
    PartialDateField,
    ProseField,
    newest_first,
)
from profiles.models.constraints import from_one, link_scheme, not_empty, one_of
from profiles.models.entries import Entry
from profiles.models.profile import Person


class Publication(Entry):
    """A published work. One record serves the dossiers of all its authors."""

    title = LineField()
    published_on = PartialDateField(
        null=True, blank=True, validators=[NoLater(DATED_AHEAD)]
    )
    venue = LineField(blank=True)
    kind = models.CharField(max_length=20, choices=PublicationKind)
    abstract = ProseField(blank=True, max_length=5_000, help_text="In our words.")
    doi = DoiField(
        blank=True,
        verbose_name="DOI",
        help_text="Such as 10.1000/182; a link to it will do.",
    )
    arxiv_id = ArxivIdField(
        blank=True,
        verbose_name="arXiv id",
        max_length=40,
        help_text="Such as 2301.00001; a link to it will do.",
    )
    url = LinkField(verbose_name="address")
    is_key_work = models.BooleanField(default=False)

    class Meta:
        ordering = [*newest_first("published_on"), "stable_id"]
        constraints = [
            not_empty("title", "publication"),
            one_of("kind", PublicationKind, "publication"),
            link_scheme("url", "publication"),
            models.UniqueConstraint(
                Lower("doi"),
                condition=~models.Q(doi=""),
                name="publication_doi_once",
                violation_error_message="Another publication has this DOI.",
            ),
            models.UniqueConstraint(
                fields=["arxiv_id"],
                condition=~models.Q(arxiv_id=""),
                name="publication_arxiv_once",
                violation_error_message="Another publication has this arXiv id.",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Authorship(models.Model):
    """An author of a publication, in the order of its title page."""

    publication = models.ForeignKey(
        Publication, on_delete=models.CASCADE, related_name="authors"
    )
    position = models.PositiveSmallIntegerField()
    name = LineField(max_length=200)
    person = DossierReference(related_name="authorships")

    class Meta:
        ordering = ["publication", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "position"], name="authorship_position"
            ),
            not_empty("name", "authorship"),
            from_one("position", "authorship"),
        ]

    def __str__(self) -> str:
        return self.name


class ListedPublication(models.Model):
    """That a person's dossier lists a publication."""

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="listed_publications"
    )
    publication = models.ForeignKey(
        Publication, on_delete=models.CASCADE, related_name="listings"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "publication"], name="listed_publication_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.publication}"
