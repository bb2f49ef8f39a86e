"""What is wrong with a document, by path and line."""

from dataclasses import dataclass

#: Keys and list indexes that lead to a value from the top of the document.
Path = tuple[str | int, ...]


def path_text(path: Path) -> str:
    """The path as people write it: `quotes[3].said_on`."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong, at a path, on a line where the document has lines."""

    path: Path
    message: str
    line: int | None = None

    def __str__(self) -> str:
        where = path_text(self.path) or "the document"
        return f"{where}{f', line {self.line}' if self.line else ''}: {self.message}"


class DocumentError(Exception):
    """A document was refused. `faults` lists everything that is wrong with it."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(faults)
        self.faults = faults

    def __str__(self) -> str:
        return "\n".join(map(str, self.faults))
