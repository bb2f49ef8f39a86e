import re
from datetime import UTC, date, datetime, timedelta
from time import struct_time

import edtf
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from profiles.dates import (
    ANNOUNCED,
    DATED_AHEAD,
    MAX_LENGTH,
    PAST,
    PartialDate,
    PartialDateError,
    require_no_later,
)

FIRST, LAST = date.min, date.max


@st.composite
def single_dates(draw: st.DrawFn) -> str:
    """One date in our notation, of a day that may not exist."""
    year = f"{draw(st.integers(0, 9999)):04d}"
    unknown = draw(st.integers(0, 4)) if draw(st.booleans()) else 0
    text = year[: 4 - unknown] + "X" * unknown
    month = draw(st.none() | st.integers(0, 13) | st.just("XX"))
    if month is not None:
        text += f"-{month}" if month == "XX" else f"-{month:02d}"
        day = draw(st.none() | st.integers(0, 32) | st.just("XX"))
        if day is not None:
            text += f"-{day}" if day == "XX" else f"-{day:02d}"
    return text + draw(st.sampled_from(["", "", "?", "~", "%"]))


ends = single_dates() | st.sampled_from(["", ".."])
texts = single_dates() | st.builds("{}/{}".format, ends, ends)


def is_accepted(text: str) -> bool:
    try:
        PartialDate.parse(text)
    except PartialDateError:
        return False
    return True


partial_dates = texts.filter(is_accepted).map(PartialDate.parse)


@pytest.mark.parametrize(
    ("text", "lower", "upper", "words"),
    [
        ("2018", (2018, 1, 1), (2018, 12, 31), "2018"),
        ("2018-03", (2018, 3, 1), (2018, 3, 31), "March 2018"),
        ("2018-03-07", (2018, 3, 7), (2018, 3, 7), "7 March 2018"),
        ("2024-02", (2024, 2, 1), (2024, 2, 29), "February 2024"),
        ("2024-02-29", (2024, 2, 29), (2024, 2, 29), "29 February 2024"),
        ("0987", (987, 1, 1), (987, 12, 31), "987"),
        ("2018~", (2018, 1, 1), (2018, 12, 31), "about 2018"),
        ("2018?", (2018, 1, 1), (2018, 12, 31), "2018 (uncertain)"),
        ("2018-03%", (2018, 3, 1), (2018, 3, 31), "about March 2018 (uncertain)"),
        ("201X", (2010, 1, 1), (2019, 12, 31), "the 2010s"),
        ("19XX", (1900, 1, 1), (1999, 12, 31), "between 1900 and 1999"),
        ("1XXX", (1000, 1, 1), (1999, 12, 31), "between 1000 and 1999"),
        ("0XXX", (1, 1, 1), (999, 12, 31), "between 1 and 999"),
        ("XXXX", (1, 1, 1), (9999, 12, 31), "an unknown year"),
        ("2018-XX", (2018, 1, 1), (2018, 12, 31), "2018"),
        ("2018-XX-XX", (2018, 1, 1), (2018, 12, 31), "2018"),
        ("2018-02-XX", (2018, 2, 1), (2018, 2, 28), "February 2018"),
        ("2013/2018", (2013, 1, 1), (2018, 12, 31), "2013–2018"),
        ("2013-12/2018~", (2013, 12, 1), (2018, 12, 31), "December 2013 – about 2018"),
        ("2018/2018-03", (2018, 1, 1), (2018, 3, 31), "2018 – March 2018"),
    ],
)
def test_a_date_means_the_days_it_can_be(text, lower, upper, words):
    found = PartialDate.parse(text)

    expected = (text, date(*lower), date(*upper), words)
    assert (found.text, found.lower, found.upper, found.words) == expected


@pytest.mark.parametrize(
    ("text", "lower", "upper", "words"),
    [
        ("2013/..", date(2013, 1, 1), LAST, "since 2013"),
        ("2013/", date(2013, 1, 1), LAST, "from 2013"),
        ("../2013-05", FIRST, date(2013, 5, 31), "until May 2013"),
        ("/2013-05-06", FIRST, date(2013, 5, 6), "until 6 May 2013"),
    ],
)
def test_a_span_without_an_end_has_none(text, lower, upper, words):
    found = PartialDate.parse(text)

    assert (found.lower, found.upper, found.words) == (lower, upper, words)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "“” is not a date"),
        ("soon", "“soon” is not a date"),
        ("18", "“18” is not a date"),
        ("02018", "“02018” is not a date"),
        ("-2018", "“-2018” is not a date"),
        ("2018-3", "“2018-3” is not a date"),
        ("2018/03", "“03” is not a date"),
        ("2018-03-07T10:00", "“2018-03-07T10:00” is not a date"),
        (" 2018", "“ 2018” is not a date"),
        ("2018\n", "“2018\n” is not a date"),
        ("٢٠١٨", "“٢٠١٨” is not a date"),
        ("2X18", "“2X18” is not a date"),
        ("2018?~", "“2018?~” is not a date"),
        ("?2018", "“?2018” is not a date"),
        ("0000", "years run from 0001 to 9999"),
        ("2018-00", "there is no month 00"),
        ("2018-13", "there is no month 13"),
        ("2018-21", "there is no month 21"),
        ("2018-03-00", "“2018-03-00” does not exist: March 2018 has 31 days"),
        ("2018-04-31", "“2018-04-31” does not exist: April 2018 has 30 days"),
        ("2023-02-29", "“2023-02-29” does not exist: February 2023 has 28 days"),
        ("1900-02-29", "“1900-02-29” does not exist: February 1900 has 28 days"),
        ("201X-03", "“201X-03” names a month of a year that is not known"),
        ("2018-XX-07", "“2018-XX-07” names a day of a month that is not known"),
        ("2019/2018", "“2019/2018” ends before it begins"),
        ("../..", "“../..” has neither a beginning nor an end"),
        ("/", "“/” has neither a beginning nor an end"),
        ("2018/2019/2020", "“2019/2020” is not a date"),
        ("2018-03-07?/2018-03-08?x", "“2018-03-07?/2018-03-08?…” is too long"),
        ("2" * 1_000_000, f"“{'2' * MAX_LENGTH}…” is too long"),
    ],
)
def test_what_is_no_date_is_refused_with_the_reason(text, problem):
    with pytest.raises(PartialDateError, match=re.escape(problem)):
        PartialDate.parse(text)


def day(value: struct_time) -> date:
    """The oracle's day; it knows a year 0, which Python does not."""
    return date(max(value.tm_year, 1), value.tm_mon, value.tm_mday)


def oracle(text: str) -> tuple[date, date]:
    # It knows no unknown year that is in doubt.
    found = edtf.parse_edtf("XXXX" if text.startswith("XXXX") else text)
    return day(found.lower_strict()), day(found.upper_strict())


@given(single_dates().filter(is_accepted))
def test_a_date_means_the_same_days_to_the_edtf_package(text):
    found = PartialDate.parse(text)

    assert (found.lower, found.upper) == oracle(text)


@given(single_dates().filter(is_accepted), single_dates().filter(is_accepted))
def test_a_span_means_the_same_days_to_the_edtf_package(start, end):
    assume(is_accepted(f"{start}/{end}"))

    found = PartialDate.parse(f"{start}/{end}")

    assert (found.lower, found.upper) == (oracle(start)[0], oracle(end)[1])
    if "X" not in found.text:  # it reads no unspecified digits beside a doubtful end
        assert (found.lower, found.upper) == oracle(found.text)


@given(single_dates().filter(is_accepted))
def test_an_open_end_is_infinite_to_the_edtf_package_too(text):
    assume("X" not in text)

    since, until = edtf.parse_edtf(f"{text}/.."), edtf.parse_edtf(f"../{text}")

    lower, upper = oracle(text)
    assert (day(since.lower_strict()), since.upper_strict()) == (lower, float("inf"))
    assert (until.lower_strict(), day(until.upper_strict())) == (-float("inf"), upper)
    assert PartialDate.parse(f"{text}/..").lower == lower
    assert PartialDate.parse(f"../{text}").upper == upper


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text):
    try:
        found = PartialDate.parse(text)
    except PartialDateError:
        return
    assert found.lower <= found.upper


@given(partial_dates)
def test_a_date_never_ends_before_it_begins(found):
    assert found.lower <= found.upper


@given(partial_dates, partial_dates)
def test_dates_compare_by_first_and_then_last_day(one, other):
    ours, theirs = (one.lower, one.upper), (other.lower, other.upper)

    assert (one < other, one <= other, one > other, one >= other) == (
        ours < theirs,
        ours <= theirs,
        ours > theirs,
        ours >= theirs,
    )


@given(partial_dates, partial_dates)
def test_overlapping_is_mutual_and_means_a_common_day(one, other):
    common = max(one.lower, other.lower) <= min(one.upper, other.upper)

    assert (one.overlaps(other), other.overlaps(one)) == (common, common)


def test_dates_are_equal_when_their_text_is():
    assert PartialDate.parse("2018") == PartialDate.parse("2018")
    assert PartialDate.parse("2018") != PartialDate.parse("2018~")
    assert len({PartialDate.parse("2018"), PartialDate.parse("2018")}) == 1


def test_a_day_becomes_a_date():
    assert PartialDate.of_day(date(987, 3, 7)) == PartialDate.parse("0987-03-07")


@pytest.mark.parametrize(
    ("text", "machine_text"),
    [
        ("2018", "2018"),
        ("2018-03~", "2018-03"),
        ("2018-03-07?", "2018-03-07"),
        ("2018-XX", ""),
        ("201X", ""),
        ("2018/2019", ""),
        ("2018/..", ""),
    ],
)
def test_the_machine_text_is_what_html_takes(text, machine_text):
    assert PartialDate.parse(text).machine_text == machine_text


@pytest.mark.parametrize(
    ("text", "year", "decade", "year_text"),
    [
        ("2018-03-07", 2018, 2010, "2018"),
        ("2018~", 2018, 2010, "2018"),
        ("201X", None, 2010, "the 2010s"),
        ("2018/2019", None, 2010, "2018–2019"),
        ("2018/2021", None, None, "2018–2021"),
        ("2018/..", None, None, "since 2018"),
        ("XXXX", None, None, "an unknown year"),
    ],
)
def test_year_and_decade_are_known_where_all_days_lie_in_one(
    text, year, decade, year_text
):
    found = PartialDate.parse(text)

    assert (found.year, found.decade, found.year_text) == (year, decade, year_text)


@pytest.mark.parametrize(
    ("text", "is_span"), [("2018", False), ("2018/2019", True), ("2018/..", True)]
)
def test_a_span_is_told_by_its_slash(text, is_span):
    assert PartialDate.parse(text).is_span is is_span


def days_ahead(days: int) -> PartialDate:
    return PartialDate.of_day(datetime.now(UTC).date() + timedelta(days=days))


@pytest.mark.parametrize(
    ("text", "years_ahead"),
    [
        ("1912", PAST),
        ("20XX", PAST),
        ("XXXX", PAST),
        ("2018/..", PAST),
        (str(days_ahead(0)), PAST),
        (str(days_ahead(0).year), PAST),
        (str(days_ahead(300)), DATED_AHEAD),
        (str(days_ahead(3_000)), ANNOUNCED),
    ],
)
def test_a_date_that_may_have_come_is_no_later(text: str, years_ahead: int) -> None:
    require_no_later(PartialDate.parse(text), years_ahead)


@pytest.mark.parametrize(
    ("value", "years_ahead", "problem"),
    [
        (days_ahead(2), PAST, "lies in the future; correct it"),
        (days_ahead(2).lower, PAST, "lies in the future; correct it"),
        (PartialDate.parse("9999"), PAST, "lies in the future; correct it"),
        (days_ahead(400), DATED_AHEAD, "lies more than a year ahead; correct it"),
        (days_ahead(4_000), ANNOUNCED, "lies more than 10 years ahead; correct it"),
    ],
)
def test_a_date_that_has_yet_to_come_is_refused(
    value: PartialDate | date, years_ahead: int, problem: str
) -> None:
    with pytest.raises(PartialDateError, match=f"^{problem}$"):
        require_no_later(value, years_ahead)
