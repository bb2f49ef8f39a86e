"""What the pictures of people ask the reading room."""

from profiles.databases import PUBLIC
from profiles.models import Portrait


def published_portrait(name: str) -> Portrait | None:
    """The portrait of this name, while a published dossier has it."""
    return Portrait.objects.using(PUBLIC).filter(name=name).first()
