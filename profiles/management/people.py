"""What commands share: finding people by slug, and colleagues by name."""

from collections.abc import Sequence

from django.contrib.auth.models import User
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


def staff_by_name(username: str) -> User:
    """Who works at the desk under this name; raises CommandError."""
    staff = User.objects.using(DESK).filter(is_staff=True, is_active=True)
    found = staff.filter(username=username).first()
    if found is None:
        raise CommandError(f"Nobody works at the desk as {username}.")
    return found
