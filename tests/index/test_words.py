import pytest
from hypothesis import given
from hypothesis import strategies as st

from profiles.index.words import (
    MAX_TERMS,
    Term,
    WordsError,
    pieces_of,
    terms_of,
    words_of,
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("World models", ["world", "models"]),
        ("Élan d’ÉTÉ", ["elan", "d", "ete"]),
        ("open-source, C++ (2015)", ["open", "source", "c", "2015"]),
        ("Straße", ["strasse"]),
        ("世界モデル", ["世界モテル"]),
        ("  ", []),
        ('"*:()^', []),
        ("½ cup", ["1", "2", "cup"]),
    ],
)
def test_words_have_neither_case_nor_accents(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        ("world models", [Term(("world",)), Term(("models",))]),
        ('"world models"', [Term(("world", "models"))]),
        ("“world models”", [Term(("world", "models"))]),
        ("understand*", [Term(("understand",), is_prefix=True)]),
        ('"world mod"*', [Term(("world", "mod"), is_prefix=True)]),
        ("open-source", [Term(("open", "source"))]),
        ("cat -dog", [Term(("cat",)), Term(("dog",), is_excluded=True)]),
        ('" ( * " AND', [Term(("and",))]),
        ("", []),
        ('"', []),
    ],
)
def test_query_is_read_as_words_phrases_and_beginnings(
    query: str, terms: list[Term]
) -> None:
    assert list(terms_of(query)) == terms


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("x" * 201, "Use at most 200 characters."),
        ("word " * (MAX_TERMS + 1), "Use at most 8 words or phrases."),
        ("-cat -dog", "Name at least one word to look for"),
    ],
)
def test_query_that_cannot_be_asked_is_refused(query: str, said: str) -> None:
    with pytest.raises(WordsError, match=said):
        terms_of(query)


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("They do not understand.", "understand", "They do not [understand]."),
        (
            "Understanding is not understood",
            "understand*",
            "[Understanding] is not understood",
        ),
        ("L’été indien", "ete", "L’[été] indien"),
        ("a world model, a model", '"world model"', "a [world model], a model"),
        ("open-source AI", "open-source", "[open]-[source] AI"),
        ("no hit here", "cat", "no hit here"),
        ("cat and dog", "cat -dog", "[cat] and dog"),
    ],
)
def test_hits_are_marked_in_the_text_as_it_stands(
    text: str, query: str, marked: str
) -> None:
    pieces = pieces_of(text, terms_of(query))

    assert "".join(f"[{p.text}]" if p.is_hit else p.text for p in pieces) == marked


def test_long_text_is_cut_around_the_first_hit() -> None:
    text = "before " * 60 + "the needle lies here " + "after " * 60

    pieces = pieces_of(text, terms_of("needle"), length=80)

    shown = "".join(piece.text for piece in pieces)
    assert shown.startswith("…before ")
    assert shown.endswith("after…")
    assert [piece.text for piece in pieces if piece.is_hit] == ["needle"]
    assert len(shown) < 90


@given(st.text(max_size=300), st.text(max_size=60), st.none() | st.integers(1, 100))
def test_pieces_never_change_the_text(
    text: str, query: str, length: int | None
) -> None:
    try:
        terms = terms_of(query)
    except WordsError:
        return

    shown = "".join(piece.text for piece in pieces_of(text, terms, length))

    if length is None:
        assert shown == text
    else:
        assert shown.removeprefix("…").removesuffix("…") in f"…{text}…"


@given(st.text(max_size=300))
def test_any_query_is_read_or_refused(query: str) -> None:
    try:
        terms = terms_of(query)
    except WordsError:
        return
    assert all(word.isalnum() for term in terms for word in term.words)
