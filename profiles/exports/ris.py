"""RIS, the format that reference managers exchange: a tag and a value to a line."""

from collections.abc import Iterable

_LINE_END = "\r\n"


def ris_record(kind: str, fields: Iterable[tuple[str, str]]) -> str:
    """A record of pairs of tag and value, in their order; those without are left out.

    A tag may come several times. A line break in a value would end it, so it becomes a
    space.
    """
    pairs = [("TY", kind), *((tag, " ".join(value.split())) for tag, value in fields)]
    lines = [f"{tag}  - {value}" for tag, value in pairs if value]
    return _LINE_END.join([*lines, "ER  - ", "", ""])
