"""How registers write what they know people and works by."""

import re
from typing import NamedTuple

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
