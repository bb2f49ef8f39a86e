"""Pictures as people upload them, and files that only look like pictures."""

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image

RED, BLUE = (200, 30, 30), (30, 30, 200)


def encoded(image: Image.Image, encoding: str = "JPEG", **options: Any) -> bytes:
    file = BytesIO()
    image.save(file, encoding, **options)
    return file.getvalue()


def picture(
    width: int = 800, height: int = 1000, encoding: str = "JPEG", **options: Any
) -> bytes:
    """A picture whose upper half is red and whose lower half is blue."""
    return encoded(halved(width, height), encoding, **options)


def halved(width: int = 800, height: int = 1000, mode: str = "RGB") -> Image.Image:
    image = Image.new("RGB", (width, height), RED)
    image.paste(BLUE, (0, height // 2, width, height))
    return image.convert(mode)


def animation(frames: int, encoding: str) -> bytes:
    """Frames of different colours; the first is red."""
    colours = [RED, *(((0, number % 250, 9)) for number in range(frames - 1))]
    first, *others = [Image.new("RGB", (200, 250), colour) for colour in colours]
    return encoded(first, encoding, save_all=True, append_images=others)


def png(width: int, height: int, *chunks: tuple[bytes, bytes]) -> bytes:
    """A white PNG of one bit a pixel, made by hand, with further chunks in it."""
    rows = zlib.compress(bytes([0, *[255] * ((width + 7) // 8)]) * height)
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    parts = [(b"IHDR", header), *chunks, (b"IDAT", rows), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts)


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)


def huge_webp() -> bytes:
    """The head of a WebP of 16,000 by 16,000 pixels, with nothing in it."""
    sides = (16_000 - 1).to_bytes(3, "little") * 2
    content = b"WEBPVP8X" + struct.pack("<II", 10, 0) + sides
    return b"RIFF" + struct.pack("<I", len(content)) + content
