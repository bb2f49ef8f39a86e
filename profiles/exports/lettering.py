"""Letters on pictures: which can be drawn, where lines break, what size fits.

The font comes with a package and the layout is Pillow's own, so that a picture has the
same bytes on every machine. It has Latin, Greek and Cyrillic letters; what else a text
holds is put in the nearest of these, or shown as a box.
"""

import unicodedata
from bisect import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache
from importlib.resources import as_file, files

from PIL.ImageFont import FreeTypeFont, Layout, truetype

#: Stands for a sign that the font does not have.
BOX = "☐"

_FILES = files("font_source_serif_pro") / "files"
#: No font has this code point: what is drawn for it is drawn for all that lack.
_NEVER = "\uffff"
#: With more boxes among its letters than one in this many, a text cannot be read.
_READABLE = 5
_LINE_SPACING = 1.28
#: No line of a picture has as many characters.
_MOST_IN_LINE = 400


class Weight(Enum):
    REGULAR = "Regular"
    SEMIBOLD = "Semibold"


@cache
def font(weight: Weight, size: int) -> FreeTypeFont:
    # The package's TTF files have wrong widths for quotation marks and “…”.
    with as_file(_FILES / f"SourceSerifPro-{weight.value}.otf") as path:
        return truetype(path, size, layout_engine=Layout.BASIC)


def _drawn(character: str) -> tuple[tuple[int, int], bytes]:
    mask = font(Weight.REGULAR, 32).getmask(character)
    return mask.size, bytes(mask)


@lru_cache(maxsize=4096)
def _has(character: str) -> bool:
    return character.isspace() or _drawn(character) != _drawn(_NEVER)


@lru_cache(maxsize=4096)
def _nearest(character: str) -> str:
    """The character, or what it is made of without marks, or a box, or nothing."""
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Cf"):
        # The layout does not place marks. Joiners and the like are not seen anyhow.
        return ""
    if _has(character):
        return character
    plain = [
        part
        for part in unicodedata.normalize("NFKD", character)
        if not unicodedata.combining(part)
    ]
    return "".join(plain) if plain and all(map(_has, plain)) else BOX


def lettered(text: str) -> str | None:
    """The text in letters that can be drawn; None where too few of it can.

    A letter whose accent the font lacks loses it; other signs become boxes.
    """
    found = "".join(map(_nearest, unicodedata.normalize("NFC", text)))
    letters = [each for each in found if not each.isspace()]
    boxes = letters.count(BOX)
    if not letters or boxes * _READABLE > len(letters):
        return None
    return found


def first_lettered(texts: Iterable[str]) -> str | None:
    """The first of these texts that can be drawn without a box."""
    drawn = (lettered(text) for text in texts)
    return next((text for text in drawn if text and BOX not in text), None)


def lines_of(text: str, face: FreeTypeFont, width: float) -> list[str]:
    """The text in lines that are no wider; a word too wide for one is broken."""
    space = face.getlength(" ")
    lines: list[str] = []
    for paragraph in text.splitlines():
        line, length = "", 0.0
        for word in _pieces(paragraph.split(), face, width):
            needed = face.getlength(word)
            if line and length + space + needed > width:
                lines.append(line)
                line, length = word, needed
            else:
                length += needed + (space if line else 0)
                line = f"{line} {word}" if line else word
        lines += [line] if line else []
    return lines


def _pieces(words: Sequence[str], face: FreeTypeFont, width: float) -> Iterable[str]:
    for word in words:
        rest = word
        while rest:
            end = _end_of_line(rest, face, width)
            yield rest[:end]
            rest = rest[end:]


def _end_of_line(word: str, face: FreeTypeFont, width: float) -> int:
    """How many characters of a word fit into a line; one at the least."""
    shown = word[:_MOST_IN_LINE]
    if face.getlength(shown) <= width:
        return len(shown)
    lengths = range(1, len(shown))
    return max(1, bisect(lengths, width, key=lambda n: face.getlength(shown[:n])))


@dataclass(frozen=True)
class Fitted:
    """Lines of one size that fit into a place; `is_cut` where some words did not."""

    lines: list[str]
    face: FreeTypeFont
    spacing: int
    is_cut: bool

    @property
    def height(self) -> int:
        return len(self.lines) * self.spacing


def fitted(
    text: str,
    weight: Weight,
    sizes: Sequence[int],
    width: int,
    height: int,
    closing: str = "",
) -> Fitted:
    """The text in the largest of these sizes in which all of it fits.

    What does not fit in the smallest is cut after a whole word, with “…”. What closes
    the text stands behind it in any case.
    """
    one_line = " ".join(text.split())
    for size in sizes:
        face, spacing = font(weight, size), round(size * _LINE_SPACING)
        # Breaking lines costs more than measuring what they would hold at best.
        if size != sizes[-1] and face.getlength(one_line) > width * (height // spacing):
            continue
        lines = lines_of(f"{text}{closing}", face, width)
        if len(lines) * spacing <= height:
            return Fitted(lines, face, spacing, is_cut=False)
    kept = lines[: max(1, height // spacing)]
    kept[-1] = _cut(kept[-1], f"…{closing}", face, width)
    return Fitted(kept, face, spacing, is_cut=True)


def _cut(line: str, end: str, face: FreeTypeFont, width: int) -> str:
    """As many of the line's words as leave room for the end."""
    words = line.split()
    while len(words) > 1 and face.getlength(f"{' '.join(words)}{end}") > width:
        words.pop()
    shown = " ".join(words)
    while shown and face.getlength(f"{shown}{end}") > width:
        shown = shown[:-1]
    return f"{shown.rstrip(' ,.;:–—')}{end}"
