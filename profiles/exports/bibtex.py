"""BibTeX, escaped so that any reader of the format reads back what was written."""

import re
from collections.abc import Iterable, Mapping

_ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_NOT_KEY = re.compile(r"[^A-Za-z0-9_:.-]+")

#: Fields that hold an address or an identifier, which are written as they are.
_VERBATIM = {"url", "doi", "eprint", "urldate", "date", "year"}


def bibtex_entry(kind: str, key: str, fields: Mapping[str, str]) -> str:
    """An entry; fields without a value are left out.

    Addresses lose the characters that would end a field early. Titles are kept in the
    case they have.
    """
    lines = [f"@{kind}{{{_NOT_KEY.sub('-', key)},"]
    lines += [
        f"  {name} = {{{_value(name, value)}}},"
        for name, value in fields.items()
        if value
    ]
    return "\n".join([*lines, "}"]) + "\n"


def _value(name: str, value: str) -> str:
    if name in _VERBATIM:
        return value.replace("\\", "").replace("{", "%7B").replace("}", "%7D")
    escaped = "".join(_ESCAPES.get(character, character) for character in value)
    escaped = " ".join(escaped.split())
    return f"{{{escaped}}}" if name in ("title", "booktitle") else escaped


def names(people: Iterable[str]) -> str:
    """Authors in order; a name with “and” in it is kept as one."""
    return " and ".join(f"{{{name}}}" if " and " in name else name for name in people)
