"""What an import costs that is refused, as a process of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.process

ROOT = Path(__file__).parents[2]
SECONDS = 2
MEGABYTES = 150


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a desk of one in a folder of its own, migrated."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    environment = kept | {
        "DOSSIER_DATA_DIR": str(tmp_path_factory.mktemp("data")),
        "DOSSIER_FOUR_EYES": "0",
    }
    manage(environment, "migrate", "--verbosity", "0")
    return environment


#: Runs a command and adds what it used as the last line. A process of its own, because
#: what the tests themselves take would count as their child's, too.
METER = """
import json, resource, subprocess, sys
status = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
seconds, megabytes = used.ru_utime + used.ru_stime, used.ru_maxrss * 1024 / 1e6
print(json.dumps([status, seconds, megabytes]))
"""


def manage(environment: dict[str, str], *words: str) -> tuple[int, str, float, float]:
    """Exit status, messages, seconds of processor time, and megabytes at the most."""
    done = subprocess.run(  # noqa: S603 -- our own command
        [sys.executable, "-c", METER, sys.executable, "manage.py", *words],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    status, seconds, megabytes = json.loads(done.stdout)
    return status, done.stderr, seconds, megabytes


@pytest.fixture(scope="module")
def start_up(desk: dict[str, str]) -> float:
    """Seconds that the command takes before it reads a file; they are no bomb's."""
    status, said, seconds, _ = manage(desk, "import_dossier", "missing.yaml")
    assert status == 1
    assert "cannot be read" in said
    return seconds


HEAD = "dossier: 1\nname: Ada\nsort_name: Ada\nslug: ada\n"


def _laughs() -> str:
    lines = ["a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    return "\n".join(lines)


def _quotes(count: int, **fields: str) -> str:
    rows = "\n".join(f"  {key}: {value}" for key, value in fields.items())
    return HEAD + "quotes:\n" + f"- text: Words\n{rows}\n" * count


BOMBS: dict[str, tuple[Callable[[], str], str]] = {
    "aliases": (_laughs, "line 1: holds an alias or anchor"),
    "tag": (lambda: HEAD + "note: !!python/name:os.system", "line 5: holds a tag"),
    "nested lists": (lambda: "a: " + "[" * 100_000, "exceeded maximum nesting depth"),
    "nested json": (lambda: '{"a":' * 100_000, "is nested deeper than 20 levels"),
    "nested blocks": (
        lambda: "\n".join(" " * n + "a:" for n in range(3_000)),
        "is nested deeper than 20 levels",
    ),
    "many values": (
        lambda: "a:\n" + "- 1\n" * 3_000_000,
        "holds more than 200,000 values",
    ),
    "many keys": (
        lambda: "".join(f"k{n}: 1\n" for n in range(500_000)),
        "has more than 200 keys in one place",
    ),
    "long text": (
        lambda: HEAD + "note: " + "x" * 14_000_000,
        "over 100,000 characters",
    ),
    "long key": (lambda: "x" * 14_000_000 + ": 1", "line 1"),
    "long number": (lambda: HEAD + "note: " + "9" * 90_000, "note, line 5"),
    "combining accents": (
        lambda: HEAD + "note: a" + "\u0301\u0323" * 900,
        "accents on one letter",
    ),
    "many faults": (
        lambda: _quotes(60_000, qoute="x"),
        "has too many faults to list; these are the first 1,000",
    ),
    "many long faults": (
        lambda: _quotes(2_000, text2="x" * 5_000),
        "has too many faults to list",
    ),
    "emoji all over": (lambda: HEAD + "note: " + "🜁" * 3_700_000, "100,000"),
    "no text": (lambda: "\x00" * 1_000_000, "line 1: is not YAML"),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_bomb_is_refused_early(
    bomb: str, desk: dict[str, str], start_up: float, tmp_path: Path
) -> None:
    make, sentence = BOMBS[bomb]
    file = tmp_path / "bomb.yaml"
    file.write_text(make())

    # What it takes is the least of three: a busy machine adds half as much again.
    for _ in range(3):
        status, said, seconds, megabytes = manage(desk, "import_dossier", str(file))
        assert status == 1
        assert sentence in said
        assert "Traceback" not in said
        if seconds - start_up < SECONDS:
            break

    assert (seconds - start_up < SECONDS, megabytes < MEGABYTES) == (True, True), (
        f"{seconds:.1f} s, {start_up:.1f} of them to start, and {megabytes:.0f} MB"
    )
