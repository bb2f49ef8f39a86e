"""What the admin pages of the desk have in common: every change is recorded."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar, cast

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.html import format_html

from profiles.admin.conflicts import (
    VERSION,
    ConflictAdmin,
    Versions,
    clear_inline_rows,
    conflict_page,
    end_trial,
    entries_shown_in,
    put_back_rows,
    resolve,
    rows_that_are_left,
    trial,
)
from profiles.admin.mistakes import mistakes
from profiles.admin.refused import refused_page
from profiles.databases import DESK
from profiles.desk.chronicle import CHANGES_PER_PAGE, pages_of, told
from profiles.desk.conflicts import author_of
from profiles.desk.deletions import dossiers_losing
from profiles.desk.errors import RefusedError
from profiles.desk.history import (
    ChangedMeanwhileError,
    changes_since,
    dossier_of,
    history_of,
    put_back,
)
from profiles.desk.kept import saved
from profiles.desk.presence import others, page_of
from profiles.desk.recording import Recording, recording
from profiles.desk.scopes import Scope, key_of
from profiles.desk.site import DeskSite
from profiles.desk.slips import slips_of
from profiles.desk.whereabouts import note_deleted, whereabouts
from profiles.models import EntryChange, Person
from profiles.models.entries import Entry

if TYPE_CHECKING:
    # Django's admin classes take parameters only for type checkers.
    Admin = admin.ModelAdmin[Any]
    Inline = admin.TabularInline[Any, Any]
else:
    Admin = admin.ModelAdmin
    Inline = admin.TabularInline


Row = TypeVar("Row", bound=Model)

#: The desk, on which admin modules register their models and their pages.
site = cast(DeskSite, admin.site)


#: The fields that say what a row is a part of.
_OWNERS = frozenset({"assessment", "person", "publication"})


def row_or_404(rows: QuerySet[Row], pk: int) -> Row:
    """The row of this number; raises Http404 in words for those at the desk."""
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Http404(f"The desk has no such {rows.model._meta.verbose_name}.")
    return row


class DeskRequest(HttpRequest):
    """A request of somebody at the desk that changes something."""

    user: User
    #: What is recorded of it, unless it is a trial.
    made: Recording
    #: What it may change; grows by what it adds.
    scope: Scope
    #: Whether nothing of it may stay.
    is_trial: bool
    is_saved: bool
    #: What waits to be said until it is known whether anything was changed.
    unsaid: list[Any] | None


def staff_of(request: HttpRequest) -> User:
    """Who is signed in; the admin lets in nobody else."""
    return cast(User, request.user)


class RecordedAdmin(ConflictAdmin):
    """Records each change made through its pages, in the transaction that makes it.

    Forms carry the last revision that they show, as `_seen`, and may carry a `_reason`.
    """

    change_form_template = "admin/desk/change_form.html"
    delete_confirmation_template = "admin/desk/delete_confirmation.html"
    delete_selected_confirmation_template = "admin/desk/delete_selected.html"

    def person_of(self, request: HttpRequest, row: Any) -> Person | None:
        """Whose dossier the row stands in; None for what dossiers share."""
        return dossier_of(row)

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
        if VERSION in request.POST:
            return saved(request, resolve(self, request))
        row = None
        if object_id is not None:
            row = self.get_object(request, unquote(object_id))
        if row is None and object_id is not None and request.method != "POST":
            return self._gone(request, object_id)
        scope = Scope() if row is None else self.scope_of(row)
        context = {"seen": scope.last_revision(), **(extra_context or {})}
        if row is not None:
            context["entry_key"] = "|".join(key_of(row))
            context["others"] = others(staff_of(request), page_of(row))
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, context)
        context |= {"seen": _seen(request), "reason": _reason(request)}
        try:
            if row is None and object_id is not None:
                return self._after_deletion(request, object_id, context)
            return self._save(request, row, scope, context)
        except RefusedError as error:
            return refused_page(self.admin_site, request, row, str(error))

    def _save(
        self, request: HttpRequest, row: Any, scope: Scope, context: dict[str, Any]
    ) -> Any:
        object_id = None if row is None else str(row.pk)
        with recording(scope, by=staff_of(request), reason=_reason(request)) as made:
            dossier_id = "" if row is None else key_of(row)[0]
            shown = entries_shown_in(self, request, row)
            gone = {key for key in shown if (dossier_id, key) not in made.before}
            known = [*made.before, *((dossier_id, key) for key in gone)]
            changes = changes_since(context["seen"], known)
            if not changes:
                _begin(request, scope, is_trial=False)
                cast(DeskRequest, request).made = made
                response = super().changeform_view(request, object_id, "", context)
        if not changes:
            self._tell_saved(request, row, made)
            _tell_slips(request, made)
            is_saved = cast(DeskRequest, request).is_saved
            return saved(request, response) if is_saved else response

        def submit() -> Any:
            put_back_rows(dossier_id, gone, changes, staff_of(request))
            return self._try(request, row, context)

        mine = trial(submit)
        if not isinstance(mine, dict):
            return mine
        versions = Versions.between(made.before, mine, context["seen"])
        return conflict_page(self, request, versions)

    def message_user(
        self,
        request: HttpRequest,
        message: Any,
        level: int | str = messages.INFO,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        """Say it; that a form was saved is said once it is known what it changed."""
        unsaid = getattr(request, "unsaid", None)
        if unsaid is None:
            super().message_user(request, message, level, *args, **kwargs)
        else:
            unsaid.append((message, level, args, kwargs))

    def _tell_saved(self, request: HttpRequest, row: Any, made: Recording) -> None:
        """Say what was done, or that the row was so already."""
        at_desk = cast(DeskRequest, request)
        unsaid, at_desk.unsaid = at_desk.unsaid or [], None
        is_idle = row is not None and made.revision is None
        for message, level, args, kwargs in unsaid:
            if is_idle and level == messages.SUCCESS:
                message, level = self._unchanged(request, row), messages.INFO
            self.message_user(request, message, level, *args, **kwargs)

    def _unchanged(self, request: HttpRequest, row: Any) -> str:
        return format_html(
            'Nothing was changed: the {} “<a href="{}">{}</a>” was so already.',
            self.opts.verbose_name,
            request.path,
            row,
        )

    def _try(self, request: HttpRequest, row: Any, context: dict[str, Any]) -> Any:
        """Submit the form as if nobody else had; a trial ends when it is accepted."""
        request.POST = rows_that_are_left(self, request, row)  # type: ignore[assignment]  # a copy of it
        _begin(request, self.scope_of(row), is_trial=True)
        return super().changeform_view(request, str(row.pk), "", context)

    def _gone(self, request: HttpRequest, object_id: str) -> HttpResponseBase:
        """From the page of a row that is not there to what has become of it.

        An entry that was put back is another row. Raises Http404 where nothing of the
        number is known to have been deleted.
        """
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        left = whereabouts(self.model, unquote(object_id))
        if left is None:
            raise Http404(f"The desk has no such {self.opts.verbose_name}.")
        messages.warning(request, left.sentence)
        return HttpResponseRedirect(left.page)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        """Keep which entries the rows were, for those who come back to their pages."""
        return note_deleted(queryset, by=staff_of(request))

    def _after_deletion(
        self, request: HttpRequest, object_id: str, context: dict[str, Any]
    ) -> Any:
        """The form of a row that a colleague has deleted meanwhile."""
        if not (
            self.has_change_permission(request) and self.has_add_permission(request)
        ):
            raise PermissionDenied
        dossier_id, section, entry_id = _entry_key(request)
        deleted = EntryChange.objects.using(DESK).of_entry(
            dossier_id, section, entry_id
        )
        last = deleted.filter(after__isnull=True).first()
        if last is None or last.before is None:
            return super().changeform_view(request, object_id, "", context)
        key, before = (section, entry_id), last.before

        def submit() -> Any:
            put_back(dossier_id, {key: before}, by=staff_of(request), reason="")
            row = self.model._default_manager.using(DESK).get(stable_id=entry_id)
            clear_inline_rows(self, request, row)
            return self._try(request, row, context)

        mine = trial(submit)
        if not isinstance(mine, dict):
            return mine
        seen = last.revision_id
        versions = Versions.between({(dossier_id, key): before}, mine, seen)
        return conflict_page(self, request, replace(versions, began=seen - 1))

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> Any:
        if context["errors"]:
            form = context["adminform"].form
            context["mistakes"] = mistakes(form, context["inline_admin_formsets"])
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(
        self, request: HttpRequest, obj: Any, form: Any, change: bool
    ) -> None:
        """Save a row; one that is a part of an entry changes that entry."""
        at_desk = cast(DeskRequest, request)
        if not at_desk.is_trial and not (
            change and _OWNERS.isdisjoint(form.changed_data)
        ):
            at_desk.made.widen(self.scope_of(obj))
        super().save_model(request, obj, form, change)

    def save_formset(
        self, request: HttpRequest, form: Any, formset: Any, change: bool
    ) -> None:
        rows = (each.instance for each in formset.deleted_forms)
        gone = [row for row in rows if isinstance(row, Entry) and row.pk is not None]
        note_deleted(gone, by=staff_of(request))
        super().save_formset(request, form, formset, change)

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Any, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        at_desk = cast(DeskRequest, request)
        at_desk.scope.merge(self.scope_of(form.instance))
        at_desk.is_saved = True
        if at_desk.is_trial:
            end_trial(at_desk.scope)

    def history_view(
        self,
        request: HttpRequest,
        object_id: str,
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """What became of the entry; its fields and all of it can be put back."""
        row = self.get_object(request, unquote(object_id))
        if row is None:
            return self._gone(request, object_id)
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        person = self.person_of(request, row)
        page = pages_of(history_of(row), request.GET.get("page"), CHANGES_PER_PAGE)
        context = {
            **self.admin_site.each_context(request),
            **self.around(request, person),
            "title": "History",
            "subtitle": str(row),
            "opts": self.opts,
            "original": row,
            "person": person,
            "page": page,
            "page_range": page.paginator.get_elided_page_range(page.number),
            "changes": told(page),
            "may_revert": self.has_change_permission(request, row),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/desk/history.html", context)

    def delete_view(
        self,
        request: HttpRequest,
        object_id: str,
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        row = self.get_object(request, unquote(object_id))
        if row is None:
            return self._gone(request, object_id)
        context = self._delete_context(request, row)
        try:
            response = super().delete_view(
                request, object_id, context | (extra_context or {})
            )
        except ChangedMeanwhileError as error:
            return self._look_again(request, error)
        return saved(request, response)

    def _delete_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        scope = self.scope_of(row)
        return {
            **self.around(request, self.person_of(request, row)),
            "seen": scope.last_revision(),
            "dossiers": dossiers_losing(scope),
        }

    def response_action(
        self, request: HttpRequest, queryset: QuerySet[Any], *args: Any, **kwargs: Any
    ) -> Any:
        """What an action answers; all that it changes, or nothing."""
        try:
            with transaction.atomic(using=DESK):
                # Django 6.1 says from which page of the admin it was asked for.
                response = super().response_action(request, queryset, *args, **kwargs)
        except ChangedMeanwhileError as error:
            return self._look_again(request, error)
        return saved(request, response)

    def _look_again(self, request: HttpRequest, error: ChangedMeanwhileError) -> Any:
        for change in error.changes:
            by, at = author_of(change, staff_of(request)), change.revision.at
            self.message_user(
                request,
                f"“{change.label}” was changed by {by} at {at:%H:%M} UTC, after you "
                "opened this page. Nothing was deleted; look at it again.",
                messages.WARNING,
            )
        return HttpResponseRedirect(request.get_full_path())

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        with self.recorded(request, self.scope_of(obj)):
            super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        with self.recorded(request, self.scope_of_all(queryset)):
            super().delete_queryset(request, queryset)

    def scope_of_all(self, rows: Iterable[Any]) -> Scope:
        scope = Scope()
        for row in rows:
            scope.merge(self.scope_of(row))
        return scope

    @contextmanager
    def recorded(self, request: HttpRequest, scope: Scope) -> Iterator[Recording]:
        """A change that is made outside the form, such as a deletion or an action.

        Raises ChangedMeanwhileError for what was changed since the page was shown.
        """
        by, reason = staff_of(request), _reason(request)
        with recording(scope, by=by, reason=reason) as made:
            if changes := changes_since(_seen(request), made.before):
                raise ChangedMeanwhileError(changes)
            yield made


def _tell_slips(request: HttpRequest, made: Recording) -> None:
    """Say what to look at once more; it is saved all the same."""
    for caution in slips_of(made):
        messages.warning(request, caution.sentence)


def _begin(request: HttpRequest, scope: Scope, *, is_trial: bool) -> None:
    at_desk = cast(DeskRequest, request)
    at_desk.scope, at_desk.is_trial, at_desk.is_saved = scope, is_trial, False
    at_desk.unsaid = []


def _reason(request: HttpRequest) -> str:
    return request.POST.get("_reason", "").strip()


def _entry_key(request: HttpRequest) -> tuple[str, str, str]:
    """Which entry the form was of; empty words where it says none."""
    words = request.POST.get("_entry", "").split("|")
    return (words[0], words[1], words[2]) if len(words) == 3 else ("", "", "")


def _seen(request: HttpRequest) -> int:
    """The last revision that the page showed; 0 where it says none."""
    seen = request.POST.get("_seen", "")
    return int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 19 else 0
