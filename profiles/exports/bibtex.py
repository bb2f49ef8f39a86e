"""BibTeX, escaped so that any reader of the format reads back what was written."""

import re
from collections.abc import Mapping

_ESCAPES = {
    "\\": r"\textbackslash{}",
    # Not \{ and \}: BibTeX counts braces, whatever stands before them.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_NOT_KEY = re.compile(r"[^A-Za-z0-9_:.-]+")

#: Signs that TeX would draw as one: dashes, quotation marks, Spanish marks.
_LIGATURE = re.compile(r"-(?=-)|`(?=`)|'(?=')|,(?=,)|<(?=<)|>(?=>)|[?!](?=`)")

#: What would make two names of one, or turn one round: “and”, and a comma.
_DIVIDED = re.compile(r",|(^|\s)and(\s|$)|^others$", re.IGNORECASE)

#: Fields that hold an address or an identifier, which are written as they are.
_VERBATIM = {"url", "doi", "eprint", "urldate", "date", "year"}
_ENCODED = {"\\": "%5C", "{": "%7B", "}": "%7D"}


def bibtex_entry(kind: str, key: str, fields: Mapping[str, str | list[str]]) -> str:
    """An entry; fields without a value are left out.

    A field of several values is one of names, in their order. Titles are kept in the
    case they have, and in addresses what would end a field early is percent-encoded.
    """
    lines = [f"@{kind}{{{_NOT_KEY.sub('-', key)},"]
    lines += [
        f"  {name} = {{{_value(name, value)}}},"
        for name, value in fields.items()
        if value
    ]
    return "\n".join([*lines, "}"]) + "\n"


def _value(name: str, value: str | list[str]) -> str:
    if not isinstance(value, str):
        return " and ".join(map(_name, value))
    if name in _VERBATIM:
        return "".join(_ENCODED.get(character, character) for character in value)
    escaped = _escaped(value)
    return f"{{{escaped}}}" if name in ("title", "booktitle") else escaped


def _name(name: str) -> str:
    """A name; one that would be taken apart, or holds commands, is kept in braces."""
    escaped = _escaped(name)
    is_plain = escaped == name and not _DIVIDED.search(name)
    return escaped if is_plain else f"{{{escaped}}}"


def _escaped(text: str) -> str:
    escaped = "".join(_ESCAPES.get(character, character) for character in text)
    return _LIGATURE.sub(r"\g<0>{}", " ".join(escaped.split()))
