"""The files of portraits: made from an upload, kept under names nobody can guess.

They lie in `portraits/<name>/<width>.<ending>` of the data folder. A name is given to
one picture, once, so what lies under it never changes; another picture gets another
name. What was uploaded is never kept.
"""

import os
import re
import secrets
import shutil
import subprocess
import sys
import time
from pathlib import Path

from django.conf import settings

from profiles import pictures
from profiles.pictures import PictureError, Renditions

_NAME = re.compile(r"[0-9a-f]{32}")
_SECONDS = 10


def is_name(text: str) -> bool:
    return _NAME.fullmatch(text) is not None


def make(data: bytes) -> Renditions:
    """Make the files of an upload, and keep none yet. Raises PictureError.

    This is done in a process of its own, with little memory, time and power.
    """
    if len(data) > pictures.MAX_BYTES:
        raise PictureError(pictures.TOO_MANY_BYTES)
    command = [sys.executable, "-I", pictures.__file__]
    try:
        done = subprocess.run(  # noqa: S603 -- our own program, no input of others in it
            command,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            env={},
            check=True,
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        raise PictureError(pictures.TOO_MUCH_WORK) from None
    return Renditions.from_json(done.stdout)


def keep(renditions: Renditions) -> str:
    """Write the files, all or none of them; return their new name."""
    name = secrets.token_hex(16)
    unfinished = _folder() / f".{name}"
    unfinished.mkdir(parents=True)
    for file_name, content in renditions.files.items():
        with (unfinished / file_name).open("xb") as file:
            file.write(content)
            # The database will say that they are there, and must be right.
            file.flush()
            os.fsync(file.fileno())
    unfinished.rename(folder_of(name))
    return name


def folder_of(name: str) -> Path:
    """Where the files of a portrait are. Raises ValueError for what is no name."""
    if not is_name(name):
        raise ValueError(f"“{name}” is not the name of a portrait")
    return _folder() / name


def is_complete(name: str, width: int) -> bool:
    """Whether all files are there of a portrait that was `width` pixels wide."""
    folder = folder_of(name)
    return all((folder / each).is_file() for each in pictures.file_names(width))


def remove(name: str) -> None:
    shutil.rmtree(_folder() / name, ignore_errors=True)


def kept(*, for_seconds: float = 0) -> list[str]:
    """The names of what has been kept for so long; an unfinished one begins with “.”"""
    if not _folder().is_dir():
        return []
    latest = time.time() - for_seconds
    return sorted(
        each.name for each in _folder().iterdir() if each.stat().st_mtime <= latest
    )


def _folder() -> Path:
    folder: Path = settings.DATA_DIR / "portraits"
    return folder
