"""What becomes of the address of a dossier that gets another one."""

import json

from profiles.databases import DESK
from profiles.documents.loader import REFERENCES
from profiles.models import FormerSlug, Person


def keep_address(person: Person, former: str) -> bool:
    """Let the slug that somebody had until now lead to their dossier, if it has to.

    It is kept where readers have had it, or other dossiers refer to it: they go on
    doing so, and readers are led on. Without either it was a slip, and goes.
    """
    slugs = FormerSlug.objects.using(DESK)
    slugs.filter(slug=person.slug).delete()
    is_known = _is_published_at(former, person) or _is_referred_to(former)
    if is_known:
        slugs.get_or_create(slug=former, defaults={"person": person})
    return is_known


def _is_published_at(slug: str, person: Person) -> bool:
    """Whether the last edition has the slug; earlier ones were kept in their time."""
    last = person.editions.using(DESK).order_by("-number").first()
    return last is not None and json.loads(last.document)["slug"] == slug


def _is_referred_to(slug: str) -> bool:
    return any(
        model._default_manager.using(DESK).filter(**{column: slug}).exists()
        for model, column in REFERENCES.items()
    )
