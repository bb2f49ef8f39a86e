"""Who has which change page of the desk open, as their browsers say."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.contrib.auth.models import User
from django.db.models import Model, QuerySet
from django.utils import timezone

from profiles.databases import DESK
from profiles.models import Presence

#: Browsers say it three times in this time; who does not has left.
FORGOTTEN_AFTER = timedelta(seconds=60)


@dataclass(frozen=True)
class ChangePage:
    """The change page of a row."""

    model: type[Model]
    pk: int

    @property
    def key(self) -> str:
        return f"{self.model._meta.label_lower}/{self.pk}"

    @property
    def permissions(self) -> list[str]:
        """Any of these lets a person see the page."""
        label, name = self.model._meta.app_label, self.model._meta.model_name
        return [f"{label}.{verb}_{name}" for verb in ("view", "change")]


@dataclass(frozen=True)
class Colleague:
    """Somebody who has a page open, and since when without having been away."""

    name: str
    since_at: datetime

    @property
    def notice(self) -> str:
        """A sentence for the others, such as “Ann has this page open …”."""
        since = self.since_at.astimezone(UTC)
        is_today = since.date() == timezone.now().astimezone(UTC).date()
        day = "" if is_today else f"{since.day} {since:%B}, "
        return f"{self.name} has this page open too, since {day}{since:%H:%M} UTC."


def page_of(row: Model) -> ChangePage:
    return ChangePage(type(row), row.pk)


def here(user: User, page: ChangePage) -> None:
    """Note that somebody has the page open now; it writes one row.

    Who comes to a page, and does not only stay, clears away what others left behind.
    """
    now = timezone.now()
    if not _present(page).filter(user=user).update(seen_at=now):
        _forgotten().delete()
        # Two tabs of one person may come at once.
        Presence.objects.using(DESK).bulk_create(
            [Presence(user=user, page=page.key, since_at=now, seen_at=now)],
            ignore_conflicts=True,
        )


def left(user: User, page: ChangePage) -> None:
    Presence.objects.using(DESK).filter(user=user, page=page.key).delete()


def others(user: User, page: ChangePage) -> list[Colleague]:
    """The colleagues who have the page open and may see it, the first to come first."""
    may_see = User.objects.none()
    for permission in page.permissions:
        may_see |= User.objects.with_perm(permission)
    allowed = may_see.using(DESK).filter(is_staff=True).exclude(pk=user.pk)
    found = _present(page).filter(user__in=allowed).select_related("user")
    return [
        Colleague(name_of(each.user), each.since_at)
        for each in found.order_by("since_at", "user")
    ]


def name_of(user: User) -> str:
    return user.get_full_name() or user.get_username()


def _present(page: ChangePage) -> QuerySet[Presence]:
    return Presence.objects.using(DESK).filter(
        page=page.key, seen_at__gt=timezone.now() - FORGOTTEN_AFTER
    )


def _forgotten() -> QuerySet[Presence]:
    return Presence.objects.using(DESK).filter(
        seen_at__lte=timezone.now() - FORGOTTEN_AFTER
    )
