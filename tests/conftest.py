"""Fixtures that several folders share: dossiers, in the reading room and as text."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone

from profiles import reading_room
from profiles.documents.reader import read_dossier
from profiles.documents.schema import DossierDocument
from profiles.documents.writer import to_json
from profiles.models import Edition
from profiles.models.editions import chain_after, digest_of

DOSSIERS = Path(__file__).parent.parent / "fixtures" / "dossiers"

Shelve = Callable[..., DossierDocument]


def starter_text(slug: str) -> str:
    return (DOSSIERS / f"{slug}.yaml").read_text()


@pytest.fixture
def shelve() -> Shelve:
    """Puts documents into the reading room, one edition each, without the desk."""

    def put(*documents: DossierDocument) -> DossierDocument:
        for document in documents:
            text = to_json(document)
            edition = Edition(
                number=1,
                document=text,
                digest=digest_of(text),
                chain=chain_after("", digest_of(text)),
                published_at=timezone.now(),
            )
            with reading_room.changed():
                reading_room.shelve(document.id, [edition])
        return documents[-1]

    return put


@pytest.fixture
def lecun() -> DossierDocument:
    return read_dossier(starter_text("yann-lecun"))
