"""Settings from the environment, read so that every mistake is named at once."""

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

_YES, _NO = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}
_ORIGIN = re.compile(
    r"https?://(?:[a-z0-9-]+(?:\.[a-z0-9-]+)*|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?",
    re.ASCII,
)
_LOOPBACK = {"localhost", "127.0.0.1", "::1", "[::1]", "testserver"}


class Environment:
    """Reads `DOSSIER_…` variables and the databases' addresses, and gathers mistakes.

    A secret may also stand in a file, named by the same variable with `_FILE` added.
    """

    def __init__(self, variables: Mapping[str, str] = os.environ) -> None:
        self._variables = variables
        self._mistakes: list[str] = []

    def refuse(self, mistake: str) -> None:
        self._mistakes.append(mistake)

    def raise_mistakes(self) -> None:
        """Raise ImproperlyConfigured with every mistake met so far, if any."""
        if self._mistakes:
            listed = "\n".join(f"  - {mistake}" for mistake in self._mistakes)
            raise ImproperlyConfigured(f"The settings cannot be used:\n{listed}")

    def is_set(self, name: str) -> bool:
        return bool(self._variables.get(name, "").strip())

    def text(self, name: str, default: str = "") -> str:
        return self._variables.get(name, "").strip() or default

    def flag(self, name: str, *, default: bool) -> bool:
        value = self.text(name).lower()
        if value in _YES | _NO:
            return value in _YES
        if value:
            self.refuse(f"{name} is “{value}”; write 1 or 0.")
        return default

    def words(self, name: str, default: list[str]) -> list[str]:
        """A list whose members are separated by commas."""
        members = [member.strip() for member in self.text(name).split(",")]
        return [member for member in members if member] or default

    def origin(self, name: str) -> str:
        """`https://example.org`: scheme, host and perhaps port; "" where not set."""
        value = self.text(name).removesuffix("/")
        if value and not _ORIGIN.fullmatch(value):
            self.refuse(
                f"{name} is “{value}”; write a scheme and a host in small letters and "
                "nothing else, such as https://dossiers.example.org."
            )
            return ""
        return value

    def folder(self, name: str, default: Path) -> Path:
        return Path(self.text(name)).expanduser() if self.is_set(name) else default

    def secret(self, name: str) -> str:
        """The variable, or the content of the file that `<name>_FILE` names."""
        if self.is_set(name) or not self.is_set(f"{name}_FILE"):
            return self.text(name)
        path = Path(self.text(f"{name}_FILE"))
        try:
            return path.read_text().strip()
        except (OSError, UnicodeDecodeError) as error:
            self.refuse(f"{name}_FILE cannot be read: {error}.")
            return ""

    def database(self, name: str, default: Path) -> dict[str, object]:
        """A database from its address; without one, the SQLite file `default`."""
        if not self.is_set(name):
            return dict(_sqlite(default))
        address = self.secret(name)
        return self._parsed(name, lambda: _database_at(address), _sqlite(default))

    def _parsed(
        self,
        name: str,
        parse: Callable[[], dict[str, object]],
        default: dict[str, object],
    ) -> dict[str, object]:
        try:
            return parse()
        except (ValueError, KeyError, TypeError) as error:
            self.refuse(
                f"{name} is not a database address ({error}); write "
                "postgres://user:password@host/name or sqlite:////folder/file.sqlite3."
            )
            return default


def is_loopback(host: str) -> bool:
    return host in _LOOPBACK


def _sqlite(path: Path) -> dict[str, object]:
    """WAL, whole transactions from their first statement, and patience with writers."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        },
    }


def _database_at(address: str) -> dict[str, object]:
    if "://" not in address:
        raise ValueError("no “://” in it")
    found: dict[str, object] = dict(
        dj_database_url.parse(address, conn_max_age=600, conn_health_checks=True)
    )
    if found["ENGINE"] == "django.db.backends.sqlite3":
        return _sqlite(Path(str(found["NAME"])))
    if found["ENGINE"] != "django.db.backends.postgresql":
        raise ValueError("neither PostgreSQL nor SQLite")
    options = found.get("OPTIONS")
    if isinstance(options, dict) and options.get("pool"):
        found |= {"CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": False}
    return found
