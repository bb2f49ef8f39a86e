"""What the admin pages of all entries of a dossier have in common."""

from collections.abc import Sequence
from typing import Any, ClassVar, cast
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.views.main import ChangeList
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html

from profiles.admin.citing import note_sources
from profiles.admin.columns import tell_evidence
from profiles.admin.filters import EvidenceFilter
from profiles.admin.inlines import entries_shown
from profiles.admin.lists import EntryChangeList, ListedAdmin
from profiles.admin.rail import RailedAdmin
from profiles.admin.rules import RulesForm
from profiles.admin.shared import SharedAdmin
from profiles.admin.sources import CitationInline
from profiles.admin.widgets import ReferringAdmin, tell_labels
from profiles.desk.contents import neighbours
from profiles.models import Person


class EntryRequest(HttpRequest):
    """A request that deletes an entry: whose it was, and where it can be put back."""

    bereft: Person
    way_back: str


class EntryAdmin(ReferringAdmin, RailedAdmin):
    """An entry with its citations; its id is made for it and never changed.

    `fieldsets` are those of the entry's own; what every entry has comes after them.
    """

    form = RulesForm
    inlines = [CitationInline]
    list_filter: ClassVar[Any] = [EvidenceFilter]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return EntryChangeList

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> Any:
        last = ["note"] if obj is None else ["note", "stable_id"]
        return [*(self.fieldsets or []), ("For readers", {"fields": last})]

    def get_readonly_fields(
        self, request: HttpRequest, obj: Model | None = None
    ) -> list[str]:
        own = super().get_readonly_fields(request, obj)
        return [*own] if obj is None else [*own, "stable_id"]

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        """The columns, without the person where the list is of one alone."""
        columns = super().get_list_display(request)
        is_of_one = any(name.endswith("__id__exact") for name in request.GET)
        return [each for each in columns if not (is_of_one and each == "person")]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        initial: dict[str, Any] = super().get_changeform_initial_data(request)
        person = self.person_in_address(request)
        return initial if person is None else {"person": person.pk, **initial}

    def dossier_context(
        self, request: HttpRequest, person: Person | None, row: Any
    ) -> dict[str, Any]:
        context = super().dossier_context(request, person, row)
        if person is None or not context or row is None or row == person:
            return context
        beside = neighbours(row, self.siblings(request, row, person))
        return context | {
            "list_url": self.list_of(person),
            "neighbours": beside,
            "previous_url": self._url_of(beside.previous),
            "next_url": self._url_of(beside.next),
        }

    def siblings(self, request: HttpRequest, row: Any, person: Person) -> QuerySet[Any]:
        """The entries of the dossier among which this one stands, in their order."""
        rows = self.get_queryset(request).filter(**{self.narrowed_by: person.pk})
        related = self.list_select_related
        return rows if isinstance(related, bool) else rows.select_related(*related)

    def _url_of(self, row: Model | None) -> str:
        if row is None:
            return ""
        return reverse(f"admin:profiles_{self.opts.model_name}_change", args=[row.pk])

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> Any:
        tell_labels(context["adminform"].form)
        tell_evidence(entries_shown(context["inline_admin_formsets"]))
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_formset(
        self, request: HttpRequest, form: Any, formset: Any, change: bool
    ) -> None:
        super().save_formset(request, form, formset, change)
        note_sources(request, formset)

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> Any:
        response = super().response_add(request, obj, post_url_continue)
        return self._keeping_person(request, obj, response)

    def response_change(self, request: HttpRequest, obj: Any) -> Any:
        response = super().response_change(request, obj)
        return self._keeping_person(request, obj, response)

    def response_post_save_add(self, request: HttpRequest, obj: Any) -> Any:
        response = super().response_post_save_add(request, obj)
        return self._in_its_dossier(request, obj, response)

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> Any:
        response = super().response_post_save_change(request, obj)
        return self._in_its_dossier(request, obj, response)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        person = self.person_of(request, obj)
        if person is not None:
            at_desk = cast(EntryRequest, request)
            at_desk.bereft, at_desk.way_back = person, self.way_back(obj, person)
        super().delete_model(request, obj)

    def way_back(self, row: Any, person: Person) -> str:
        """The page on which a row of the dossier can be put back once it is deleted."""
        return reverse("admin:dossier-deleted", args=[person.pk])

    def response_delete(
        self, request: HttpRequest, obj_display: str, obj_id: int
    ) -> HttpResponse:
        """Back to the list one came from, or that of the dossier it was in."""
        response = super().response_delete(request, obj_display, obj_id)
        # A person, who is an entry too, is deleted in another way.
        person: Person | None = getattr(request, "bereft", None)
        if person is None:
            return response
        back = cast(EntryRequest, request).way_back
        self.message_user(
            request, format_html('It can be <a href="{}">put back</a>.', back)
        )
        if IS_POPUP_VAR in request.POST or "_changelist_filters" in request.GET:
            return response
        return HttpResponseRedirect(self.list_of(person))

    def _in_its_dossier(self, request: HttpRequest, obj: Any, response: Any) -> Any:
        """Back to the list one came from; without one, to that of the same dossier."""
        person = self.person_of(request, obj)
        if person is None or "_changelist_filters" in request.GET:
            return response
        return HttpResponseRedirect(self.list_of(person))

    def _keeping_person(self, request: HttpRequest, obj: Any, response: Any) -> Any:
        """Where another entry is to be added, it is one of the same dossier."""
        if "_addanother" not in request.POST:
            return response
        person = self.person_of(request, obj)
        if person is None:
            return response
        address = urlsplit(response.url)
        parameters = {**dict(parse_qsl(address.query)), "person": str(person.pk)}
        return HttpResponseRedirect(f"{address.path}?{urlencode(parameters)}")


class SharedRecordAdmin(SharedAdmin, ReferringAdmin, ListedAdmin):
    """A record that dossiers share; its address is chosen once and never changed."""

    form = RulesForm

    def get_readonly_fields(
        self, request: HttpRequest, obj: Model | None = None
    ) -> list[str]:
        return [] if obj is None else ["slug"]

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: Model | None = None
    ) -> dict[str, Sequence[str]]:
        return {"slug": ["name"]} if obj is None else {}
