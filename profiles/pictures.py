"""Makes harmless pictures of whatever was uploaded as one.

Decoders of pictures are large and read what strangers made. So this module is also a
program: it takes limits of memory and time upon itself, reads an upload from standard
input and writes what it made of it to standard output, as JSON. It imports nothing of
ours, needs no environment, and opens no file; what a broken upload could do in it, it
does to nobody else. `profiles/portraits.py` runs it.
"""

import base64
import json
import resource
import sys
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Self

from PIL import ExifTags, Image, ImageCms, UnidentifiedImageError
from PIL.Image import Resampling, Transpose

MAX_BYTES = 8_000_000
MAX_PIXELS = 25_000_000
MIN_SIDE = 160
#: How many times longer the longer side may be.
MAX_PROPORTION = 3

#: How wide a picture is offered, in pixels, as far as it is that wide itself.
WIDTHS = (160, 320, 640, 960)
#: Endings of files, each with the format in them and the options of its encoder.
ENCODINGS: Mapping[str, tuple[str, dict[str, Any]]] = {
    "webp": ("WEBP", {"quality": 80, "method": 4}),
    "jpg": ("JPEG", {"quality": 82, "optimize": True, "progressive": True}),
}

_FORMATS = ["JPEG", "PNG", "WEBP"]
_CPU_SECONDS = 5
_MEMORY = 600_000_000
_SRGB = ImageCms.createProfile("sRGB")

#: What turns a picture upright, by the orientation that its camera noted (Exif 2.32).
_TURNS = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}
_SIDEWAYS = {5, 6, 7, 8}

TOO_MANY_BYTES = (
    f"The file is larger than {MAX_BYTES // 1_000_000} MB. Save it with a stronger "
    "compression or fewer pixels, and choose it again."
)
TOO_MUCH_WORK = (
    "The picture takes more memory or time to open than it may. Save it anew with "
    f"fewer pixels (at most {MAX_PIXELS // 1_000_000} million), and choose it again."
)
_TOO_MANY_PIXELS = (
    f"The picture has more than {MAX_PIXELS // 1_000_000} million pixels. Save it "
    "smaller, and choose it again."
)
_UNKNOWN = (
    "The file is not a JPEG, PNG or WebP picture, whatever its name says. Save the "
    "picture as one of these, and choose it again."
)
_DAMAGED = (
    "The picture is damaged or far too large. Open it in a program for pictures, save "
    f"it anew with at most {MAX_PIXELS // 1_000_000} million pixels, and choose it "
    "again."
)


class PictureError(Exception):
    """The upload is refused; the message says what is wrong, and what to do."""


@dataclass(frozen=True)
class Renditions:
    """What was made of an upload: its size when upright, and files, by their names.

    A file is named by its width and its encoding, as in `320.webp`.
    """

    width: int
    height: int
    files: Mapping[str, bytes]

    def to_json(self) -> str:
        files = {
            name: base64.b64encode(file).decode() for name, file in self.files.items()
        }
        return json.dumps({"width": self.width, "height": self.height, "files": files})

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """What `to_json` wrote; raises PictureError where `main` wrote a refusal."""
        found = json.loads(text)
        if "refusal" in found:
            raise PictureError(found["refusal"])
        files = {name: base64.b64decode(file) for name, file in found["files"].items()}
        return cls(found["width"], found["height"], files)


def widths(width: int) -> list[int]:
    """In which widths there are files of a picture `width` pixels wide.

    The last is its own, or that of the largest file; nothing is ever made wider.
    """
    widest = min(width, WIDTHS[-1])
    return [*(each for each in WIDTHS if each < widest), widest]


def file_names(width: int) -> list[str]:
    """The files there are of a picture `width` pixels wide."""
    return [f"{each}.{ending}" for each in widths(width) for ending in ENCODINGS]


def render(data: bytes) -> Renditions:
    """Make the files of an upload, in this process. Raises PictureError.

    Only the first frame is looked at. The files show it upright, in sRGB, on white
    where it is transparent, and hold nothing that came with it but its pixels.
    """
    if len(data) > MAX_BYTES:
        raise PictureError(TOO_MANY_BYTES)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data), formats=_FORMATS) as image:
                return _rendered(image)
    except PictureError:
        raise
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise PictureError(_TOO_MANY_PIXELS) from None
    except UnidentifiedImageError:
        raise PictureError(_UNKNOWN) from None
    except MemoryError:
        raise PictureError(TOO_MUCH_WORK) from None
    except Exception as error:
        # Decoders raise anything at all when a file is not what it says.
        raise PictureError(_DAMAGED) from error


def _rendered(image: Image.Image) -> Renditions:
    if image.width * image.height > MAX_PIXELS:
        raise PictureError(_TOO_MANY_PIXELS)
    orientation = image.getexif().get(ExifTags.Base.Orientation)
    width, height = image.size
    if orientation in _SIDEWAYS:
        width, height = height, width
    _refuse_unfit(width, height)
    largest = _largest(image, max(widths(width)) / width)
    if orientation in _TURNS:
        largest = largest.transpose(_TURNS[orientation])
    return Renditions(width, height, dict(_encoded(largest)))


def _refuse_unfit(width: int, height: int) -> None:
    shorter, longer = sorted((width, height))
    if shorter < MIN_SIDE:
        raise PictureError(
            f"The picture is {width} × {height} pixels, and a portrait needs "
            f"{MIN_SIDE} on each side. Choose a larger one."
        )
    if longer > MAX_PROPORTION * shorter:
        raise PictureError(
            f"The picture is {width} × {height} pixels, which is too long for a "
            "portrait. Cut it to what shows the person, and choose it again."
        )


def _largest(image: Image.Image, scale: float) -> Image.Image:
    """The pixels alone, made smaller by `scale`, as the largest file shows them."""
    profile = image.info.get("icc_profile")
    size = max(1, round(image.width * scale)), max(1, round(image.height * scale))
    # A JPEG can be decoded at a fraction of its size, for a fraction of the memory.
    image.draft(None, size)
    small = _resizable(image).resize(size, Resampling.LANCZOS, reducing_gap=3.0)
    pixels = _in_srgb(_on_white(small), profile)
    # What comes with a picture goes along from copy to copy, and ends here.
    bare = Image.new("RGB", pixels.size)
    bare.paste(pixels)
    return bare


def _resizable(image: Image.Image) -> Image.Image:
    """The image in a mode in which colours can be mixed."""
    if image.mode.startswith("I"):
        return image.point(lambda level: level / 256).convert("L")  # of 16 bits
    if image.has_transparency_data:
        return image if image.mode == "RGBA" else image.convert("RGBA")
    if image.mode in ("L", "RGB", "CMYK"):
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return image
    ground = Image.new("RGB", image.size, "white")
    ground.paste(image, mask=image.getchannel("A"))
    return ground


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """The colours as they were meant, before the profile that says so is dropped."""
    if profile:
        try:
            meant = ImageCms.ImageCmsProfile(BytesIO(profile))
            converted = ImageCms.profileToProfile(image, meant, _SRGB, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            pass  # a profile that is broken, or of some other kind of picture
        else:
            if converted is not None:
                return converted
    return image.convert("RGB")


def _encoded(largest: Image.Image) -> list[tuple[str, bytes]]:
    files = []
    for width in widths(largest.width):
        height = round(largest.height * width / largest.width)
        image = largest.resize((width, height), Resampling.LANCZOS)
        for ending, (encoding, options) in ENCODINGS.items():
            file = BytesIO()
            image.save(file, encoding, **options)
            files.append((f"{width}.{ending}", file.getvalue()))
    return files


def main() -> None:
    """Be the program that this module describes."""
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        answer = render(sys.stdin.buffer.read(MAX_BYTES + 1)).to_json()
    except PictureError as error:
        answer = json.dumps({"refusal": str(error)})
    sys.stdout.write(answer)


if __name__ == "__main__":
    main()
