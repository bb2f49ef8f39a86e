"""Why what was meant to be put back cannot be, in sentences that name the entry."""

from typing import Any

from profiles.desk.differences import section_label
from profiles.documents.entries import ENTRY_LISTS, PERSON, RECORD_LISTS, Data, label_of
from profiles.documents.faults import DocumentError, Fault, path_text


class NotPutBackError(DocumentError):
    """The dossier would break a rule of the document.

    It may break one now: what is wrong with it has to be put right first.
    """

    def __init__(self, faults: list[Fault], data: Data) -> None:
        super().__init__(faults)
        self._data = data

    @property
    def sentences(self) -> list[str]:
        return [_sentence(fault, self._data) for fault in self.faults]

    def __str__(self) -> str:
        return "\n".join(self.sentences)


def _sentence(fault: Fault, data: Data) -> str:
    """Such as “Quotes, “I think …”, topics: is empty.”"""
    for path in dict.fromkeys([*ENTRY_LISTS, *RECORD_LISTS]):
        steps = tuple(path.split("."))
        if fault.path[: len(steps)] == steps and len(fault.path) > len(steps):
            place, *rest = fault.path[len(steps) :]
            where = [section_label(path), f"“{_called(data, steps, place)}”"]
            break
    else:
        where, rest = [section_label(PERSON[0])], [*fault.path]
    if field := path_text(tuple(rest)):
        where.append(field.replace("_", " "))
    return f"{', '.join(where)}: {fault.message}."


def _called(data: Data, steps: tuple[str, ...], place: Any) -> str:
    found: Any = data
    for step in (*steps, place):
        found = found[step]
    return label_of(found) or str(found.get("id", ""))
