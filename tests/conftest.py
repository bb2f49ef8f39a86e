"""Fixtures that several folders share: dossiers, in the reading room and as text."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from profiles import portraits, reading_room
from profiles.documents.reader import read_dossier
from profiles.documents.schema import DossierDocument
from profiles.documents.writer import to_json
from profiles.models import Edition
from profiles.models.editions import chain_after, digest_of
from profiles.pictures import render
from tests.factories import complete, complete_data, portrait_data
from tests.uploads import picture

DOSSIERS = Path(__file__).parent.parent / "fixtures" / "dossiers"

Shelve = Callable[..., DossierDocument]


def starter_text(slug: str) -> str:
    return (DOSSIERS / f"{slug}.yaml").read_text()


def starters() -> list[DossierDocument]:
    return [read_dossier(path.read_text()) for path in sorted(DOSSIERS.glob("*.yaml"))]


@pytest.fixture
def shelve() -> Shelve:
    """Puts documents into the reading room, one edition each, without the desk.

    Those of one call are one change of the room, which is faster.
    """

    def put(*documents: DossierDocument) -> DossierDocument:
        with reading_room.changed():
            for document in documents:
                text = to_json(document)
                edition = Edition(
                    number=1,
                    document=text,
                    digest=digest_of(text),
                    chain=chain_after("", digest_of(text)),
                    published_at=timezone.now(),
                )
                reading_room.shelve(document.id, [edition])
        return documents[-1]

    return put


@pytest.fixture
def shelve_editions() -> Shelve:
    """Puts documents of one dossier into the reading room, as editions from 1 on.

    Each is a day younger than the one before it; the fields given are those of all.
    """

    def put(*documents: DossierDocument, **fields: Any) -> DossierDocument:
        editions: list[Edition] = []
        for number, document in enumerate(documents, 1):
            text = to_json(document)
            chain = editions[-1].chain if editions else ""
            values = {
                "number": number,
                "summary": f"Summary {number}.",
                "published_at": datetime(2024, 1, 1, tzinfo=UTC) + timedelta(number),
                **fields,
            }
            editions.append(
                Edition(
                    document=text,
                    digest=digest_of(text),
                    chain=chain_after(chain, digest_of(text)),
                    **values,
                )
            )
        with reading_room.changed():
            reading_room.shelve(documents[-1].id, editions)
        return documents[-1]

    return put


@pytest.fixture
def revised_dossier(
    shelve_editions: Shelve, portrait: dict[str, Any]
) -> DossierDocument:
    """A dossier of nobody, with everything it can say, in three editions.

    The last one has another portrait.
    """
    quotes = [{**complete_data(2)["quotes"][0], "text": "Other words."}]
    return shelve_editions(
        complete(2), complete(2, quotes=quotes), complete(3, portrait=portrait)
    )


@pytest.fixture(autouse=True)
def desk_of_one(settings: Any) -> None:
    """Tests publish without review, but for those of the review itself."""
    settings.DOSSIER_FOUR_EYES = False


@pytest.fixture(autouse=True)
def static_files_when_asked_for(settings: Any) -> None:
    """A client does not list all of them first, which takes longer than its page."""
    settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture
def four_eyes(settings: Any, desk_of_one: None) -> None:
    settings.DOSSIER_FOUR_EYES = True


@pytest.fixture
def data_folder(settings: Any, tmp_path: Path) -> Path:
    """A data folder of this test alone."""
    settings.DATA_DIR = tmp_path / "data"
    return tmp_path / "data"


@pytest.fixture
def portrait(data_folder: Path) -> dict[str, Any]:
    """A portrait as a document names it, with its files."""
    made = render(picture())
    return portrait_data(
        name=portraits.keep(made), width=made.width, height=made.height
    )


@pytest.fixture
def lecun() -> DossierDocument:
    return read_dossier(starter_text("yann-lecun"))


@pytest.fixture
def nine_dossiers(shelve: Shelve) -> None:
    """The starter dossiers, all in the reading room."""
    shelve(*starters())
