"""Model fields: partial dates, stable ids, links, slugs, references to dossiers."""

import secrets
import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.expressions import BaseExpression
from django.utils.deconstruct import deconstructible
from django.utils.text import capfirst

from profiles import registers, text
from profiles.dates import (
    MAX_LENGTH,
    PAST,
    PartialDate,
    PartialDateError,
    require_no_later,
)
from profiles.languages import NOT_A_LANGUAGE, is_language_tag

# Fields take type parameters only for type checkers, and nullable ones need to be told.
_Set = TypeVar("_Set", contravariant=True)
_Get = TypeVar("_Get", covariant=True)

if TYPE_CHECKING:
    _FieldBase = models.Field
    _TextBase = models.CharField[str, str]
    _ProseBase = models.TextField[str, str]
    _DateBase = models.DateField[date | None, date | None]
    _ReferenceBase = models.ForeignKey[Any, Any]
else:

    class _FieldBase(models.Field, Generic[_Set, _Get]):
        pass

    _TextBase = models.CharField
    _ProseBase = models.TextField
    _DateBase = models.DateField
    _ReferenceBase = models.ForeignKey


# Validators


@deconstructible
class CleanText:
    """Refuses control and bidirectional characters, and line breaks unless allowed."""

    def __init__(self, *, multiline: bool = False) -> None:
        self.multiline = multiline

    def __call__(self, value: str) -> None:
        try:
            text.clean_text(value, multiline=self.multiline)
        except text.TextError as error:
            raise ValidationError(f"The text {error}.") from error

    def __eq__(self, other: object) -> bool:
        return isinstance(other, CleanText) and other.multiline == self.multiline

    def __hash__(self) -> int:
        return hash(self.multiline)


@deconstructible
class NoLater:
    """Refuses a date, partial or not, that lies further ahead than so many years."""

    def __init__(self, years_ahead: int = PAST) -> None:
        self.years_ahead = years_ahead

    def __call__(self, value: PartialDate | date) -> None:
        try:
            require_no_later(value, self.years_ahead)
        except PartialDateError as error:
            raise ValidationError(f"“{value}” {error}.") from error

    def __eq__(self, other: object) -> bool:
        return isinstance(other, NoLater) and other.years_ahead == self.years_ahead

    def __hash__(self) -> int:
        return hash(self.years_ahead)


def validate_link(value: str) -> None:
    try:
        text.clean_link(value)
    except text.TextError as error:
        raise ValidationError(f"The address {error}.") from error


def validate_language(value: str) -> None:
    if not is_language_tag(value):
        raise ValidationError(f"“{value}” {NOT_A_LANGUAGE}.")


def validate_doi(value: str) -> None:
    try:
        registers.check_doi(value)
    except registers.RegisterError as error:
        raise ValidationError(f"“{value}” {error}.") from error


def validate_arxiv_id(value: str) -> None:
    try:
        registers.check_arxiv_id(value)
    except registers.RegisterError as error:
        raise ValidationError(f"“{value}” {error}.") from error


def validate_slug(value: str) -> None:
    if not text.is_slug(value):
        raise ValidationError(
            "“%(value)s” is not a slug: use lower-case letters and digits, joined by "
            "hyphens.",
            params={"value": value},
        )


def validate_stable_id(value: str) -> None:
    if not text.is_stable_id(value):
        raise ValidationError(
            "“%(value)s” is not an id: use lower-case letters and digits, joined by "
            "hyphens, dots or underscores.",
            params={"value": value},
        )


# Text


class LineField(_TextBase):
    """One line of text in NFC, without control or bidirectional characters."""

    default_validators = [CleanText()]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 500)
        super().__init__(*args, **kwargs)

    def to_python(self, value: Any) -> Any:
        return _in_nfc(super().to_python(value))


class ProseField(_ProseBase):
    """Paragraphs of text in NFC, capped in length, without control characters."""

    default_validators = [CleanText(multiline=True)]

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        if isinstance(value, str):
            value = value.replace("\r\n", "\n")
        return _in_nfc(value)


def _in_nfc(value: Any) -> Any:
    return unicodedata.normalize("NFC", value) if isinstance(value, str) else value


class LinkField(_TextBase):
    """An http or https address without user info, kept tidy; "" where there is none."""

    default_validators = [validate_link]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", text.MAX_LINK_LENGTH)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        try:
            return text.tidy_link(text.clean_link(value)) if value else value
        except text.TextError:
            return value  # validating says what is wrong with it


class DoiField(LineField):
    """A DOI by itself; a link to it, when pasted, becomes it."""

    default_validators = [*LineField.default_validators, validate_doi]

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return registers.bare_doi(value) if isinstance(value, str) else value


class ArxivIdField(LineField):
    """An arXiv id by itself; a link to it, when pasted, becomes it."""

    default_validators = [*LineField.default_validators, validate_arxiv_id]

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return registers.bare_arxiv_id(value) if isinstance(value, str) else value

    def formfield(self, **kwargs: Any) -> Any:
        # A link is longer than the id in it.
        return super().formfield(**{"max_length": text.MAX_LINK_LENGTH, **kwargs})


class UnicodeSlugField(_TextBase):
    """The readable part of an address, in any script."""

    default_validators = [validate_slug]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", text.MAX_SLUG_LENGTH)
        super().__init__(*args, **kwargs)


def new_stable_id() -> str:
    return secrets.token_hex(6)


class StableIdField(_TextBase):
    """The id of an entry, which never changes and is in its address."""

    default_validators = [validate_stable_id]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", text.MAX_ID_LENGTH)
        kwargs.setdefault("unique", True)
        kwargs.setdefault("default", new_stable_id)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        # Django leaves out what is its own default, which is not ours.
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "unique": self.unique}


# Columns computed from another one


class _Computed:
    """Reads as computed from the instance; what the database returns is not kept."""

    def __init__(self, field: "ComputedColumn") -> None:
        self.field = field

    def __get__(self, instance: models.Model | None, owner: Any = None) -> Any:
        return self if instance is None else self.field.compute(instance)

    def __set__(self, instance: models.Model, value: Any) -> None:
        # Kept only to say that the column was loaded: save() leaves out those that
        # are not in __dict__, as deferred.
        instance.__dict__[self.field.attname] = None


class ComputedColumn:
    """A column whose value follows from the column `source` of the same row.

    Every write path computes it: save, bulk_create and bulk_update read the attribute.
    """

    source: str
    name: str
    attname: str

    def compute(self, instance: models.Model) -> Any:
        raise NotImplementedError

    def contribute_to_class(self, cls: Any, *args: Any, **kwargs: Any) -> None:
        super().contribute_to_class(cls, *args, **kwargs)  # type: ignore[misc]  # the field beside this mixin has it
        setattr(cls, self.attname, _Computed(self))

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()  # type: ignore[misc]  # the field beside this mixin has it
        return name, path, args, {**kwargs, "source": self.source}


class NormalisedLinkField(ComputedColumn, _TextBase):
    """The address in `source`, in the form in which two addresses are compared."""

    def __init__(self, source: str, **kwargs: Any) -> None:
        self.source = source
        kwargs |= {"max_length": 6_000, "editable": False, "blank": True}
        super().__init__(**kwargs)

    def compute(self, instance: models.Model) -> str:
        try:
            return text.normalise_link(getattr(instance, self.source))
        except text.TextError:
            return ""  # no address at all, as validating the source column says


class PartialDateBound(ComputedColumn, _DateBase):
    """The first or the last day of the partial date in `source`."""

    def __init__(self, source: str, end: str, **kwargs: Any) -> None:
        self.source, self.end = source, end
        kwargs |= {"null": True, "editable": False, "blank": True}
        super().__init__(**kwargs)

    def compute(self, instance: models.Model) -> date | None:
        value: PartialDate | str | None = getattr(instance, self.source)
        if isinstance(value, str):
            try:
                value = PartialDate.parse(value)
            except PartialDateError:
                return None  # validating the source column says so, saving refuses it
        return getattr(value, self.end, None)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "end": self.end}


# Partial dates


class PartialDateField(_FieldBase[_Set, _Get]):
    """A partial date: its EDTF text, and beside it the first and last day it can mean.

    The field adds two columns, `<name>_lower` and `<name>_upper`; order and filter by
    them with `newest_first`, `oldest_first` and `overlapping`.
    """

    description = "Partial date (EDTF)"

    if TYPE_CHECKING:
        _pyi_private_set_type: PartialDate | str
        _pyi_private_get_type: PartialDate

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", MAX_LENGTH)
        kwargs.setdefault(
            "help_text", "Such as 2018, 2018-03, 2018-03-07, 2018~ (about) or 201X."
        )
        super().__init__(*args, **kwargs)

    def get_internal_type(self) -> str:
        return "CharField"

    def contribute_to_class(
        self, cls: type[models.Model], name: str, private_only: bool = False
    ) -> None:
        super().contribute_to_class(cls, name, private_only)
        # Models of migrations list the two columns themselves.
        if cls.__module__ != "__fake__" and not cls._meta.abstract:
            for end in ("lower", "upper"):
                bound = PartialDateBound(name, end)
                bound.creation_counter = self.creation_counter
                cls.add_to_class(f"{name}_{end}", bound)

    def from_db_value(self, value: str | None, *args: Any) -> PartialDate | None:
        return None if value is None else PartialDate.parse(value)

    def to_python(self, value: Any) -> PartialDate | None:
        if value is None or isinstance(value, PartialDate):
            return value
        try:
            return PartialDate.parse(str(value).strip())
        except PartialDateError as error:
            raise ValidationError(f"{error}.") from error

    def get_prep_value(self, value: Any) -> Any:
        if value is None or isinstance(value, BaseExpression):
            return value
        return str(value)

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        if isinstance(value, str):
            value = PartialDate.parse(value)
        return super().get_db_prep_save(value, connection)

    def value_to_string(self, obj: models.Model) -> str:
        value = self.value_from_object(obj)
        return "" if value is None else str(value)

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": PartialDateFormField, **kwargs})


class DayField(_DateBase):
    """A day, typed as year-month-day like the other dates of the desk."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "Such as 2018-03-07.")
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> Any:
        how = "Write a day that exists as year-month-day, such as 2018-03-07."
        return super().formfield(**{"error_messages": {"invalid": how}, **kwargs})


class PartialDateFormField(forms.CharField):
    """A text box that takes EDTF and says what is wrong with what it cannot take."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", MAX_LENGTH)
        super().__init__(**{**kwargs, "empty_value": None})

    def clean(self, value: Any) -> PartialDate | None:
        value = super().clean(value)
        if value is None:
            return None
        try:
            return PartialDate.parse(value)
        except PartialDateError as error:
            raise ValidationError(f"{error}.") from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(None if initial is None else str(initial), data)


def newest_first(name: str) -> list[models.expressions.OrderBy]:
    """Order by the partial date `name`, newest first, undated last.

    nulls_last: SQLite and PostgreSQL disagree on where an unknown day sorts.
    """
    return [
        models.F(f"{name}_lower").desc(nulls_last=True),
        models.F(f"{name}_upper").desc(nulls_last=True),
    ]


def oldest_first(name: str) -> list[models.expressions.OrderBy]:
    """Order by the partial date `name`, oldest first, undated last."""
    return [
        models.F(f"{name}_lower").asc(nulls_last=True),
        models.F(f"{name}_upper").asc(nulls_last=True),
    ]


def overlapping(name: str, span: PartialDate) -> models.Q:
    """Rows whose partial date `name` can share a day with `span`."""
    return models.Q(
        **{f"{name}_lower__lte": span.upper, f"{name}_upper__gte": span.lower}
    )


# References


class DossierReference(_ReferenceBase):
    """A reference, by slug, to a dossier that may not exist, yet or in this database.

    The column holds the slug. Where there is no such dossier, joins find nothing, and
    nothing has to be told when one comes or goes.
    """

    def __init__(self, to: Any = "profiles.Person", **kwargs: Any) -> None:
        kwargs |= {
            "to": to,
            "to_field": "slug",
            "on_delete": models.DO_NOTHING,
            "db_constraint": False,
            "null": True,
            "blank": True,
        }
        super().__init__(**kwargs)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        for fixed in ("to_field", "on_delete", "db_constraint", "null", "blank"):
            kwargs.pop(fixed, None)
        return name, path, args, kwargs

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        if value:
            validate_slug(value)

    def formfield(self, **kwargs: Any) -> Any:
        """A slug, and not a choice of the dossiers that exist."""
        return forms.CharField(
            required=False,
            max_length=text.MAX_SLUG_LENGTH,
            label=kwargs.get("label", capfirst(self.verbose_name)),
            help_text="Look the person up by name. Of a dossier that is yet to be "
            "written, type the slug.",
            empty_value=None,
        )

    def save_form_data(self, instance: models.Model, data: Any) -> None:
        setattr(instance, self.attname, data)
