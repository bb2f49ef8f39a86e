"""What looks like a slip in entries that changed. It is told, and forbids nothing."""

from collections import defaultdict
from collections.abc import Collection, Iterator

from django.db.models import Q

from profiles.choices import SectionState
from profiles.databases import DESK
from profiles.dates import PartialDate
from profiles.desk.cautions import Caution, Concern
from profiles.desk.contents import SECTION_LISTS, section_counts
from profiles.desk.recording import Recording
from profiles.desk.sharing import RECORD_PATHS
from profiles.documents.diff import changes_between
from profiles.documents.entries import PERSON, Data, Entries, label_of
from profiles.documents.writer import write_own_fields
from profiles.models import Person
from profiles.text import fold

#: The fields with the dates of what a person does, by the list of entries.
_IN_LIFE = {
    "history": ["occurred_on"],
    "quotes": ["said_on"],
    "affiliations": ["started_on", "ended_on"],
}
#: Marks that stand around a quotation, in the ways of several languages.
_MARKS = [*map(tuple, ("“”", "„“", "„”", "«»", "»«", "‘’", '""', "''", "「」", "『』"))]


def slips(before: Entries, after: Entries, filled: Collection[str]) -> list[Caution]:
    """What the change of a dossier's entries has left to look at once more.

    Both hold the person's own fields; `filled` are the lists that have entries now.
    """
    changed = {
        each.key: each.after
        for each in changes_between(before, after)
        if each.after is not None
    }
    was, own = before.get(PERSON, {}), after[PERSON]
    has_other_life = any(was.get(n) != own.get(n) for n in ("born_on", "died_on"))
    return [
        *_about_notes(was, own, {path for path, _ in after.keys() - before}, filled),
        *_about_dates(own, after if has_other_life else changed),
        *_about_marks(changed),
        *_about_names(changed),
    ]


def slips_of(made: Recording) -> list[Caution]:
    """The same of what was saved just now, whichever dossiers it was of."""
    changes = list(made.changes())
    dossier_ids = {
        dossier_id for dossier_id, each in changes if each.section not in RECORD_PATHS
    }
    people = Person.objects.using(DESK).filter(stable_id__in=dossier_ids)
    return [caution for person in people for caution in _of_dossier(person, made)]


def _of_dossier(person: Person, made: Recording) -> list[Caution]:
    before, after = (
        {
            key: entry
            for (owner, key), entry in held.items()
            if owner == person.stable_id
        }
        for held in (made.before, made.after)
    )
    if PERSON not in after:
        before[PERSON] = after[PERSON] = write_own_fields(person, DESK)
    filled: list[str] = []
    if after[PERSON].get("section_notes"):
        counts = section_counts(person)
        filled = [SECTION_LISTS[each] for each in SECTION_LISTS if counts[each]]
    return slips(before, after, filled)


def _about_notes(
    was: Data, own: Data, added: Collection[str], filled: Collection[str]
) -> Iterator[Caution]:
    """A note says why a section is empty."""
    noted, notes = was.get("section_notes", {}), own.get("section_notes", {})
    for section, path in SECTION_LISTS.items():
        state = notes.get(section.value)
        is_news = noted.get(section.value) != state or path in added
        if state is not None and path in filled and is_news:
            yield Caution(
                Concern.NOTED_EMPTY,
                f"{section.label}: the note says “{SectionState(state).label}”, "
                "and there are entries; take out the note.",
                PERSON,
            )


def _about_dates(own: Data, entries: Entries) -> Iterator[Caution]:
    born, died = _date(own, "born_on"), _date(own, "died_on")
    for key, entry in entries.items():
        for name in _IN_LIFE.get(key[0], []):
            day = _date(entry, name)
            if day is None:
                continue
            if born is not None and day.upper < born.lower:
                said = f"before the birth ({born.words})"
            # Something may happen to the memory of the dead, such as an apology.
            elif died is not None and day.lower > died.upper and key[0] != "history":
                said = f"after the death ({died.words})"
            else:
                continue
            label = label_of(entry).strip("“”")
            yield Caution(
                Concern.OUTSIDE_LIFE,
                f"“{label}” has the date {day.words}, {said}; look at both dates.",
                key,
            )
            break


def _date(entry: Data, name: str) -> PartialDate | None:
    return PartialDate.parse(entry[name]) if name in entry else None


def _about_marks(entries: Entries) -> Iterator[Caution]:
    for key, entry in entries.items():
        if key[0] == "quotes" and _is_in_marks(entry["text"]):
            yield Caution(
                Concern.IN_MARKS,
                f"{label_of(entry)} has quotation marks around it, which pages put "
                "there themselves; take them out.",
                key,
            )


def _is_in_marks(text: str) -> bool:
    """Whether one pair of marks is around all of it, and not each around a piece."""
    return any(
        text[:1] == first and text[-1:] == last and not {first, last} & {*text[1:-1]}
        for first, last in _MARKS
    )


def _about_names(entries: Entries) -> Iterator[Caution]:
    """Associates by a name that is none of those in the dossier chosen for them."""
    chosen = {
        key: entry
        for key, entry in entries.items()
        if key[0] == "associates" and "person" in entry
    }
    names = _names_at({entry["person"] for entry in chosen.values()})
    for key, entry in chosen.items():
        known = names.get(entry["person"])
        if known and fold(entry["name"]) not in map(fold, known):
            yield Caution(
                Concern.OTHER_NAME,
                f"“{entry['name']}” is no name in the dossier chosen for them, which "
                f"is that of {known[0]}; choose another, or add the name there.",
                key,
            )


def _names_at(slugs: Collection[str]) -> dict[str, list[str]]:
    """The names in the dossiers that there are at these slugs, the usual one first."""
    found: dict[str, list[str]] = defaultdict(list)
    if slugs:
        people = Person.objects.using(DESK).filter(
            Q(slug__in=slugs) | Q(former_slugs__slug__in=slugs)
        )
        addresses = ("slug", "former_slugs__slug")
        names = ("name", "sort_name", "other_names__name")
        for row in people.values(*addresses, *names):
            for address in filter(None, (row[each] for each in addresses)):
                found[address] += filter(None, (row[each] for each in names))
    return dict(found)
