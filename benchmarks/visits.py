"""Visits to pages, and how long they take beside their statements alone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median, quantiles
from time import process_time
from typing import Any

from django.db import connections
from django.test import Client, override_settings

from profiles.databases import PUBLIC

_WARMING = 2


@dataclass
class Times:
    """What the same thing took, in milliseconds of the processor's time.

    What else the machine does would stretch the time on the clock.
    """

    samples: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        return median(self.samples)

    @property
    def p95(self) -> float:
        return quantiles(self.samples, n=20, method="inclusive")[-1]

    @contextmanager
    def timed(self) -> Iterator[None]:
        started = process_time()
        yield
        self.samples.append((process_time() - started) * 1_000)


@dataclass
class Measured:
    """A page, and what its statements take without Django, the replay."""

    page: Times = field(default_factory=Times)
    replay: Times = field(default_factory=Times)
    statements: list[tuple[str, Any]] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        """How many times longer the page takes than its statements."""
        return self.page.median / self.replay.median


def visit(path: str, times: int, measured: Measured) -> None:
    """Measure more visits to a page. Raises LookupError where it is not there."""
    # As it is served: with debug on, Django would keep every statement.
    with override_settings(DEBUG=False, ALLOWED_HOSTS=["testserver"]):
        client = Client()
        measured.statements = _statements(lambda: _get(client, path))
        for _ in range(_WARMING):
            _get(client, path)
        for _ in range(times):
            with measured.page.timed():
                _get(client, path)
            with measured.replay.timed():
                _replay(measured.statements)


def _get(client: Client, path: str) -> None:
    response = client.get(path)
    if response.status_code != 200:
        raise LookupError(f"{path} answers {response.status_code}, not 200.")


def _statements(act: Callable[[], None]) -> list[tuple[str, Any]]:
    """What is executed in the reading room meanwhile, in SQLite's own spelling."""
    noted: list[tuple[str, Any]] = []

    def note(
        execute: Callable[..., Any], sql: str, parameters: Any, *further: Any
    ) -> Any:
        noted.append((sql.replace("%s", "?").replace("%%", "%"), parameters or ()))
        return execute(sql, parameters, *further)

    with connections[PUBLIC].execute_wrapper(note):
        act()
    return noted


def _replay(statements: list[tuple[str, Any]]) -> None:
    """Execute the statements again and fetch their rows, past all of Django."""
    cursor = connections[PUBLIC].connection.cursor()
    for sql, parameters in statements:
        cursor.execute(sql, parameters).fetchall()
