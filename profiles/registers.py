"""How registers write what they know people and works by."""

import re
from typing import NamedTuple
from urllib.parse import unquote

from profiles import text
from profiles.choices import IdentifierScheme


class RegisterError(ValueError):
    """A register would not write it so; the message says how it does."""


class _Written(NamedTuple):
    """What all that a register writes matches as a whole, and an example."""

    pattern: str
    example: str


_IDENTIFIERS = {
    IdentifierScheme.WIKIDATA: _Written(r"Q[1-9][0-9]{0,11}", "Q7259"),
    IdentifierScheme.ORCID: _Written(
        r"([0-9]{4}-){3}[0-9]{3}[0-9X]", "0000-0002-1825-0097"
    ),
    IdentifierScheme.OPENALEX: _Written(r"A[1-9][0-9]{0,11}", "A5023888391"),
    IdentifierScheme.GOOGLE_SCHOLAR: _Written(r"[A-Za-z0-9_-]{12}", "AbC1dEfAAAAJ"),
    IdentifierScheme.SEMANTIC_SCHOLAR: _Written(r"[1-9][0-9]{0,11}", "1741101"),
    IdentifierScheme.X: _Written(r"[A-Za-z0-9_]{1,15}", "ada_example"),
    IdentifierScheme.BLUESKY: _Written(
        r"([A-Za-z0-9-]{1,63}\.)+[A-Za-z-]{2,63}|did:(plc|web):[A-Za-z0-9.:%-]+",
        "ada.bsky.social",
    ),
    IdentifierScheme.LINKEDIN: _Written(r"([^\W_]|[-_%]){3,100}", "ada-example"),
    IdentifierScheme.FACEBOOK: _Written(r"[A-Za-z0-9.]{1,50}", "ada.example"),
    IdentifierScheme.GITHUB: _Written(r"[A-Za-z0-9][A-Za-z0-9_-]{0,38}", "ada-example"),
}


#: Where registers keep what they write of a person, as browsers show it.
_ADDRESSES = {
    IdentifierScheme.WIKIDATA: r"(?:www\.|m\.)?wikidata\.org/(?:wiki|entity)/([^/?#]+)",
    IdentifierScheme.ORCID: r"(?:www\.)?orcid\.org/([^/?#]+)",
    IdentifierScheme.OPENALEX: r"(?:api\.)?openalex\.org/(?:authors/)?([^/?#]+)",
    IdentifierScheme.GOOGLE_SCHOLAR: (
        r"scholar\.google\.[a-z.]+/citations\?(?:[^#]*&)?user=([^&#]+)(?:&[^#]*)?"
    ),
    IdentifierScheme.SEMANTIC_SCHOLAR: (
        r"(?:www\.)?semanticscholar\.org/author/(?:[^/?#]+/)?([^/?#]+)"
    ),
    IdentifierScheme.X: r"(?:www\.|mobile\.)?(?:x|twitter)\.com/@?([^/?#]+)",
    IdentifierScheme.BLUESKY: r"bsky\.app/profile/([^/?#]+)",
    IdentifierScheme.LINKEDIN: r"(?:[a-z]{2,3}\.)?linkedin\.com/in/([^/?#]+)",
    IdentifierScheme.FACEBOOK: (
        r"(?:[a-z-]+\.)?facebook\.com/(?:profile\.php\?id=([0-9]+)(?:&[^#]*)?|([^/?#]+))"
    ),
    IdentifierScheme.GITHUB: r"(?:www\.)?github\.com/([^/?#]+)",
}
#: Registers that know capitals alone, whatever their addresses show.
_IN_CAPITALS = {
    IdentifierScheme.WIKIDATA,
    IdentifierScheme.ORCID,
    IdentifierScheme.OPENALEX,
}

DOI_PATTERN = r"10\.[0-9]{4,9}/\S+"
ARXIV_PATTERN = r"[0-9]{4}\.[0-9]{4,5}|[a-z-]+(\.[A-Z]{2})?/[0-9]{7}"

#: What stands before a DOI or an arXiv id where one is copied from.
_BEFORE_DOI = re.compile(
    r"(?:https?://)?(?:dx\.|www\.)?doi\.org/|doi:\s*", re.IGNORECASE
)
_BEFORE_ARXIV = re.compile(
    r"(?:https?://)?(?:www\.|export\.)?arxiv\.org/(?:abs|pdf|html)/|arxiv:\s*",
    re.IGNORECASE,
)
_AFTER_ARXIV = re.compile(r"(?:v[0-9]+)?(?:\.pdf)?/?")


def bare_doi(pasted: str) -> str:
    """The DOI in a link or reference such as `doi:10.1000/182`, if there is one."""
    return _bare(pasted.strip(), _BEFORE_DOI)


def bare_arxiv_id(pasted: str) -> str:
    """The id, without version, in a link or reference such as `arXiv:2301.00001v2`."""
    bare = _bare(pasted.strip(), _BEFORE_ARXIV)
    match = re.match(ARXIV_PATTERN, bare)
    if match is not None and _AFTER_ARXIV.fullmatch(bare, match.end()):
        return match[0]
    return bare


def _bare(pasted: str, before: re.Pattern[str]) -> str:
    match = before.match(pasted)
    if match is None:
        return pasted
    bare = pasted[match.end() :]
    if "/" in match[0]:
        # In a link, these two end the path; of what is numbered they are escaped.
        bare = unquote(bare.partition("?")[0].partition("#")[0])
    return bare


def bare_identifier(scheme: IdentifierScheme, pasted: str) -> str:
    """The identifier in an address such as `https://orcid.org/0000-0002-1825-0097`.

    What is no address of somebody in the register stays as it is.
    """
    bare = pasted.strip()
    if scheme in _ADDRESSES:
        address = rf"(?:https?://)?(?:{_ADDRESSES[scheme]})/?(?:[?#].*)?"
        if match := re.fullmatch(address, bare, re.IGNORECASE):
            bare = next(filter(None, match.groups()))
    return bare.upper() if scheme in _IN_CAPITALS else bare


def check_doi(value: str) -> None:
    """Raise RegisterError unless it is a DOI by itself."""
    if re.fullmatch(DOI_PATTERN, value) is None:
        raise RegisterError("is not a DOI; write it by itself, such as 10.1000/182")


def check_arxiv_id(value: str) -> None:
    """Raise RegisterError unless it is an arXiv id by itself, without a version."""
    if re.fullmatch(ARXIV_PATTERN, value) is None:
        raise RegisterError(
            "is not an arXiv id; write it by itself and without its version, such as "
            "2301.00001 or hep-th/9901001"
        )


def check_identifier(scheme: IdentifierScheme, value: str) -> None:
    """Raise RegisterError unless the value is what the register calls somebody.

    A homepage is an address, and `text.clean_link` says of it what is wrong.
    """
    if scheme is IdentifierScheme.HOMEPAGE:
        try:
            text.clean_link(value)
        except text.TextError as error:
            raise RegisterError(str(error)) from error
        return
    written = _IDENTIFIERS[scheme]
    if re.fullmatch(written.pattern, value) is None:
        raise RegisterError(
            f"is not written as {scheme.label} writes it; write it by itself, such as "
            f"{written.example}"
        )
    if scheme is IdentifierScheme.ORCID and value[-1] != _check_digit(value[:-1]):
        raise RegisterError("is no ORCID: its last digit does not fit; copy it again")


def _check_digit(digits: str) -> str:
    """The last digit of an ORCID (ISO 7064, MOD 11-2)."""
    total = 0
    for digit in digits.replace("-", ""):
        total = (total + int(digit)) * 2
    rest = (12 - total % 11) % 11
    return "X" if rest == 10 else str(rest)
