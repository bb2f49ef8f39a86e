"""Records that dossiers share: who uses them, who may change them, and merging two."""

from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import AdminTextInputWidget
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from profiles.admin.bases import Admin, DeskRequest, RecordedAdmin, staff_of
from profiles.admin.corrections import tell
from profiles.admin.merging import merge_url
from profiles.admin.refused import refused_page
from profiles.databases import DESK
from profiles.desk.correcting import propose
from profiles.desk.errors import RefusedError
from profiles.desk.guarding import may_correct, why_reserved
from profiles.desk.history import last_revision
from profiles.desk.scopes import Scope
from profiles.desk.sharing import (
    PublishedUse,
    record_key,
    uses_before_readers,
    uses_of,
)
from profiles.models import Correction, EntryChange

#: The field of a form that says for readers what a correction changes.
SUMMARY = "correction_summary"


class MergeableAdmin(Admin):
    """Records of which two that are one and the same can be merged."""

    actions = ["merge_selected"]

    def has_merge_permission(
        self, request: HttpRequest, obj: Model | None = None
    ) -> bool:
        return self.has_change_permission(request, obj) and self.has_delete_permission(
            request, obj
        )

    @admin.action(description="Merge the two selected into one", permissions=["merge"])
    def merge_selected(
        self, request: HttpRequest, queryset: QuerySet[Any]
    ) -> HttpResponse | None:
        rows = [*queryset[:3]]
        if len(rows) != 2:
            self.message_user(
                request,
                f"Select exactly two {self.opts.verbose_name_plural} to merge them.",
                messages.WARNING,
            )
            return None
        return HttpResponseRedirect(merge_url(*rows))


class SummaryForm(forms.Form):
    """What readers are told of a change of a record that they see."""

    correction_summary = forms.CharField(
        label="What changed, for readers",
        max_length=Correction._meta.get_field("summary").max_length,
        widget=AdminTextInputWidget,
        help_text="Stands in the list of editions of every dossier that changes by "
        "this, such as “Corrects the title of a source”.",
    )


class RecordRequest(DeskRequest):
    """A request that has asked for the uses of records already."""

    published: dict[Any, list[PublishedUse]]


class SharedAdmin(MergeableAdmin, RecordedAdmin):
    """A record that dossiers share.

    One that readers see in a published dossier is changed by editors alone, and as a
    correction of all those dossiers.
    """

    change_form_template = "admin/desk/record_change_form.html"
    #: Fields of the form, beside those of the record, that a conflict does not lose.
    carried = [SUMMARY]
    #: Whether everybody may change a part of what the form holds.
    is_partly_open = False

    def has_change_permission(
        self, request: HttpRequest, obj: Model | None = None
    ) -> bool:
        allowed = super().has_change_permission(request, obj)
        if obj is None or self.is_partly_open:
            return allowed
        return allowed and not self.why_reserved(request, obj)

    def has_delete_permission(
        self, request: HttpRequest, obj: Model | None = None
    ) -> bool:
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or not self.why_reserved(request, obj))

    def get_actions(
        self, request: HttpRequest, action_location: Any = None
    ) -> dict[str, Any]:
        """None are offered to those whom most records would be refused to.

        What is free for them has its buttons on its own page. An action that was sent
        all the same is told why not.
        """
        is_offered = request.method != "POST"
        if (
            is_offered
            and not self.is_partly_open
            and not may_correct(staff_of(request))
        ):
            return {}
        # Django 6.1 says for which kind of page; before it there is only one.
        where = {} if action_location is None else {"action_location": action_location}
        return super().get_actions(request, **where)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        self._published(request, objs)  # of all at once, before each is asked for
        return super().get_deleted_objects(objs, request)

    def why_reserved(self, request: HttpRequest, row: Any) -> str:
        """Why this person cannot change the record; "" where they can."""
        if may_correct(staff_of(request)):
            return ""
        return why_reserved(str(row), self._published(request, [row])[row.pk])

    def _published(
        self, request: HttpRequest, rows: Any
    ) -> dict[Any, list[PublishedUse]]:
        """The published dossiers that use the rows, as they were at first."""
        at_desk = cast(RecordRequest, request)
        known = getattr(at_desk, "published", {})
        asked = [row for row in rows if row.pk not in known]
        if asked:
            found = uses_before_readers(asked)
            known |= {row.pk: found[record_key(row)] for row in asked}
        at_desk.published = known
        return known

    def _is_correction(self, request: HttpRequest, row: Any) -> bool:
        """Whether readers get what this person changes of the record."""
        if row is None or not may_correct(staff_of(request)):
            return False
        return bool(self._published(request, [row])[row.pk])

    # The form

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        if self._is_correction(request, obj):
            kwargs["form"] = type("CorrectionForm", (SummaryForm, self.form), {})
        return super().get_form(request, obj, change, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        found = super().get_fieldsets(request, obj)
        if not self._is_correction(request, obj):
            return found
        own = [
            (name, {**each, "fields": [f for f in each["fields"] if f != SUMMARY]})
            for name, each in found
        ]
        return [*own, ("What readers are told", {"fields": [SUMMARY]})]

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        row = None
        if object_id is not None:
            row = self.get_object(request, unquote(object_id))
        if row is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        reserved = self.why_reserved(request, row)
        if request.method == "POST" and reserved and not self.is_partly_open:
            return refused_page(self.admin_site, request, row, reserved)
        context = {
            **(extra_context or {}),
            "uses": uses_of(row, self._published(request, [row])[row.pk]),
            "reserved": reserved,
            "is_correction": self._is_correction(request, row),
            "merge_url": merge_url(row)
            if self.has_merge_permission(request, row)
            else "",
        }
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, context)
        try:
            with transaction.atomic(using=DESK):
                Scope(row).lock()
                before = last_revision()
                response = super().changeform_view(
                    request, object_id, form_url, context
                )
                self._propose(request, row, before)
        except RefusedError as error:
            return refused_page(self.admin_site, request, row, str(error))
        return response

    def _propose(self, request: HttpRequest, row: Any, before: int) -> None:
        """Propose for readers what was saved just now, if anything was."""
        by = staff_of(request)
        section, record_id = record_key(row)
        changes = EntryChange.objects.using(DESK).filter(
            section=section, entry_id=record_id
        )
        newest = changes.after(before).select_related("revision").first()
        if newest is None or not self._is_correction(request, row):
            return
        summary = request.POST.get(SUMMARY, "")
        correction = propose(newest.revision, by=by, summary=summary)
        if correction is not None:
            tell(request, correction)
