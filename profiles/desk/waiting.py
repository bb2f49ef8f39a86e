"""Reviews that somebody has to do something about."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from profiles.choices import ReviewState
from profiles.databases import DESK
from profiles.desk.scopes import PATHS
from profiles.models import Remark, Review

#: What is in the queue: to be decided, to be mended, to be published at its time.
QUEUED = [ReviewState.IN_REVIEW, ReviewState.RETURNED, ReviewState.APPROVED]


@dataclass(frozen=True)
class QueueCount:
    state: ReviewState
    count: int


def queue(state: ReviewState | None = None) -> QuerySet[Review]:
    """The reviews in the queue with the reasons given, the longest waiting first."""
    rows = _queued() if state is None else _queued().filter(state=state)
    return (
        rows.select_related("person", "sent_by", "decided_by")
        .prefetch_related("remarks")
        .defer("document")
        .order_by("sent_at", "pk")
    )


def queue_counts() -> list[QueueCount]:
    """How many reviews are in each state of the queue."""
    rows = _queued().order_by().values_list("state").annotate(count=Count("pk"))
    counts = dict(rows)
    return [QueueCount(state, counts.get(state, 0)) for state in QUEUED]


def remarks_at(entries: Iterable[Any]) -> list[Remark]:
    """Why any of these entries was returned, where that is still to be mended."""
    ids: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        ids[PATHS.get(type(entry), "")].append(entry.stable_id)
    concerned = [Q(section=path, entry_id__in=own) for path, own in ids.items() if path]
    if not concerned:
        return []
    rows = Remark.objects.using(DESK).filter(reduce(or_, concerned))
    return [*rows.filter(review__in=_queued().filter(state=ReviewState.RETURNED))]


def _queued() -> QuerySet[Review]:
    """The newest review of each dossier, where it still asks for something."""
    rows = Review.objects.using(DESK)
    newest = rows.filter(person=OuterRef("person")).order_by("-sent_at", "-pk")
    return rows.filter(pk=Subquery(newest.values("pk")[:1]), state__in=QUEUED)
