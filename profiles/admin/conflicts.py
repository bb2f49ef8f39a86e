"""The page for who saves second: both versions, of which they choose."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Self

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.admin.options import IS_POPUP_VAR, TO_FIELD_VAR
from django.contrib.auth.models import User
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse

from profiles.databases import DESK
from profiles.desk.conflicts import (
    UndecidedError,
    author_of,
    conflicts,
    resolved,
    who_saved,
)
from profiles.desk.differences import wording_of
from profiles.desk.errors import RefusedError
from profiles.desk.history import (
    ChangedMeanwhileError,
    changes_since,
    entry_as_of,
    present_entries,
    put_back,
)
from profiles.desk.records import present_records, put_back_record
from profiles.desk.scopes import PATHS, Scope, Snapshot
from profiles.desk.sharing import RECORD_PATHS
from profiles.documents.entries import Data, Entries, EntryKey
from profiles.documents.faults import DocumentError
from profiles.models import EntryChange, Person
from profiles.models.entries import Entry
from profiles.text import is_key

if TYPE_CHECKING:
    _Admin = ModelAdmin[Any]
else:
    _Admin = ModelAdmin

#: The field of the page that holds one's own version, signed.
VERSION = "_version"
_SALT = "conflict of versions"


@dataclass(frozen=True)
class Versions:
    """What one began with and what one made of it: entries of one dossier.

    `began` is the last revision that the form showed, `seen` the last that was shown
    since.
    """

    dossier_id: str
    began: int
    seen: int
    base: Entries
    mine: Entries

    @classmethod
    def between(cls, before: Snapshot, mine: Snapshot, seen: int) -> Self:
        """Of a form that showed revision `seen`, and of what it would have saved."""
        dossier_id = min(owner for owner, _ in [*before, *mine])
        theirs, own = _of_dossier(before, dossier_id), _of_dossier(mine, dossier_id)
        base = {
            key: entry_as_of(dossier_id, key, theirs.get(key), seen)
            for key in {**theirs, **own}
        }
        there = {key: entry for key, entry in base.items() if entry}
        return cls(dossier_id, seen, seen, there, own)

    @property
    def is_of_record(self) -> bool:
        """Whether they are of a record that dossiers share."""
        return any(path in RECORD_PATHS for path, _ in {**self.base, **self.mine})

    def meanwhile(self) -> list[EntryChange]:
        """What was changed of the entries since the form showed them, newest first."""
        keys = {**self.base, **self.mine}
        return changes_since(self.began, [(self.dossier_id, key) for key in keys])

    def theirs(self) -> Entries:
        """The entries as they are now."""
        keys = {**self.base, **self.mine}
        if self.is_of_record:
            return present_records(keys)
        return present_entries(self.dossier_id, keys)

    def signed(self, user_id: int) -> str:
        """For a form to bring back; nobody can make one up, or take another's."""
        revisions = [self.began, self.seen]
        entries = [_listed(self.base), _listed(self.mine)]
        data = [user_id, self.dossier_id, *revisions, *entries]
        return signing.dumps(data, salt=_SALT, compress=True)

    @classmethod
    def of_form(cls, request: HttpRequest) -> Self:
        """Raises PermissionDenied for what the desk did not sign for this person."""
        try:
            signed = signing.loads(request.POST[VERSION], salt=_SALT)
        except signing.BadSignature as error:
            raise PermissionDenied("The desk did not sign this version.") from error
        user_id, dossier_id, began, seen, base, mine = signed
        if user_id != request.user.pk:
            raise PermissionDenied("This version is somebody else's.")
        return cls(dossier_id, began, seen, _entries(base), _entries(mine))


def _of_dossier(snapshot: Snapshot, dossier_id: str) -> Entries:
    found = snapshot.items()
    return {key: entry for (owner, key), entry in found if owner == dossier_id}


def _listed(entries: Entries) -> list[Any]:
    return [[*key, entry] for key, entry in entries.items()]


def _entries(listed: Iterable[Any]) -> Entries:
    return {(path, entry_id): entry for path, entry_id, entry in listed}


# What a form would have saved


class _TrialEnd(Exception):  # noqa: N818 -- no error, but the way out of a trial
    def __init__(self, found: Snapshot) -> None:
        super().__init__("The trial is over; nothing of it stays.")
        self.found = found


def end_trial(scope: Scope) -> None:
    """Say what the entries have come to say, and take it all back."""
    raise _TrialEnd(scope.read())


def trial(submit: Callable[[], HttpResponseBase]) -> Snapshot | HttpResponseBase:
    """What `submit` would have saved; its answer, where it was refused for itself."""
    try:
        with transaction.atomic(using=DESK):
            answer = submit()
            transaction.set_rollback(True, using=DESK)
    except _TrialEnd as over:
        return over.found
    return answer


def entries_shown_in(
    admin: "ModelAdmin[Any]", request: HttpRequest, row: Any
) -> set[EntryKey]:
    """The entries that the form shows as rows, whether they are there or not."""
    shown = set()
    for inline in admin.get_inline_instances(request, row):
        path = PATHS.get(inline.model)
        if path is not None:
            _, forms = _forms(inline, request, row)
            shown |= {(path, form["entry"]) for form in forms if form.get("entry")}
    return shown


def put_back_rows(
    dossier_id: str,
    gone: Collection[EntryKey],
    changes: Iterable[EntryChange],
    by: User,
) -> None:
    """Put back entries that colleagues deleted under the form, inside a trial.

    `changes` are what colleagues did, newest first.
    """
    deleted: dict[EntryKey, Data | None] = {}
    for change in changes:
        key = change.section, change.entry_id
        if key in gone and change.after is None:
            deleted.setdefault(key, change.before)
    if deleted:
        put_back(dossier_id, deleted, by=by, reason="")


def rows_that_are_left(
    admin: "ModelAdmin[Any]", request: HttpRequest, row: Any
) -> QueryDict:
    """What was posted, with inline rows that are gone as ones that are to be added.

    The form would refuse them: it knows only the rows that there are. Entries that were
    put back are there, as rows of another number.
    """
    post = request.POST.copy()
    for inline in admin.get_inline_instances(request, row):
        formset: Any = inline.get_formset(request, row)
        prefix, key = formset.get_default_prefix(), formset.model._meta.pk.name
        initial, sent = _forms(inline, request, row)
        for form in sent:
            form[formset.fk.name] = ""  # the row it belongs to may be another one now
        rows = formset.model._default_manager.using(DESK)
        if issubclass(formset.model, Entry):
            ids = [form.get("entry") for form in sent]
            back = dict(rows.filter(stable_id__in=ids).values_list("stable_id", "pk"))
            for form in sent[:initial]:
                form[key] = str(back.get(form.get("entry"), form.get(key)))
        present = rows.filter(
            pk__in=[form.get(key) for form in sent[:initial] if form.get(key)]
        )
        left = {str(pk) for pk in present.values_list("pk", flat=True)}
        kept = [form for form in sent[:initial] if form.get(key) in left]
        gone = [{**form, key: ""} for form in sent[:initial] if form not in kept]
        for number, form in enumerate([*kept, *gone, *sent[initial:]]):
            for name, value in form.items():
                post[f"{prefix}-{number}-{name}"] = value
        post[f"{prefix}-INITIAL_FORMS"] = str(len(kept))
    return post


def clear_inline_rows(admin: "ModelAdmin[Any]", request: HttpRequest, row: Any) -> None:
    """Make room for the rows that a form sends of an entry that came back anew."""
    for inline in admin.get_inline_instances(request, row):
        formset: Any = inline.get_formset(request, row)
        rows = formset.model._default_manager.using(DESK)
        rows.filter(**{formset.fk.name: row}).delete()


def _forms(
    inline: Any, request: HttpRequest, row: Any
) -> tuple[int, list[dict[str, str]]]:
    """What was posted for each row of an inline; and how many of them it had before."""
    formset, post = inline.get_formset(request, row), request.POST
    prefix = formset.get_default_prefix()

    def count(what: str) -> int:
        sent = post.get(f"{prefix}-{what}_FORMS", "")
        return min(int(sent), formset.absolute_max) if is_key(sent) else 0

    rows = range(count("TOTAL"))
    return count("INITIAL"), [_form(post, f"{prefix}-{number}-") for number in rows]


def _form(post: Any, prefix: str) -> dict[str, str]:
    return {
        name.removeprefix(prefix): value
        for name, value in post.items()
        if name.startswith(prefix)
    }


# The page


class ConflictAdmin(_Admin):
    """An admin of which two forms may be saved one after the other."""

    #: Fields of the form, beside those of the row, that a conflict does not lose.
    carried: Sequence[str] = ()

    def around(self, request: HttpRequest, person: Person | None) -> dict[str, Any]:
        """What the pages of an entry show of the dossier that it is in."""
        return {}


def conflict_page(
    admin: ConflictAdmin, request: HttpRequest, versions: Versions, problem: str = ""
) -> HttpResponseBase:
    """Both versions, field by field, and whose change each is; nothing is saved."""
    # Before what they led to, which is not to hold more than is told.
    changes = versions.meanwhile()
    theirs = versions.theirs()
    reader: User = request.user  # type: ignore[assignment]  # the admin lets in nobody else
    who = who_saved(changes, reader)
    said = (versions.base, theirs, versions.mine)
    wording = wording_of([entry for each in said for entry in each.values()])
    found = conflicts(*said, wording)
    if not found:
        messages.info(request, f"The same was saved meanwhile by {who}.")
        return HttpResponseRedirect(request.path)
    for change in changes:
        versions = replace(versions, seen=max(versions.seen, change.revision_id))
    person = Person.objects.using(DESK).filter(stable_id=versions.dossier_id).first()
    context = {
        **admin.admin_site.each_context(request),
        **admin.around(request, person),
        "title": "Changed meanwhile",
        "opts": admin.opts,
        "person": person,
        "who": who,
        "changes": [(each, author_of(each, reader)) for each in changes],
        "conflicts": [
            (each, request.POST.get(each.choice_name, each.proposal)) for each in found
        ],
        "problem": problem,
        "reason": request.POST.get("_reason", ""),
        "carried": {
            name: request.POST[name]
            for name in [IS_POPUP_VAR, TO_FIELD_VAR, *admin.carried]
            if name in request.POST
        },
        "is_popup": IS_POPUP_VAR in request.POST,
        "version": versions.signed(request.user.pk or 0),
    }
    return TemplateResponse(request, "admin/desk/conflict.html", context, status=409)


def resolve(admin: ConflictAdmin, request: HttpRequest) -> HttpResponseBase:
    """Save what was chosen of two versions, unless a third came meanwhile."""
    if not (admin.has_change_permission(request) and admin.has_add_permission(request)):
        raise PermissionDenied
    versions = Versions.of_form(request)
    theirs = versions.theirs()
    try:
        chosen = resolved(
            theirs,
            conflicts(versions.base, theirs, versions.mine),
            {name: str(value) for name, value in request.POST.items()},
        )
        _save(versions, chosen, request)
    except ChangedMeanwhileError:
        return conflict_page(admin, request, versions, "It has changed once more.")
    except (UndecidedError, RefusedError, DocumentError) as error:
        return conflict_page(admin, request, versions, str(error))
    row = _present_row(admin, request, {**versions.base, **versions.mine})
    if row is not None and IS_POPUP_VAR in request.POST:
        return admin.response_change(request, row)
    messages.success(request, "Saved as you chose.")
    pages = f"admin:{admin.opts.app_label}_{admin.opts.model_name}"
    if row is None:
        return HttpResponseRedirect(reverse(f"{pages}_changelist"))
    return HttpResponseRedirect(reverse(f"{pages}_change", args=[row.pk]))


def _save(
    versions: Versions, chosen: Mapping[EntryKey, Data | None], request: HttpRequest
) -> None:
    by: User = request.user  # type: ignore[assignment]  # the admin lets in nobody else
    reason, seen = request.POST.get("_reason", "").strip(), versions.seen
    if not versions.is_of_record:
        put_back(versions.dossier_id, chosen, by=by, reason=reason, seen=seen)
        return
    for key, data in chosen.items():
        if data is not None:  # forms delete no shared record
            put_back_record(key, data, by=by, reason=reason, seen=seen)


def _present_row(admin: "ModelAdmin[Any]", request: HttpRequest, keys: Entries) -> Any:
    """The row, which may have been deleted and be another one now; None for none."""
    rows = admin.get_queryset(request)
    if hasattr(admin.model, "stable_id"):
        return rows.filter(stable_id__in=[entry_id for _, entry_id in keys]).first()
    match = request.resolver_match
    return None if match is None else rows.filter(pk=match.kwargs["object_id"]).first()
