"""Commands killed at any moment: nothing half done, and finished afterwards."""

import os
import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from profiles.documents.writer import to_yaml
from tests.factories import dossier, quote_data

pytestmark = pytest.mark.process

ROOT = Path(__file__).parents[2]
QUOTES = 600
ROUNDS = 6


class Desk:
    """Two databases in a folder of their own, and commands that work on them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        kept = {k: os.environ[k] for k in ("PATH", "HOME") if k in os.environ}
        self.environment = kept | {
            "DOSSIER_DATA_DIR": str(folder),
            "DOSSIER_FOUR_EYES": "0",
        }
        self.file = folder / "ada.yaml"
        document = dossier(quotes=[quote_data(number) for number in range(QUOTES)])
        self.file.write_text(to_yaml(document))
        self.run("migrate", "--verbosity", "0")

    def start(self, *words: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(  # noqa: S603 -- our own command
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *words: str) -> None:
        with self.start(*words) as process:
            _, said = process.communicate()
        assert process.returncode == 0, said

    def kill_after(self, stage: str, seconds: float, *words: str) -> None:
        """Kill the command some time after it has said what it does next."""
        with self.start(*words) as process:
            assert process.stderr is not None
            for line in process.stderr:
                if stage in line:
                    break
            time.sleep(seconds)
            process.kill()

    def count(self, database: str, table: str) -> int:
        file = self.folder / f"{database}.sqlite3"
        with closing(sqlite3.connect(file)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            row = connection.execute(f"SELECT count(*) FROM profiles_{table}")  # noqa: S608 -- our own name
            return int(row.fetchone()[0])


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def moments(longest: float) -> list[float]:
    """Spread over the time the work takes, and never twice the same."""
    step = longest / ROUNDS
    return [step * (n + random.random()) for n in range(ROUNDS)]  # noqa: S311 -- no secret


def test_killed_import_leaves_nothing_behind(desk: Desk) -> None:
    left = []
    for moment in moments(0.5):
        desk.kill_after("loading", moment, "import_dossier", str(desk.file))
        left.append((desk.count("desk", "person"), desk.count("desk", "quote")))
        if left[-1][0]:
            break

    desk.run("import_dossier", str(desk.file))

    assert set(left) <= {(0, 0), (1, QUOTES)}
    assert (0, 0) in left, "no round was killed before the end"
    assert desk.count("desk", "quote") == QUOTES


def test_killed_publication_is_never_half_visible_and_is_finished(desk: Desk) -> None:
    desk.run("import_dossier", str(desk.file))
    left = []
    for moment in moments(0.5):
        desk.kill_after(
            "publishing", moment, "import_dossier", str(desk.file), "--publish"
        )
        left.append(
            (
                desk.count("public", "publishededition"),
                desk.count("public", "quote"),
            )
        )
        if left[-1][0]:
            break

    desk.run("publish_pending")
    desk.run("import_dossier", str(desk.file), "--publish")

    assert set(left) <= {(0, 0), (1, QUOTES)}
    assert (0, 0) in left, "no round was killed before the end"
    assert desk.count("desk", "edition") == 1
    assert desk.count("public", "quote") == QUOTES
