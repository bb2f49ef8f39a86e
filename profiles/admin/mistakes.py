"""What is wrong with a form that was sent, each with the way to where it is mended."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Mistake:
    """What is wrong in a place of the page, such as “Quotes, row 2, Text”.

    `anchor` is the id of what is there to be mended.
    """

    place: str
    sentence: str
    anchor: str


def mistakes(form: Any, inline_admin_formsets: Iterable[Any]) -> list[Mistake]:
    """Those of a form and its rows, as they follow each other on the page.

    What is wrong with a form as a whole stands on top of the page anyway.
    """
    found = [*_of_fields(form)]
    for inline in inline_admin_formsets:
        found += _of_rows(inline)
    return found


def _of_rows(inline: Any) -> Iterator[Mistake]:
    formset, rows = inline.formset, _capital(inline.opts.verbose_name_plural)
    for sentence in formset.non_form_errors():
        yield Mistake(rows, sentence, f"{formset.prefix}-group")
    for number, form in enumerate(formset.forms, 1):
        place = f"{rows}, row {number}"
        for sentence in form.non_field_errors():
            yield Mistake(place, sentence, form.prefix)
        yield from _of_fields(form, place)


def _of_fields(form: Any, place: str = "") -> Iterator[Mistake]:
    for name in form.fields:
        field = form[name]
        label = _capital(field.label)
        anchor = field.id_for_label or field.auto_id
        if field.is_hidden:  # such as the key of a row, with which it is mended
            anchor = form.prefix or ""
        for sentence in form.errors.get(name, []):
            yield Mistake(f"{place}, {label}" if place else label, sentence, anchor)


def _capital(words: Any) -> str:
    return str(words)[:1].upper() + str(words)[1:]
