"""Forms that ask of a row what the dossier document will ask of it."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Model
from django.utils.html import format_html

from profiles.desk.holders import holders
from profiles.desk.places import change_page
from profiles.desk.rules import broken_rules
from profiles.fields import ComputedColumn

if TYPE_CHECKING:
    _FormBase = forms.ModelForm[Any]
else:
    _FormBase = forms.ModelForm


class RulesForm(_FormBase):
    """Refuses what would keep the dossier from being published later."""

    def _get_validation_exclusions(self) -> set[str]:
        """Columns that follow from a field are checked with it, as in `in_order`."""
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]  # not in the stubs
        computed = {
            column.name
            for column in self.instance._meta.fields
            if isinstance(column, ComputedColumn) and column.source not in excluded
        }
        return excluded - computed

    def clean(self) -> dict[str, Any] | None:
        """Say at the field who has already what only one may have.

        Of what is told so, Django asks no more, which would name nobody.
        """
        cleaned: dict[str, Any] | None = super().clean()
        for column, holder in holders(self.instance, self.cleaned_data).items():
            self.add_error(column, self._had_by(holder, column))
        return cleaned

    def _had_by(self, holder: Model, column: str) -> str:
        return format_html(
            'The {} <a href="{}">{}</a> has this {} already; go on with that one, or '
            "correct what you typed.",
            holder._meta.verbose_name,
            change_page(type(holder), holder.pk),
            holder,
            self.instance._meta.get_field(column).verbose_name,
        )

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]  # not in the stubs
        for column, sentence in broken_rules(self.instance).items():
            if column in self.fields and column not in self.errors:
                self.add_error(column, sentence)
