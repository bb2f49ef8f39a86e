"""Boxes for what an entry refers to: rows that are chosen, and dossiers by slug."""

from typing import TYPE_CHECKING, Any

from django.contrib.admin.widgets import AutocompleteSelect, RelatedFieldWidgetWrapper
from django.db.models import Field, ForeignKey
from django.http import HttpRequest

from profiles.databases import DESK
from profiles.fields import DossierReference
from profiles.text import is_key

if TYPE_CHECKING:
    from django.contrib.admin.options import BaseModelAdmin

    _AdminBase = BaseModelAdmin[Any]
else:
    _AdminBase = object


class LabelledAutocomplete(AutocompleteSelect):
    """An autocomplete that asks the database for no label that it was told.

    The forms of a formset share the labels, so a page of rows costs no query a row.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.labels: dict[str, str] = {}

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:
        # An address may hold anything; what is no key is nothing that could be chosen.
        value = [each for each in value if is_key(str(each))]
        chosen = [str(each) for each in value]
        if any(each not in self.labels for each in chosen):
            return super().optgroups(name, value, attrs)
        return self._options(name, chosen)

    def _options(self, name: str, chosen: list[str]) -> Any:
        options = [] if self.is_required else [("", "")]
        options += [(each, self.labels[each]) for each in chosen]
        made = [
            self.create_option(name, key, label, key in chosen, index)
            for index, (key, label) in enumerate(options)
        ]
        return [(None, made, 0)]


class DossierLookup(LabelledAutocomplete):
    """Finds a dossier by name; the slug of one that is yet to be written is typed.

    What it was not told the name of is shown by its slug.
    """

    def build_attrs(self, base_attrs: Any, extra_attrs: Any = None) -> dict[str, Any]:
        return super().build_attrs(base_attrs, extra_attrs) | {"data-tags": "true"}

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:
        chosen = [str(each) for each in value if each]
        self.labels |= {each: self.labels.get(each, each) for each in chosen}
        return self._options(name, chosen)


def tell_labels(form: Any) -> None:
    """Tell the autocompletes of a form what the rows that it refers to are called.

    Only rows that are loaded already; what is told for one form serves its siblings.
    """
    for name, field in form.fields.items():
        widget = field.widget
        if isinstance(widget, RelatedFieldWidgetWrapper):
            widget = widget.widget
        if isinstance(widget, LabelledAutocomplete):
            column = form.instance._meta.get_field(name)
            if column.is_cached(form.instance) and getattr(form.instance, name):
                key = getattr(form.instance, column.attname)
                widget.labels[str(key)] = str(getattr(form.instance, name))


class ReferringAdmin(_AdminBase):
    """Pages and inlines whose references have these boxes.

    What is referred to can be made and mended beside them, and not deleted.
    """

    def formfield_for_dbfield(
        self, db_field: "Field[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        widget = getattr(field, "widget", None)
        if isinstance(widget, RelatedFieldWidgetWrapper):
            widget.can_delete_related = False
            widget.can_view_related = False
        return field

    def formfield_for_foreignkey(
        self, db_field: "ForeignKey[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Any:
        if isinstance(db_field, DossierReference):
            field = db_field.formfield(**kwargs)
            field.widget = DossierLookup(db_field, self.admin_site, using=DESK)
            return field
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault(
                "widget", LabelledAutocomplete(db_field, self.admin_site, using=DESK)
            )
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
