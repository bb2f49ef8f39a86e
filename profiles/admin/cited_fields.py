"""Which field of an entry a citation bears on, chosen instead of typed."""

from typing import Any

from django import forms
from django.db.models import Model

from profiles.admin.inlines import OrderedForm
from profiles.desk.rules import citable_fields


def cited_field(model: type[Model]) -> forms.ChoiceField:
    """A choice of the fields that an entry of this model has."""
    return forms.ChoiceField(
        choices=[("", "all of it"), *citable_fields(model).items()],
        required=False,
        label="Bears on",
    )


class CitationForm(OrderedForm):
    """A citation; what an import says it bears on stays, offered or not."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field, present = self.fields.get("field"), self.instance.field
        if isinstance(field, forms.ChoiceField) and not field.valid_value(present):
            field.choices = [*field.choices, (present, present)]  # type: ignore[misc]  # no callable
