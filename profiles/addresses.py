"""Addresses of lists: what is asked, with one thing changed."""

from collections.abc import Iterable
from typing import Self
from urllib.parse import urlencode

from django.http import QueryDict


class Address:
    """The parameters of a list's address that mean something, in a fixed order.

    Others are left out, so that no two addresses of the same list differ.
    """

    def __init__(self, data: QueryDict, names: Iterable[str], path: str = "") -> None:
        self._path = path
        self._names = list(names)
        self._pairs = [
            (name, value.strip())
            for name in self._names
            for value in data.getlist(name)
            if value.strip()
        ]

    def __str__(self) -> str:
        query = urlencode(self._pairs)
        return f"{self._path}?{query}" if query else self._path or "?"

    @property
    def query(self) -> str:
        """`?topic=ai-risk&sort=person`, or "" where nothing is asked."""
        query = urlencode(self._pairs)
        return f"?{query}" if query else ""

    @property
    def pairs(self) -> list[tuple[str, str]]:
        return list(self._pairs)

    def _with(self, pairs: list[tuple[str, str]]) -> Self:
        changed = type(self)(QueryDict(), self._names, self._path)
        changed._pairs = sorted(pairs, key=lambda pair: self._names.index(pair[0]))
        return changed

    def without(self, *names: str) -> Self:
        """The same list, not asked for these."""
        return self._with([pair for pair in self._pairs if pair[0] not in names])

    def dropping(self, name: str, value: str) -> Self:
        """The same list, not asked for one value of a parameter."""
        return self._with([pair for pair in self._pairs if pair != (name, value)])

    def replacing(self, name: str, value: object) -> Self:
        """The same list with one parameter set."""
        kept = [pair for pair in self._pairs if pair[0] != name]
        return self._with([*kept, (name, str(value))])

    def at(self, path: str) -> Self:
        """What is asked here, asked at another path."""
        changed = type(self)(QueryDict(), self._names, path)
        changed._pairs = self._pairs
        return changed
