"""The page on which two records that are one and the same become one."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from profiles.admin.bases import Admin, site, staff_of
from profiles.admin.corrections import tell
from profiles.admin.steps import number_in, typed
from profiles.desk.differences import field_label, in_words, wording_of
from profiles.desk.errors import ForbiddenError, RefusedError
from profiles.desk.history import ChangedMeanwhileError
from profiles.desk.merging import MERGEABLE, merge, scope_of, why_not_merged
from profiles.desk.places import change_page
from profiles.desk.scopes import Scope, key_of
from profiles.desk.sharing import SHARED, Use, uses_of
from profiles.documents.entries import Data
from profiles.models import Correction

#: So many records are offered for a search.
_MOST_OFFERED = 30
#: So many changes since the page was looked at are told.
_MOST_CHANGES = 5


def merge_url(one: Any, other: Any = None) -> str:
    """Where a record is merged with another, which may still have to be chosen."""
    section = next(path for path, model in MERGEABLE.items() if model is type(one))
    address = reverse("admin:record-merge", args=[section])
    chosen = {"one": one.pk} | ({} if other is None else {"other": other.pk})
    return f"{address}?{urlencode(chosen)}"


@dataclass(frozen=True)
class Candidate:
    """One of the two records, with what moves if it is not the one that stays."""

    record: Any
    url: str
    uses: list[Use]

    @property
    def moves(self) -> str:
        return f"What moves if “{self.record}” goes"

    @property
    def entries(self) -> int:
        return sum(use.entries for use in self.uses)


@site.page("merge/<slug:section>/", "record-merge")
def record_merge(request: HttpRequest, section: str) -> HttpResponse:
    """Both records and what uses them; which stays is chosen, and confirmed by that."""
    if section not in MERGEABLE:
        raise Http404("The desk has no records of this name.")
    model_admin = site.get_model_admin(MERGEABLE[section])
    if not (
        model_admin.has_change_permission(request)
        and model_admin.has_delete_permission(request)
    ):
        raise PermissionDenied
    one = _record(request, model_admin, "one")
    if one is None:
        raise Http404("This record is not there any more.")
    other = _record(request, model_admin, "other")
    if other is None or other == one:
        return _choice(request, model_admin, one)
    if request.method != "POST":
        return _page(request, one, other)
    return _merge(request, one, other)


def _record(request: HttpRequest, model_admin: Admin, name: str) -> Any:
    pk = request.GET.get(name, "")
    is_number = pk.isascii() and pk.isdigit() and len(pk) < 19
    rows = model_admin.get_queryset(request)
    return rows.filter(pk=pk).first() if is_number else None


def _merge(request: HttpRequest, one: Any, other: Any) -> HttpResponse:
    stays = number_in(request, "stays")
    if stays not in (one.pk, other.pk):
        return _page(request, one, other, refusal="Choose which of the two stays.")
    kept, gone = (one, other) if stays == one.pk else (other, one)
    try:
        correction = merge(
            kept,
            gone,
            by=staff_of(request),
            reason=typed(request, "_reason"),
            summary=typed(request, "summary"),
            seen=number_in(request, "_seen"),
        )
    except ForbiddenError as error:
        return _page(request, one, other, refusal=str(error), status=403)
    except RefusedError as error:
        return _page(request, one, other, refusal=str(error), status=409)
    except ChangedMeanwhileError as error:
        return _page(request, one, other, refusal=_meanwhile(error), status=409)
    messages.success(request, f"“{gone}” is merged into “{kept}”.")
    if correction is not None:
        tell(request, correction)
    return redirect(change_page(type(kept), kept.pk))


def _meanwhile(error: ChangedMeanwhileError) -> str:
    told = "; ".join(
        f"“{change.label}” by {change.revision.by or 'a command'}"
        for change in error.changes[:_MOST_CHANGES]
    )
    return f"This was changed since you looked at it: {told}. Look at it again."


def _page(
    request: HttpRequest,
    one: Any,
    other: Any,
    *,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    is_shared = type(one) in SHARED
    candidates = [_candidate(each) for each in (one, other)]
    seen = max(scope_of(*pair).last_revision() for pair in [(one, other), (other, one)])
    context = {
        **site.each_context(request),
        "title": f"Merge two {one._meta.verbose_name_plural}",
        "opts": one._meta,
        "candidates": candidates,
        "fields": _fields(one, other),
        "is_shared": is_shared,
        "is_published": is_shared
        and any(use.published for each in candidates for use in each.uses),
        "why_not": why_not_merged(one, other, staff_of(request)),
        "refusal": refusal,
        "stays": number_in(request, "stays") or _more_used(candidates).pk,
        "summary": typed(request, "summary"),
        "reason": typed(request, "_reason"),
        "summary_length": Correction._meta.get_field("summary").max_length,
        "seen": seen,
    }
    return TemplateResponse(request, "admin/desk/merge.html", context, status=status)


def _candidate(record: Any) -> Candidate:
    return Candidate(record, change_page(type(record), record.pk), uses_of(record))


def _more_used(candidates: list[Candidate]) -> Any:
    return max(candidates, key=lambda each: each.entries).record


def _fields(one: Any, other: Any) -> list[tuple[str, str, str, bool]]:
    """What each says, field by field, and whether the two differ in it."""
    first, second = _said(one), _said(other)
    wording = wording_of([first, second])
    _, section, _ = key_of(one)
    told = []
    for name in {**first, **second}:
        values = first.get(name), second.get(name)
        words = [in_words(wording.field(section, name, value)) for value in values]
        told.append((field_label(name), words[0], words[1], values[0] != values[1]))
    return told


def _said(record: Any) -> Data:
    _, section, entry_id = key_of(record)
    found = Scope(record).read().items()
    return next(entry for (_, key), entry in found if key == (section, entry_id))


def _choice(request: HttpRequest, model_admin: Admin, one: Any) -> HttpResponse:
    """Those that a search finds, each with the way to merging it."""
    words = request.GET.get("q", "")
    rows, may_repeat = model_admin.get_search_results(
        request, model_admin.get_queryset(request).exclude(pk=one.pk), words
    )
    found = [*(rows.distinct() if may_repeat else rows)[: _MOST_OFFERED + 1]]
    context = {
        **site.each_context(request),
        "title": f"Merge “{one}” with another",
        "opts": one._meta,
        "one": one,
        "words": words,
        "found": [(row, merge_url(one, row)) for row in found[:_MOST_OFFERED]],
        "is_cut": len(found) > _MOST_OFFERED,
    }
    return TemplateResponse(request, "admin/desk/merge_choice.html", context)
