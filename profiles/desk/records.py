"""Putting back what a record that dossiers share once said."""

from collections.abc import Collection
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from pydantic import ValidationError as PartError

from profiles.databases import DESK
from profiles.desk.differences import field_label
from profiles.desk.errors import RefusedError
from profiles.desk.history import ChangedMeanwhileError, changes_since
from profiles.desk.places import MODELS
from profiles.desk.recording import recording
from profiles.desk.scopes import Scope
from profiles.documents import mapping
from profiles.documents.entries import Data, Entries, EntryKey, label_of
from profiles.documents.writer import write_record
from profiles.models import Award, Organization, Revision, Source

_MAPS = {Source: mapping.SOURCE, Organization: mapping.ORGANIZATION}


def record_of(section: str, record_id: str) -> Any:
    """The row of a shared record by its id; None where there is none."""
    return record_rows(section, [record_id]).first()


def record_rows(section: str, record_ids: Collection[str]) -> QuerySet[Any]:
    """The rows of shared records by their ids, as far as there are any."""
    model = MODELS[section]
    rows: QuerySet[Any] = model.objects.using(DESK)
    if model is Award:
        rows = rows.select_related("granted_by")
    return rows.filter(**{f"{_id_column(model)}__in": record_ids})


def present_records(keys: Collection[EntryKey]) -> Entries:
    """Those of the shared records that there are, as they are now."""
    rows = {key: record_of(*key) for key in keys}
    return {key: write_record(row) for key, row in rows.items() if row is not None}


def _id_column(model: type[Model]) -> str:
    return "stable_id" if model is Source else "slug"


def put_back_record(
    key: EntryKey,
    wanted: Data,
    *,
    by: User | None,
    reason: str,
    seen: int,
    undoes: Revision | None = None,
) -> Revision | None:
    """Make a shared record say what is wanted; one that was deleted comes back.

    `undoes` is the revision of a correction that is undone by it. Raises RefusedError
    where it would break a rule, and ChangedMeanwhileError where it was changed after
    the revision `seen`.
    """
    model = MODELS[key[0]]
    row = record_of(*key)
    scope = Scope() if row is None else Scope(row)
    with recording(scope, by=by, reason=reason, undoes=undoes) as made:
        if changes := changes_since(seen, [("", key)]):
            raise ChangedMeanwhileError(changes)
        row = model(**{_id_column(model): key[1]}) if row is None else row
        try:
            for column, value in _values(model, wanted).items():
                setattr(row, column, value)
            row.full_clean()
        except (ValidationError, PartError) as error:
            raise RefusedError(
                f"“{label_of(wanted)}” was not put back. {_why(error)}"
            ) from error
        row.save(using=DESK)
        scope.add(row)
    return made.revision


def _values(model: type[Model], wanted: Data) -> dict[str, Any]:
    """The columns of the record as the model keeps them."""
    if (each := _MAPS.get(model)) is not None:
        return each.values(each.part.model_validate(wanted))
    values: dict[str, Any] = {"name": wanted["name"]}
    if model is Award:
        values["granted_by"] = _grantor(wanted.get("granted_by", ""))
    return values


def _grantor(slug: str) -> Organization | None:
    if not slug:
        return None
    found = Organization.objects.using(DESK).filter(slug=slug).first()
    if found is None:
        raise ValidationError(
            {"granted_by": f"There is no organization “{slug}” now; put it back first."}
        )
    return found


def _why(error: ValidationError | PartError) -> str:
    if isinstance(error, PartError):
        details = error.errors(include_url=False, include_input=False)
        return " ".join(f"{each['loc'][-1]}: {each['msg']}." for each in details)
    if not hasattr(error, "message_dict"):
        return " ".join(error.messages)
    return " ".join(
        message if name == "__all__" else f"{field_label(name)}: {message}"
        for name, messages in error.message_dict.items()
        for message in messages
    )
