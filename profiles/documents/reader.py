"""Reading a dossier document: all of it is checked, and nothing is written."""

import difflib
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from profiles import text as rules
from profiles.documents.faults import DocumentError, Fault, Path
from profiles.documents.parsing import lines_of, parse
from profiles.documents.schema import (
    MAX_FAULTS,
    DossierDocument,
    Entry,
    Part,
    PublicationPart,
    References,
)


def read_dossier(text: str) -> DossierDocument:
    """Read a dossier document (YAML or JSON) and check all of it; write nothing.

    Dates are EDTF and may stop early ("1987", "2013-12"); durations are whole minutes;
    grades follow the Admiralty scale, A to F for the source and 1 to 6 for the claim
    (UK JWP 2-00). An id left out is made from the entry's content, so that the same
    file gives the same ids. Raises DocumentError, listing every fault by its path and
    line, as in `quotes[3].said_on, line 112`.
    """
    data = parse(text)
    try:
        return check_dossier(data)
    except DocumentError as error:
        raise located(error, text) from None


def read_stored(text: str) -> DossierDocument:
    """Read the canonical JSON of an edition, which was checked when it was stored.

    Rules about values that came later do not hold for it: it can always be read.
    """
    return check_dossier(json.loads(text), is_stored=True)


def located(error: DocumentError, text: str) -> DocumentError:
    """The same error with the lines of its paths in the text, in their order."""
    lines = lines_of(text, {fault.path for fault in error.faults})
    faults = [Fault(each.path, each.message, lines[each.path]) for each in error.faults]
    return DocumentError(sorted(faults, key=lambda fault: fault.line or 0))


def check_dossier(data: Any, *, is_stored: bool = False) -> DossierDocument:
    """Check plain data, of a document or from rows; raises DocumentError."""
    if not isinstance(data, dict):
        raise DocumentError([Fault((), "is not a dossier: expected keys and values")])
    try:
        document = DossierDocument.model_validate(
            data, context=References.in_data(data, is_stored=is_stored)
        )
    except ValidationError as error:
        raise DocumentError(_faults(error)) from None
    _make_ids(document)
    return document


def faults_in(part: type[Part], data: Any) -> list[Fault]:
    """The faults of a piece of a document by itself, whatever it refers to."""
    try:
        part.model_validate(data)
    except ValidationError as error:
        return _faults(error)
    return []


def _faults(error: ValidationError) -> list[Fault]:
    details = error.errors(include_url=False, include_input=False)
    faults = [_fault(detail) for detail in details[:MAX_FAULTS]]
    if len(details) > MAX_FAULTS:
        message = f"has too many faults to list; these are the first {MAX_FAULTS:,}"
        faults.insert(0, Fault((), message))
    return faults


def _fault(detail: ErrorDetails) -> Fault:
    path = tuple(step for step in detail["loc"] if step != "[key]")
    return Fault(path, _message(detail, path))


def _message(detail: ErrorDetails, path: Path) -> str:
    context = detail.get("ctx", {})
    match detail["type"]:
        case "extra_forbidden":
            return f"“{path[-1]}” is not a key here{_suggestion(path)}"
        case "missing":
            return "is missing"
        case "string_type":
            return "is a number or a list where text belongs; put it in quotes"
        case "string_too_long":
            return f"is longer than {context['max_length']:,} characters"
        case "string_too_short" | "too_short":
            return "is empty"
        case "too_long":
            return f"has more than {context['max_length']:,} entries"
        case "enum" | "literal_error":
            return f"is not one of {context['expected']}"
        case "value_error":
            return str(context["error"])
        case _:
            message = detail["msg"]
            return message[:1].lower() + message[1:]


def _suggestion(path: Path) -> str:
    """The known key that is most like the last one of the path."""
    part: Any = DossierDocument
    for step in path[:-1]:
        if isinstance(step, str) and part is not None:
            field = part.model_fields.get(step)
            part = _part_in(field.annotation) if field else None
    known = list(part.model_fields) if part is not None else []
    nearest = difflib.get_close_matches(str(path[-1]), known, n=1, cutoff=0.6)
    if nearest:
        return f"; did you mean “{nearest[0]}”?"
    return f"; known are {', '.join(known)}" if known else ""


def _part_in(annotation: Any) -> type[BaseModel] | None:
    """The model inside an annotation such as `list[QuotePart]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_part_in, get_args(annotation))), None)


def _make_ids(document: DossierDocument) -> None:
    """Give each entry without an id one that follows from what it says, and where."""
    taken: dict[type[Entry], set[str]] = defaultdict(set)
    for entry in _entries_in(document):
        taken[type(entry)].add(entry.id)
    if not document.id:
        document.id = _id_for_dossier(document.slug)
    _make_ids_in(document, document.id, taken)


def _entries_in(part: BaseModel) -> Iterator[Entry]:
    if isinstance(part, Entry):
        yield part
    for child in _children(part):
        yield from _entries_in(child)


def _children(part: BaseModel) -> Iterator[BaseModel]:
    for name in type(part).model_fields:
        value = getattr(part, name)
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, BaseModel):
                yield child


def _make_ids_in(
    part: BaseModel, owner: str, taken: dict[type[Entry], set[str]]
) -> None:
    """Ids are of the owner's: the same figure stands under more than one paper."""
    for child in _children(part):
        if isinstance(child, Entry) and not child.id:
            first = child.id = _id_for(child, owner)
            number = 1
            while child.id in taken[type(child)]:
                number += 1
                child.id = f"{first}-{number}"
            taken[type(child)].add(child.id)
        _make_ids_in(child, child.id if isinstance(child, Entry) else owner, taken)


def _id_for_dossier(slug: str) -> str:
    return slug if rules.is_stable_id(slug) else f"dossier-{_digest(slug)}"


def _id_for(entry: Entry, owner: str) -> str:
    if isinstance(entry, PublicationPart):
        # Shared by its authors' dossiers, so it must not depend on whose this is.
        return f"publication-{_digest(rules.fold(entry.title), entry.published_on)}"
    content = entry.model_dump_json(exclude={"id"}, exclude_defaults=True)
    kind = type(entry).__name__.removesuffix("Part").lower()
    return f"{kind}-{_digest(owner, content)}"


def _digest(*parts: object) -> str:
    return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()[:12]
