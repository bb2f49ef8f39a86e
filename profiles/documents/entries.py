"""A document taken apart into its entries, and put together again.

Entries are what history keeps, what reviews compare and what is put back: each under a
key that never changes. The person's own fields count as one entry.
"""

from typing import Any

from profiles.choices import Metric, Section
from profiles.dates import PartialDate
from profiles.text import cut

Data = dict[str, Any]
#: The path of the list an entry is in, such as "quotes", and its id in that list.
EntryKey = tuple[str, str]
Entries = dict[EntryKey, Data]

#: The person's own fields, those of the profile section among them.
PERSON: EntryKey = ("person", "")

#: The lists of entries, in the order of the document.
ENTRY_LISTS = [
    "metrics",
    "profile.education",
    *(section.value for section in Section if section is not Section.PROFILE),
    "organizations",
]
#: Lists of records that dossiers share, beside the entries of this one.
RECORD_LISTS = ["sources", "organizations"]
_PROFILE_FIELDS = ["summary", "biography", "expertise"]
_LABELS = ("title", "award", "role", "name", "degree", "text", "assessed_on", "metric")
_LABEL_LENGTH = 70
#: Fields that are called otherwise than their names say.
_FIELD_LABELS = {
    "doi": "DOI",
    "arxiv_id": "arXiv id",
    "url": "Address",
    "archived_url": "Archived address",
}


def entries_of(data: Data) -> Entries:
    """The entries of a document's plain data, by key, in its order."""
    entries = {PERSON: own_fields(data)} if data else {}
    for path in ENTRY_LISTS:
        entries |= {(path, entry["id"]): entry for entry in _list_at(data, path)}
    return entries


def data_of(entries: Entries) -> Data:
    """The document's plain data that these entries make up."""
    own = entries.get(PERSON, {})
    data: Data = {"dossier": 1}
    data |= {name: own[name] for name in own if name not in _PROFILE_FIELDS}
    data["profile"] = {name: own[name] for name in _PROFILE_FIELDS if name in own}
    for (path, _), entry in entries.items():
        if path != PERSON[0]:
            *parents, last = path.split(".")
            holder = data[parents[0]] if parents else data
            holder.setdefault(last, []).append(entry)
    return data


def own_fields(data: Data) -> Data:
    """The fields of a document's data that are the person's own."""
    profile: Data = data.get("profile", {})
    lists = {path.split(".")[-1] for path in ENTRY_LISTS} | {"profile", "dossier"}
    return {k: v for k, v in {**data, **profile}.items() if k not in lists}


def label_of(entry: Data) -> str:
    """What a person would call the entry, cut where it is long."""
    name = next((name for name in _LABELS if name in entry), "")
    label = _in_words(name, str(entry[name])) if name else ""
    return cut(label, _LABEL_LENGTH)


def field_label(name: str) -> str:
    """What people call a field of an entry, as the forms of the desk do."""
    return _FIELD_LABELS.get(name) or name.replace("_", " ").capitalize()


def _in_words(name: str, value: str) -> str:
    """What an entry is called by this field; by what it holds, where that is none."""
    try:
        if name == "assessed_on":
            return f"Assessment of {PartialDate.parse(value).words}"
        if name == "metric":
            return Metric(value).label
    except ValueError:
        return value
    return value


def _list_at(data: Data, path: str) -> list[Data]:
    found: Any = data
    for step in path.split("."):
        found = found.get(step, {})
    return list(found)
