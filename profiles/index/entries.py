"""Filling the index: what of a dossier can be found, and under which words and tags."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import QuerySet

from profiles.choices import (
    NOT_STATED,
    Credibility,
    EntryKind,
    Metric,
    Reliability,
    Stance,
)
from profiles.countries import demonym
from profiles.databases import PUBLIC
from profiles.dates import PartialDate
from profiles.index import tags
from profiles.index.engines import Words, engine_of
from profiles.index.question import Question
from profiles.index.words import words_of
from profiles.models import (
    Citation,
    Event,
    IndexEntry,
    IndexTag,
    MediaItem,
    Organization,
    Person,
    Publication,
    Quote,
    Source,
)
from profiles.models.index import key_of
from profiles.text import fold

_BATCH = 500
#: No dossier lists more publications than this, by the limits of documents.
_MOST_WORKS = 30_000
_SHARED: dict[EntryKind, type[Any]] = {
    EntryKind.PUBLICATION: Publication,
    EntryKind.ORGANIZATION: Organization,
    EntryKind.SOURCE: Source,
}


class Named(NamedTuple):
    """What addresses call the value of a tag, and what readers do."""

    value: str
    label: str


@dataclass
class _Found:
    """An entry to be, with the meaning of those of its tags that need one."""

    kind: EntryKind
    row: Any
    stable_id: str
    title: str
    body: str = ""
    day: PartialDate | None = None
    person: Person | None = None
    heading: str = ""
    weight: int = 0
    tags: set[str] = field(default_factory=set)
    named: dict[str, Named] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.tags.add(tags.everything(self.kind))

    def add(self, facet: str, value: object) -> None:
        name = tags.tag(self.kind, facet, value)
        self.tags.add(name)
        self.named[name] = Named(str(value), "")

    def add_text(self, facet: str, text: str, label: str = "") -> None:
        if text:
            name = tags.text_tag(self.kind, facet, text)
            self.tags.add(name)
            self.named[name] = Named(text, label or text)

    def add_person(self, person: Person) -> None:
        self.add_text(tags.PERSON, person.slug, person.name)

    def add_decade(self) -> None:
        decade = self.day.decade if self.day is not None else None
        self.add(tags.DECADE, decade if decade is not None else "undated")


def index_dossiers(people: Collection[Person]) -> None:
    """Make the index hold of dossiers, and of what they share, what the rows say.

    Tags are counted at the end, once: of many dossiers most tags are the same.
    """
    found = [each for person in people for each in _own(person)]
    shared = {
        (each.kind, each.row.pk): each for person in people for each in _shared(person)
    }
    found += shared.values()
    names = _drop(_entries().filter(person__in=people))
    for kind in _SHARED:
        pks = [pk for of_kind, pk in shared if of_kind is kind]
        for start in range(0, len(pks), _BATCH):
            batch = pks[start : start + _BATCH]
            names |= _drop(_entries().filter(kind=kind.value, object_id__in=batch))
    _write(found)
    named: dict[str, Named] = {}
    for each in found:
        names |= each.tags
        named |= each.named
    _recount(names, named)


def drop_stale() -> None:
    """Drop the entries of shared records that are no longer in the room."""
    for kind, model in _SHARED.items():
        kept = model._default_manager.using(PUBLIC).values("pk")
        stale = _entries().filter(kind=kind.value).exclude(object_id__in=kept)
        _recount(_drop(stale), {})


def drop_dossier(dossier_id: str) -> None:
    """Drop the entries of a dossier that leaves the room."""
    _recount(_drop(_entries().filter(person__stable_id=dossier_id)), {})


def _entries() -> QuerySet[IndexEntry]:
    return IndexEntry.objects.using(PUBLIC)


def _drop(entries: QuerySet[IndexEntry]) -> set[str]:
    """Drop the entries; return the tags that they had, which want counting again."""
    names = {
        name for row in entries.values_list("tags", flat=True) for name in row.split()
    }
    entries.delete()
    return names


def _write(found: Collection[_Found]) -> None:
    rows, words = [], []
    for each, key in _with_keys(found):
        owner = each.person
        rows.append(
            IndexEntry(
                key=key,
                kind=each.kind.value,
                object_id=each.row.pk,
                stable_id=each.stable_id,
                person=owner,
                title=each.title,
                body=each.body,
                lower=each.day.lower if each.day else None,
                upper=each.day.upper if each.day else None,
                sort_name=fold(owner.sort_name)[:200] if owner else "",
                sort_heading=fold(each.heading)[:200],
                weight=each.weight,
                tags=" ".join(sorted(each.tags)),
            )
        )
        words.append(
            Words(
                key,
                " ".join(words_of(each.title)),
                " ".join(words_of(each.body)),
                rows[-1].tags,
            )
        )
    _entries().bulk_create(rows, batch_size=_BATCH)
    engine_of(PUBLIC).write(words)


def _with_keys(found: Collection[_Found]) -> Iterator[tuple[_Found, int]]:
    """The entries with keys that are free; two can want one, if hardly ever."""
    wanted = [
        key_of(each.day.lower if each.day else None, each.kind, each.stable_id)
        for each in found
    ]
    taken: set[int] = set()
    for start in range(0, len(wanted), _BATCH):
        held = _entries().filter(key__in=wanted[start : start + _BATCH])
        taken.update(held.values_list("key", flat=True))
    for each, key in zip(found, wanted, strict=True):
        while key in taken:
            key += 1
            if _entries().filter(key=key).exists():
                taken.add(key)
        taken.add(key)
        yield each, key


def _recount(names: Collection[str], named: Mapping[str, Named]) -> None:
    """Bring the counts of these tags up to date; one that nothing has goes."""
    engine = engine_of(PUBLIC)
    counts = {name: engine.count(name) for name in names}
    present = [name for name, count in counts.items() if count]
    known = IndexTag.objects.using(PUBLIC)
    known.filter(tag__in=counts.keys() - set(present)).delete()
    rows = known.in_bulk(present)
    changed = []
    for name in present:
        row = rows.get(name) or IndexTag(tag=name)
        value, label = named.get(name, Named(row.value, row.label))
        if (row.count, row.label) != (counts[name], label):
            row.count = counts[name]
            row.value, row.label, row.folded_label = value, label, fold(label)
            changed.append(row)
    known.bulk_create(
        changed,
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["tag"],
        update_fields=["count", "value", "label", "folded_label"],
    )


# What can be found of a dossier


def _own(person: Person) -> Iterator[_Found]:
    names = [row.name for row in person.other_names.using(PUBLIC)]
    found = _Found(
        EntryKind.PERSON,
        person,
        person.slug,
        person.name,
        " · ".join(filter(None, [*names, person.epithet, person.summary])),
        person=person,
    )
    found.add_person(person)
    _describe(found, person)
    yield found
    yield from _quotes(person)
    yield from _events(person)
    yield from _media(person)


def _describe(found: _Found, person: Person) -> None:
    """Tag a person with what the list of dossiers can be narrowed by."""
    for ranked in person.ranked_expertise.using(PUBLIC).select_related("expertise"):
        found.add_text(tags.EXPERTISE, ranked.expertise.slug, ranked.expertise.name)
    for role in person.affiliations.using(PUBLIC).select_related("organization"):
        named = role.organization.slug, role.organization.name
        found.add_text(tags.ORGANIZATION, *named)
        if role.is_current:
            found.add_text(tags.PRESENT_ORGANIZATION, *named)
    for nationality in person.nationalities.using(PUBLIC):
        code = nationality.country
        found.add_text(tags.NATIONALITY, code.lower(), demonym(code))
    for received in person.awards_received.using(PUBLIC).select_related("award"):
        found.add_text(tags.AWARD, received.award.slug, received.award.name)
    current = person.positions.using(PUBLIC).first()
    risk_level = current.risk_level if current is not None else ""
    found.add_text(tags.RISK, risk_level or NOT_STATED)


def _quotes(person: Person) -> Iterator[_Found]:
    rows = Quote.objects.using(PUBLIC).filter(person=person)
    grades = _grades(rows)
    for row in rows.prefetch_related("ranked_topics__topic"):
        topics = [each.topic for each in row.ranked_topics.all()]
        found = _Found(
            EntryKind.QUOTE,
            row,
            row.stable_id,
            row.text,
            row.translation,
            day=row.said_on,
            person=person,
            heading=topics[0].name if topics else "",
        )
        found.add_person(person)
        found.add_text(tags.OUTLET, row.outlet)
        found.add(tags.ATTRIBUTION, row.attribution)
        found.add(tags.WORDING, row.wording)
        for topic in topics:
            found.add_text(tags.TOPIC, topic.slug, topic.name)
        if (grade := grades.get(row.pk)) is not None:
            found.add(tags.SOURCED, 1)
            found.tags.update(tags.at_least(EntryKind.QUOTE, grade))
        yield found


def _grades(quotes: QuerySet[Quote]) -> dict[int, tuple[Reliability, Credibility]]:
    """The best grade that supports each quote; none where nothing does."""
    rows = (
        Citation.objects.using(PUBLIC)
        .filter(quote__in=quotes, stance=Stance.SUPPORTS)
        .values_list("quote_id", "source__reliability", "credibility")
    )
    grades: dict[int, tuple[Reliability, Credibility]] = {}
    for quote_id, reliability, credibility in rows:
        grade = Reliability(reliability), Credibility(credibility)
        grades[quote_id] = min(grade, grades.get(quote_id, grade))
    return grades


def _events(person: Person) -> Iterator[_Found]:
    for row in Event.objects.using(PUBLIC).filter(person=person):
        found = _Found(
            EntryKind.EVENT,
            row,
            row.stable_id,
            row.title,
            row.description,
            day=row.occurred_on,
            person=person,
        )
        found.add_person(person)
        found.add(tags.SUBKIND, row.category)
        yield found


def _media(person: Person) -> Iterator[_Found]:
    for row in MediaItem.objects.using(PUBLIC).filter(person=person):
        found = _Found(
            EntryKind.MEDIA_ITEM,
            row,
            row.stable_id,
            row.title,
            row.outlet,
            day=row.published_on,
            person=person,
        )
        found.add_person(person)
        found.add(tags.SUBKIND, row.kind)
        yield found


# What dossiers share


def _shared(person: Person) -> Iterator[_Found]:
    yield from _publications(person)
    yield from _organizations(person)
    yield from _sources(person)


def _publications(person: Person) -> Iterator[_Found]:
    """Those of the dossier, and those that the index still gives to it."""
    once = tags.text_tag(EntryKind.PUBLICATION, tags.PERSON, person.slug)
    given = Question((EntryKind.PUBLICATION,), tags=((once,),))
    hits = engine_of(PUBLIC).find(given, limit=_MOST_WORKS)
    listed = Publication.objects.using(PUBLIC).filter(people=person)
    pks = {hit.object_id for hit in hits} | set(listed.values_list("pk", flat=True))
    for row in _works(sorted(pks)):
        authors = list(row.authors.all())
        readings = [
            each for each in row.metrics.all() if each.metric == Metric.CITATIONS
        ]
        found = _Found(
            EntryKind.PUBLICATION,
            row,
            row.stable_id,
            row.title,
            " ".join([row.abstract, row.venue, *(author.name for author in authors)]),
            day=row.published_on,
            heading=row.title,
            weight=readings[0].value if readings else 0,
        )
        for each in row.people.all():
            found.add_person(each)
        for author in authors:
            found.add_text(tags.COAUTHOR, author.name)
        found.add_text(tags.OUTLET, row.venue)
        found.add(tags.SUBKIND, row.kind)
        found.add_decade()
        if row.is_key_work:
            found.add(tags.KEY_WORK, 1)
        yield found


def _works(pks: Sequence[int]) -> Iterator[Publication]:
    for start in range(0, len(pks), _BATCH):
        yield from (
            Publication.objects.using(PUBLIC)
            .filter(pk__in=pks[start : start + _BATCH])
            .prefetch_related("authors", "people", "metrics")
        )


def _organizations(person: Person) -> Iterator[_Found]:
    rows = Organization.objects.using(PUBLIC)
    for row in (
        rows.filter(affiliations__person=person)
        | rows.filter(awards__receptions__person=person)
    ).distinct():
        found = _Found(EntryKind.ORGANIZATION, row, row.slug, row.name, row.full_name)
        found.add(tags.SUBKIND, row.kind)
        yield found


def _sources(person: Person) -> Iterator[_Found]:
    for row in _cited_by(person):
        found = _Found(
            EntryKind.SOURCE,
            row,
            row.stable_id,
            row.title,
            row.publisher,
            day=row.published_on,
        )
        found.add(tags.SUBKIND, row.kind)
        found.add(tags.RELIABILITY, row.reliability)
        yield found


def _cited_by(person: Person) -> Iterable[Source]:
    """The sources that the dossier's entries cite, each once."""
    paths = [
        "person",
        "education__person",
        "event__person",
        "assessment__person",
        "belief__assessment__person",
        "quote__person",
        "publication__people",
        "media_item__person",
        "association__person",
        "affiliation__person",
        "award_received__person",
        "metric_reading__person",
        "metric_reading__publication__people",
    ]
    pks: set[int] = set()
    for path in paths:
        cited = Citation.objects.using(PUBLIC).filter(**{path: person})
        pks |= set(cited.values_list("source_id", flat=True))
    by_pk: dict[int, Source] = {}
    ordered = sorted(pks)
    for start in range(0, len(ordered), _BATCH):
        batch = ordered[start : start + _BATCH]
        by_pk |= Source.objects.using(PUBLIC).in_bulk(batch)
    return by_pk.values()
