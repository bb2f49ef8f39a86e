from types import SimpleNamespace

import pytest

from profiles.dates import PartialDate
from profiles.templatetags.dossier import (
    completed,
    duration,
    grouped,
    initials,
    partial_date,
    years,
)


def span(started: str | None, ended: str | None) -> SimpleNamespace:
    return SimpleNamespace(
        started_on=PartialDate.parse(started) if started else None,
        ended_on=PartialDate.parse(ended) if ended else None,
    )


@pytest.mark.parametrize(
    ("started", "ended", "words"),
    [
        ("2013", "2025", "2013–2025"),
        ("2018-03", "2018-09", "2018"),
        ("2025", None, "2025–present"),
        (None, "2003", "until 2003"),
        (None, None, "to the present"),
        ("1990", "XXXX", "from 1990, end not known"),
        (None, "XXXX", "years not known"),
    ],
)
def test_years_of_a_span(started: str | None, ended: str | None, words: str) -> None:
    assert years(span(started, ended)) == words


@pytest.mark.parametrize(
    ("started", "ended", "words"),
    [
        ("1983", "1987", "1983–1987"),
        (None, "1987", "1987"),
        ("1983", None, "from 1983"),
        (None, None, ""),
    ],
)
def test_completion_of_a_degree(
    started: str | None, ended: str | None, words: str
) -> None:
    assert completed(span(started, ended)) == words


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(167, "2 h 47 min"), (45, "45 min"), (120, "2 h"), (0, "0 min")],
)
def test_duration(minutes: int, words: str) -> None:
    assert duration(minutes) == words


def test_figures_are_grouped_in_threes() -> None:
    assert grouped(500000) == "500,000"


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Yann LeCun", "YL"), ("Plato", "P"), ("Ludwig van Beethoven", "LB")],
)
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


@pytest.mark.parametrize(
    ("text", "style", "shown"),
    [
        ("2024-03-07", "words", "7 March 2024"),
        ("2024-03-07", "year", "2024"),
        ("2024-03-07", "iso", "2024-03-07"),
        ("2018~", "iso", "2018"),
        ("2010/2012", "year", "2010–2012"),
    ],
)
def test_date_is_shown_at_its_own_precision(text: str, style: str, shown: str) -> None:
    assert partial_date(PartialDate.parse(text), style)["shown"] == shown
