"""What can be done next with a dossier, and why somebody cannot do it themselves."""

from collections.abc import Collection

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import TextChoices

from profiles.choices import DossierState
from profiles.desk.standing import Standing

_IN_REVIEW = {DossierState.IN_REVIEW, DossierState.APPROVED}


class Step(TextChoices):
    """The steps of a dossier's way to readers and back."""

    SEND = "send", "Send to review"
    TAKE_BACK = "take_back", "Take back"
    RETURN = "return", "Return to the author"
    APPROVE = "approve", "Approve and publish now"
    SCHEDULE = "schedule", "Approve and publish at this time"
    WITHDRAW = "withdraw", "Withdraw from readers"
    GO_BACK = "go_back", "Publish an earlier edition again"


def obstacles(
    standing: Standing, by: User, authors: Collection[int | None]
) -> dict[Step, str]:
    """The steps that may come next, each with why this person cannot take it.

    That is a sentence which says who can; "" where they can. `authors` are those whose
    changes the working copy holds. The steps themselves check all of it again.
    """
    found: dict[Step, str] = {}
    if standing.state in _IN_REVIEW:
        found |= _in_review(standing, by, authors)
    elif standing.state is not DossierState.PUBLISHED:
        found[Step.SEND] = _unless(by, "send_dossier", "An analyst has to send it.")
    if standing.edition is not None:
        if not standing.is_withdrawn:
            found[Step.WITHDRAW] = _unless(
                by, "withdraw_dossier", "An editor has to withdraw it."
            )
        if standing.is_withdrawn or standing.edition.number > 1:
            found[Step.GO_BACK] = _unless(
                by, "publish_dossier", "An editor has to decide that."
            )
    return found


def _in_review(
    standing: Standing, by: User, authors: Collection[int | None]
) -> dict[Step, str]:
    review = standing.review
    is_sender = review is not None and review.sent_by == by
    take_back, give_back = "", "You sent it yourself; take it back instead."
    if not is_sender:
        take_back = _unless(
            by, "review_dossier", "Whoever sent it can take it back, or an editor."
        )
        give_back = _unless(by, "review_dossier", "An editor has to decide.")
    elif not by.has_perm("profiles.review_dossier"):
        give_back = "An editor has to decide."
    approve = _unless(by, "review_dossier", "An editor has to approve it.") or _unless(
        by, "publish_dossier", "An editor has to publish it."
    )
    if not approve and settings.DOSSIER_FOUR_EYES and (is_sender or by.pk in authors):
        approve = "It holds changes of your own; another editor has to approve it."
    return {
        Step.TAKE_BACK: take_back,
        Step.RETURN: give_back,
        Step.APPROVE: approve,
        Step.SCHEDULE: approve,
    }


def _unless(by: User, permission: str, obstacle: str) -> str:
    return "" if by.has_perm(f"profiles.{permission}") else obstacle
