"""Forms that ask of a row what the dossier document will ask of it."""

from typing import TYPE_CHECKING, Any

from django import forms

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

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]  # not in the stubs
        for column, sentence in broken_rules(self.instance).items():
            if column in self.fields and column not in self.errors:
                self.add_error(column, sentence)
