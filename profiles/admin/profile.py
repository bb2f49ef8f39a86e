from collections.abc import Sequence
from typing import Any, cast

from django.contrib import admin
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.views.main import SEARCH_VAR, ChangeList
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html

from profiles.admin.affiliations import AffiliationInline
from profiles.admin.bases import DeskRequest
from profiles.admin.columns import dated, evidence
from profiles.admin.countries import NationalityForm
from profiles.admin.entries import EntryAdmin, SharedRecordAdmin
from profiles.admin.filters import EvidenceFilter, StateFilter
from profiles.admin.inlines import (
    EntryInline,
    OrderedForm,
    OrderedFormSet,
    OrderedInline,
    PagedInline,
)
from profiles.admin.lists import EntryChangeList
from profiles.admin.metrics import MetricReadingInline
from profiles.admin.position import PositionInline
from profiles.admin.sources import CitationInline
from profiles.admin.steps import DossierSteps
from profiles.choices import IdentifierScheme
from profiles.desk.deletions import delete_dossier
from profiles.desk.moving import keep_address
from profiles.desk.pasted import page_of_address
from profiles.desk.scopes import Scope
from profiles.desk.standing import standings
from profiles.models import (
    Education,
    Expertise,
    FormerSlug,
    Identifier,
    Nationality,
    OtherName,
    Person,
    PersonExpertise,
    SectionNote,
)
from profiles.registers import bare_identifier

#: The lists of entries that the person's own page can change.
_LISTS = ["metrics", "profile.education", "position", "affiliations"]


class OtherNameFormSet(OrderedFormSet):
    distinct = "name"


class OtherNameInline(OrderedInline):
    model = OtherName
    formset = OtherNameFormSet
    fields = ["position", "name"]


class FormerSlugInline(PagedInline):
    model = FormerSlug


class NationalityFormSet(OrderedFormSet):
    distinct = "country"


class NationalityInline(OrderedInline):
    model = Nationality
    form = NationalityForm
    formset = NationalityFormSet
    fields = ["position", "country"]


class PersonExpertiseFormSet(OrderedFormSet):
    distinct = "expertise"


class PersonExpertiseInline(OrderedInline):
    model = PersonExpertise
    formset = PersonExpertiseFormSet
    fields = ["position", "expertise"]
    autocomplete_fields = ["expertise"]
    verbose_name = "field of work"
    verbose_name_plural = "expertise"

    def get_queryset(self, request: HttpRequest) -> QuerySet[PersonExpertise]:
        rows: QuerySet[Any] = super().get_queryset(request)
        return rows.select_related("expertise")


class IdentifierForm(OrderedForm):
    def clean(self) -> Any:
        """With the identifier in an address that was pasted whole."""
        cleaned, data = super().clean(), self.cleaned_data
        if {"scheme", "value"} <= data.keys():
            data["value"] = bare_identifier(
                IdentifierScheme(data["scheme"]), data["value"]
            )
        return cleaned


class IdentifierInline(OrderedInline):
    model = Identifier
    form = IdentifierForm
    fields = ["position", "scheme", "value"]


class SectionNoteInline(PagedInline):
    """What it means that a section is empty; there are no more rows than sections."""

    model = SectionNote
    verbose_name_plural = "notes on empty sections"


class EducationInline(EntryInline):
    model = Education
    fields = ["degree", "field", "institution", "started_on", "ended_on", "evidence"]


class PersonChangeList(EntryChangeList):
    """A page of people, each told where their dossier stands."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        for standing in standings(self.result_list):
            standing.person.standing = standing  # type: ignore[attr-defined]  # see state()


@admin.register(Person)
class PersonAdmin(DossierSteps, EntryAdmin):
    """A person's own fields and the short sections; the rail leads to the long ones."""

    fieldsets = [
        (None, {"fields": [("name", "sort_name"), ("slug", "epithet")]}),
        ("Life", {"fields": [("born_on", "died_on")]}),
        ("Briefing", {"fields": ["summary", "biography"]}),
        ("Upkeep", {"fields": ["reviewed_on"]}),
    ]
    list_display = ["name", "state", "slug", "reviewed_on", evidence]
    list_filter = [StateFilter, EvidenceFilter]
    search_fields = ["name", "sort_name", "slug", "other_names__name"]
    search_help_text = "A name the person goes by, or an address that readers have."
    inlines = [
        OtherNameInline,
        NationalityInline,
        PersonExpertiseInline,
        EducationInline,
        PositionInline,
        AffiliationInline,
        MetricReadingInline,
        IdentifierInline,
        SectionNoteInline,
        FormerSlugInline,
        CitationInline,
    ]
    narrowed_by = ""
    change_form_template = "admin/desk/person_change_form.html"

    def scope_of(self, row: Person) -> Scope:
        scope = Scope(row)
        scope.add_lists(row, _LISTS)
        return scope

    def person_of(self, request: HttpRequest, row: Person) -> Person:
        return row

    def save_formset(
        self, request: HttpRequest, form: Any, formset: Any, change: bool
    ) -> None:
        """With the former slugs, among which the present one was until now."""
        super().save_formset(request, form, formset, change)
        if formset.model is not FormerSlug or "slug" not in form.changed_data:
            return
        former = form.initial["slug"]
        is_trial = cast(DeskRequest, request).is_trial
        if keep_address(form.instance, former) and not is_trial:
            told = f"“{former}” is kept as a former slug, which leads to the dossier."
            self.message_user(request, told)

    @admin.display(description="state")
    def state(self, person: Any) -> str:
        return str(person.standing.words)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> Any:
        """People; or the page of what stands at the address that is searched for."""
        if request.method == "GET" and IS_POPUP_VAR not in request.GET:
            page = page_of_address(request.GET.get(SEARCH_VAR, ""))
            if page:
                return HttpResponseRedirect(page)
        return super().changelist_view(request, extra_context)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return PersonChangeList

    def get_inlines(self, request: HttpRequest, obj: Model | None) -> list[Any]:
        """Of a person who is not there yet, the name comes first."""
        return [] if obj is None else [*super().get_inlines(request, obj)]

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: Model | None = None
    ) -> dict[str, Sequence[str]]:
        return {"slug": ["name"]} if obj is None else {}

    def response_add(
        self, request: HttpRequest, obj: Person, post_url_continue: str | None = None
    ) -> Any:
        """Who has just been added is worked on next, unless something else is asked."""
        if not {"_addanother", IS_POPUP_VAR} & {*request.POST}:
            data = request.POST.copy()
            data["_continue"] = "1"
            request.POST = data  # type: ignore[assignment]  # as Django's UserAdmin does
        return super().response_add(request, obj, post_url_continue)

    def has_delete_permission(
        self, request: HttpRequest, obj: Person | None = None
    ) -> bool:
        """One at a time, and only who was never published: editions are kept.

        Without a person this is asked for the action that deletes many at once, which
        would not ask each whether it has editions.
        """
        is_kept = obj is None or obj.editions.exists()
        return not is_kept and super().has_delete_permission(request, obj)

    def delete_model(self, request: HttpRequest, obj: Person) -> None:
        with self.recorded(request, Scope.of_dossier(obj)):
            delete_dossier(obj)

    def response_delete(
        self, request: HttpRequest, obj_display: str, obj_id: int
    ) -> HttpResponse:
        where = format_html(
            'The dossier can be put back: <a href="{}">deleted dossiers</a>.',
            reverse("admin:deleted-dossiers"),
        )
        self.message_user(request, where)
        return super().response_delete(request, obj_display, obj_id)


@admin.register(Education)
class EducationAdmin(EntryAdmin):
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "person",
                    "degree",
                    "field",
                    "institution",
                    ("started_on", "ended_on"),
                ]
            },
        )
    ]
    list_display = ["degree", "institution", "person", dated("ended_on"), evidence]
    list_filter = [EvidenceFilter]
    list_select_related = ["person"]
    search_fields = ["degree", "institution", "person__name"]
    search_help_text = "Words of the degree, the institution, or a person’s name."
    autocomplete_fields = ["person"]


@admin.register(Expertise)
class ExpertiseAdmin(SharedRecordAdmin):
    search_fields = ["name"]
