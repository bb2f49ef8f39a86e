"""What the desk says instead of doing what it was asked."""

from collections.abc import Sequence

from profiles.documents.entries import EntryKey


class RefusedError(Exception):
    """A step that cannot be taken; the message says why, and what to do."""


class AtEntriesError(RefusedError):
    """A step that cannot be taken because of entries of one dossier.

    The message names them last: `why`, `named` with their keys, and how many `more`.
    """

    def __init__(
        self, why: str, named: Sequence[tuple[EntryKey, str]], more: int
    ) -> None:
        self.why, self.named = why, named
        self.rest = f" and {more} more." if more > 0 else ""
        labels = "; ".join(f"“{label}”" for _, label in named)
        super().__init__(f"{why}: {labels}{self.rest}")


class ForbiddenError(RefusedError):
    """A step that somebody else has to take."""
