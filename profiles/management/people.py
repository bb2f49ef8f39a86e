"""What the commands for single dossiers share: finding people by slug."""

from collections.abc import Sequence

from django.core.management.base import CommandError

from profiles.databases import DESK
from profiles.models import Person


def people_by_slug(slugs: Sequence[str]) -> list[Person]:
    """The people on the desk, in the order of the slugs; raises CommandError."""
    found = {
        person.slug: person
        for person in Person.objects.using(DESK).filter(slug__in=slugs)
    }
    missing = [slug for slug in slugs if slug not in found]
    if missing:
        raise CommandError(f"There is no dossier {', '.join(missing)} on the desk.")
    return [found[slug] for slug in slugs]
