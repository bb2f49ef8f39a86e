"""The pages on which a dossier goes from the desk to readers, and back."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone

from profiles.admin.bases import row_or_404, site, staff_of
from profiles.admin.rail import rail_of
from profiles.admin.refused import refusal_words
from profiles.admin.steps import (
    REMARK,
    moment_typed,
    number_in,
    remarks_of,
    take,
    typed,
)
from profiles.choices import ReviewState
from profiles.databases import DESK
from profiles.desk import reviewing
from profiles.desk.cautions import Caution
from profiles.desk.chronicle import ToldChange, told
from profiles.desk.comparing import (
    ComparedEntry,
    Comparison,
    by_concern,
    compare,
    reasons_for_care,
)
from profiles.desk.going_back import earlier_edition
from profiles.desk.reviewing import ForbiddenError, RefusedError, authors
from profiles.desk.rounds import Reason, Round, ended_approval, rounds_of
from profiles.desk.standing import Standing, standing_of
from profiles.desk.steps import Step, obstacles
from profiles.desk.waiting import QUEUED, queue, queue_counts
from profiles.documents.entries import EntryKey
from profiles.documents.faults import DocumentError
from profiles.models import Person, Review

REVIEWS_PER_PAGE = 50
#: Shows the page again, at another place of the difference, with what was typed.
_LOOK = "look"
#: What readers notice at once, and what nobody can take back from them.
_TO_CONFIRM = {
    Step.APPROVE: "Readers have it at once, as an edition that is never changed.",
    Step.WITHDRAW: "Readers lose it at once: its pages, its quotes and its place in "
    "lists and search. Its address says that it was withdrawn.",
    Step.GO_BACK: "Readers have it at once, as a new edition. The working copy stays "
    "as it is.",
}
_APPROVALS = {Step.APPROVE, Step.SCHEDULE}


# One dossier


@site.page("people/<key:pk>/review/", "dossier-review")
def dossier_review(request: HttpRequest, pk: int) -> HttpResponse:
    """How a dossier stands, what readers would get, and what can be done about it."""
    _require_desk(request)
    person = row_or_404(Person.objects.using(DESK), pk)
    name = request.POST.get("step", _LOOK)
    if request.method != "POST" or name not in Step.values:
        return _page(request, person)
    step = Step(name)
    is_to_confirm = step in _TO_CONFIRM or _dropped(request, step)
    is_sure = not is_to_confirm or "sure" in request.POST
    try:
        if not is_sure and _may(request, person, step):
            return _confirmation(request, person, step)
        said = take(step, request, person)
    except ForbiddenError as error:
        return _page(request, person, refusal=str(error), status=403)
    except RefusedError as error:
        why = refusal_words(person, error)
        return _page(request, person, refusal=why, status=409)
    except DocumentError:
        # The page says which rules are broken.
        return _page(request, person, status=409)
    messages.success(request, said)
    return redirect("admin:dossier-review", pk=person.pk)


def _require_desk(request: HttpRequest) -> None:
    if not staff_of(request).has_perm("profiles.view_review"):
        raise PermissionDenied


def _may(request: HttpRequest, person: Person, step: Step) -> bool:
    """Whether there is anything to confirm; the step itself says what is wrong."""
    standing = standing_of(person)
    found = obstacles(standing, staff_of(request), authors(person))
    if found.get(step) != "":
        return False
    if step is Step.SCHEDULE:
        moment_typed(request)  # one that cannot be is refused before anything is asked
    if step in _APPROVALS:
        return request.POST.get("seen") == reviewing.digest_now(person)
    return bool(typed(request, "reason" if step is Step.WITHDRAW else "why").strip())


def _dropped(request: HttpRequest, step: Step) -> list[str]:
    """Reasons typed for returning it, which nobody gets where it is approved."""
    if step not in _APPROVALS:
        return []
    reasons = [typed(request, "objection").strip(), *remarks_of(request).values()]
    return [reason for reason in reasons if reason]


def _consequence(request: HttpRequest, step: Step) -> str:
    if step is Step.SCHEDULE:
        at = moment_typed(request)
        return f"Readers have it at {at:%Y-%m-%d %H:%M} UTC, unless it changes before."
    return _TO_CONFIRM[step]


def _confirmation(request: HttpRequest, person: Person, step: Step) -> HttpResponse:
    number, standing = number_in(request, "edition"), standing_of(person)
    context = {
        **site.each_context(request),
        "title": f"{step.label}: {person}",
        "person": person,
        "opts": Person._meta,
        "step": step,
        "consequence": _consequence(request, step),
        "withdrawal": standing.withdrawal if standing.is_withdrawn else None,
        "dropped": _dropped(request, step),
        "summary": typed(request, "why"),
        "reason": typed(request, "reason"),
        "number": number,
        "corrections": earlier_edition(person, number).corrections
        if step is Step.GO_BACK
        else [],
        "review": standing.review if step in _APPROVALS else None,
        "carried": _carried(request, without={"step", "sure"}),
    }
    return TemplateResponse(request, "admin/desk/confirm_step.html", context)


def _carried(request: HttpRequest, without: set[str]) -> list[tuple[str, str]]:
    """What was typed, to be sent along by a page that does not show it."""
    dropped = {"csrfmiddlewaretoken", *without}
    return [
        (name, typed(request, name)) for name in request.POST if name not in dropped
    ]


# The page


def _page(
    request: HttpRequest, person: Person, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    """The page as it is now, with why a step was refused and all that was typed."""
    standing = standing_of(person)
    involved = authors(person)
    can = obstacles(standing, staff_of(request), involved)
    review = standing.review if Step.APPROVE in can else None
    rounds, ended = rounds_of(standing), ended_approval(standing)
    context = {
        **site.each_context(request),
        "title": f"Review: {person}",
        "person": person,
        "opts": Person._meta,
        "standing": standing,
        "rail": rail_of(request, standing),
        "review": review,
        "rounds": rounds,
        "ended": ended,
        "editions": person.editions.using(DESK).defer("document").order_by("-number"),
        "why_not": {step.value: obstacle for step, obstacle in can.items()},
        "may": {step.value: not obstacle for step, obstacle in can.items()},
        "is_own": staff_of(request).pk in involved,
        "typed": request.POST,
        "refusal": refusal,
        "summary": typed(request, "summary") or _last_summary(standing),
        "summary_length": Review._meta.get_field("summary").max_length,
        "now": timezone.now(),
    }
    try:
        comparison = compare(standing)
    except DocumentError as error:
        context["faults"] = error.faults
        context["elsewhere"] = _hidden(remarks_of(request))
    else:
        reasons = reasons_for_care(standing, comparison, involved)
        context |= _compared(request, comparison, reasons, rounds)
        if ended is not None:
            changes = comparison.changes_after(ended.revision)
            context["after_approval"] = told(changes)
    return TemplateResponse(request, "admin/desk/review.html", context, status=status)


def _compared(
    request: HttpRequest,
    comparison: Comparison,
    reasons: list[Caution],
    rounds: list[Round],
) -> dict[str, Any]:
    """The difference, a page of it, with reasons for care and remarks typed so far."""
    number = request.POST.get("page") or request.GET.get("page")
    page = comparison.page(number)
    remarks = remarks_of(request)
    here = {change.key for change in page}
    returned: dict[EntryKey, list[Reason]] = defaultdict(list)
    for reason in (reason for each in rounds for reason in each.reasons):
        returned[reason.key].append(reason)

    def with_reasons(entry: ComparedEntry) -> tuple[ComparedEntry, list[Reason], str]:
        key = entry.change.key
        return entry, returned[key], remarks.get(key, "")

    sections = [
        (section, [with_reasons(entry) for entry in entries])
        for section, entries in comparison.shown(page, reasons)
    ]
    return {
        "comparison": comparison,
        "page": page,
        "sections": sections,
        "reasons": by_concern(reasons, comparison),
        "elsewhere": _hidden({k: v for k, v in remarks.items() if k not in here}),
        "since": _since(request, comparison),
    }


def _hidden(remarks: Mapping[EntryKey, str]) -> list[tuple[str, str]]:
    """Remarks as fields of the form, for entries that the page does not show."""
    return [(f"{REMARK}{':'.join(key)}", text) for key, text in remarks.items()]


def _last_summary(standing: Standing) -> str:
    """What a review that came to nothing said, which most often still holds."""
    if standing.review is None or standing.review.state == ReviewState.PUBLISHED:
        return ""
    return standing.review.summary


def _since(request: HttpRequest, comparison: Comparison) -> list[ToldChange]:
    """What changed since the page that was sent showed the working copy."""
    seen = typed(request, "seen")
    if not seen or seen == comparison.digest:
        return []
    return told(comparison.changes_after(number_in(request, "revision")))


# The queue


@site.page("reviews/", "review-queue")
def review_queue(request: HttpRequest) -> HttpResponse:
    """The reviews that wait for somebody: all, or those in one state, or one's own."""
    _require_desk(request)
    name = request.GET.get("state", "")
    state = ReviewState(name) if name in QUEUED else None
    is_mine = request.GET.get("whose") == "mine"
    reviews = queue(state)
    if is_mine:
        reviews = reviews.filter(sent_by=staff_of(request))
    context = {
        **site.each_context(request),
        "title": "Reviews",
        "state": state,
        "is_mine": is_mine,
        "counts": queue_counts(),
        "page": Paginator(reviews, REVIEWS_PER_PAGE).get_page(request.GET.get("page")),
    }
    return TemplateResponse(request, "admin/desk/review_queue.html", context)
