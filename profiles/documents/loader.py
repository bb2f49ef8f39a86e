"""Loading a dossier document into rows, of the desk or of the reading room."""

from collections import defaultdict
from collections.abc import (
    Callable,
    Collection,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models import F

from profiles import text
from profiles.documents import mapping, schema
from profiles.documents.faults import DocumentError, Fault, Path
from profiles.documents.mapping import EntryMap
from profiles.fields import ComputedColumn
from profiles.models import (
    Association,
    Authorship,
    Award,
    Belief,
    Citation,
    Expertise,
    FormerSlug,
    Identifier,
    JointLaureate,
    ListedPublication,
    MetricReading,
    Nationality,
    Organization,
    OtherName,
    Person,
    PersonExpertise,
    Portrait,
    Publication,
    QuoteTopic,
    SectionNote,
    Source,
    Topic,
)

#: Where entries refer to dossiers by their slugs.
REFERENCES: dict[type[models.Model], str] = {
    Authorship: "person_id",
    Association: "associate_id",
    JointLaureate: "person_id",
}
#: Rows written by one statement, and ids asked for by one.
BATCH = 500

Row = dict[str, Any]
Item = TypeVar("Item")
Shared = TypeVar("Shared", Topic, Expertise)


def load_dossier(document: schema.DossierDocument, using: str) -> Person:
    """Make the rows of `using` say what the document says, in one transaction.

    Entries are matched by their ids, shared records by what makes them the same: a
    source by its address, a publication by DOI, arXiv id or title and year, the others
    by name. What is no longer in the document is removed; shared records stay. Loading
    twice changes nothing. Raises DocumentError, having written nothing, when an id or
    slug belongs to another dossier or the document contradicts itself.
    """
    with transaction.atomic(using=using):
        return _Loader(document, using).load()


class _Loader:
    def __init__(self, document: schema.DossierDocument, using: str) -> None:
        self.document = document
        self.using = using
        self.faults: list[Fault] = []
        self.sources: dict[str, Source] = {}
        self.organizations: dict[str, Organization] = {}
        self.present_slugs: dict[str, str] = {}

    def load(self) -> Person:
        person = self._rows(Person).filter(stable_id=self.document.id).first()
        publications = self._match_publications()
        organizations = self._match_organizations()
        self._check(person, publications)
        if self.faults:
            raise DocumentError(self.faults)
        self._load_sources()
        self._load_organizations(organizations)
        person = self._load_person(person)
        self._load_portrait(person)
        self._load_person_lists(person)
        self._load_sections(person)
        self._load_awards(person)
        self._load_research(person, publications)
        return person

    def _rows(self, model: type[models.Model]) -> models.QuerySet[Any]:
        return model._default_manager.using(self.using)

    # Checks, before anything is written

    def _check(
        self, person: Person | None, publications: Mapping[str, Publication]
    ) -> None:
        """Note every clash with what exists, and of the document with itself."""
        self._check_slugs(person)
        self._check_associates(person)
        self._check_portrait(person)
        self._check_ids(person)
        self._check_reading_ids(person, publications)
        self._check_source_addresses()
        self._check_registers()

    def _refuse(self, path: Path, message: str) -> None:
        self.faults.append(Fault(path, message))

    def _check_slugs(self, person: Person | None) -> None:
        paths: dict[str, Path] = {
            slug: ("former_slugs", index)
            for index, slug in enumerate(self.document.former_slugs)
        }
        for slug, path in {**paths, self.document.slug: ("slug",)}.items():
            holder = Person.objects.using(self.using).known_as(slug).first()
            if holder is not None and holder != person:
                self._refuse(path, f"“{slug}” belongs to the dossier of {holder}")

    def _check_associates(self, person: Person | None) -> None:
        """An address that the person once had is theirs, though no document says so."""
        if person is None or not self.document.associates:
            return
        former = person.former_slugs.using(self.using)
        known = set(former.values_list("slug", flat=True))
        for index, part in enumerate(self.document.associates):
            if part.person in known:
                self._refuse(
                    ("associates", index, "person"),
                    f"“{part.person}” is an address of this dossier itself",
                )

    def _check_portrait(self, person: Person | None) -> None:
        part = self.document.portrait
        if part is not None:
            same = self._rows(Portrait).filter(name=part.name).select_related("person")
            for holder in same.exclude(person=person):
                self._refuse(
                    ("portrait", "name"), f"is that of the dossier of {holder.person}"
                )

    def _check_ids(self, person: Person | None) -> None:
        """Entry ids are unique among all dossiers, as permalinks are made of them."""
        for entry_map, paths in self._ids_in_document().items():
            owner = "assessment__person" if entry_map is mapping.BELIEF else "person"
            for ids in batches(list(paths)):
                taken = self._rows(entry_map.model).filter(stable_id__in=ids)
                if person is not None:
                    taken = taken.exclude(**{owner: person})
                for row in taken:
                    self._refuse(
                        (*paths[row.stable_id], "id"),
                        f"“{row.stable_id}” is an entry of another dossier",
                    )

    def _ids_in_document(self) -> dict[EntryMap, dict[str, Path]]:
        document = self.document
        found: dict[Any, dict[str, Path]] = {}

        def note(entry_map: EntryMap, path: Path, parts: Sequence[Any]) -> None:
            ids = {part.id: (*path, index) for index, part in enumerate(parts)}
            found.setdefault(entry_map, {}).update(ids)

        note(mapping.EDUCATION, ("profile", "education"), document.profile.education)
        note(mapping.EVENT, ("history",), document.history)
        note(mapping.POSITION, ("position",), document.position)
        for index, position in enumerate(document.position):
            note(mapping.BELIEF, ("position", index, "beliefs"), position.beliefs)
        note(mapping.QUOTE, ("quotes",), document.quotes)
        note(mapping.MEDIA_ITEM, ("media",), document.media)
        note(mapping.ASSOCIATION, ("associates",), document.associates)
        note(mapping.AFFILIATION, ("affiliations",), document.affiliations)
        note(mapping.AWARD_RECEIVED, ("awards",), document.awards)
        return found

    def _check_reading_ids(
        self, person: Person | None, publications: Mapping[str, Publication]
    ) -> None:
        """Ids of readings are unique, whether of people or of publications."""
        owners: dict[str, tuple[Path, models.Model | None]] = {
            part.id: (("metrics", index), person)
            for index, part in enumerate(self.document.metrics)
        }
        for index, work in enumerate(self.document.research):
            for number, part in enumerate(work.metrics):
                owners[part.id] = (
                    ("research", index, "metrics", number),
                    publications.get(work.id),
                )
        for ids in batches(list(owners)):
            rows = self._rows(MetricReading).filter(stable_id__in=ids)
            for row in rows.select_related("person", "publication"):
                path, owner = owners[row.stable_id]
                subject = row.person or row.publication
                if subject != owner:
                    self._refuse(
                        (*path, "id"), f"“{row.stable_id}” is a figure of {subject}"
                    )

    def _check_source_addresses(self) -> None:
        first: dict[str, str] = {}
        for index, part in enumerate(self.document.sources):
            address = text.normalise_link(part.url)
            if address and first.setdefault(address, part.id) != part.id:
                self._refuse(
                    ("sources", index, "url"),
                    f"is the address of source “{first[address]}” too; keep one",
                )

    def _check_registers(self) -> None:
        """What a register numbers once cannot be two entries."""
        first: dict[tuple[str, str], int] = {}
        for index, part in enumerate(self.document.research):
            for name, value in (
                ("doi", part.doi.casefold()),
                ("arxiv_id", part.arxiv_id),
            ):
                other = first.setdefault((name, value), index) if value else index
                if other != index:
                    self._refuse(
                        ("research", index, name), f"is that of research[{other}] too"
                    )

    def _match_publications(self) -> dict[str, Publication]:
        """The publications of the document that exist, by the document's ids."""
        parts = self.document.research
        known = _KnownPublications(self._publications_like(parts), parts)
        matched: dict[str, Publication] = {}
        holders: dict[int, int] = {}
        for index, part in enumerate(parts):
            same = known.same_as(part)
            by_id = known.by_id.get(part.id)
            if by_id is not None and by_id != same:
                self._refuse(
                    ("research", index, "id"),
                    f"“{part.id}” is another publication: {by_id.title}",
                )
            by_arxiv_id = known.by_arxiv_id.get(part.arxiv_id)
            if by_arxiv_id is not None and by_arxiv_id != same:
                self._refuse(
                    ("research", index, "arxiv_id"),
                    f"is that of another publication: {by_arxiv_id.title}",
                )
            if same is None:
                continue
            if holders.setdefault(same.pk, index) != index:
                self._refuse(
                    ("research", index),
                    f"is the same publication as research[{holders[same.pk]}]",
                )
            matched[part.id] = same
        return matched

    def _publications_like(
        self, parts: Sequence[schema.PublicationPart]
    ) -> Iterator[Publication]:
        """Those with an id, register number or title of the parts."""
        if not parts:
            return
        ids = {part.id for part in parts}
        dois = {part.doi.casefold() for part in parts if part.doi}
        arxiv_ids = {part.arxiv_id for part in parts if part.arxiv_id}
        titles = {text.fold(part.title) for part in parts}
        rows = self._rows(Publication).values_list(
            "pk", "stable_id", "doi", "arxiv_id", "title"
        )
        # Databases fold case and accents each in their own way, so this is done here.
        pks = [
            pk
            for pk, stable_id, doi, arxiv_id, title in rows.iterator()
            if stable_id in ids
            or doi.casefold() in dois
            or arxiv_id in arxiv_ids
            or text.fold(title) in titles
        ]
        for batch in batches(pks):
            yield from self._rows(Publication).filter(pk__in=batch)

    def _match_organizations(self) -> dict[str, Organization]:
        """The organizations of the document that exist, by the document's ids."""
        parts = self.document.organizations
        rows = list(self._rows(Organization)) if parts else []
        by_slug = {row.slug: row for row in rows}
        holders = {row.name: row for row in rows}
        # An organization that another part names by its slug is not this one.
        slugs = {part.id for part in parts}
        by_name = {text.fold(row.name): row for row in rows if row.slug not in slugs}
        matched: dict[str, Organization] = {}
        first: dict[str, int] = {}
        for index, part in enumerate(parts):
            same = by_slug.get(part.id) or by_name.get(text.fold(part.name))
            holder = holders.get(part.name, same)
            other = first.setdefault(part.name, index)
            if other != index:
                self._refuse(
                    ("organizations", index, "name"),
                    f"is the name of organizations[{other}] too; keep one",
                )
            elif holder is not None and holder != same:
                self._refuse(
                    ("organizations", index, "name"),
                    f"is the name of organization “{holder.slug}”",
                )
            if same is not None:
                matched[part.id] = same
        return matched

    # The person

    def _load_person(self, person: Person | None) -> Person:
        document = self.document
        values = mapping.PERSON.values(document) | {
            "summary": document.profile.summary,
            "biography": document.profile.biography,
        }
        if person is None:
            person = self._rows(Person).create(**values)
        elif _assign(person, values):
            former = self._rows(Person).values_list("slug", flat=True).get(pk=person.pk)
            person.save(using=self.using)
            if former != person.slug:
                self._rename(person, former)
        self._load_former_slugs(person)
        self.present_slugs = dict(
            self._rows(FormerSlug).values_list("slug", "person__slug")
        )
        self._load_citations(mapping.PERSON, [person], [document])
        return person

    def _rename(self, person: Person, former: str) -> None:
        """Keep the old address, and lead references by the old slug to the new one."""
        self._rows(FormerSlug).filter(slug=person.slug).delete()
        self._rows(FormerSlug).get_or_create(slug=former, defaults={"person": person})
        self._lead_references(person, former)

    def _lead_references(self, person: Person, former: str) -> None:
        for model, column in REFERENCES.items():
            self._rows(model).filter(**{column: former}).update(**{column: person.slug})

    def _load_former_slugs(self, person: Person) -> None:
        """Add those of the document; an address that once worked is never dropped."""
        known = set(
            person.former_slugs.using(self.using).values_list("slug", flat=True)
        )
        for slug in self.document.former_slugs:
            if slug not in known and slug != person.slug:
                self._rows(FormerSlug).create(person=person, slug=slug)
                self._lead_references(person, slug)

    def _present_slug(self, slug: str) -> str | None:
        """The slug as the dossier has it now; None for no dossier."""
        return self.present_slugs.get(slug, slug) or None

    def _mention(self, part: schema.PersonPart) -> Row:
        return {"name": part.name, "person_id": self._present_slug(part.person)}

    def _load_portrait(self, person: Person) -> None:
        part = self.document.portrait
        present = self._rows(Portrait).filter(person=person)
        if part is None:
            present.delete()
        else:
            values = mapping.PORTRAIT.values(part) | {"person_id": person.pk}
            self._upsert(Portrait, [(present.first(), values)])

    def _load_person_lists(self, person: Person) -> None:
        document = self.document
        expertise = self._named(Expertise, document.profile.expertise)
        lists: list[tuple[type[models.Model], list[Row]]] = [
            (OtherName, [{"name": name} for name in document.other_names]),
            (Nationality, [{"country": code} for code in document.nationalities]),
            (
                PersonExpertise,
                [
                    {"expertise_id": expertise[text.fold(name)].pk}
                    for name in document.profile.expertise
                ],
            ),
            (
                Identifier,
                [
                    {"scheme": part.scheme.value, "value": part.value}
                    for part in document.identifiers
                ],
            ),
        ]
        for model, wanted in lists:
            self._sync_lists(model, "person_id", {person.pk: wanted})
        notes = sorted(document.section_notes.items())
        self._sync_lists(
            SectionNote,
            "person_id",
            {
                person.pk: [
                    {"section": section.value, "state": state.value}
                    for section, state in notes
                ]
            },
            is_numbered=False,
        )

    # Shared records

    def _load_sources(self) -> None:
        """One record for an address; one without address goes by id and title."""
        parts = self.document.sources
        addresses = {part.id: text.normalise_link(part.url) for part in parts}
        found: dict[str, Source] = {}
        by_id: dict[str, Source] = {}
        for batch in batches(parts):
            wanted = [addresses[part.id] for part in batch if addresses[part.id]]
            for row in self._rows(Source).filter(normalised_url__in=wanted):
                found[row.normalised_url] = row
            like_named = self._rows(Source).filter(
                stable_id__in=[part.id for part in batch]
            )
            by_id |= {row.stable_id: row for row in like_named}
        pairs: list[tuple[schema.SourcePart, Source | None, str]] = []
        for part in parts:
            same = found.get(addresses[part.id])
            stable_id = part.id if same is None else same.stable_id
            if same is None:
                same, stable_id = self._source_by_id(part, by_id, addresses)
            pairs.append((part, same, stable_id))
        rows = self._upsert(
            Source,
            [
                (same, mapping.SOURCE.values(part) | {"stable_id": stable_id})
                for part, same, stable_id in pairs
            ],
        )
        self.sources = {
            part.id: row for (part, *_), row in zip(pairs, rows, strict=True)
        }

    def _source_by_id(
        self, part: schema.SourcePart, by_id: dict[str, Source], ids: Collection[str]
    ) -> tuple[Source | None, str]:
        """The source without address that this one is, or an id that is free."""
        number, stable_id = 1, part.id
        while (row := by_id.get(stable_id)) is not None or (
            stable_id != part.id and stable_id in ids
        ):
            # It may have got its address since.
            if row is not None and not row.url and row.title == part.title:
                return row, stable_id
            number += 1
            stable_id = f"{part.id}-{number}"
            again = self._rows(Source).filter(stable_id=stable_id).first()
            if again is not None:
                by_id[stable_id] = again
        return None, stable_id

    def _load_organizations(self, matched: Mapping[str, Organization]) -> None:
        parts = self.document.organizations
        pairs = []
        for part in parts:
            same = matched.get(part.id)
            slug = part.id if same is None else same.slug
            pairs.append((same, mapping.ORGANIZATION.values(part) | {"slug": slug}))
        rows = self._upsert(Organization, pairs)
        self.organizations = {
            part.id: row for part, row in zip(parts, rows, strict=True)
        }

    def _named(self, model: type[Shared], names: Collection[str]) -> dict[str, Shared]:
        """The records of a vocabulary, by folded name; those missing are made."""
        known: dict[str, Shared] = {}
        slugs: set[str] = set()
        for row in self._rows(model):
            known[text.fold(row.name)] = row
            slugs.add(row.slug)
        for name in names:
            if text.fold(name) not in known:
                slug = _free_slug(name, slugs)
                slugs.add(slug)
                known[text.fold(name)] = self._rows(model).create(name=name, slug=slug)
        return known

    # Sections whose entries belong to the person

    def _load_sections(self, person: Person) -> None:
        document = self.document
        owned = {"person_id": person.pk}
        self._load_entries(mapping.EDUCATION, document.profile.education, owned)
        self._load_entries(mapping.EVENT, document.history, owned)
        self._load_positions(owned)
        self._load_quotes(owned)
        self._load_entries(mapping.MEDIA_ITEM, document.media, owned)
        self._load_entries(
            mapping.ASSOCIATION,
            document.associates,
            owned,
            lambda _, part: {"associate_id": self._present_slug(part.person)},
        )
        self._load_affiliations(owned)
        self._load_entries(mapping.METRIC_READING, document.metrics, owned)

    def _load_entries(
        self,
        entry_map: EntryMap,
        parts: Sequence[schema.CitedEntry],
        owner: Row,
        further: Callable[[int, Any], Row] = lambda index, part: {},
    ) -> list[Any]:
        """Make the owner's entries those of the parts; return their rows in order."""
        found = {
            row.stable_id: row for row in self._rows(entry_map.model).filter(**owner)
        }
        columns = {name: pk for name, pk in owner.items() if "__" not in name}
        pairs = [
            (
                found.pop(part.id, None),
                entry_map.values(part) | columns | further(index, part),
            )
            for index, part in enumerate(parts)
        ]
        for batch in batches([row.pk for row in found.values()]):
            self._rows(entry_map.model).filter(pk__in=batch).delete()
        rows = self._upsert(entry_map.model, pairs)
        self._load_citations(entry_map, rows, parts)
        return rows

    def _load_positions(self, owner: Row) -> None:
        rows = self._load_entries(mapping.POSITION, self.document.position, owner)
        places = [
            (belief, {"assessment_id": row.pk, "position": number})
            for row, part in zip(rows, self.document.position, strict=True)
            for number, belief in enumerate(part.beliefs, start=1)
        ]
        beliefs = self._rows(Belief).filter(assessment__in=[row.pk for row in rows])
        present = beliefs.order_by("assessment_id", "position")
        wanted = sorted(
            (place["assessment_id"], place["position"], belief.id)
            for belief, place in places
        )
        if wanted != [*present.values_list("assessment_id", "position", "stable_id")]:
            # Out of the way, as no two may share a place even for a moment.
            beliefs.update(position=F("position") + 10_000)
        self._load_entries(
            mapping.BELIEF,
            [belief for belief, _ in places],
            {"assessment__person_id": owner["person_id"]},
            lambda index, _: places[index][1],
        )

    def _load_quotes(self, owner: Row) -> None:
        parts = self.document.quotes
        topics = self._named(Topic, [name for part in parts for name in part.topics])
        rows = self._load_entries(mapping.QUOTE, parts, owner)
        self._sync_lists(
            QuoteTopic,
            "quote_id",
            {
                row.pk: [
                    {"topic_id": topics[text.fold(name)].pk} for name in part.topics
                ]
                for row, part in zip(rows, parts, strict=True)
            },
        )

    def _load_affiliations(self, owner: Row) -> None:
        parts = self.document.affiliations
        primary = [part.id for part in parts if part.is_primary]
        model = mapping.AFFILIATION.model
        self._rows(model).filter(**owner, is_primary=True).exclude(
            stable_id__in=primary
        ).update(is_primary=False)
        self._load_entries(
            mapping.AFFILIATION,
            parts,
            owner,
            lambda _, part: {
                "organization_id": self.organizations[part.organization].pk
            },
        )

    def _load_awards(self, person: Person) -> None:
        parts = self.document.awards
        awards = self._awards(parts)
        rows = self._load_entries(
            mapping.AWARD_RECEIVED,
            parts,
            {"person_id": person.pk},
            lambda index, _: {"award_id": awards[index].pk},
        )
        self._sync_lists(
            JointLaureate,
            "award_received_id",
            {
                row.pk: [self._mention(other) for other in part.jointly_with]
                for row, part in zip(rows, parts, strict=True)
            },
        )

    def _awards(self, parts: Sequence[schema.AwardReceivedPart]) -> list[Award]:
        """The award of each part, by name and grantor; those missing are made."""
        known: dict[tuple[str, int | None], Award] = {}
        slugs: set[str] = set()
        for row in self._rows(Award):
            known[text.fold(row.name), row.granted_by_id] = row
            slugs.add(row.slug)
        found = []
        for part in parts:
            grantor = self.organizations.get(part.granted_by)
            key = text.fold(part.award), grantor.pk if grantor else None
            if key not in known:
                slug = _free_slug(part.award, slugs)
                slugs.add(slug)
                known[key] = self._rows(Award).create(
                    name=part.award, slug=slug, granted_by=grantor
                )
            found.append(known[key])
        return found

    # Publications, which dossiers share

    def _load_research(self, person: Person, matched: dict[str, Publication]) -> None:
        parts = self.document.research
        pairs: list[tuple[models.Model | None, Row]] = []
        for part in parts:
            same = matched.get(part.id)
            values = mapping.PUBLICATION.values(part)
            if same is not None:
                values["stable_id"] = same.stable_id
            pairs.append((same, values))
        rows: list[Publication] = self._upsert(Publication, pairs)
        self._sync_lists(
            Authorship,
            "publication_id",
            {
                row.pk: [self._mention(author) for author in part.authors]
                for row, part in zip(rows, parts, strict=True)
            },
        )
        self._sync_lists(
            ListedPublication,
            "person_id",
            {person.pk: [{"publication_id": pk} for pk in sorted(r.pk for r in rows)]},
            is_numbered=False,
        )
        self._load_citations(mapping.PUBLICATION, rows, parts)
        for row, part in zip(rows, parts, strict=True):
            self._load_publication_metrics(row, part)

    def _load_publication_metrics(
        self, row: Publication, part: schema.PublicationPart
    ) -> None:
        has_some = bool(part.metrics) or row.metrics.using(self.using).exists()
        if has_some:
            self._load_entries(
                mapping.METRIC_READING, part.metrics, {"publication_id": row.pk}
            )

    # Writing

    def _upsert(
        self, model: type[models.Model], pairs: Sequence[tuple[Any | None, Row]]
    ) -> list[Any]:
        """Update the rows that exist and differ, create the others; keep the order."""
        rows, created, changed = [], [], []
        columns: set[str] = set()
        for row, values in pairs:
            if row is None:
                row = model(**values)
                created.append(row)
            elif differing := _assign(row, values):
                columns |= differing
                changed.append(row)
            rows.append(row)
        manager = self._rows(model)
        manager.bulk_create(created, batch_size=BATCH)
        if changed:
            manager.bulk_update(changed, _with_computed(model, columns), BATCH)
        return rows

    def _sync_lists(
        self,
        model: type[models.Model],
        parent: str,
        wanted: Mapping[int, list[Row]],
        *,
        is_numbered: bool = True,
    ) -> None:
        """Make the lists of rows under each parent those wanted, in their order.

        A list that differs in anything is written anew; its rows have no ids to keep.
        """
        columns = _columns_of(wanted)
        order = ["position"] if is_numbered else columns
        present: dict[int, list[Any]] = defaultdict(list)
        for batch in batches(list(wanted)):
            found = self._rows(model).filter(**{f"{parent}__in": batch})
            for row in found.order_by(parent, *order):
                present[getattr(row, parent)].append(row)
        stale: list[int] = []
        fresh: list[models.Model] = []
        for pk, values in wanted.items():
            rows = present[pk]
            if [{c: getattr(row, c) for c in columns} for row in rows] == values:
                continue
            stale.extend(row.pk for row in rows)
            for number, value in enumerate(values, start=1):
                place = {"position": number} if is_numbered else {}
                fresh.append(model(**{parent: pk}, **place, **value))
        for batch in batches(stale):
            self._rows(model).filter(pk__in=batch).delete()
        self._rows(model).bulk_create(fresh, batch_size=BATCH)

    def _load_citations(
        self, entry_map: EntryMap, rows: Sequence[Any], parts: Sequence[Any]
    ) -> None:
        self._sync_lists(
            Citation,
            f"{entry_map.cited_as}_id",
            {
                row.pk: [
                    {
                        "source_id": self._source_pk(citation),
                        "field": citation.field,
                        "place": citation.place,
                        "excerpt": citation.excerpt,
                        "stance": citation.stance.value,
                        "credibility": citation.credibility.value,
                    }
                    for citation in part.citations
                ]
                for row, part in zip(rows, parts, strict=True)
            },
        )

    def _source_pk(self, citation: schema.CitationPart) -> int:
        return self.sources[citation.source].pk


def _columns_of(wanted: Mapping[int, list[Row]]) -> list[str]:
    return next((list(values[0]) for values in wanted.values() if values), [])


def _assign(row: models.Model, values: Row) -> set[str]:
    """Set the values that differ; return their names."""
    differing = {name for name, value in values.items() if getattr(row, name) != value}
    for name in differing:
        setattr(row, name, values[name])
    return differing


def _with_computed(model: type[models.Model], columns: set[str]) -> list[str]:
    computed = {
        field.name
        for field in model._meta.fields
        if isinstance(field, ComputedColumn) and field.source in columns
    }
    return sorted(columns | computed)


def _free_slug(name: str, taken: Collection[str]) -> str:
    slug = base = text.slug_for(name)
    number = 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug


class _KnownPublications:
    """Finds the row that a part is: by DOI, by arXiv id, by id, by title and year."""

    def __init__(
        self, rows: Iterable[Publication], parts: Sequence[schema.PublicationPart]
    ) -> None:
        ids = {part.id for part in parts}
        self.by_id: dict[str, Publication] = {}
        self.by_doi: dict[str, Publication] = {}
        self.by_arxiv_id: dict[str, Publication] = {}
        self.by_title: dict[tuple[str, int | None], list[Publication]] = defaultdict(
            list
        )
        for row in rows:
            self.by_id[row.stable_id] = row
            if row.doi:
                self.by_doi[row.doi.casefold()] = row
            if row.arxiv_id:
                self.by_arxiv_id[row.arxiv_id] = row
            # A row that another part names by its id is not this one.
            if row.stable_id not in ids:
                self.by_title[_title_and_year(row)].append(row)

    def same_as(self, part: schema.PublicationPart) -> Publication | None:
        by_doi = self.by_doi.get(part.doi.casefold())
        if by_doi is not None:
            return by_doi
        by_arxiv_id = self.by_arxiv_id.get(part.arxiv_id)
        if by_arxiv_id is not None and not _differ("doi", part, by_arxiv_id):
            return by_arxiv_id
        title_and_year = _title_and_year(part)
        by_id = self.by_id.get(part.id)
        if by_id is not None and (
            title_and_year == _title_and_year(by_id)
            or not (_differ("doi", part, by_id) or _differ("arxiv_id", part, by_id))
        ):
            return by_id
        for row in self.by_title[title_and_year]:
            if not (_differ("doi", part, row) or _differ("arxiv_id", part, row)):
                return row
        return None


def _differ(register: str, part: schema.PublicationPart, row: Publication) -> bool:
    """Whether a register numbers the two differently."""
    numbers = {getattr(part, register).casefold(), getattr(row, register).casefold()}
    return len(numbers - {""}) > 1


def _title_and_year(
    work: schema.PublicationPart | Publication,
) -> tuple[str, int | None]:
    year = work.published_on.year if work.published_on else None
    return text.fold(work.title), year


def batches(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """The items in as many at a time as one statement takes."""
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]
