import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profiles.text import (
    MAX_ID_LENGTH,
    MAX_LINK_LENGTH,
    MAX_SLUG_LENGTH,
    TextError,
    clean_link,
    clean_text,
    cut,
    fold,
    initials,
    is_slug,
    is_stable_id,
    normalise_link,
    says_nothing_is_stated,
    slug_for,
    tidy_link,
)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  words  ", "words"),
        ("Zu\u0308rich", "Zürich"),
        ("می\u200cخواهم", "می\u200cخواهم"),  # noqa: RUF001 -- it is what is tested
        ("👩\u200d🔬", "👩\u200d🔬"),
        ("No", "No"),
        ("", ""),
    ],
)
def test_text_is_trimmed_and_composed(text, cleaned):
    assert clean_text(text) == cleaned


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a\nb", "holds a line break; write it on one line"),
        ("a\tb", "holds U+0009 (control character), which is not printable; remove it"),
        ("a\x00b", "holds U+0000 (control character)"),
        ("a\x1b[31mb", "holds U+001B (control character)"),
        ("a\x85b", "holds U+0085 (control character)"),
        ("a\u202eb", "holds U+202E (right-to-left override)"),
        ("a\u2066b", "holds U+2066 (left-to-right isolate)"),
        ("a\u200fb", "holds U+200F (right-to-left mark)"),
        ("a\u200bb", "holds U+200B (zero width space)"),
        ("a\ufeffb", "holds U+FEFF (zero width no-break space)"),
        ("a\u00adb", "holds U+00AD (soft hyphen)"),
        ("a\u2028b", "holds U+2028 (line separator)"),
        ("a\u2029b", "holds U+2029 (paragraph separator)"),
        ("a\ud800b", "holds U+D800 (control character)"),
        ("a" + "\u0316\u0301" * 16, "has more than 30 accents on one letter"),
    ],
)
def test_text_with_what_cannot_be_seen_is_refused(text, problem):
    with pytest.raises(TextError, match=re.escape(problem)):
        clean_text(text)


def test_only_a_multiline_text_has_paragraphs():
    assert clean_text("one\n\ntwo", multiline=True) == "one\n\ntwo"


def test_carriage_returns_are_refused_even_among_paragraphs():
    with pytest.raises(TextError, match=re.escape("U+000D")):
        clean_text("one\r\ntwo", multiline=True)


@given(st.text(), st.booleans())
def test_cleaning_twice_changes_nothing_more(text, multiline):
    try:
        cleaned = clean_text(text, multiline=multiline)
    except TextError:
        return

    assert clean_text(cleaned, multiline=multiline) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)


@pytest.mark.parametrize(
    "link",
    [
        "https://example.org",
        "http://example.org/a?b=c#d",
        "HTTPS://Example.ORG/",
        "https://example.org:8443/a",
        "https://example.org./",
        "https://bücher.example/straße",
        "https://例え.テスト/道",
        "https://192.0.2.1/a",
        "https://[2001:db8::1]/a",
        "https://example.org/user@host",
        "https://example.org/?q=%20",
    ],
)
def test_a_proper_link_is_kept_as_it_is(link):
    assert clean_link(f" {link} ") == link


@pytest.mark.parametrize(
    ("link", "problem"),
    [
        ("", "must begin with http:// or https://"),
        ("example.org", "must begin with http:// or https://"),
        ("//example.org", "must begin with http:// or https://"),
        ("javascript:alert(1)", "must begin with http:// or https://"),
        ("data:text/html,x", "must begin with http:// or https://"),
        ("ftp://example.org", "must begin with http:// or https://"),
        ("mailto:a@example.org", "must begin with http:// or https://"),
        ("https://user@example.org", "holds a user name or password"),
        ("https://user:pass@example.org", "holds a user name or password"),
        ("https://example.org@evil.example", "holds a user name or password"),
        ("https:\\\\example.org", "holds a backslash"),
        ("https://example.org\\@evil.example", "holds a backslash"),
        ("https://example.org/a b", "holds a space, control or bidirectional"),
        ("https://example.org/a\nb", "holds a space, control or bidirectional"),
        ("https://example.org/\x00", "holds a space, control or bidirectional"),
        ("https://example.org/\u202e", "holds a space, control or bidirectional"),
        ("https://example.org/\u2028x", "holds a space, control or bidirectional"),
        ("https://", "has no proper host"),
        ("https:///a", "has no proper host"),
        ("https:example.org", "has no proper host"),
        ("https://localhost/", "has no proper host"),
        ("https://.example.org", "has no proper host"),
        ("https://example..org", "has no proper host"),
        ("https://-example.org", "has no proper host"),
        (f"https://{'a' * 64}.org", "has no proper host"),
        (f"https://{'a.' * 130}org", "has no proper host"),
        ("https://[::1", "is not a proper address"),
        ("https://[nonsense]/", "is not a proper address"),
        ("https://example.org:port/", "is not a proper address"),
        ("https://example.org:99999/", "is not a proper address"),
        ("https://example.org/" + "a" * MAX_LINK_LENGTH, "is longer than 2,000"),
    ],
)
def test_an_improper_link_is_refused_with_the_reason(link, problem):
    with pytest.raises(TextError, match=re.escape(problem)):
        clean_link(link)


@given(st.text() | st.text().map("https://{}".format))
def test_any_link_is_kept_or_refused(link):
    try:
        cleaned = clean_link(link)
    except TextError:
        return

    assert normalise_link(normalise_link(cleaned)) == normalise_link(cleaned)
    assert normalise_link(cleaned).isascii()


@pytest.mark.parametrize(
    ("link", "tidy"),
    [
        ("HTTP://Example.com:80/A/../b?utm_source=x#frag", "http://example.com/b#frag"),
        ("https://example.org", "https://example.org"),
        ("https://example.org:443/", "https://example.org/"),
        ("https://example.org:80/", "https://example.org:80/"),
        ("https://www.Example.org/A/", "https://www.example.org/A/"),
        ("https://example.org/./a/b/..", "https://example.org/a/"),
        ("https://example.org/../../a", "https://example.org/a"),
        ("https://example.org/a//b", "https://example.org/a//b"),
        ("https://example.org/a/..b/...", "https://example.org/a/..b/..."),
        ("https://example.org?b&utm_id=1&&c=%20", "https://example.org?b&&c=%20"),
        ("https://example.org/a?fbclid=1", "https://example.org/a"),
        ("https://example.org/#!/app", "https://example.org/#!/app"),
        ("https://Bücher.example/Straße", "https://bücher.example/Straße"),
        ("https://[2001:DB8::1]:8443/a", "https://[2001:db8::1]:8443/a"),
        (
            "https://web.archive.org/web/2020/http://Example.org:80/a/../b?utm_id=1",
            "https://web.archive.org/web/2020/http://Example.org:80/a/../b?utm_id=1",
        ),
        (
            "https://example.org/to?url=https%3A%2F%2Fexample.com&utm_id=1",
            "https://example.org/to?url=https%3A%2F%2Fexample.com&utm_id=1",
        ),
    ],
)
def test_a_link_is_kept_as_browsers_spell_it(link: str, tidy: str) -> None:
    assert tidy_link(link) == tidy


@given(st.text() | st.text().map("https://example.org/{}".format))
def test_a_tidy_link_is_the_same_address_and_stays_as_it_is(link: str) -> None:
    try:
        tidy = tidy_link(clean_link(link))
    except TextError:
        return

    assert clean_link(tidy) == tidy
    assert tidy_link(tidy) == tidy
    assert normalise_link(tidy) == normalise_link(clean_link(link))


@pytest.mark.parametrize(
    ("link", "normal"),
    [
        ("", ""),
        ("https://example.org", "https://example.org"),
        ("http://example.org/", "https://example.org"),
        ("https://www.Example.org/a/", "https://example.org/a"),
        ("https://example.org./a", "https://example.org/a"),
        ("http://example.org:80/a", "https://example.org/a"),
        ("https://example.org:443/a", "https://example.org/a"),
        ("https://example.org:8443/a", "https://example.org:8443/a"),
        ("https://example.org/a#part", "https://example.org/a"),
        (
            "https://example.org/a?utm_source=x&b=c&fbclid=y",
            "https://example.org/a?b=c",
        ),
        ("https://example.org/?B=c&a=b", "https://example.org?B=c&a=b"),
        ("https://bücher.example/a", "https://xn--bcher-kva.example/a"),
        ("https://example.org/straße", "https://example.org/stra%C3%9Fe"),
        ("https://example.org/stra%C3%9Fe", "https://example.org/stra%C3%9Fe"),
        ("https://example.org/A", "https://example.org/A"),
        ("https://example.org/A/../b/.", "https://example.org/b"),
        ("https://[2001:db8::1]/a", "https://[2001:db8::1]/a"),
    ],
)
def test_addresses_of_one_page_have_one_normal_form(link, normal):
    assert normalise_link(link) == normal


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  Deep   Learning ", "deep learning"),
        ("Café", "cafe"),
        ("CAFE\u0301", "cafe"),
        ("Straße", "strasse"),
        ("ΣΊΣΥΦΟΣ", "σισυφοσ"),
        ("ﬁve", "five"),
        ("Ⅻ", "xii"),
        ("", ""),
    ],
)
def test_folded_text_has_neither_case_nor_accents(text, folded):
    assert fold(text) == folded


@given(st.text())
def test_folding_ignores_case_and_accents(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Yann LeCun", "yann-lecun"),
        ("Fei-Fei Li", "fei-fei-li"),
        ("Jürgen Schmidhuber", "jurgen-schmidhuber"),
        ("Łukasz Kaiser", "łukasz-kaiser"),
        ("Zoë O’Brien, Jr.", "zoe-o-brien-jr"),
        ("José_Luis", "jose-luis"),
        ("杨立昆", "杨立昆"),
        ("Илья Суцкевер", "илья-суцкевер"),
        ("Δημήτρης", "δημήτρησ"),
        ("松尾 豊", "松尾-豊"),
        ("يوشوا بنجيو", "يوشوا-بنجيو"),
        ("יאן לקון", "יאן-לקון"),
        ("  --x--  ", "x"),
        ("A" * 200, "a" * 100),
        ("!!!", "x-e84c538e7f"),
        ("🙂", "x-d06f1525f7"),
        ("", "x-e3b0c44298"),
    ],
)
def test_a_slug_is_made_from_a_name_in_any_script(name, slug):
    assert slug_for(name) == slug


@given(st.text())
def test_a_slug_is_never_empty_and_always_proper(name):
    assert slug_for(name)
    assert is_slug(slug_for(name))


@pytest.mark.parametrize(
    ("slug", "is_proper"),
    [
        ("yann-lecun", True),
        ("杨立昆", True),
        ("a1", True),
        ("", False),
        ("Yann-LeCun", False),
        ("yann_lecun", False),
        ("yann lecun", False),
        ("-a", False),
        ("a-", False),
        ("a--b", False),
        ("a/b", False),
        ("a\n", False),
        ("a" * MAX_SLUG_LENGTH, True),
        ("a" * (MAX_SLUG_LENGTH + 1), False),
    ],
)
def test_a_slug_is_lower_case_words_joined_by_hyphens(slug, is_proper):
    assert is_slug(slug) is is_proper


@pytest.mark.parametrize(
    ("stable_id", "is_proper"),
    [
        ("quote-1", True),
        ("a.b_c-d", True),
        ("0", True),
        ("", False),
        ("Quote", False),
        ("é", False),
        ("a--b", False),
        ("a/b", False),
        ("a\n", False),
        ("a" * MAX_ID_LENGTH, True),
        ("a" * (MAX_ID_LENGTH + 1), False),
    ],
)
def test_an_id_is_ascii_words_joined_by_single_marks(stable_id, is_proper):
    assert is_stable_id(stable_id) is is_proper


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Yann LeCun", "YL"), ("Plato", "P"), ("Juan de la Cruz", "JC"), ("", "")],
)
def test_initials_are_of_the_first_and_the_last_name(name, letters):
    assert initials(name) == letters


@pytest.mark.parametrize(
    ("words", "shorter"),
    [
        ("Short words", "Short words"),
        ("It would not take long", "It would not…"),
        ("It would not", "It would not"),
        ("Donaudampfschiff", "Donaudampfsc…"),
        ("A Donaudampfschiff", "A Donaudampf…"),
    ],
)
def test_what_is_long_is_cut_after_a_word_if_there_is_one(words, shorter):
    assert cut(words, 12) == shorter


@pytest.mark.parametrize("words", ["Not stated", " not  STATED. ", "Unstated"])
def test_words_for_nothing_are_known(words: str) -> None:
    assert says_nothing_is_stated(words)


@pytest.mark.parametrize("words", ["", "Not stated before 2020; later 2050.", "2050"])
def test_words_for_something_are_no_words_for_nothing(words: str) -> None:
    assert not says_nothing_is_stated(words)
