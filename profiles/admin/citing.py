"""Citing a source: chosen by its title, by its address, or the one cited last."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.db.models import Field
from django.http import HttpRequest
from django.utils.html import format_html

from profiles import text
from profiles.admin.bases import DeskRequest
from profiles.admin.cited_fields import CitationForm
from profiles.admin.inlines import OrderedFormSet
from profiles.choices import Credibility, SourceKind
from profiles.databases import DESK
from profiles.desk.places import change_page
from profiles.models import Source

#: Under which a session keeps the key of the source that was cited last.
_LAST_SOURCE = "last_source"


class CitingForm(CitationForm):
    """A citation whose source is on file, or is put there by its address."""

    same_source = forms.BooleanField(required=False, label="The source cited last")
    address = forms.CharField(
        required=False,
        max_length=text.MAX_LINK_LENGTH,
        label="Or its address",
        help_text="A source that has it already is found, however it is written.",
        widget=forms.TextInput(attrs={"class": "vURLField", "inputmode": "url"}),
    )
    title = forms.CharField(
        required=False,
        max_length=500,
        label="Its title",
        help_text="Only where the address is new here: as the page itself is headed.",
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    #: The source cited last, by whoever fills in the form.
    last_source: Source | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        #: The source that saving the form puts on file; None for one that is there.
        self.new_source: Source | None = None
        if (source := self.fields.get("source")) is not None:
            source.required = False  # there are two other ways
        if self.last_source is not None and "same_source" in self.fields:
            self.fields["same_source"].label = f"Again: {self.last_source}"

    def clean(self) -> Any:
        cleaned, data = super().clean(), self.cleaned_data
        address = data.get("address", "").strip()
        is_again = data.get("same_source") and self.last_source is not None
        has_chosen = data.get("source") and "source" in self.changed_data
        ways = {
            "the source chosen": has_chosen,
            "the address pasted": address,
            "the source cited last": is_again,
        }
        given = [way for way, is_given in ways.items() if is_given]
        if len(given) > 1:
            self.add_error(
                "source",
                f"A citation has one source; here are {' and '.join(given)}. Keep one "
                "of them.",
            )
        elif address:
            self._find_by(address)
        elif is_again:
            data["source"] = self.last_source
        elif not data.get("source") and "source" not in self.errors:
            self.add_error("source", "Choose a source, or paste its address.")
        return cleaned

    def _find_by(self, address: str) -> None:
        """The source on file that has the address, or a new one."""
        try:
            url = text.tidy_link(text.clean_link(address))
        except text.TextError as error:
            self.add_error("address", f"The address {error}.")
            return
        known = Source.objects.using(DESK).filter(
            normalised_url=text.normalise_link(url)
        )
        found = known.first()
        title = self.cleaned_data.get("title", "").strip()
        if found is not None:
            self.cleaned_data["source"] = found
        elif title:
            # What it is and how far it can be relied on is for a person to judge.
            self.new_source = Source(title=title, url=url, kind=SourceKind.OTHER)
        else:
            self.add_error("title", "This address is new here; give the page's title.")

    @property
    def unused_title(self) -> str:
        """What was typed as the title of a source that is called otherwise, or ""."""
        typed: str = self.cleaned_data.get("title", "").strip()
        is_used = text.fold(typed) == text.fold(self.instance.source.title)
        return "" if is_used else typed

    def save(self, commit: bool = True) -> Any:
        if self.new_source is not None:
            self.new_source.save(using=DESK)
            self.instance.source = self.new_source
        return super().save(commit)


class CitingFormSet(OrderedFormSet):
    """The citations of an entry, with the sources that they put on file."""

    is_table = False

    @property
    def new_sources(self) -> list[Source]:
        found = (getattr(form, "new_source", None) for form in self.forms)
        return [source for source in found if source is not None and source.pk]

    def clean(self) -> None:
        super().clean()
        by_address: dict[str, Source] = {}
        for form in self.kept_forms():
            source = getattr(form, "new_source", None)
            if source is not None:
                # An address that two rows paste is one source.
                address = text.normalise_link(source.url)
                form.new_source = by_address.setdefault(address, source)


def last_source(request: HttpRequest) -> Source | None:
    """The source that this person cited last, while it is on file."""
    pk = request.session.get(_LAST_SOURCE)
    return None if pk is None else Source.objects.using(DESK).filter(pk=pk).first()


def note_sources(request: HttpRequest, formset: Any) -> None:
    """Record the sources that citations put on file, and remember the last one."""
    if not isinstance(formset, CitingFormSet):
        return
    at_desk = cast(DeskRequest, request)
    at_desk.scope.add(*formset.new_sources)
    if not at_desk.is_trial:
        _tell_unused_titles(request, formset)
    saved = [*formset.new_objects, *(row for row, _ in formset.changed_objects)]
    if saved:
        request.session[_LAST_SOURCE] = saved[-1].source_id


def _tell_unused_titles(request: HttpRequest, formset: CitingFormSet) -> None:
    for form in formset.kept_forms():
        if form.unused_title:
            source = form.instance.source
            told = format_html(
                'The source cited is on file as <a href="{}">{}</a>; the title that '
                "you typed, “{}”, was not used.",
                change_page(Source, source.pk),
                source,
                form.unused_title,
            )
            messages.warning(request, told)


def worded_credibility(field: "Field[Any, Any]") -> forms.TypedChoiceField:
    """The scale with its figures and its words."""
    choices = [(each.value, f"{each.value}: {each.label}") for each in Credibility]
    return forms.TypedChoiceField(
        choices=[("", "—"), *choices],
        coerce=int,
        label="How far the claim can be believed",
        help_text=str(field.help_text),
    )
