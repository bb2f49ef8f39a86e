import pytest

from profiles.exports.lettering import (
    BOX,
    Weight,
    first_lettered,
    fitted,
    font,
    lettered,
    lines_of,
)


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("Plain words.", "Plain words."),
        ("Université de Montréal", "Université de Montréal"),
        ("Žižek, Doğuş, Łódź", "Žižek, Doğuş, Łódź"),
        ("Анна Каренина", "Анна Каренина"),
        ("Αλέξανδρος", "Αλέξανδρος"),
        ("Nguyễn Phú Trọng", "Nguyễn Phú Trọng"),
        ("x\u0302 and ﬁne", "x and ﬁne"),
        ("\uff26ull width", "Full width"),
        ("A smile 😀 for all", f"A smile {BOX} for all"),
        ("李飞飞", None),
        ("محمد", None),
        ("", None),
        ("😀", None),
    ],
)
def test_text_is_put_in_letters_that_can_be_drawn(text: str, drawn: str | None) -> None:
    assert lettered(text) == drawn


def test_first_name_without_a_box_is_taken() -> None:
    assert first_lettered(["李飞飞", "Fei 😀 Fei Li", "Fei-Fei Li"]) == "Fei-Fei Li"
    assert first_lettered(["李飞飞", "محمد"]) is None


def test_every_mark_of_our_own_has_its_width() -> None:
    face = font(Weight.REGULAR, 40)

    widths = {sign: face.getlength(sign) for sign in f"“”’…–—·{BOX}"}

    assert min(widths.values()) > 5
    assert widths["…"] > 20


def test_no_line_is_wider_than_the_place_and_no_word_is_lost() -> None:
    face = font(Weight.REGULAR, 30)
    text = "Some words and Donaudampfschifffahrtsgesellschaftskapitän\nmore of them"

    lines = lines_of(text, face, 200)

    assert max(map(face.getlength, lines)) <= 200
    assert "".join(lines).replace(" ", "") == "".join(text.split())


def test_text_takes_the_largest_size_that_fits() -> None:
    found = fitted("Short.", Weight.REGULAR, (60, 30), 400, 80)

    assert (found.lines, found.face.size, found.is_cut) == (["Short."], 60, False)


@pytest.mark.parametrize("text", ["word " * 500, "x" * 3000])
def test_text_that_does_not_fit_is_cut_with_an_ellipsis_and_closed(text: str) -> None:
    found = fitted(text, Weight.REGULAR, (60, 30), 400, 90, closing="”")

    assert found.is_cut
    assert len(found.lines) == 2
    assert found.lines[-1].endswith("…”")
    assert max(map(found.face.getlength, found.lines)) <= 400


def test_text_that_just_fits_is_not_cut() -> None:
    whole = fitted("one two three", Weight.REGULAR, (30,), 100, 200)
    again = fitted("one two three", Weight.REGULAR, (30,), 100, whole.height)
    less = fitted("one two three", Weight.REGULAR, (30,), 100, whole.height - 1)

    assert (again.lines, again.is_cut) == (whole.lines, False)
    assert less.is_cut
