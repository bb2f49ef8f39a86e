import pytest

from profiles.languages import is_language_tag


@pytest.mark.parametrize(
    "tag",
    ["en", "fr", "haw", "yue", "und", "pt-BR", "es-419", "zh-Hant", "sr-Latn-RS"],
)
def test_tags_of_languages_are_known(tag: str) -> None:
    assert is_language_tag(tag)


@pytest.mark.parametrize(
    "tag",
    [
        *("", "xx", "EN", "eng", "English", "en_GB", "en-", "-en", "en-gb", "en-XX"),
        *("en-UK", "zh-hant", "zh-Xxxx", "sr-RS-Latn", "en-GB-GB", "en\n", "es-41"),
    ],
)
def test_what_is_no_tag_of_a_language_is_told(tag: str) -> None:
    assert not is_language_tag(tag)
