"""Taking the steps of a dossier's way, from what was typed into a form of the desk."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from profiles.admin.bases import Admin, staff_of
from profiles.admin.refused import refusal_words
from profiles.databases import DESK
from profiles.desk import reviewing
from profiles.desk.comparing import compare
from profiles.desk.going_back import go_back
from profiles.desk.reviewing import Objection, RefusedError
from profiles.desk.standing import Standing, standing_of, standings
from profiles.desk.steps import Step
from profiles.documents.entries import EntryKey
from profiles.documents.faults import DocumentError
from profiles.models import Person, Review
from profiles.text import is_key

#: The names of reasons at entries begin so, here and in the page; their key follows.
REMARK = "remark:"


def take(step: Step, request: HttpRequest, person: Person) -> str:
    """Take the step as the form asks, and return what to say of it.

    Raises RefusedError and DocumentError.
    """
    return _TAKE[step](request, person)


def _send(request: HttpRequest, person: Person) -> str:
    summary = typed(request, "summary")
    reviewing.send(person, by=staff_of(request), summary=summary)
    return f"{person} is in review."


def _take_back(request: HttpRequest, person: Person) -> str:
    reviewing.take_back(_review(request, person), by=staff_of(request))
    return f"{person} is not in review any more."


def _return(request: HttpRequest, person: Person) -> str:
    review = _review(request, person)
    reviewing.return_to_author(
        review, by=staff_of(request), objections=[*_objections(request, person)]
    )
    return f"{person} is returned to {review.sent_by}."


def _approve(request: HttpRequest, person: Person) -> str:
    review = _review(request, person)
    edition = reviewing.approve(
        review, by=staff_of(request), seen=typed(request, "seen")
    )
    return f"Readers have it now: {edition or person}."


def _schedule(request: HttpRequest, person: Person) -> str:
    publish_at = moment_typed(request)
    reviewing.approve(
        _review(request, person),
        by=staff_of(request),
        seen=typed(request, "seen"),
        publish_at=publish_at,
    )
    return (
        f"{person} is approved, and will be published at {publish_at:%Y-%m-%d %H:%M} "
        "UTC."
    )


def _withdraw(request: HttpRequest, person: Person) -> str:
    reviewing.withdraw(person, by=staff_of(request), reason=typed(request, "reason"))
    return f"{person} is withdrawn; readers do not have it any more."


def _go_back(request: HttpRequest, person: Person) -> str:
    number = number_in(request, "edition")
    if not number:
        raise RefusedError("Choose the edition that readers should have again.")
    edition = go_back(
        person, number, by=staff_of(request), summary=typed(request, "why")
    )
    return f"Readers have what edition {number} said: {edition}."


_TAKE: dict[Step, Callable[[HttpRequest, Person], str]] = {
    Step.SEND: _send,
    Step.TAKE_BACK: _take_back,
    Step.RETURN: _return,
    Step.APPROVE: _approve,
    Step.SCHEDULE: _schedule,
    Step.WITHDRAW: _withdraw,
    Step.GO_BACK: _go_back,
}


def typed(request: HttpRequest, name: str) -> str:
    # Browsers send lines with a carriage return, which no text may hold.
    return request.POST.get(name, "").replace("\r\n", "\n")


def number_in(request: HttpRequest, name: str) -> int:
    """A whole number that the form carries; 0 for anything else."""
    found = typed(request, name)
    return int(found) if is_key(found) else 0


def _review(request: HttpRequest, person: Person) -> Review:
    """The review that the page showed; another one may be open by now."""
    pk = number_in(request, "review")
    found = person.reviews.using(DESK).filter(pk=pk).first()
    if found is None:
        raise RefusedError(f"{person} is not in review.")
    return found


def moment_typed(request: HttpRequest) -> datetime:
    """The time to come, in UTC, at which it is to be published."""
    try:
        moment: datetime = forms.DateTimeField().clean(typed(request, "publish_at"))
    except ValidationError:
        raise RefusedError("Say when, such as 2027-01-31T09:00, in UTC.") from None
    if moment <= timezone.now():
        raise RefusedError(
            f"{moment:%Y-%m-%d %H:%M} UTC is past; choose a later time, or publish now."
        )
    reviewing.require_within_a_year(moment)
    return moment


def _objections(request: HttpRequest, person: Person) -> Iterator[Objection]:
    """The reasons typed: for the whole, and at entries that are there to be seen."""
    yield Objection(typed(request, "objection"))
    remarks = remarks_of(request)
    labels = _labels(person) if remarks else {}
    for key, text in remarks.items():
        if key in labels:
            yield Objection(text, *key, labels[key])
        else:
            yield Objection(text)


def _labels(person: Person) -> Mapping[EntryKey, str]:
    """What entries that differ are called; none where they break the rules."""
    try:
        return compare(standing_of(person)).labels
    except DocumentError:
        return {}


def remarks_of(request: HttpRequest) -> dict[EntryKey, str]:
    """What was typed at entries, on whichever page of the difference."""
    names = [name for name in request.POST if name.startswith(REMARK)]
    found = {}
    for name in names:
        section, _, entry_id = name.removeprefix(REMARK).partition(":")
        if text := typed(request, name).strip():
            found[section, entry_id] = text
    return found


# Many dossiers


class DossierSteps(Admin):
    """Steps that can be taken with many dossiers at once; none of them publishes."""

    actions = ["send_dossiers", "withdraw_dossiers"]

    def has_send_permission(self, request: HttpRequest) -> bool:
        return staff_of(request).has_perm("profiles.send_dossier")

    def has_withdraw_permission(self, request: HttpRequest) -> bool:
        return staff_of(request).has_perm("profiles.withdraw_dossier")

    @admin.action(
        description="Send the selected dossiers to review", permissions=["send"]
    )
    def send_dossiers(
        self, request: HttpRequest, queryset: QuerySet[Person]
    ) -> HttpResponse | None:
        def send(standing: Standing, words: str) -> str:
            person = standing.person
            reviewing.send(person, by=staff_of(request), summary=words)
            if standing.is_withdrawn:
                return (
                    f"{person}: in review. It was withdrawn from readers, who would "
                    "have it again."
                )
            return f"{person}: in review."

        return self._take_many(request, queryset, send, Step.SEND)

    @admin.action(
        description="Withdraw the selected dossiers from readers",
        permissions=["withdraw"],
    )
    def withdraw_dossiers(
        self, request: HttpRequest, queryset: QuerySet[Person]
    ) -> HttpResponse | None:
        def withdraw(standing: Standing, words: str) -> str:
            person = standing.person
            reviewing.withdraw(person, by=staff_of(request), reason=words)
            return f"{person}: withdrawn."

        return self._take_many(request, queryset, withdraw, Step.WITHDRAW)

    def _take_many(
        self,
        request: HttpRequest,
        people: QuerySet[Person],
        take: Callable[[Standing, str], str],
        step: Step,
    ) -> HttpResponse | None:
        """Take the step with each, once there are words for it.

        The page shows again those that were refused, with why, and the words.
        """
        words = typed(request, "words")
        chosen = standings(people)
        if not words.strip():
            return self._ask_for_words(request, step, [(each, "") for each in chosen])
        refused = []
        for each in chosen:
            try:
                self.message_user(request, take(each, words), messages.SUCCESS)
            except (RefusedError, DocumentError) as error:
                refused.append((each, refusal_words(each.person, error)))
        taken = len(chosen) - len(refused)
        return self._ask_for_words(request, step, refused, taken) if refused else None

    def _ask_for_words(
        self,
        request: HttpRequest,
        step: Step,
        dossiers: Sequence[tuple[Standing, str]],
        taken: int = 0,
    ) -> HttpResponse:
        """The page of the step for dossiers, each with why it was refused or "".

        `taken` is with how many others the step was taken just now.
        """
        context = {
            **self.admin_site.each_context(request),
            "title": step.label,
            "opts": self.opts,
            "dossiers": dossiers,
            "taken": taken,
            "step": step,
            "action": request.POST.get("action", ""),
            "words": typed(request, "words").strip(),
            "is_asked_again": "words" in request.POST,
            "length": Review._meta.get_field("summary").max_length,
        }
        return TemplateResponse(request, "admin/desk/take_step.html", context)
