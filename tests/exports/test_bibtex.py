import bibtexparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from profiles.exports.bibtex import bibtex_entry, names

printable = (
    st.text(
        st.characters(blacklist_categories=["Cc", "Cs", "Cf", "Zl", "Zp"]), min_size=1
    )
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)


def read(text: str) -> dict[str, str]:
    library = bibtexparser.parse_string(text)
    assert library.failed_blocks == []
    (entry,) = library.entries
    return {field.key: field.value for field in entry.fields}


def test_entry_is_read_back_by_another_program() -> None:
    text = bibtex_entry(
        "article",
        "deep learning/2015",
        {
            "author": names(["Yann LeCun", "Yoshua Bengio"]),
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


@pytest.mark.parametrize("name", ["Simon and Schuster", "Ada Example"])
def test_name_with_and_in_it_is_one_name(name: str) -> None:
    listed = names([name, "Bo Example"])

    assert listed.replace("{", "").replace("}", "") == f"{name} and Bo Example"
    assert listed.startswith("{") == (" and " in name)
