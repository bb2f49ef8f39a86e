import io
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from profiles.choices import RiskLevel
from profiles.documents.schema import DossierDocument
from profiles.exports.card_drawing import COLOURS, HEIGHT, WIDTH, draw
from profiles.exports.cards import (
    Card,
    person_card,
    position_card,
    position_description,
    quote_card,
)
from profiles.queries.quotes import quote_by_id
from tests.conftest import Shelve
from tests.factories import SOURCE, dossier, quote_data

pytestmark = pytest.mark.django_db(databases=["public"])

ORIGIN = "https://dossiers.example.org"
POSITION = {
    "id": "position-1",
    "assessed_on": "2024-05",
    "risk_level": "high",
    "stance": "Careful.",
    "predicted_timeline": "Decades.",
    "citations": [
        {"source": "a-source", "credibility": 3},
        {"source": "a-source", "credibility": 1, "stance": "contradicts"},
    ],
}


def card_of(document: DossierDocument) -> Card:
    return person_card(document, number=3, published_on=date(2024, 3, 7), origin=ORIGIN)


def position_of(**fields: Any) -> Card:
    card = position_card(dossier(position=[{**POSITION, **fields}]), ORIGIN)
    assert card is not None
    return card


def quoted(shelve: Shelve, person: dict[str, Any] | None = None, **fields: Any) -> Card:
    shelve(dossier(quotes=[quote_data(**fields)], **(person or {})))
    listed = quote_by_id("quote-1")
    assert listed is not None
    return quote_card(listed, (person or {}).get("other_names", []), ORIGIN)


def test_card_of_a_dossier_says_who_and_on_how_much_it_rests() -> None:
    card = card_of(
        dossier(
            epithet="The Example",
            profile={"summary": "A summary."},
            affiliations=[
                {"organization": "an-organization", "role": "Chair", "is_primary": True}
            ],
            sources=[SOURCE, {**SOURCE, "id": "other", "reliability": "D"}],
        )
    )

    assert card == Card(
        kind="Dossier",
        name="Ada Example",
        epithet="The Example",
        detail="Chair, An Organization",
        words="A summary.",
        facts="Edition 3, 7 March 2024",
        status="2 sources, reliability B to D",
        address="dossiers.example.org/people/ada-example/",
    )


def test_card_of_an_empty_dossier_says_what_is_missing() -> None:
    card = card_of(dossier(sources=[]))

    assert card.words == "No summary is on file yet."
    assert card.status == "No source is cited yet"


def test_card_of_a_position_carries_level_timeline_source_and_grade() -> None:
    assert position_of() == Card(
        kind="Position on AGI",
        name="Ada Example",
        detail="Predicted timeline: Decades.",
        words="Careful.",
        facts="Assessed May 2024 · A source",
        status="Read from the person’s own statements",
        grade=position_of().grade,
        level=RiskLevel.HIGH,
        has_scale=True,
        address="dossiers.example.org/people/ada-example/position/",
    )
    assert str(position_of().grade) == "B3"


@pytest.mark.parametrize(
    ("fields", "detail"),
    [
        ({"predicted_timeline": ""}, "Predicted timeline: not stated"),
        (
            {"predicted_timeline": "", "earliest_year": 2030, "latest_year": 2050},
            "Predicted timeline: 2030–2050",
        ),
    ],
)
def test_timeline_is_that_of_the_years_or_not_stated(
    fields: dict[str, Any], detail: str
) -> None:
    assert position_of(**fields).detail == detail


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (
            {},
            "Perceived risk of advanced AI: high, assessed May 2024 from the person’s "
            "own statements. Predicted timeline: Decades.",
        ),
        (
            {"risk_level": None, "predicted_timeline": ""},
            "Perceived risk of advanced AI: not stated, assessed May 2024 from the "
            "person’s own statements. Predicted timeline: not stated.",
        ),
    ],
)
def test_description_of_a_position_says_level_day_and_timeline(
    fields: dict[str, Any], said: str
) -> None:
    document = dossier(position=[{**POSITION, **fields}])

    assert position_description(document.position[0]) == said


def test_position_without_level_and_source_says_so() -> None:
    card = position_of(risk_level=None, citations=[])

    assert (card.level, card.grade) == (None, None)
    assert card.facts == "Assessed May 2024 · source not stated"


def test_dossier_without_a_position_has_no_card_of_it() -> None:
    assert position_card(dossier(), ORIGIN) is None


def test_card_of_a_quote_carries_outlet_date_attribution_and_grade(
    shelve: Shelve,
) -> None:
    card = quoted(shelve, text="Words.", outlet="An Outlet", said_on="2024-03-07")

    assert card == Card(
        kind="Quote",
        name="Ada Example",
        words="Words.",
        is_quotation=True,
        facts="An Outlet · 7 March 2024",
        status="Verified",
        grade=card.grade,
        address="dossiers.example.org/quotes/quote-1/",
    )
    assert str(card.grade) == "B2"


@pytest.mark.parametrize("attribution", ["unverified", "disputed", "misattributed"])
def test_doubtful_attribution_is_defined_on_the_card(
    shelve: Shelve, attribution: str
) -> None:
    card = quoted(shelve, attribution=attribution)

    assert card.is_doubtful
    assert card.status.startswith(f"{attribution.capitalize()}. ")


def test_quote_without_outlet_and_date_names_its_source_and_says_undated(
    shelve: Shelve,
) -> None:
    assert quoted(shelve, wording="paraphrase").facts == (
        "A source · undated · Paraphrase"
    )


@pytest.mark.parametrize(
    ("person", "name"),
    [
        ({"name": "李飞飞", "other_names": ["Fei-Fei Li"]}, "Fei-Fei Li"),
        ({"name": "李飞飞"}, "ada-example"),
        ({"name": "Αλέξανδρος"}, "Αλέξανδρος"),
        (
            {"name": "李飞飞", "slug": "李飞飞", "id": "li"},
            "A name in letters that this picture lacks",
        ),
    ],
)
def test_name_that_cannot_be_drawn_gives_way_to_one_that_can(
    shelve: Shelve, person: dict[str, Any], name: str
) -> None:
    assert quoted(shelve, person).name == name
    assert card_of(dossier(**person)).name == name


def test_words_that_cannot_be_drawn_give_way_to_their_translation(
    shelve: Shelve,
) -> None:
    card = quoted(shelve, text="人工智能", language="zh", translation="A tool.")

    assert (card.words, card.is_quotation) == ("A tool.", True)
    assert "translated (zh)" in card.facts


def test_words_that_cannot_be_drawn_at_all_are_never_left_out_silently(
    shelve: Shelve,
) -> None:
    card = quoted(shelve, text="人工智能", language="zh")

    assert not card.is_quotation
    assert "read them on the page" in card.words


def test_box_is_explained(shelve: Shelve) -> None:
    assert quoted(shelve, text="A smile 😀 for all.").note.startswith("☐ stands for")
    assert quoted(shelve, text="No smile.").note == ""


def test_drawing_is_a_picture_of_the_size_that_is_announced() -> None:
    picture = Image.open(io.BytesIO(draw(position_of())))

    assert (picture.format, picture.size) == ("PNG", (WIDTH, HEIGHT))
    assert picture.info == {}


def test_drawing_has_the_same_bytes_every_time() -> None:
    assert draw(position_of()) == draw(position_of())


def test_digest_follows_what_is_drawn() -> None:
    cards = [position_of(), position_of(stance="Other."), position_of(risk_level=None)]

    assert len({card.digest for card in cards}) == 3
    assert position_of().digest == cards[0].digest


@pytest.mark.parametrize(
    "card",
    [
        Card("Quote", "W" * 200, "w" * 5000, "f" * 900, "s" * 200, "a" * 900),
        Card("Dossier", "", "", "", "", "", epithet="e" * 500, detail="d " * 300),
        Card("Quote", "Ada", "one two " * 600, "", "", "", is_quotation=True),
    ],
)
def test_nothing_is_drawn_into_the_margins(card: Card) -> None:
    picture = Image.open(io.BytesIO(draw(card)))

    margins = [(0, 0, 60, HEIGHT), (WIDTH - 60, 0, WIDTH, HEIGHT), (0, 622, WIDTH, 630)]
    assert [len(set(picture.crop(box).get_flattened_data())) for box in margins] == [
        1
    ] * 3


def test_colours_are_those_of_the_site() -> None:
    tokens = Path("static/css/tokens.css").read_text()

    light = dict(re.findall(r"--([a-z-]+): light-dark\((#[0-9a-f]{6}),", tokens))

    assert {name: light[name] for name in COLOURS} == COLOURS
