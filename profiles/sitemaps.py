"""What crawlers are told to look at: dossiers, positions, quotes, and since when."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlsplit

from django.contrib.sitemaps import Sitemap
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.urls import reverse

from profiles.databases import PUBLIC
from profiles.models import Person, Position, PublishedEdition, Quote

# Sitemap takes a type parameter only for type checkers.
if TYPE_CHECKING:
    _Sitemap = Sitemap[Any]
else:
    _Sitemap = Sitemap

#: Addresses on one page of a sitemap. The format allows ten times as many, which would
#: be held in memory at once.
PAGE_LENGTH = 5_000


class PublishedSitemap(_Sitemap):
    """Things of the reading room, as old as the edition of the dossier they are in."""

    limit = PAGE_LENGTH
    section: ClassVar[str]

    def __init__(self, origin: str) -> None:
        self.origin = origin

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(self.origin).netloc

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(self.origin).scheme

    def lastmod(self, item: Any) -> datetime:
        published_at: datetime = item.published_at
        return published_at


class PersonSitemap(PublishedSitemap):
    section = "people"

    def items(self) -> QuerySet[Person]:
        rows = Person.objects.using(PUBLIC).only("slug").order_by("pk")
        return rows.annotate(published_at=_published_at("stable_id"))


class PositionSitemap(PublishedSitemap):
    section = "positions"

    def items(self) -> QuerySet[Person]:
        assessed = Position.objects.using(PUBLIC).filter(person=OuterRef("pk"))
        rows = Person.objects.using(PUBLIC).filter(Exists(assessed)).only("slug")
        return rows.order_by("pk").annotate(published_at=_published_at("stable_id"))

    def location(self, item: Any) -> str:
        return reverse("profiles:person-position", args=[item.slug])


class QuoteSitemap(PublishedSitemap):
    section = "quotes"

    def items(self) -> QuerySet[Quote]:
        rows = Quote.objects.using(PUBLIC).only("stable_id").order_by("pk")
        return rows.annotate(published_at=_published_at("person__stable_id"))

    def location(self, item: Any) -> str:
        return reverse("profiles:quote-detail", args=[item.stable_id])


def _published_at(dossier_id: str) -> Subquery:
    editions = PublishedEdition.objects.using(PUBLIC).current()
    of_dossier = editions.filter(dossier_id=OuterRef(dossier_id))
    return Subquery(of_dossier.values("published_at"))


def sitemaps_at(origin: str) -> list[PublishedSitemap]:
    """The sections of the sitemap; `origin` is what absolute addresses begin with."""
    return [PersonSitemap(origin), PositionSitemap(origin), QuoteSitemap(origin)]
