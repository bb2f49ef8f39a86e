import rispy
from hypothesis import given
from hypothesis import strategies as st

from profiles.exports.ris import ris_record

words = st.text(min_size=1).map(lambda text: " ".join(text.split())).filter(bool)


def test_record_is_lines_of_tag_and_value_that_end_as_the_format_asks() -> None:
    text = ris_record("JOUR", [("AU", "Ada"), ("AU", "Bo"), ("TI", ""), ("PY", "2015")])

    assert text == (
        "TY  - JOUR\r\nAU  - Ada\r\nAU  - Bo\r\nPY  - 2015\r\nER  - \r\n\r\n"
    )


def test_line_break_in_a_value_starts_no_field() -> None:
    text = ris_record("GEN", [("AB", "First.\n\nER  - \nTY  - BOOK")])

    (record,) = rispy.loads(text)
    assert record["abstract"] == "First. ER - TY - BOOK"


@given(st.lists(words, min_size=1, max_size=4), words)
def test_any_text_is_read_back_by_another_program(
    authors: list[str], title: str
) -> None:
    fields = [*(("AU", author) for author in authors), ("TI", title)]

    (record,) = rispy.loads(ris_record("JOUR", fields))

    assert record["authors"] == authors
    assert record["title"] == title
