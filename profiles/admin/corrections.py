"""The pages on which corrections of shared records go to readers, or are undone."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html

from profiles.admin.bases import row_or_404, site, staff_of
from profiles.admin.steps import typed
from profiles.choices import CorrectionState
from profiles.databases import DESK
from profiles.desk.correcting import (
    NewEdition,
    Told,
    approve,
    digest_of_all,
    earlier,
    editions_of,
    next_editions,
    of_state,
    told,
    undo,
    why_it_waits,
    why_not_approved,
)
from profiles.desk.differences import desk_wording, field_differences, section_label
from profiles.desk.errors import ForbiddenError, RefusedError
from profiles.desk.guarding import may_correct
from profiles.desk.places import change_pages
from profiles.models import Correction

CORRECTIONS_PER_PAGE = 20
#: So many entries of a dossier are named.
_MOST_ENTRIES = 5


def tell(request: HttpRequest, correction: Correction) -> None:
    """Say what has become of a correction that was just proposed."""
    said = "Readers get it when another editor has let it out: {}"
    if correction.state == CorrectionState.PUBLISHED:
        said = "Readers get it now, in a new edition of each dossier: {}"
    page = reverse("admin:correction", args=[correction.pk])
    link = format_html('<a href="{}">{}</a>', page, correction)
    messages.info(request, format_html(said, link))


@site.page("corrections/", "correction-queue")
def correction_queue(request: HttpRequest) -> HttpResponse:
    """The corrections that wait for an editor, or those that were decided on."""
    _require_desk(request)
    name = request.GET.get("state", "")
    known = name in CorrectionState.values
    state = CorrectionState(name) if known else CorrectionState.WAITING
    corrections = of_state(state)
    if state is CorrectionState.WAITING:
        corrections = corrections.order_by("pk")  # who waits longest comes first
    paginator = Paginator(corrections, CORRECTIONS_PER_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    rows = told([*page])
    context = {
        **site.each_context(request),
        "title": "Corrections of shared records",
        "state": state,
        "states": CorrectionState,
        "page": page,
        "rows": zip(rows, _changes(rows), strict=True),
    }
    return TemplateResponse(request, "admin/desk/correction_queue.html", context)


@site.page("corrections/<key:pk>/", "correction")
def correction(request: HttpRequest, pk: int) -> HttpResponse:
    """What a correction changes and for whom, to be let out or undone."""
    _require_desk(request)
    corrections = Correction.objects.using(DESK)
    found = row_or_404(corrections.select_related("revision__by", "decided_by"), pk=pk)
    if request.method != "POST" or request.POST.get("step") not in _STEPS:
        return _page(request, found)
    try:
        said = _STEPS[request.POST["step"]](request, found)
    except ForbiddenError as error:
        return _page(request, found, refusal=str(error), status=403)
    except RefusedError as error:
        return _page(request, found, refusal=str(error), status=409)
    messages.success(request, said)
    return redirect("admin:correction", pk=pk)


def _require_desk(request: HttpRequest) -> None:
    if not staff_of(request).has_perm("profiles.view_correction"):
        raise PermissionDenied


def _let_out(request: HttpRequest, correction: Correction) -> str:
    editions = approve(correction, by=staff_of(request), seen=typed(request, "seen"))
    if not editions:
        return "Readers had it already."
    count = len(editions)
    new = "a new edition" if count == 1 else f"new editions of {count} dossiers"
    return f"Readers have it now, in {new}."


def _undo(request: HttpRequest, correction: Correction) -> str:
    undo(correction, by=staff_of(request), reason=typed(request, "reason"))
    return f"“{correction}” is undone; the desk says again what readers have."


_STEPS = {"let_out": _let_out, "undo": _undo}


def _page(
    request: HttpRequest, found: Correction, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    by = staff_of(request)
    # It may have been decided on in the step that was refused.
    found.refresh_from_db(using=DESK, fields=["state", "decided_by", "decided_at"])
    is_waiting = found.state == CorrectionState.WAITING
    new = next_editions(found.revision) if is_waiting else []
    first = earlier(found) if is_waiting else None
    context = {
        **site.each_context(request),
        "title": f"Correction: {found}",
        "opts": Correction._meta,
        "correction": found,
        "is_waiting": is_waiting,
        "changes": _changes(told([found]))[0],
        "dossiers": [_dossier(each) for each in new],
        "editions": [] if is_waiting else editions_of(found),
        "first": first,
        "seen": digest_of_all(new),
        "why_not": why_not_approved(found, by)
        or ("" if first is None else why_it_waits(first)),
        "may_undo": may_correct(by),
        "reason": typed(request, "reason"),
        "refusal": refusal,
    }
    return TemplateResponse(
        request, "admin/desk/correction.html", context, status=status
    )


def _changes(rows: list[Told]) -> list[list[dict[str, Any]]]:
    """What each changes of records, word by word, with their pages if they have one."""
    changes = [change for row in rows for change in row.changes]
    places = {each.pk: ("", (each.section, each.entry_id)) for each in changes}
    wording = desk_wording(changes)
    pages = change_pages([*places.values()])
    return [
        [
            {
                "label": change.label or change.entry_id,
                "section": section_label(change.section),
                "merged": row.merged_into(change),
                "page": pages.get(places[change.pk], ""),
                "fields": field_differences(change, wording),
            }
            for change in row.changes
        ]
        for row in rows
    ]


def _dossier(new: NewEdition) -> dict[str, Any]:
    labels = [change.label or "The person" for change in new.changes]
    return {
        "person": new.person,
        "number": new.last.number + 1,
        "count": len(labels),
        "labels": labels[:_MOST_ENTRIES],
        "more": len(labels) - len(labels[:_MOST_ENTRIES]),
    }
