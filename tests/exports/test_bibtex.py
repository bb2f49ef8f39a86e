import pytest
from bibtexparser.entrypoint import parse_string
from hypothesis import given
from hypothesis import strategies as st

from profiles.exports.bibtex import bibtex_entry

printable = (
    st.text(
        st.characters(blacklist_categories=["Cc", "Cs", "Cf", "Zl", "Zp"]), min_size=1
    )
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)


def read(text: str) -> dict[str, str]:
    library = parse_string(text)
    assert library.failed_blocks == []
    (entry,) = library.entries
    return {field.key: field.value for field in entry.fields}


def test_entry_is_read_back_by_another_program() -> None:
    text = bibtex_entry(
        "article",
        "deep learning/2015",
        {
            "author": ["Yann LeCun", "Yoshua Bengio"],
            "title": "Deep Learning & 100% {DNA}_1 \\o/",
            "year": "2015",
            "doi": "10.1038/nature_14539",
            "note": "",
        },
    )

    fields = read(text)

    assert text.startswith("@article{deep-learning-2015,\n")
    assert set(fields) == {"author", "title", "year", "doi"}
    assert fields["author"] == "Yann LeCun and Yoshua Bengio"
    assert fields["doi"] == "10.1038/nature_14539"


@given(printable)
def test_any_title_makes_a_sound_entry(title: str) -> None:
    fields = read(bibtex_entry("misc", "key", {"title": title, "url": title}))

    assert fields["title"]


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Ada Example", "Ada Example"),
        ("Simon and Schuster", "{Simon and Schuster}"),
        ("Example AND Sons", "{Example AND Sons}"),
        ("Sammy Davis, Jr.", "{Sammy Davis, Jr.}"),
        ("others", "{others}"),
        ("Smith & Sons", r"{Smith \& Sons}"),
        ("Alexander Sandy", "Alexander Sandy"),
    ],
)
def test_name_that_would_be_taken_apart_is_kept_as_one(name: str, written: str) -> None:
    fields = read(bibtex_entry("misc", "key", {"author": [name, "Bo Example"]}))

    assert fields["author"] == f"{written} and Bo Example"


def test_braces_are_even_for_programs_that_count_them_whatever_precedes() -> None:
    text = bibtex_entry("misc", "key", {"title": "Half a { brace \\", "url": "a{\\"})

    assert text.count("{") == text.count("}")


def test_signs_that_tex_would_draw_as_one_are_kept_apart() -> None:
    text = bibtex_entry("misc", "key", {"note": "--- ''x'' ?`"})

    assert "note = {-{}-{}- '{}'x'{}' ?{}`}" in text
