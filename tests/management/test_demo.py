"""The README's first command, run as a person runs it, in a data folder of its own."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.error import URLError

import pytest

from tests.conftest import DOSSIERS

pytestmark = pytest.mark.process

ROOT = Path(__file__).parents[2]
SLUGS = sorted(path.stem for path in DOSSIERS.glob("*.yaml"))


def command(data: Path, *options: str) -> tuple[list[str], dict[str, str]]:
    kept = {"PATH", "HOME", "LANG"}
    environment = {k: v for k, v in os.environ.items() if k in kept}
    words = [sys.executable, "manage.py", "demo", *options]
    return words, {**environment, "DOSSIER_DATA_DIR": str(data)}


def run(data: Path, *options: str) -> str:
    words, environment = command(data, *options)
    done = subprocess.run(  # noqa: S603 -- our own command
        words, cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def body(address: str) -> str:
    with urllib.request.urlopen(address, timeout=5) as response:  # noqa: S310 -- our own server
        return str(response.read().decode())


def wait_for(address: str, server: "subprocess.Popen[str]") -> str:
    for _ in range(1200):
        assert server.poll() is None, "the server has ended"
        try:
            return body(address)
        except URLError:
            time.sleep(0.1)
    pytest.fail(f"{address} did not answer")


def test_first_run_serves_the_dossiers_and_the_second_overwrites_nothing(
    tmp_path: Path,
) -> None:
    data, said = tmp_path / "data", tmp_path / "said.txt"
    port = free_port()
    words, environment = command(data, "--port", str(port))
    with said.open("w") as out:
        server = subprocess.Popen(  # noqa: S603 -- our own command
            words, cwd=ROOT, env=environment, stdout=out, text=True
        )

    try:
        people = wait_for(f"http://127.0.0.1:{port}/", server)
        sheet = re.search(r"/static/css/tokens\.[0-9a-f]+\.css", people)
        assert sheet is not None
        tokens = body(f"http://127.0.0.1:{port}{sheet[0]}")
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=20)
    first = said.read_text()
    second = run(data, "--no-serve")

    assert re.findall(r"Importing (.*)\.yaml", first) == SLUGS
    accounts = re.findall(r"^  (\w+) +\S{20}  ", first, re.MULTILINE)
    assert accounts == ["analyst", "editor", "administrator"]
    # The names of sheets carry a digest: debug is off.
    found = re.findall(r'<h2><a href="/people/([^"]+)/"', people)
    assert sorted(found) == SLUGS
    assert "--paper" in tokens
    assert second == "Migrating both databases …\n"


def test_port_that_is_taken_is_named(tmp_path: Path) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        words, environment = command(tmp_path, "--port", str(port))

        done = subprocess.run(  # noqa: S603 -- our own command
            words,
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    assert done.returncode == 1
    assert f"Nothing can be served at 127.0.0.1:{port}" in done.stderr
    assert "--port" in done.stderr
