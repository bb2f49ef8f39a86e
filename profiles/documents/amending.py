"""The records that dossiers share, as a document names them, and amending just those.

Sources and organizations are listed in the document and named by their ids. The others
are named by what they are called: topics, fields of expertise, and awards together with
who grants them. A publication is an entry of each document that has it, alike in all.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from profiles.choices import Section
from profiles.documents.entries import (
    PERSON,
    RECORD_LISTS,
    Data,
    Entries,
    EntryKey,
    entries_of,
)

#: How a document names a record: the list it is kept in, and what says which it is.
Name = tuple[str, ...]

#: The list whose entries are records that dossiers share.
PUBLICATIONS = Section.RESEARCH.value

#: The fields of entries that hold the id of an organization, by the entries' list.
_ORGANIZATIONS = {"affiliations": "organization", "awards": "granted_by"}
#: The fields that hold what records are called, and the list that these are kept in.
_CALLED = {PERSON[0]: ("expertise", "expertise"), "quotes": ("topics", "topics")}


@dataclass(frozen=True)
class Amendment:
    """That a shared record says something else now, or has become another one.

    `records` are those that documents may come to name by it, and have to list then.
    """

    section: str
    before: Data
    after: Data
    records: Entries = field(default_factory=dict)

    @property
    def is_merger(self) -> bool:
        return bool(self.before["id"] != self.after["id"])


def name_of(section: str, record: Data) -> Name:
    """How documents name a record of the list that is kept as `section`."""
    if section in RECORD_LISTS or section == PUBLICATIONS:
        return section, record["id"]
    if section == "award":
        return section, record["name"], record.get("granted_by", "")
    return section, record["name"]


def names_in(data: Data) -> Counter[Name]:
    """The records that a document's entries name, each with the number of entries."""
    return Counter(
        name
        for key, entry in entries_of(data).items()
        for name in {*names_of(key, entry)}
    )


def amend(data: Data, amendment: Amendment) -> None:
    """Make a document's plain data say what the amendment does, and nothing else."""
    section, before, after = amendment.section, amendment.before, amendment.after
    if section in RECORD_LISTS and not amendment.is_merger:
        for record in data.get(section, []):
            if record["id"] == before["id"]:
                _set_what_differs(record, before, after)
        return
    named = names_in(data)
    if section == PUBLICATIONS:
        for publication in data.get(section, []):
            if publication["id"] == before["id"]:
                _set_what_differs(publication, before, after)
        _list_what_is_named(data, named, amendment.records)
        return
    old, new = name_of(section, before), name_of(section, after)
    if old == new or old not in named:
        return
    for key, entry in entries_of(data).items():
        _rename(key, entry, old, new)
    _list_what_is_named(data, named, amendment.records)


# Names


def names_of(key: EntryKey, entry: Data) -> Iterator[Name]:
    """The records that an entry names, as often as it does."""
    path = key[0]
    if path == PUBLICATIONS:
        yield key
    for citations in _citations(entry):
        yield from (("sources", each["source"]) for each in citations)
    if path in _ORGANIZATIONS and (found := entry.get(_ORGANIZATIONS[path])):
        yield "organizations", found
    if path == "awards":
        yield name_of("award", {**entry, "name": entry["award"]})
    if path in _CALLED:
        field_name, section = _CALLED[path]
        yield from ((section, name) for name in entry.get(field_name, []))


def _citations(value: Any) -> Iterator[list[Data]]:
    """The lists of citations in an entry, those of its parts among them."""
    if isinstance(value, list):
        for each in value:
            yield from _citations(each)
    elif isinstance(value, dict):
        for name, each in value.items():
            if name == "citations":
                yield each
            else:
                yield from _citations(each)


# Writing


def _rename(key: EntryKey, entry: Data, old: Name, new: Name) -> None:
    path, section = key[0], old[0]
    if section == "sources":
        for citations in _citations(entry):
            _cite_instead(citations, old[1], new[1])
    elif section == "organizations" and path in _ORGANIZATIONS:
        if entry.get(_ORGANIZATIONS[path]) == old[1]:
            entry[_ORGANIZATIONS[path]] = new[1]
    elif section == "award" and path == "awards":
        if name_of("award", {**entry, "name": entry["award"]}) == old:
            _, entry["award"], granted_by = new
            _set(entry, "granted_by", granted_by)
    elif path in _CALLED and _CALLED[path][1] == section:
        called = entry.get(_CALLED[path][0], [])
        # An entry that names both names the one that stays once, where the first was.
        renamed = [new[1] if name == old[1] else name for name in called]
        called[:] = [*dict.fromkeys(renamed)]


def _cite_instead(citations: list[Data], old: str, new: str) -> None:
    if all(each["source"] != old for each in citations):
        return
    for each in citations:
        if each["source"] == old:
            each["source"] = new
    # What both sources were cited for in the same words is said once.
    citations[:] = [
        each
        for place, each in enumerate(citations)
        if each["source"] != new or each not in citations[:place]
    ]


def _set_what_differs(record: Data, before: Data, after: Data) -> None:
    for name in {**before, **after}:
        if before.get(name) != after.get(name):
            _set(record, name, after.get(name))


def _set(entry: Data, name: str, value: Any) -> None:
    if value in (None, ""):
        entry.pop(name, None)
    else:
        entry[name] = value


def _list_what_is_named(
    data: Data, named_before: Counter[Name], records: Entries
) -> None:
    """List the records that the entries have come to name, and no more the others."""
    named = names_in(data)
    for path in RECORD_LISTS:
        listed = {record["id"]: record for record in data.get(path, [])}
        ids = {name[1] for name in named if name[0] == path}
        gone = {name[1] for name in named_before if name[0] == path} - ids
        for record_id in ids - {*listed}:
            listed[record_id] = records[path, record_id]
        if gone or len(listed) > len(data.get(path, [])):
            data[path] = [listed[each] for each in sorted({*listed} - gone)]
