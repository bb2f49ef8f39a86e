"""Removing the files of portraits that nobody refers to any more.

A portrait's files are kept while the desk has it, or any edition: an earlier edition
can be gone back to. What an interrupted upload left behind goes too.
"""

import json
from collections.abc import Iterator

from profiles import portraits
from profiles.databases import DESK
from profiles.models import Edition, Portrait

#: Seconds after which an upload has been stored with its person, or never will be.
_UNSETTLED = 3_600


def sweep_portraits() -> int:
    """Remove the files of all portraits without use; return how many."""
    settled = portraits.kept(for_seconds=_UNSETTLED)
    used = {*Portrait.objects.using(DESK).values_list("name", flat=True)}
    used |= set(_names_in_editions())
    unused = [name for name in settled if name not in used]
    for name in unused:
        portraits.remove(name)
    return len(unused)


def _names_in_editions() -> Iterator[str]:
    editions = Edition.objects.using(DESK).filter(document__contains='"portrait":')
    for document in editions.values_list("document", flat=True).iterator():
        portrait = json.loads(document).get("portrait")
        if portrait is not None:
            yield portrait["name"]


def drop_portrait(name: str) -> None:
    """Remove the files of a portrait that was replaced, unless an edition has it."""
    is_on_desk = Portrait.objects.using(DESK).filter(name=name).exists()
    editions = Edition.objects.using(DESK).filter(document__contains=name)
    if not is_on_desk and not editions.exists():
        portraits.remove(name)
