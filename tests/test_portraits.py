import os
import re
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from profiles import pictures, portraits
from profiles.pictures import MAX_BYTES, PictureError, Renditions, file_names
from tests.uploads import animation, huge_webp, picture, png

MADE = Renditions(160, 200, {"160.webp": b"one", "160.jpg": b"other"})


def test_upload_is_made_into_files_in_a_process_of_its_own() -> None:
    made = portraits.make(picture())

    assert made == pictures.render(picture())


def test_that_process_sees_no_environment_and_has_limits(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "program.py"
    program.write_text(
        Path(pictures.__file__)
        .read_text()
        .replace(
            "answer = render(sys.stdin.buffer.read(MAX_BYTES + 1)).to_json()",
            "raise PictureError(repr((dict(os.environ), resource.getrlimit("
            "resource.RLIMIT_AS), resource.getrlimit(resource.RLIMIT_FSIZE))))",
        )
        .replace("import json\n", "import json\nimport os\n")
    )
    monkeypatch.setattr(pictures, "__file__", str(program))
    monkeypatch.setenv("DOSSIER_SECRET_KEY", "a secret")

    with pytest.raises(PictureError) as caught:
        portraits.make(b"")

    assert "a secret" not in str(caught.value)
    assert str(caught.value).endswith("(600000000, 600000000), (0, 0))")


@pytest.mark.parametrize(
    "program",
    ["import time; time.sleep(60)", "while True: pass", "raise MemoryError", "exit(9)"],
)
def test_process_that_takes_too_much_is_stopped_and_the_upload_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, program: str
) -> None:
    (tmp_path / "program.py").write_text(program)
    monkeypatch.setattr(pictures, "__file__", str(tmp_path / "program.py"))
    monkeypatch.setattr(portraits, "_SECONDS", 0.5)

    with pytest.raises(PictureError, match="more memory or time to open than it may"):
        portraits.make(picture())


@pytest.mark.parametrize(
    "upload_of",
    [
        lambda: png(13_300, 13_300),
        huge_webp,
        lambda: animation(500, "GIF"),
        lambda: picture()[:5_000],
        lambda: bytes(MAX_BYTES + 1),
    ],
    ids=["pixels", "canvas", "frames", "cut off", "bytes"],
)
def test_bomb_is_refused_within_two_seconds_and_little_memory(
    upload_of: Callable[[], bytes],
) -> None:
    upload = upload_of()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.monotonic()

    with pytest.raises(PictureError):
        portraits.make(upload)

    assert time.monotonic() - started < 2
    factor = 1 if sys.platform == "darwin" else 1024
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert (after - before) * factor < 50_000_000
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * factor < 600_000_000


# Keeping


def test_names_are_random_and_say_nothing_of_the_picture(data_folder: Path) -> None:
    names = {portraits.keep(MADE) for _ in range(20)}

    assert len(names) == 20
    assert all(re.fullmatch("[0-9a-f]{32}", name) for name in names)


def test_all_files_are_kept_and_nothing_else(data_folder: Path) -> None:
    name = portraits.keep(MADE)

    kept = (data_folder / "portraits").rglob("*.*")
    assert {file.name: file.read_bytes() for file in kept} == MADE.files
    assert portraits.kept() == [name]
    assert portraits.is_complete(name, 160)
    assert not portraits.is_complete(name, 320)


def test_half_of_a_portrait_never_has_its_name(
    data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = []

    def fail_at_the_second(file: int) -> None:
        written.append(file)
        if len(written) == 2:
            raise OSError("no space left")

    monkeypatch.setattr(os, "fsync", fail_at_the_second)

    with pytest.raises(OSError, match="no space left"):
        portraits.keep(MADE)

    (left,) = portraits.kept()
    assert left.startswith(".")


@pytest.mark.parametrize("name", ["", "..", "../../etc", "0" * 31, "G" * 32, "a/b"])
def test_what_is_no_name_has_no_folder(name: str) -> None:
    with pytest.raises(ValueError, match="is not the name of a portrait"):
        portraits.folder_of(name)


def test_what_was_removed_is_gone(data_folder: Path) -> None:
    name = portraits.keep(MADE)

    portraits.remove(name)
    portraits.remove(name)

    assert portraits.kept() == []
    assert not portraits.is_complete(name, 160)


def test_kept_for_a_while_leaves_out_what_is_new(data_folder: Path) -> None:
    old, new = portraits.keep(MADE), portraits.keep(MADE)
    hour_ago = time.time() - 3_601
    os.utime(portraits.folder_of(old), (hour_ago, hour_ago))

    assert portraits.kept(for_seconds=3_600) == [old]
    assert portraits.kept() == sorted([old, new])


def test_nothing_is_kept_before_the_first_upload(data_folder: Path) -> None:
    assert portraits.kept() == []
    assert file_names(160) == ["160.webp", "160.jpg"]
