import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profiles.exports.csv_rows import csv_lines, safe_cell


@pytest.mark.parametrize("start", list("=+-@\t\r\n\0|%＝＋－＠"))  # noqa: RUF001 -- full-width on purpose
@pytest.mark.parametrize("before", ["", " ", '"', "“", "' "])
def test_what_could_be_a_formula_is_text(start: str, before: str) -> None:
    cell = safe_cell(f"{before}{start}cmd|' /C calc'!A0")

    assert cell.startswith("'") or cell.lstrip(" \"'“”‘’")[0] not in "=+-@|%"


@pytest.mark.parametrize("value", ["Words.", "2015", 7, "a = b", "x@example.org", ""])
def test_other_cells_stay_as_they_are(value: object) -> None:
    assert safe_cell(value) == str(value)


@given(st.lists(st.lists(st.text(), min_size=3, max_size=3), max_size=5))
def test_rows_are_read_back_as_they_were_made_safe(rows: list[list[str]]) -> None:
    text = "".join(csv_lines(["a", "b", "c"], rows)).removeprefix("\ufeff")

    read = list(csv.reader(io.StringIO(text, newline="")))

    assert read[0] == ["a", "b", "c"]
    assert read[1:] == [[safe_cell(cell) for cell in row] for row in rows]


def test_header_holds_no_formula_either() -> None:
    assert list(csv_lines(["=a", "b"], [])) == ["\ufeff", '"\'=a","b"\r\n']
