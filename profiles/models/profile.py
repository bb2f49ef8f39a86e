from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse

from profiles.choices import IdentifierScheme, Section, SectionState
from profiles.databases import DESK
from profiles.dates import ANNOUNCED
from profiles.fields import (
    DayField,
    LineField,
    NoLater,
    PartialDateField,
    ProseField,
    UnicodeSlugField,
    newest_first,
)
from profiles.models.constraints import from_one, in_order, not_empty, one_of
from profiles.models.entries import Entry, SharedRecord
from profiles.registers import RegisterError, check_identifier
from profiles.text import fold


class Expertise(SharedRecord):
    """A field of work, from a vocabulary that all dossiers share."""

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "expertise"
        constraints = [not_empty("slug", "expertise")]


class PersonQuerySet(models.QuerySet["Person"]):
    def known_as(self, slug: str) -> Self:
        """The person with this slug, now or in the past."""
        return self.filter(
            models.Q(slug=slug) | models.Q(former_slugs__slug=slug)
        ).distinct()


class Person(Entry):
    """Whom a dossier is about."""

    name = LineField(max_length=200)
    sort_name = LineField(max_length=200, help_text="Such as “LeCun, Yann”.")
    slug = UnicodeSlugField(unique=True)
    epithet = LineField(blank=True, help_text="Such as “The Contrarian”.")
    born_on = PartialDateField(null=True, blank=True, validators=[NoLater()])
    died_on = PartialDateField(null=True, blank=True, validators=[NoLater()])
    summary = ProseField(
        blank=True, max_length=5_000, help_text="The lead of the briefing."
    )
    biography = ProseField(blank=True, max_length=20_000)
    reviewed_on = DayField(
        null=True,
        blank=True,
        validators=[NoLater()],
        help_text="When an analyst last went through it all, such as 2018-03-07.",
    )
    expertise = models.ManyToManyField(
        Expertise, through="PersonExpertise", related_name="people"
    )
    publications: "models.ManyToManyField[Any, Any]" = models.ManyToManyField(
        "Publication", through="ListedPublication", related_name="people"
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["sort_name", "pk"]
        verbose_name_plural = "people"
        permissions = [
            ("send_dossier", "Can send a dossier to review"),
            ("review_dossier", "Can return a dossier in review, and approve it"),
            ("publish_dossier", "Can publish what was approved"),
            ("withdraw_dossier", "Can take a dossier from readers"),
            ("correct_record", "Can change what published dossiers share"),
        ]
        constraints = [
            not_empty("slug", "person"),
            not_empty("name", "person"),
            in_order(
                "born_on",
                "died_on",
                "person",
                "That is before the birth; correct one of the two dates.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        former = FormerSlug.objects.using(self._state.db or DESK).filter(slug=self.slug)
        holder = former.exclude(person=self.pk).select_related("person").first()
        if holder is not None:
            raise ValidationError(
                {
                    "slug": f"“{self.slug}” leads to the dossier of {holder.person}, "
                    "which had it once; choose another."
                }
            )

    def get_absolute_url(self) -> str:
        return reverse("profiles:person-detail", args=[self.slug])

    def is_called(self, name: str, slug: str) -> bool:
        """Whether somebody of this name, at this address if any, is this person."""
        if not slug:
            return fold(name) == fold(self.name)
        return slug == self.slug or self.former_slugs.filter(slug=slug).exists()


def require_somebody_else(
    person: Person, name: str, slug: str | None, field: str
) -> None:
    """Refuse to name a person beside themselves, by a slug in the field of this name.

    Raises ValidationError.
    """
    if person.is_called(name, slug or ""):
        sentence = (
            f"“{slug or name}” is whom the dossier is about; name somebody else, or "
            "say by an address which namesake it is."
        )
        raise ValidationError({field if slug else "name": sentence})


class FormerSlug(models.Model):
    """A slug a person once had; its address leads to the present one."""

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="former_slugs"
    )
    slug = UnicodeSlugField(unique=True)

    class Meta:
        ordering = ["slug"]
        constraints = [not_empty("slug", "former_slug")]

    def __str__(self) -> str:
        return self.slug

    def clean(self) -> None:
        others = Person.objects.using(self._state.db or DESK).filter(slug=self.slug)
        if (holder := others.exclude(pk=self.person_id).first()) is not None:
            raise ValidationError(
                {"slug": f"“{self.slug}” is the address of the dossier of {holder}."}
            )


class OtherName(models.Model):
    """A name the person also goes by."""

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="other_names"
    )
    position = models.PositiveSmallIntegerField()
    name = LineField(max_length=200)

    class Meta:
        ordering = ["person", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "position"], name="other_name_position"
            ),
            from_one("position", "other_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Nationality(models.Model):
    """A nationality the person holds, in the order in which they are given."""

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="nationalities"
    )
    position = models.PositiveSmallIntegerField()
    country = models.CharField(max_length=2, help_text="ISO 3166-1, such as FR.")

    class Meta:
        ordering = ["person", "position"]
        verbose_name_plural = "nationalities"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "position"], name="nationality_position"
            ),
            models.UniqueConstraint(
                fields=["person", "country"], name="nationality_once"
            ),
            not_empty("country", "nationality"),
            from_one("position", "nationality"),
        ]

    def __str__(self) -> str:
        return self.country


class Portrait(models.Model):
    """A person's picture. Its files lie under its name, see `profiles/portraits.py`."""

    person = models.OneToOneField(
        Person, on_delete=models.CASCADE, related_name="portrait"
    )
    name = models.CharField(
        max_length=32,
        unique=True,
        editable=False,
        help_text="128 random bits; another picture gets another name.",
    )
    alt_text = LineField(
        help_text="What the picture shows, for those who do not see it."
    )
    credit = LineField(blank=True, help_text="Who took it.")
    licence = LineField(
        blank=True, help_text="By what right it is shown, such as CC BY-SA 4.0."
    )
    width = models.PositiveIntegerField(
        editable=False, help_text="Of the picture as it was uploaded, in pixels."
    )
    height = models.PositiveIntegerField(editable=False)

    class Meta:
        ordering = ["person"]
        constraints = [
            not_empty("name", "portrait"),
            not_empty("alt_text", "portrait"),
            models.CheckConstraint(
                condition=models.Q(width__gte=1, height__gte=1),
                name="portrait_has_a_size",
                violation_error_message="A picture has a width and a height.",
            ),
        ]

    def __str__(self) -> str:
        return f"Portrait of {self.person}"


class PersonExpertise(models.Model):
    """A person's field of work, in the analyst's order."""

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="ranked_expertise"
    )
    position = models.PositiveSmallIntegerField()
    expertise = models.ForeignKey(Expertise, on_delete=models.PROTECT)

    class Meta:
        ordering = ["person", "position"]
        verbose_name_plural = "person expertise"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "position"], name="person_expertise_position"
            ),
            models.UniqueConstraint(
                fields=["person", "expertise"], name="person_expertise_once"
            ),
            from_one("position", "person_expertise"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.expertise}"


class Identifier(models.Model):
    """What another register knows the person as."""

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="identifiers"
    )
    position = models.PositiveSmallIntegerField()
    scheme = models.CharField(max_length=20, choices=IdentifierScheme)
    value = LineField()

    class Meta:
        ordering = ["person", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "scheme", "value"], name="identifier_once"
            ),
            one_of("scheme", IdentifierScheme, "identifier"),
            from_one("position", "identifier"),
        ]

    def __str__(self) -> str:
        return f"{self.scheme}: {self.value}"

    def clean(self) -> None:
        if self.value and self.scheme in IdentifierScheme.values:
            try:
                check_identifier(IdentifierScheme(self.scheme), self.value)
            except RegisterError as error:
                raise ValidationError({"value": f"“{self.value}” {error}."}) from error


class Education(Entry):
    """A degree or fellowship."""

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="education"
    )
    degree = LineField()
    field = LineField(blank=True)
    institution = LineField()
    started_on = PartialDateField(
        null=True, blank=True, validators=[NoLater(ANNOUNCED)]
    )
    ended_on = PartialDateField(null=True, blank=True, validators=[NoLater(ANNOUNCED)])

    class Meta:
        ordering = [*newest_first("ended_on"), "stable_id"]
        verbose_name_plural = "education"
        constraints = [in_order("started_on", "ended_on", "education")]

    def __str__(self) -> str:
        return f"{self.degree}, {self.institution}"


class SectionNote(models.Model):
    """What it means that a section of a dossier has no entries."""

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="section_notes"
    )
    section = models.CharField(max_length=20, choices=Section)
    state = models.CharField(
        max_length=20, choices=SectionState, default=SectionState.NOT_RESEARCHED
    )

    class Meta:
        ordering = ["person", "section"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "section"], name="section_note_once"
            ),
            one_of("section", Section, "section_note"),
            one_of("state", SectionState, "section_note"),
        ]

    def __str__(self) -> str:
        return f"{self.get_section_display()}: {self.get_state_display()}"
