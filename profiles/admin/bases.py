"""What the admin pages of the desk have in common: every change is recorded."""

from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse

from profiles.desk.history import changes_since
from profiles.desk.recording import Recording, recording
from profiles.desk.scopes import Scope
from profiles.desk.site import DeskSite
from profiles.models import EntryChange

if TYPE_CHECKING:
    # Django's admin classes take parameters only for type checkers.
    Admin = admin.ModelAdmin[Any]
    Inline = admin.TabularInline[Any, Any]
else:
    Admin = admin.ModelAdmin
    Inline = admin.TabularInline


#: The desk, on which admin modules register their models and their pages.
site = cast(DeskSite, admin.site)


class DeskRequest(HttpRequest):
    """A request of somebody at the desk that changes something."""

    user: User
    made: Recording


def staff_of(request: HttpRequest) -> User:
    """Who is signed in; the admin lets in nobody else."""
    return cast(User, request.user)


class RecordedAdmin(Admin):
    """Records each change made through its pages, in the transaction that makes it.

    Forms carry the last revision that they show, as `_seen`, and may carry a `_reason`.
    """

    change_form_template = "admin/desk/change_form.html"

    def scope_of(self, row: Any) -> Scope:
        """The entries that the form of this row can change."""
        return Scope(row)

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
        scope = Scope() if row is None else self.scope_of(row)
        context = {"seen": scope.last_revision(), **(extra_context or {})}
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, context)
        context["seen"] = seen = _seen(request)
        context["reason"] = reason = request.POST.get("_reason", "").strip()
        with recording(scope, by=staff_of(request), reason=reason) as made:
            if changes := changes_since(seen, made.before):
                return self.conflict_view(request, row, made, changes)
            cast(DeskRequest, request).made = made
            return super().changeform_view(request, object_id, form_url, context)

    def conflict_view(
        self,
        request: HttpRequest,
        row: Any,
        made: Recording,
        changes: list[EntryChange],
    ) -> Any:
        """What a colleague changed since this page was opened; nothing is saved."""
        context = {
            **self.admin_site.each_context(request),
            "title": "Changed meanwhile",
            "subtitle": str(row),
            "opts": self.opts,
            "original": row,
            "changes": changes,
        }
        return TemplateResponse(
            request, "admin/desk/conflict.html", context, status=409
        )

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Any, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        made = cast(DeskRequest, request).made
        made.scope.merge(self.scope_of(form.instance))

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        with self.recorded(request, self.scope_of(obj)):
            super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        scope = Scope()
        for row in queryset:
            scope.merge(self.scope_of(row))
        with self.recorded(request, scope):
            super().delete_queryset(request, queryset)

    def recorded(self, request: HttpRequest, scope: Scope) -> Any:
        """A change that is made outside the form, such as by an action."""
        reason = request.POST.get("_reason", "").strip()
        return recording(scope, by=staff_of(request), reason=reason)


def _seen(request: HttpRequest) -> int:
    """The last revision that the page showed; 0 where it says none."""
    seen = request.POST.get("_seen", "")
    return int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 19 else 0
