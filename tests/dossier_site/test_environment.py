"""The settings, read in a process of their own as the site reads them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
KEY = "k3yf0r-tests_0nly-ABCDEFGHIJKLMNOPQRSTUVWXYZ-abcdefghijklmnopq"


def run(
    data: Path, *command: str, **variables: str
) -> subprocess.CompletedProcess[str]:
    kept = {"PATH", "HOME", "LANG"}
    environment = {k: v for k, v in os.environ.items() if k in kept}
    return subprocess.run(  # noqa: S603 -- our own command
        [sys.executable, *command],
        cwd=ROOT,
        env={**environment, "DOSSIER_DATA_DIR": str(data), **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def test_checkout_runs_with_nothing_set(tmp_path: Path) -> None:
    done = run(tmp_path, "manage.py", "check")

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("variables", "named"),
    [
        ({"DOSSIER_DEBUG": "0"}, "DOSSIER_SECRET_KEY is missing"),
        ({"DOSSIER_HOSTS": "example.org"}, "DOSSIER_SECRET_KEY is missing"),
        (
            {"DOSSIER_DEBUG": "0", "DOSSIER_SECRET_KEY": "short"},
            "DOSSIER_SECRET_KEY is weak",
        ),
        (
            {"DOSSIER_DEBUG": "0", "DOSSIER_SECRET_KEY": "a" * 60},
            "DOSSIER_SECRET_KEY is weak",
        ),
        (
            {"DOSSIER_HOSTS": "*", "DOSSIER_SECRET_KEY": KEY},
            "DOSSIER_HOSTS holds “*”",
        ),
        (
            {"DOSSIER_HOSTS": "example.org", "DOSSIER_DEBUG": "1"},
            "DOSSIER_DEBUG is on, but DOSSIER_HOSTS names more",
        ),
        ({"DOSSIER_DEBUG": "perhaps"}, "DOSSIER_DEBUG is “perhaps”; write 1 or 0"),
        ({"DOSSIER_ORIGIN": "example.org"}, "DOSSIER_ORIGIN is “example.org”"),
        (
            {"DOSSIER_ORIGIN": "https://example.org/people"},
            "DOSSIER_ORIGIN is “https://example.org/people”",
        ),
        (
            {"DOSSIER_ORIGIN": "https://user@example.org"},
            "DOSSIER_ORIGIN is “https://user@example.org”",
        ),
        ({"DATABASE_URL": "nonsense"}, "DATABASE_URL is not a database address"),
        (
            {"PUBLIC_DATABASE_URL": "mysql://u@h/n"},
            "PUBLIC_DATABASE_URL is not a database address",
        ),
        (
            {"DOSSIER_DEBUG": "0", "DOSSIER_SECRET_KEY_FILE": "/nowhere/at-all"},
            "DOSSIER_SECRET_KEY_FILE cannot be read",
        ),
    ],
)
def test_mistake_is_named_and_nothing_starts(
    tmp_path: Path, variables: dict[str, str], named: str
) -> None:
    done = run(tmp_path, "manage.py", "check", **variables)

    assert done.returncode != 0
    assert named in done.stderr


def test_all_mistakes_are_named_at_once(tmp_path: Path) -> None:
    done = run(
        tmp_path,
        "manage.py",
        "check",
        DOSSIER_HOSTS="*",
        DOSSIER_HTTPS="maybe",
        DATABASE_URL="nonsense",
    )

    assert [
        name in done.stderr
        for name in (
            "DOSSIER_HOSTS",
            "DOSSIER_HTTPS",
            "DATABASE_URL",
            "DOSSIER_SECRET_KEY",
        )
    ] == [True] * 4


def test_key_may_stand_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(f"{KEY}\n")

    done = run(
        tmp_path,
        "manage.py",
        "check",
        DOSSIER_DEBUG="0",
        DOSSIER_SECRET_KEY_FILE=str(file),
    )

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("variable", "origin"),
    [
        ("", ""),
        ("https://example.org", "https://example.org"),
        ("https://example.org/", "https://example.org"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("http://[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_origin_is_a_scheme_and_a_host(
    tmp_path: Path, variable: str, origin: str
) -> None:
    read = "from dossier_site.settings import DOSSIER_ORIGIN; print(DOSSIER_ORIGIN)"

    done = run(tmp_path, "-c", read, DOSSIER_ORIGIN=variable)

    assert done.stdout.strip() == origin


def test_served_site_does_not_start_on_databases_that_are_not_migrated(
    tmp_path: Path,
) -> None:
    served = {"DOSSIER_HOSTS": "example.org", "DOSSIER_SECRET_KEY": KEY}

    before = run(tmp_path, "-c", "import dossier_site.wsgi", **served)
    run(tmp_path, "manage.py", "migrate", "-v0", **served)
    after = run(tmp_path, "-c", "import dossier_site.wsgi", **served)

    assert before.returncode != 0
    assert "The database “default” is not migrated" in before.stderr
    assert "The database “public” is not migrated" in before.stderr
    assert "manage.py migrate" in before.stderr
    assert after.returncode == 0, after.stderr
