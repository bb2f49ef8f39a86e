"""Merging two records that are one and the same: all uses move to one of them."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db import models, transaction

from profiles.databases import DESK
from profiles.desk.correcting import MERGED, propose
from profiles.desk.errors import ForbiddenError, RefusedError
from profiles.desk.guarding import may_correct, why_reserved
from profiles.desk.history import ChangedMeanwhileError, changes_since
from profiles.desk.recording import recording
from profiles.desk.scopes import PATHS, Scope
from profiles.desk.sharing import SHARED, record_key, uses_before_readers
from profiles.documents.entries import label_of
from profiles.documents.writer import write_record
from profiles.models import (
    Affiliation,
    Award,
    AwardReceived,
    Citation,
    Correction,
    EntryChange,
    Expertise,
    ListedPublication,
    MetricReading,
    Organization,
    Person,
    PersonExpertise,
    Publication,
    Quote,
    QuoteTopic,
    Source,
    Topic,
)
from profiles.models.sources import CITED


@dataclass(frozen=True)
class _Use:
    """Rows that name a record in a column.

    Two that agree in what is told in `once` say the same once they name one record.
    """

    model: type[models.Model]
    column: str
    once: tuple[str, ...] = ()


_WORDS = ("field", "place", "excerpt", "stance", "credibility")
_SUBJECTS = tuple(f"{cited}_id" for cited in CITED)

_USES: dict[type[models.Model], list[_Use]] = {
    Source: [_Use(Citation, "source", (*_SUBJECTS, *_WORDS))],
    Organization: [_Use(Affiliation, "organization"), _Use(Award, "granted_by")],
    Topic: [_Use(QuoteTopic, "topic", ("quote_id",))],
    Expertise: [_Use(PersonExpertise, "expertise", ("person_id",))],
    Award: [_Use(AwardReceived, "award")],
    Publication: [
        _Use(ListedPublication, "publication", ("person_id",)),
        _Use(Citation, "publication", ("source_id", *_WORDS)),
        _Use(MetricReading, "publication"),
    ],
}

#: The kinds of records that can be merged, by the name that history gives them.
MERGEABLE: dict[str, type[Any]] = {
    **{path: model for model, path in SHARED.items()},
    PATHS[Publication]: Publication,
}


def why_not_merged(kept: Any, gone: Any, by: User) -> str:
    """Why this person may not merge the two; "" where they may."""
    name = type(kept)._meta.model_name
    if not (
        by.has_perm(f"profiles.change_{name}")
        and by.has_perm(f"profiles.delete_{name}")
    ):
        kind = type(kept)._meta.verbose_name_plural
        return f"You may not change and delete {kind}; ask an administrator."
    if may_correct(by):
        return ""
    uses = uses_before_readers([kept, gone])
    for row in (kept, gone):
        if found := uses[record_key(row)]:
            return why_reserved(str(row), found)
    return ""


def merge(
    kept: Any, gone: Any, *, by: User, reason: str, summary: str = "", seen: int
) -> Correction | None:
    """Move all that uses `gone` to `kept`, and delete it; in one revision.

    Returns the correction that brings it to readers, None where they would see no
    difference. Publications are entries, and reach readers with the next review of each
    dossier. Raises ForbiddenError, RefusedError, and ChangedMeanwhileError for what was
    changed after the revision `seen`.
    """
    if type(kept) is not type(gone) or kept.pk == gone.pk:
        raise RefusedError("Choose two different records of one kind.")
    if why := why_not_merged(kept, gone, by):
        raise ForbiddenError(why)
    reason = reason.strip() or f"Merged “{gone}” into “{kept}”."
    with transaction.atomic(using=DESK):
        pairs = [*_twin_awards(kept, gone), (kept, gone)]
        ids = [(_id_of(one), _id_of(other)) for one, other in pairs]
        with recording(scope_of(kept, gone), by=by, reason=reason) as made:
            if changes := changes_since(seen, made.before):
                raise ChangedMeanwhileError(changes)
            for one, other in pairs:
                _move_uses(one, other)
                # Not the row at hand, which a refusal would leave without its key.
                _rows(type(other)).filter(pk=other.pk).delete()
            if type(kept) in SHARED:
                made.notes.extend(
                    _told(one, *names)
                    for (one, _), names in zip(pairs, ids, strict=True)
                )
        if made.revision is None:
            raise RefusedError(f"“{gone}” is not there any more.")
        if type(kept) not in SHARED:
            return None
        if not may_correct(by):
            return None
        return propose(made.revision, by=by, summary=summary)


def scope_of(kept: Any, gone: Any) -> Scope:
    """What a merger changes: the records, and the entries that use the one to go."""
    scope = Scope(kept, gone)
    match gone:
        case Source():
            for cited in CITED:
                subjects = Citation._meta.get_field(cited).related_model
                scope.add(*_rows(subjects).filter(citations__source=gone))
        case Organization():
            scope.add(*_rows(Affiliation).filter(organization=gone))
            scope.add(*_rows(Award).filter(granted_by=gone))
            scope.add(*_rows(AwardReceived).filter(award__granted_by=gone))
            scope.add(*(each for pair in _twin_awards(kept, gone) for each in pair))
        case Topic():
            scope.add(*_rows(Quote).filter(ranked_topics__topic=gone))
        case Expertise():
            scope.add(*_rows(Person).filter(ranked_expertise__expertise=gone))
        case Award():
            scope.add(*_rows(AwardReceived).filter(award=gone))
    return scope


def _rows(model: Any) -> models.QuerySet[Any]:
    rows: models.QuerySet[Any] = model._default_manager.using(DESK)
    return rows


def _id_of(record: Any) -> str:
    is_shared = type(record) in SHARED
    return record_key(record)[1] if is_shared else str(record.stable_id)


def _twin_awards(kept: Any, gone: Any) -> list[tuple[Any, Any]]:
    """Awards of one name that both organizations grant; they are one award then."""
    if not isinstance(gone, Organization):
        return []
    others = {award.name: award for award in _rows(Award).filter(granted_by=kept)}
    same = _rows(Award).filter(granted_by=gone, name__in=others)
    return [(others[award.name], award) for award in same]


def _move_uses(kept: Any, gone: Any) -> None:
    for use in _USES[type(kept)]:
        rows = _rows(use.model)
        moving = rows.filter(**{use.column: gone})
        if use.once:
            both = rows.filter(**{f"{use.column}__in": [kept.pk, gone.pk]})
            rows.filter(pk__in=_doubles(both, moving, use.once)).delete()
        moving.update(**{use.column: kept})


def _doubles(
    both: models.QuerySet[Any], moving: models.QuerySet[Any], once: tuple[str, ...]
) -> list[int]:
    """The rows that would say again what a row before them says."""
    moved = {*moving.values_list(*once)}
    said: set[tuple[Any, ...]] = set()
    doubles = []
    order = both.model._meta.ordering or ["pk"]
    for pk, *words in both.order_by(*order).values_list("pk", *once):
        if tuple(words) in said & moved:
            doubles.append(pk)
        said.add(tuple(words))
    return doubles


def _told(kept: Any, kept_id: str, gone_id: str) -> EntryChange:
    """For the history of a record: that another was merged into it.

    It says the same as before, so nothing else would tell where the other has gone.
    """
    return EntryChange(
        section=SHARED[type(kept)],
        entry_id=kept_id,
        label=label_of(write_record(kept)),
        before={MERGED: None},
        after={MERGED: gone_id},
    )
