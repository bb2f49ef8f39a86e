import re

import pytest

from profiles import registers
from profiles.choices import IdentifierScheme
from profiles.registers import (
    RegisterError,
    bare_arxiv_id,
    bare_doi,
    bare_identifier,
    check_arxiv_id,
    check_doi,
    check_identifier,
)


@pytest.mark.parametrize(
    ("scheme", "value"),
    [
        ("wikidata", "Q1"),
        ("wikidata", "Q123456789"),
        ("orcid", "0000-0002-1825-0097"),
        ("orcid", "0000-0002-1694-233X"),
        ("openalex", "A5023888391"),
        ("google_scholar", "abc-_EFAAAAJ"),
        ("semantic_scholar", "1741101"),
        ("homepage", "http://example.org/~ada"),
        ("x", "ada_1"),
        ("bluesky", "ada.example.org"),
        ("bluesky", "did:plc:abcdefghijklmnopqrstuvwx"),
        ("linkedin", "ada-example-1815"),
        ("linkedin", "ada-örtlich"),
        ("facebook", "ada.example"),
        ("facebook", "100000000000001"),
        ("github", "ada-1"),
    ],
)
def test_what_a_register_writes_is_taken(scheme: str, value: str) -> None:
    check_identifier(IdentifierScheme(scheme), value)


@pytest.mark.parametrize(
    ("scheme", "value", "problem"),
    [
        ("wikidata", "Q42x", "is not written as Wikidata writes it; write it by"),
        ("wikidata", "42", "by itself, such as Q7259"),
        ("wikidata", "Q0", "such as Q7259"),
        ("wikidata", "P31", "such as Q7259"),
        ("wikidata", "javascript:alert(1)", "such as Q7259"),
        ("wikidata", "https://www.wikidata.org/wiki/Q42", "by itself, such as Q7259"),
        ("wikidata", "", "such as Q7259"),
        ("wikidata", "Q1\n", "such as Q7259"),
        ("wikidata", "Q\uff11", "such as Q7259"),
        ("orcid", "0000-0002-1825-0098", "its last digit does not fit; copy it again"),
        ("orcid", "0000-0002-1694-2330", "its last digit does not fit; copy it again"),
        ("orcid", "0000000218250097", "such as 0000-0002-1825-0097"),
        ("orcid", "0000-0002-1694-233x", "such as 0000-0002-1825-0097"),
        ("openalex", "W123", "such as A5023888391"),
        ("google_scholar", "short", "Google Scholar writes it"),
        ("semantic_scholar", "Ada-Example/1741101", "such as 1741101"),
        ("homepage", "javascript:alert(1)", "must begin with http:// or https://"),
        ("homepage", "example.org", "must begin with http:// or https://"),
        ("x", "@ada", "such as ada_example"),
        ("x", "a-name-of-far-too-many-letters", "such as ada_example"),
        ("bluesky", "ada", "such as ada.bsky.social"),
        ("linkedin", "in/ada", "such as ada-example"),
        ("facebook", "profile.php?id=1", "such as ada.example"),
        ("github", "-ada", "such as ada-example"),
        ("github", "ada/repository", "such as ada-example"),
    ],
)
def test_what_a_register_does_not_write_is_refused_with_an_example(
    scheme: str, value: str, problem: str
) -> None:
    with pytest.raises(RegisterError, match=re.escape(problem)):
        check_identifier(IdentifierScheme(scheme), value)


@pytest.mark.parametrize("scheme", registers._IDENTIFIERS)
def test_examples_are_written_as_they_should_be(scheme: IdentifierScheme) -> None:
    check_identifier(scheme, registers._IDENTIFIERS[scheme].example)


@pytest.mark.parametrize(
    ("pasted", "doi"),
    [
        ("10.1000/182", "10.1000/182"),
        (" https://doi.org/10.1000/182 ", "10.1000/182"),
        ("http://dx.doi.org/10.1000/182", "10.1000/182"),
        ("https://DOI.org/10.1000/ABC(1)2", "10.1000/ABC(1)2"),
        ("doi.org/10.1000/182", "10.1000/182"),
        ("doi:10.1000/182", "10.1000/182"),
        ("DOI: 10.1000/182", "10.1000/182"),
        ("https://doi.org/10.1000%2F182%23a?utm_source=x#part", "10.1000/182#a"),
        ("10.1000/a%2Fb?c#d", "10.1000/a%2Fb?c#d"),
        ("", ""),
    ],
)
def test_the_doi_is_found_in_what_was_pasted(pasted: str, doi: str) -> None:
    assert bare_doi(pasted) == doi
    assert bare_doi(doi) == doi


@pytest.mark.parametrize(
    ("pasted", "arxiv_id"),
    [
        ("2301.00001", "2301.00001"),
        ("arXiv:2301.00001v2", "2301.00001"),
        ("arxiv: 0701.1234", "0701.1234"),
        ("https://arxiv.org/abs/2301.00001", "2301.00001"),
        ("http://www.arxiv.org/pdf/2301.00001v12.pdf", "2301.00001"),
        ("https://arxiv.org/abs/math.GT/0309136v1?context=math", "math.GT/0309136"),
        ("https://arxiv.org/html/hep-th/9901001/", "hep-th/9901001"),
        ("2301.00001v2", "2301.00001"),
        ("2301.000012", "2301.000012"),
        ("", ""),
    ],
)
def test_the_arxiv_id_is_found_in_what_was_pasted(pasted: str, arxiv_id: str) -> None:
    assert bare_arxiv_id(pasted) == arxiv_id
    assert bare_arxiv_id(arxiv_id) == arxiv_id


@pytest.mark.parametrize(
    ("scheme", "pasted", "identifier"),
    [
        ("wikidata", " https://www.wikidata.org/wiki/Q7259 ", "Q7259"),
        ("wikidata", "http://www.wikidata.org/entity/Q7259", "Q7259"),
        ("wikidata", "https://m.wikidata.org/wiki/Q7259?uselang=fr#P31", "Q7259"),
        ("wikidata", "q7259", "Q7259"),
        ("orcid", "https://orcid.org/0000-0002-1694-233X", "0000-0002-1694-233X"),
        ("orcid", "orcid.org/0000-0002-1694-233x/", "0000-0002-1694-233X"),
        ("openalex", "https://openalex.org/A5023888391", "A5023888391"),
        ("openalex", "https://openalex.org/authors/a5023888391", "A5023888391"),
        (
            "google_scholar",
            "https://scholar.google.com/citations?user=AbC1dEfAAAAJ&hl=en",
            "AbC1dEfAAAAJ",
        ),
        (
            "google_scholar",
            "https://scholar.google.co.uk/citations?hl=en&user=AbC1dEfAAAAJ",
            "AbC1dEfAAAAJ",
        ),
        (
            "semantic_scholar",
            "https://www.semanticscholar.org/author/Ada-Example/1741101",
            "1741101",
        ),
        (
            "semantic_scholar",
            "https://www.semanticscholar.org/author/1741101",
            "1741101",
        ),
        ("x", "https://x.com/ada_example", "ada_example"),
        ("x", "https://twitter.com/@ada_example?lang=en", "ada_example"),
        ("bluesky", "https://bsky.app/profile/ada.bsky.social", "ada.bsky.social"),
        ("linkedin", "https://fr.linkedin.com/in/ada-example/", "ada-example"),
        ("linkedin", "www.linkedin.com/in/ada-%C3%B6rtlich", "ada-%C3%B6rtlich"),
        ("facebook", "https://m.facebook.com/ada.example", "ada.example"),
        (
            "facebook",
            "https://www.facebook.com/profile.php?id=100000000000001&sk=about",
            "100000000000001",
        ),
        ("github", "https://github.com/ada-example", "ada-example"),
        (
            "github",
            "https://github.com/ada/repository",
            "https://github.com/ada/repository",
        ),
        ("github", "https://example.org/ada", "https://example.org/ada"),
        ("homepage", "https://example.org/Ada?b#c", "https://example.org/Ada?b#c"),
    ],
)
def test_the_identifier_is_found_in_an_address_that_was_pasted(
    scheme: str, pasted: str, identifier: str
) -> None:
    assert bare_identifier(IdentifierScheme(scheme), pasted) == identifier
    assert bare_identifier(IdentifierScheme(scheme), identifier) == identifier


@pytest.mark.parametrize("scheme", registers._IDENTIFIERS)
def test_the_address_of_an_identifier_leads_back_to_it(
    scheme: IdentifierScheme,
) -> None:
    example = registers._IDENTIFIERS[scheme].example

    assert bare_identifier(scheme, scheme.address_of(example)) == example


@pytest.mark.parametrize(
    "doi", ["1000/182", "10.1/x", "10.1000/", "10.1000/a b", "https://doi.org/10.1/x"]
)
def test_what_is_no_doi_is_refused_with_an_example(doi: str) -> None:
    with pytest.raises(RegisterError, match=r"by itself, such as 10\.1000/182"):
        check_doi(doi)


@pytest.mark.parametrize("arxiv_id", ["2301.1", "2301.00001v2", "Hep-th/9901001"])
def test_what_is_no_arxiv_id_is_refused_with_an_example(arxiv_id: str) -> None:
    with pytest.raises(RegisterError, match=r"such as 2301\.00001 or hep-th/9901001"):
        check_arxiv_id(arxiv_id)
