"""Rows under a form: shown a page at a time, and in an analyst's order."""

from collections.abc import Iterable, Iterator, Set
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms.formsets import DELETION_FIELD_NAME
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest

from profiles import text
from profiles.admin.bases import Inline
from profiles.admin.columns import evidence
from profiles.admin.rules import RulesForm
from profiles.admin.widgets import ReferringAdmin, tell_labels
from profiles.databases import DESK
from profiles.desk.ordering import Place, number, step_aside
from profiles.documents.schema import MOST_NAMES
from profiles.models.entries import Entry

if TYPE_CHECKING:
    _FormSetBase = BaseInlineFormSet[Any, Any, Any]
else:
    _FormSetBase = BaseInlineFormSet


class PagedFormSet(_FormSetBase):
    """A page of the rows, so that a form never grows beyond what can be sent.

    What is sent is looked up by itself: rows that came meanwhile do not move others to
    another page.
    """

    rows_shown = 10
    page_number = 1
    has_next = False
    #: In a table no label stands beside a field; it is named for those who cannot see.
    is_table = True

    def get_queryset(self) -> Any:
        return self._rows

    @cached_property
    def _rows(self) -> list[Any]:
        rows: QuerySet[Any] = super().get_queryset()
        if self.is_bound:
            found = list(rows.filter(pk__in=self._sent()))
        else:
            first = (self.page_number - 1) * self.rows_shown
            found = list(rows[first : first + self.rows_shown + 1])
            self.has_next = len(found) > self.rows_shown
            del found[self.rows_shown :]
        for row in found:
            # Their names often begin with it, and would each ask for it again.
            setattr(row, self.fk.name, self.instance)
        return found

    def full_clean(self) -> None:
        # Rows that are on other pages are kept, and enough.
        if self.is_bound and self.validate_min and self.others():
            self.validate_min = False
        super().full_clean()

    def others(self) -> list[Any]:
        """The rows that are on other pages."""
        rows: QuerySet[Any] = super().get_queryset()
        return list(rows.exclude(pk__in=[row.pk for row in self._rows]))

    def _sent(self) -> list[int]:
        ids = (
            value
            for name, value in self.data.items()
            if name.startswith(f"{self.prefix}-") and name.endswith("-id")
        )
        return [int(each) for each in ids if text.is_key(each)]

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        form = super()._construct_form(i, **kwargs)  # type: ignore[misc]  # not in the stubs
        tell_labels(form)
        return form

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if not self.is_table:
            return
        row = "new row" if index is None else f"row {index + 1}"
        for name, field in form.fields.items():
            if field.widget.is_hidden:
                continue
            label = field.label or name.replace("_", " ").capitalize()
            named = getattr(field.widget, "widget", field.widget)
            named.attrs["aria-label"] = f"{label}, {row}"

    @property
    def entry_ids(self) -> list[tuple[str, str]]:
        """By which a form that comes too late tells which of its entries are gone."""
        return [
            (f"{form.prefix}-entry", form.instance.stable_id)
            for form in self.initial_forms
            if isinstance(form.instance, Entry)
        ]

    @property
    def next_page(self) -> int | None:
        return self.page_number + 1 if self.has_next else None

    @property
    def previous_page(self) -> int | None:
        return self.page_number - 1 if self.page_number > 1 else None

    @property
    def first_row(self) -> int:
        return (self.page_number - 1) * self.rows_shown + 1

    @property
    def last_row(self) -> int:
        return self.first_row + self.initial_form_count() - 1

    def kept_forms(self) -> Iterator[Any]:
        """The forms whose rows will be there once this is saved."""
        for form in self.forms:
            is_empty = form.instance.pk is None and not form.has_changed()
            if not is_empty and not form.cleaned_data.get(DELETION_FIELD_NAME):
                yield form


class RowForm(RulesForm):
    """A row of a formset, which has its say where rows have to agree."""

    #: Columns whose constraints hold when all rows are saved, and not one by one.
    settled_together: Set[str] = frozenset()

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() | self.settled_together


class OrderedForm(RowForm):
    """A row with a number; without one it comes to stand last."""

    settled_together = {"position"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if (position := self.fields.get("position")) is not None:
            position.required = False
            position.label = "Order"
            position.help_text = "Type numbers to move rows; empty for last."


class OrderedFormSet(PagedFormSet):
    """Rows in an analyst's order, which is what their numbers say once they are saved.

    No two rows may have the same in their column `distinct`, however it is spelled.
    """

    distinct = ""

    def clean(self) -> None:
        super().clean()
        if self.distinct:
            self._refuse_repeats()

    def _refuse_repeats(self) -> None:
        elsewhere = self.others()
        seen = {text.fold(str(getattr(row, self.distinct))) for row in elsewhere}
        kept = [*self.kept_forms()]
        if len(seen) + len(kept) > MOST_NAMES:
            raise ValidationError(f"There can be {MOST_NAMES} at most.")
        for form in kept:
            value = form.cleaned_data.get(self.distinct)
            folded = text.fold(str(value or ""))
            if folded in seen:
                form.add_error(self.distinct, f"“{value}” is here twice; take one out.")
            elif folded:
                seen.add(folded)

    def save(self, commit: bool = True) -> Any:
        if not self.has_changed():
            return super().save(commit)
        rows: QuerySet[Any] = self.model._default_manager.using(DESK)  # type: ignore[union-attr]  # every formset has one
        siblings = rows.filter(**{self.fk.name: self.instance})
        places = self._places(list(siblings.order_by("position")))
        number(places)
        step_aside(siblings)
        saved = super().save(commit)
        there = [place.row for place in places if place.now is not None]
        siblings.bulk_update(there, ["position"])
        return saved

    def _places(self, siblings: list[Any]) -> list[Place]:
        sent = {form.instance.pk: form for form in self.initial_forms}
        kept = [*self.kept_forms()]
        places = []
        for row in siblings:
            form = sent.get(row.pk)
            if form is None:
                places.append(Place(row, row.position, row.position))
            elif form in kept:
                wanted = form.cleaned_data["position"]
                places.append(Place(form.instance, row.position, wanted))
        added = (form for form in kept if form.instance.pk is None)
        return places + [
            Place(form.instance, None, form.cleaned_data["position"]) for form in added
        ]


class PagedInline(ReferringAdmin, Inline):
    """Rows of a table, a page at a time."""

    template = "admin/desk/_paged_inline.html"
    form = RowForm
    formset = PagedFormSet
    extra = 0
    rows_shown = 10

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        kwargs.setdefault("validate_min", self.min_num is not None)
        made: Any = super().get_formset(request, obj, **kwargs)
        made.rows_shown = self.rows_shown
        page = request.GET.get(f"{made.get_default_prefix()}-page", "")
        made.page_number = int(page) if page.isdecimal() and 0 < len(page) < 6 else 1
        return made


class OrderedInline(PagedInline):
    """Rows in an analyst's order, by numbers that nobody has to type."""

    formset = OrderedFormSet
    form = OrderedForm


class EntryInline(PagedInline):
    """Entries that are short enough to be seen and written among others of their kind.

    Each leads to a page of its own, where its citations and the rest of it are.
    """

    readonly_fields = ["evidence"]
    show_change_link = True

    @admin.display(description="evidence")
    def evidence(self, entry: Any) -> str:
        return evidence(entry)


def entries_shown(inline_admin_formsets: Iterable[Any]) -> list[Any]:
    """The entries that the inlines of a page show."""
    return [
        form.instance
        for each in inline_admin_formsets
        if isinstance(each.opts, EntryInline)
        for form in each.formset.initial_forms
        if form.instance.pk is not None
    ]
