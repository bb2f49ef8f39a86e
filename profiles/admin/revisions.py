"""The history of dossiers, what was deleted, and putting back what was there."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from profiles.admin.bases import row_or_404, site, staff_of
from profiles.admin.corrections import tell
from profiles.admin.rail import Rail, rail_of, section_of
from profiles.admin.steps import number_in
from profiles.choices import Section
from profiles.databases import DESK
from profiles.desk.chronicle import (
    CHANGES_PER_PAGE,
    COMMAND,
    HAPPENINGS_PER_PAGE,
    PATHS,
    Narrowed,
    ToldChange,
    happenings,
    pages_of,
    told,
    told_with_pages,
    who_changed,
)
from profiles.desk.deletions import (
    deleted_dossiers,
    deleted_entries,
    deleted_records,
)
from profiles.desk.differences import field_label, section_label
from profiles.desk.errors import ForbiddenError, RefusedError
from profiles.desk.history import ChangedMeanwhileError
from profiles.desk.places import MODELS, change_pages
from profiles.desk.refusals import NotPutBackError
from profiles.desk.reverting import (
    Revert,
    carry_out,
    forbidden,
    revert_dossier,
    revert_entry,
    revert_field,
)
from profiles.desk.sharing import RECORD_PATHS
from profiles.desk.standing import standing_of
from profiles.documents.differences import section_differences
from profiles.models import Correction, EntryChange, Person, Revision

if TYPE_CHECKING:
    _ModelForm = forms.ModelForm[Revision]
else:
    _ModelForm = forms.ModelForm

#: Made of a change: how an entry looked before it, or after it.
_MOMENTS = ("before", "after")


# Reading


class NarrowingForm(forms.Form):
    """What of a dossier's history to show."""

    section = forms.ChoiceField(
        required=False,
        choices=[("", "All"), *((path, section_label(path)) for path in PATHS)],
    )
    by = forms.ChoiceField(required=False, label="Made by")
    day = forms.DateField(
        required=False,
        label="Day (UTC)",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Write the day as in 2026-01-31."},
    )

    def __init__(self, data: Any, people: Iterable[User]) -> None:
        super().__init__(data)
        choices = [(str(user.pk), str(user)) for user in people]
        self.fields["by"] = forms.ChoiceField(
            required=False,
            label="Made by",
            choices=[("", "Anybody"), *choices, (COMMAND, "A command")],
        )

    def narrowed(self) -> Narrowed:
        """What was asked for, as far as it can be understood."""
        self.full_clean()
        return Narrowed(
            self.cleaned_data.get("section", ""),
            self.cleaned_data.get("by", ""),
            self.cleaned_data.get("day"),
        )


@site.page("people/<key:pk>/history/", "dossier-history")
def dossier_history(request: HttpRequest, pk: int) -> HttpResponse:
    """All that happened to a dossier: revisions, editions and withdrawals."""
    person = _person(request, pk)
    form = NarrowingForm(request.GET, who_changed(person))
    page, found = happenings(person, form.narrowed(), request.GET.get("page"))
    return _page(
        request,
        "dossier_history",
        "History of the dossier",
        person=person,
        rail=rail_of(request, standing_of(person)),
        form=form,
        page=page,
        page_range=page.paginator.get_elided_page_range(page.number),
        happenings=found,
        may_revert=_may_change(request),
        deleted_count=deleted_entries(person.stable_id).count(),
    )


@site.page("people/<key:pk>/history/<key:number>/", "dossier-revision")
def dossier_revision(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """What one revision did to a dossier, entry by entry."""
    person = _person(request, pk)
    changes = (
        EntryChange.objects.using(DESK)
        .filter(dossier_id=person.stable_id, revision=number)
        .select_related("revision__by")
    )
    page = pages_of(changes, request.GET.get("page"), CHANGES_PER_PAGE)
    if not page.object_list:
        raise Http404("The dossier has no such revision.")
    return _page(
        request,
        "dossier_revision",
        "One revision",
        person=person,
        rail=rail_of(request, standing_of(person)),
        revision=page[0].revision,
        may_revert=_may_change(request),
        page=page,
        page_range=page.paginator.get_elided_page_range(page.number),
        changes=told_with_pages(page),
    )


@site.page("people/<key:pk>/deleted/", "dossier-deleted")
def dossier_deleted(request: HttpRequest, pk: int) -> HttpResponse:
    """The entries that were deleted from a dossier."""
    person = _person(request, pk)
    changes = deleted_entries(person.stable_id)
    page = pages_of(changes, request.GET.get("page"), HAPPENINGS_PER_PAGE)
    return _page(
        request,
        "dossier_deleted",
        "Deleted entries",
        person=person,
        rail=rail_of(request, standing_of(person)),
        page=page,
        page_range=page.paginator.get_elided_page_range(page.number),
        changes=told(page),
        may_put_back=_may_change(request),
    )


@site.page("deleted/", "deleted-dossiers")
def deleted(request: HttpRequest) -> HttpResponse:
    """The dossiers, and the records that dossiers share, that were deleted."""
    _require_view(request, MODELS["person"])
    number = request.GET.get("page")
    dossiers = pages_of(deleted_dossiers(), number, HAPPENINGS_PER_PAGE)
    records = pages_of(
        deleted_records(), request.GET.get("records"), HAPPENINGS_PER_PAGE
    )
    return _page(
        request,
        "deleted_dossiers",
        "Deleted dossiers and shared records",
        dossiers=dossiers,
        dossiers_range=dossiers.paginator.get_elided_page_range(dossiers.number),
        records=records,
        records_range=records.paginator.get_elided_page_range(records.number),
        may_put_back=_may_change(request),
        changes=[ToldChange(change) for change in records],
    )


# Putting back


class RevertForm(_ModelForm):
    """Why something is put back, for colleagues, and for readers where it is theirs."""

    required_css_class = "required"

    summary = forms.CharField(
        required=False,
        max_length=500,
        label="What changed, for readers",
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text="Readers see this in published dossiers. They get it as a correction "
        "of its own, once another editor has let it out.",
    )

    class Meta:
        model = Revision
        fields = ["reason"]
        widgets = {"reason": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"reason": "For colleagues; readers do not see it."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = True
        self.fields["reason"].error_messages["required"] = (
            "Say why it is put back; colleagues will ask."
        )


@site.page("changes/<key:pk>/<str:moment>/", "revert-entry")
def put_entry_back(request: HttpRequest, pk: int, moment: str) -> HttpResponse:
    """Puts an entry back to how it was before a change, or after it."""
    if moment not in _MOMENTS:
        raise Http404("An entry is put back to before a change, or to after it.")
    change = _change(request, pk)
    return _put_back(
        request,
        lambda: revert_entry(change, to_before=moment == "before"),
        title=f"Put back: {ToldChange(change).label}",
        lead=f"All of it, as it was {moment} this change:",
        change=change,
        rail=_rail_of_entry(request, change),
    )


@site.page("changes/<key:pk>/before/<str:name>/", "revert-field")
def put_field_back(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Puts one field of an entry back to what it was before a change."""
    change = _change(request, pk)
    if name == "id" or name not in {**(change.before or {}), **(change.after or {})}:
        raise Http404("The change is not one of this field.")
    return _put_back(
        request,
        lambda: revert_field(change, name),
        title=f"Put back: {ToldChange(change).label}",
        lead=f"The field “{field_label(name)}” alone, as it was before this change:",
        change=change,
        rail=_rail_of_entry(request, change),
    )


@site.page("dossiers/<str:dossier_id>/revert/<key:number>/", "revert-dossier")
def put_dossier_back(
    request: HttpRequest, dossier_id: str, number: int
) -> HttpResponse:
    """Puts a whole dossier back to how it was after a revision; a deleted one too."""
    _require_view(request, MODELS["person"])
    changes = EntryChange.objects.using(DESK).filter(dossier_id=dossier_id)
    named = changes.filter(section="person").first() or changes.first()
    if named is None:
        raise Http404("No dossier has this id.")
    last = changes.filter(revision__lte=number).select_related("revision__by").first()
    person = Person.objects.using(DESK).filter(stable_id=dossier_id).first()
    name = named.label if person is None else person.name
    return _put_back(
        request,
        lambda: revert_dossier(dossier_id, number),
        title=f"Put back the dossier of {name}",
        lead="The whole dossier, as it was after this revision:",
        change=last,
        rail=_rail(request, dossier_id),
    )


def _put_back(
    request: HttpRequest,
    planned: Callable[[], Revert],
    *,
    title: str,
    lead: str,
    change: EntryChange | None,
    rail: Rail | None,
) -> HttpResponse:
    """The page that shows what would be put back; it is, once that is confirmed."""
    form = RevertForm(request.POST if request.method == "POST" else None)
    meanwhile: list[EntryChange] = []
    problems: list[str] = []
    if form.is_valid():
        try:
            plan = planned()
            made = carry_out(
                plan,
                by=staff_of(request),
                reason=form.cleaned_data["reason"],
                summary=form.cleaned_data["summary"],
                seen=number_in(request, "_seen"),
            )
        except ForbiddenError as error:
            raise PermissionDenied(str(error)) from error
        except ChangedMeanwhileError as error:
            meanwhile = error.changes
        except NotPutBackError as error:
            problems = error.sentences
        except RefusedError as error:
            problems = [str(error)]
        else:
            said = "It was so already." if made is None else "Put back as you saw it."
            messages.success(request, said)
            for correction in Correction.objects.using(DESK).filter(revision=made):
                tell(request, correction)
            return redirect(_where(plan))
    context: dict[str, Any] = {"form": form, "problems": problems, "change": change}
    try:
        plan = planned()
    except RefusedError as error:
        # On a form that was sent, the same sentence came of it already.
        context |= {"problems": [str(error)], "refused": True}
    else:
        if why := forbidden(staff_of(request), plan):
            raise PermissionDenied(why)
        form.fields["summary"].required = plan.is_correction
        context |= {
            "plan": plan,
            "sections": section_differences(plan.changes) if plan.is_whole else [],
            "changes": told(plan.changes),
            "leave": _where(plan),
        }
    return _page(
        request,
        "revert",
        title,
        status=409 if meanwhile or context["problems"] else 200,
        lead=lead,
        rail=rail,
        meanwhile=told(meanwhile),
        **context,
    )


def _where(plan: Revert) -> str:
    """The page of what is put back, or of the dossier it was in."""
    if plan.key is not None:
        place = plan.dossier_id, plan.key
        if page := change_pages([place]).get(place):
            return page
    person = Person.objects.using(DESK).filter(stable_id=plan.dossier_id).first()
    if person is None:
        return reverse("admin:deleted-dossiers")
    return reverse("admin:dossier-history", args=[person.pk])


# What the pages have in common


def _rail_of_entry(request: HttpRequest, change: EntryChange) -> Rail | None:
    if change.section in RECORD_PATHS:
        return None
    return _rail(request, change.dossier_id, section_of(MODELS[change.section]))


def _rail(
    request: HttpRequest, dossier_id: str, current: Section | None = None
) -> Rail | None:
    """The rail of a dossier; None for one that was deleted, and for what is shared."""
    person = Person.objects.using(DESK).filter(stable_id=dossier_id).first()
    return None if person is None else rail_of(request, standing_of(person), current)


def _person(request: HttpRequest, pk: int) -> Person:
    _require_view(request, Person)
    return row_or_404(Person.objects.using(DESK), pk)


def _change(request: HttpRequest, pk: int) -> EntryChange:
    """The change of this number, where one may see the entry that it is of."""
    changes = EntryChange.objects.using(DESK).select_related("revision__by")
    change = row_or_404(changes, pk)
    _require_view(request, MODELS[change.section])
    return change


def _require_view(request: HttpRequest, model: type[Any]) -> None:
    if not site.get_model_admin(model).has_view_or_change_permission(request):
        raise PermissionDenied


def _may_change(request: HttpRequest) -> bool:
    """Whether to offer to put things back; each is asked for by itself again."""
    return site.get_model_admin(Person).has_change_permission(request)


def _page(
    request: HttpRequest, name: str, title: str, status: int = 200, **context: Any
) -> HttpResponse:
    return TemplateResponse(
        request,
        f"admin/desk/{name}.html",
        {**site.each_context(request), "title": title, **context},
        status=status,
    )
