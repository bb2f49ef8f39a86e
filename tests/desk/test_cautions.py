from typing import Any

import pytest

from profiles.desk.cautions import Author, Concern, cautions, unsourced_quotes
from profiles.documents.writer import to_data
from tests.factories import (
    SOURCE,
    dossier,
    event_data,
    position_data,
    publication_data,
    quote_data,
)

Data = dict[str, Any]
#: An entry that changes nothing but that there was something before.
GOOD = {"source": "a-source", "credibility": 2}
CONTRADICTING = {"source": "a-source", "credibility": 2, "stance": "contradicts"}
WEAK = {"source": "a-source", "credibility": 5}


def data(**parts: Any) -> Data:
    return to_data(dossier(id="ada", **parts))


def assessment(level: str | None = None, **fields: Any) -> list[Data]:
    stated = {} if level is None else {"risk_level": level}
    return [position_data(citations=[GOOD], **stated, **fields)]


def reading(value: int, **fields: Any) -> Data:
    said = {"metric": "h_index", "provider": "Reg", "read_on": "2024-01-02"}
    return {"id": "figure-1", "value": value, **said, "citations": [GOOD], **fields}


#: What was, what is, and what is to be said of it.
CASES: dict[str, tuple[Data | None, Data, list[tuple[Concern, str]]]] = {
    "nothing new": ({}, {}, []),
    "a quote that cites nothing": (
        {},
        {"quotes": [quote_data(citations=[])]},
        [
            (
                Concern.UNSOURCED_QUOTE,
                "“Words number 1.” cites nothing; it cannot go to readers so.",
            )
        ],
    ),
    "words that changed, and their source did not": (
        {"quotes": [quote_data()]},
        {"quotes": [quote_data(text="Other words.")]},
        [
            (
                Concern.WORDS_CHANGED,
                "“Other words.” has other words now, and the same source for them.",
            )
        ],
    ),
    "words that changed with their source": (
        {"quotes": [quote_data()]},
        {"quotes": [quote_data(text="Other words.", citations=[GOOD, GOOD])]},
        [],
    ),
    "an assessment that changed": (
        {"position": assessment(stance="One.")},
        {"position": assessment(stance="Another.", remarks="New.")},
        [
            (
                Concern.ASSESSMENT_CHANGED,
                "The assessment of 2026 differs in: stance, remarks.",
            )
        ],
    ),
    "a new assessment": (
        {},
        {"position": assessment(assessed_on="2026-03~")},
        [(Concern.ASSESSMENT_CHANGED, "The assessment of about March 2026 is new.")],
    ),
    "a first version with an assessment": (None, {"position": assessment()}, []),
    "a risk level that is raised": (
        {"position": assessment("low")},
        {"position": assessment("critical")},
        [
            (
                Concern.RISK_RAISED,
                "Ada Example is alive, and the risk level becomes "
                "critical; it was low.",
            ),
            (
                Concern.ASSESSMENT_CHANGED,
                "The assessment of 2026 differs in: risk level.",
            ),
        ],
    ),
    "a risk level that is stated for the first time": (
        None,
        {"position": assessment("low")},
        [
            (
                Concern.RISK_RAISED,
                "Ada Example is alive, and the risk level becomes "
                "low; none was stated.",
            )
        ],
    ),
    "a risk level that is lowered": (
        {"position": assessment("critical")},
        {"position": assessment("low")},
        [
            (
                Concern.ASSESSMENT_CHANGED,
                "The assessment of 2026 differs in: risk level.",
            )
        ],
    ),
    "a risk level of the dead": (
        {"died_on": "1954", "position": assessment("low")},
        {"died_on": "1954", "position": assessment("high")},
        [
            (
                Concern.ASSESSMENT_CHANGED,
                "The assessment of 2026 differs in: risk level.",
            )
        ],
    ),
    "a figure that changed": (
        {"metrics": [reading(80_000)]},
        {"metrics": [reading(8_000)]},
        [(Concern.FIGURE_CHANGED, "h-index: 80,000 becomes 8,000.")],
    ),
    "a paper's figure that changed": (
        {"research": [publication_data(metrics=[reading(1)])]},
        {"research": [publication_data(metrics=[reading(2)])]},
        [(Concern.FIGURE_CHANGED, "h-index: 1 becomes 2.")],
    ),
    "a figure in a sentence that changed": (
        {"history": [event_data(description="Raised 10 million in 2020.")]},
        {"history": [event_data(description="Raised 100 million in 2020.")]},
        [(Concern.FIGURE_CHANGED, "“Event number 1”: 10 becomes 100.")],
    ),
    "a figure that came": ({}, {"metrics": [reading(7)]}, []),
    "a claim that a source contradicts": (
        {},
        {"history": [event_data(citations=[GOOD, CONTRADICTING])]},
        [(Concern.CONTRADICTED, "A source contradicts “Event number 1”.")],
    ),
    "a claim on an improbable source alone": (
        {},
        {"history": [event_data(citations=[WEAK])]},
        [
            (
                Concern.WEAKLY_SOURCED,
                "“Event number 1” rests on weak sources alone: B5.",
            )
        ],
    ),
    "a claim on a weak source and a good one": (
        {},
        {"history": [event_data(citations=[WEAK, GOOD])]},
        [],
    ),
    "a source that turns out unreliable": (
        {"history": [event_data()]},
        {"history": [event_data()], "sources": [{**SOURCE, "reliability": "E"}]},
        [
            (
                Concern.WEAKLY_SOURCED,
                "“Event number 1” rests on weak sources alone: E2.",
            )
        ],
    ),
    "a claim that was weak, and stays as it was": (
        {"history": [event_data(citations=[WEAK])]},
        {"history": [event_data(citations=[WEAK])], "epithet": "The Example"},
        [],
    ),
    "a belief on a weak source": (
        {"position": assessment()},
        {"position": assessment(beliefs=[{"text": "So.", "citations": [WEAK]}])},
        [
            (Concern.ASSESSMENT_CHANGED, "The assessment of 2026 differs in: beliefs."),
            (Concern.WEAKLY_SOURCED, "“So.” rests on weak sources alone: B5."),
        ],
    ),
    "an entry that cites nothing": (
        {},
        {"history": [event_data(citations=[])]},
        [(Concern.UNCITED, "“Event number 1” cites nothing.")],
    ),
    "a figure that cites nothing": (
        {},
        {"metrics": [reading(1, citations=[])]},
        [(Concern.UNCITED, "“h-index” cites nothing.")],
    ),
    "an assessment that cites nothing": (
        None,
        {"position": [position_data()]},
        [(Concern.UNCITED, "“Assessment of 2026” cites nothing.")],
    ),
    "a summary that cites nothing": (
        {},
        {"profile": {"summary": "A mathematician."}},
        [(Concern.UNCITED, "“Ada Example” cites nothing.")],
    ),
    "a summary that cites something": (
        {},
        {"profile": {"summary": "A mathematician."}, "citations": [GOOD]},
        [],
    ),
    "an address that changes": (
        {},
        {"slug": "ada", "former_slugs": ["ada-example"]},
        [
            (
                Concern.RENAMED,
                "The dossier moves from “ada-example” to “ada”; the former address "
                "still leads to it.",
            )
        ],
    ),
    "an address that is lost": (
        {},
        {"slug": "ada"},
        [
            (
                Concern.RENAMED,
                "The dossier moves from “ada-example” to “ada”; the former address "
                "is not among its former slugs.",
            )
        ],
    ),
    "an entry that goes": (
        {"history": [event_data()]},
        {},
        [(Concern.REMOVED, "“Event number 1” goes.")],
    ),
    "a source that goes": ({"sources": [SOURCE]}, {"sources": []}, []),
}


@pytest.mark.parametrize("case", CASES)
def test_caution_is_given_for(case: str) -> None:
    before, after, expected = CASES[case]

    found = cautions(None if before is None else data(**before), data(**after))

    assert [(each.concern, each.sentence) for each in found] == expected


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        (Author("ann"), ["Nothing that ann sent to review has reached readers yet."]),
        (
            Author("ann", 1),
            ["What ann sent to review has reached readers only once so far."],
        ),
        (
            Author("ann", 2),
            ["What ann sent to review has reached readers only twice so far."],
        ),
        (Author("ann", 3), []),
        (Author(""), ["A command changed it, in nobody’s name; ask who ran it."]),
    ],
)
def test_caution_is_given_for_whose_changes_they_are(
    author: Author, expected: list[str]
) -> None:
    found = cautions(data(), data(), [author])

    assert [each.sentence for each in found] == expected


def test_caution_names_the_entry_that_it_is_about() -> None:
    (caution,) = cautions(data(), data(history=[event_data(citations=[])]))

    assert caution.key == ("history", "event-1")


def test_gravest_cautions_come_first() -> None:
    before = data(history=[event_data(1)], quotes=[quote_data(1)])

    found = cautions(before, data(quotes=[quote_data(2, citations=[])]), [Author("a")])

    assert [each.concern for each in found] == [
        Concern.UNSOURCED_QUOTE,
        Concern.REMOVED,
        Concern.REMOVED,
        Concern.NEW_AUTHOR,
    ]


def test_quotes_that_cite_nothing_are_named() -> None:
    document = data(quotes=[quote_data(1), quote_data(2, citations=[])])

    assert [each["id"] for each in unsourced_quotes(document)] == ["quote-2"]
