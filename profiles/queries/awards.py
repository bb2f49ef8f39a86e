"""What the pages of awards ask the reading room."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Prefetch, QuerySet

from profiles.databases import PUBLIC
from profiles.dates import PartialDate
from profiles.documents.citing import Grade
from profiles.index.words import Term
from profiles.models import Award, AwardReceived, Citation
from profiles.queries.dossiers import published_among
from profiles.queries.grades import best_grade
from profiles.queries.hubs import named
from profiles.queries.paging import Paging
from profiles.text import fold


def awards() -> QuerySet[Award]:
    return Award.objects.using(PUBLIC).select_related("granted_by")


def awards_named(terms: Sequence[Term]) -> list[int]:
    """The row numbers of the awards whose name or grantor has the words."""
    rows = Award.objects.using(PUBLIC).values_list("pk", "name", "granted_by__name")
    return named([(pk, f"{name} {grantor or ''}") for pk, name, grantor in rows], terms)


def award_by_slug(slug: str) -> Award | None:
    return awards().filter(slug=slug).first()


@dataclass(frozen=True)
class ListedAward:
    """An award with how many people of dossiers received it."""

    award: Award
    people: int


def listed_awards(shown: Collection[Award]) -> list[ListedAward]:
    """The awards in their order, each with its laureates counted."""
    received = AwardReceived.objects.using(PUBLIC).filter(award__in=shown)
    counts = (
        received.order_by()
        .values_list("award")
        .annotate(people=Count("person", distinct=True))
    )
    people = dict(counts)
    return [ListedAward(each, people.get(each.pk, 0)) for each in shown]


@dataclass(frozen=True)
class Laureate:
    """Who received an award; `slug` where a dossier is published.

    `entry_id` is the entry of that dossier which says so, "" where only another's does.
    """

    name: str
    slug: str
    entry_id: str = ""


@dataclass
class Conferral:
    """An award given once, to one person or to several together."""

    awarded_on: PartialDate | None
    laureates: list[Laureate] = field(default_factory=list)
    received: list[AwardReceived] = field(default_factory=list)

    @property
    def grade(self) -> Grade | None:
        """The best grade of a source that supports it."""
        cited = (each for row in self.received for each in row.citations.all())
        return best_grade(cited)

    @property
    def texts(self) -> list[tuple[str, list[str]]]:
        """What the award was given for, each with the names under which it stands."""
        found: dict[str, list[str]] = {}
        for row in self.received:
            if row.citation_text:
                found.setdefault(row.citation_text, []).append(row.person.name)
        return list(found.items())

    @property
    def notes(self) -> list[str]:
        """What readers should know, each remark once."""
        return list(dict.fromkeys(row.note for row in self.received if row.note))


@dataclass(frozen=True)
class AwardPage:
    """An award, and a page of the dossiers' entries of it, those of one time together.

    The page counts entries, of which a joint award has several.
    """

    award: Award
    paging: Paging
    conferrals: list[Conferral]


def receptions_of(award: Award) -> QuerySet[AwardReceived]:
    """Every dossier's entry of the award, the newest first."""
    citations = Citation.objects.using(PUBLIC).select_related("source")
    return (
        AwardReceived.objects.using(PUBLIC)
        .filter(award=award)
        .select_related("person")
        .prefetch_related("jointly_with", Prefetch("citations", citations))
    )


def conferrals(receptions: Iterable[AwardReceived]) -> list[Conferral]:
    """The receptions in their order, those of one joint award together.

    Two belong together when their dates can be the same and the laureates that they
    name are partly the same.
    """
    rows = list(receptions)
    named = {each.person_id for row in rows for each in row.jointly_with.all()}
    published = published_among({slug for slug in named if slug})
    given: list[tuple[Conferral, set[str]]] = []
    for row in rows:
        laureates = _laureates(row, published)
        keys = {key for each in laureates for key in _keys(each)}
        found = next(
            (each for each in given if _is_same(each, row.awarded_on, keys)), None
        )
        if found is None:
            found = Conferral(row.awarded_on), set()
            given.append(found)
        conferral, known = found
        conferral.received.append(row)
        _add(conferral, laureates)
        known |= keys
    return [conferral for conferral, _ in given]


def _laureates(row: AwardReceived, published: Collection[str]) -> list[Laureate]:
    """The person of the dossier first, then whom the entry names beside."""
    own = Laureate(row.person.name, row.person.slug, row.stable_id)
    others = [
        Laureate(each.name, each.person_id if each.person_id in published else "")
        for each in row.jointly_with.all()
    ]
    return [own, *others]


def _keys(laureate: Laureate) -> set[str]:
    """What the laureate is recognised by; no slug begins with a space, as names do."""
    return {f" {fold(laureate.name)}", laureate.slug} - {""}


def _is_same(
    given: tuple[Conferral, set[str]], awarded_on: PartialDate | None, keys: set[str]
) -> bool:
    conferral, known = given
    if conferral.awarded_on is None or awarded_on is None:
        is_same_time = conferral.awarded_on is awarded_on
    else:
        is_same_time = conferral.awarded_on.overlaps(awarded_on)
    return is_same_time and bool(known & keys)


def _add(conferral: Conferral, laureates: Iterable[Laureate]) -> None:
    """Name each laureate once, with the entry of the own dossier where there is one."""
    known = conferral.laureates
    for laureate in laureates:
        keys = _keys(laureate)
        at = next((n for n, each in enumerate(known) if _keys(each) & keys), None)
        if at is None:
            known.append(laureate)
        elif laureate.entry_id:
            known[at] = laureate
