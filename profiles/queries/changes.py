"""What has been published when, for feeds."""

from collections.abc import Collection
from datetime import datetime

from profiles.databases import PUBLIC
from profiles.models import Person, PublishedEdition

#: A feed of changes goes no further back.
MOST_CHANGES = 100


def published_moments(slugs: Collection[str]) -> dict[str, datetime]:
    """When the current edition of each dossier was published, by slug."""
    rows = PublishedEdition.objects.using(PUBLIC).current().filter(slug__in=slugs)
    return dict(rows.values_list("slug", "published_at"))


def recent_editions(slug: str | None = None) -> list[tuple[PublishedEdition, str]]:
    """The newest editions, of one dossier or of all, each with the person's name."""
    rows = PublishedEdition.objects.using(PUBLIC).defer("document")
    if slug is not None:
        rows = rows.filter(slug=slug)
    newest = list(rows.order_by("-published_at", "dossier_id")[:MOST_CHANGES])
    names = dict(
        Person.objects.using(PUBLIC)
        .filter(slug__in={edition.slug for edition in newest})
        .values_list("slug", "name")
    )
    return [(edition, names.get(edition.slug, edition.slug)) for edition in newest]
