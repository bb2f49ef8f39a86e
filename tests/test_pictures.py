import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from PIL import ExifTags, Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from profiles.pictures import (
    MAX_BYTES,
    PictureError,
    Renditions,
    file_names,
    render,
    widths,
)
from tests.uploads import (
    BLUE,
    RED,
    animation,
    encoded,
    halved,
    huge_webp,
    picture,
    png,
)

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
SECRETS = [
    b"Exif",
    b"EXIF",
    b"Phonemaker",
    b"ns.adobe.com",
    b"by hand",
    b"ICC",
    b"acsp",
    b"script",
]
#: What Pillow finds in any JPEG or WebP, and nobody put there.
EVERY_PICTURE_HAS = {
    *("jfif", "jfif_version", "jfif_unit", "jfif_density"),
    *("progressive", "progression"),
    *("loop", "background"),
}
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">http://ns.adobe.com/xap/1.0/</x:xmpmeta>'


def opened(file: bytes) -> Image.Image:
    return Image.open(BytesIO(file))


def is_like(
    image: Image.Image, place: tuple[int, int], colour: tuple[int, ...]
) -> bool:
    """Whether the colour is there, as far as an encoder that loses some keeps it."""
    found = image.convert("RGB").getpixel(place)
    assert isinstance(found, tuple)
    return all(abs(a - b) < 12 for a, b in zip(found, colour, strict=True))


def telling_exif(orientation: int = 1) -> Image.Exif:
    """Where and with what the picture was taken."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.Make] = "Phonemaker"
    exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (51.0, 30.0, 0.0)})
    return exif


def refusal(data: bytes) -> str:
    with pytest.raises(PictureError) as caught:
        render(data)
    return str(caught.value)


# What is made


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (5000, [160, 320, 640, 960]),
        (960, [160, 320, 640, 960]),
        (800, [160, 320, 640, 800]),
        (320, [160, 320]),
        (160, [160]),
    ],
)
def test_widths_go_as_far_as_the_picture_and_never_beyond(
    width: int, expected: list[int]
) -> None:
    assert widths(width) == expected


@pytest.mark.parametrize("encoding", ["JPEG", "PNG", "WEBP"])
def test_upload_becomes_a_file_for_each_width_and_encoding(encoding: str) -> None:
    made = render(picture(800, 1000, encoding))

    assert (made.width, made.height) == (800, 1000)
    assert list(made.files) == file_names(800)
    assert {
        name: (opened(file).format, opened(file).size)
        for name, file in made.files.items()
    } == {
        f"{width}.{ending}": (name, (width, width * 5 // 4))
        for width in (160, 320, 640, 800)
        for ending, name in (("webp", "WEBP"), ("jpg", "JPEG"))
    }


def test_large_picture_keeps_its_size_on_record_and_no_file_is_that_large() -> None:
    made = render(picture(2000, 2500))

    assert (made.width, made.height) == (2000, 2500)
    assert list(made.files) == file_names(2000)
    assert opened(made.files["960.webp"]).size == (960, 1200)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "PA", "RGBA", "I;16", "CMYK"])
def test_picture_of_any_mode_becomes_one_of_colours(mode: str) -> None:
    if mode == "CMYK":
        upload = encoded(halved(mode=mode), "JPEG")
    elif mode == "I;16":
        upload = encoded(Image.new(mode, (800, 1000), 0x8000), "PNG")
    else:
        upload = encoded(halved(mode=mode), "WEBP" if mode == "PA" else "PNG")

    made = render(upload)

    assert opened(made.files["320.jpg"]).mode == "RGB"


def test_sixteen_bits_of_grey_are_not_cut_off() -> None:
    made = render(encoded(Image.new("I;16", (400, 500), 0x8000), "PNG"))

    assert is_like(opened(made.files["320.jpg"]), (9, 9), (128, 128, 128))


def test_what_is_transparent_becomes_white() -> None:
    glass = Image.new("RGBA", (400, 500), (*RED, 0))
    glass.paste((*BLUE, 255), (0, 250, 400, 500))

    made = render(encoded(glass, "PNG"))

    for name in ("320.jpg", "320.webp"):
        assert is_like(opened(made.files[name]), (160, 50), (255, 255, 255))
        assert is_like(opened(made.files[name]), (160, 350), BLUE)


def test_only_the_first_frame_is_looked_at() -> None:
    for encoding in ("WEBP", "PNG"):
        made = render(animation(500, encoding))

        shown = opened(made.files["160.webp"])
        assert getattr(shown, "n_frames", 1) == 1
        assert is_like(shown, (80, 100), RED)


@pytest.mark.parametrize(
    ("orientation", "corners"),
    [
        (1, "RB"),
        (2, "RB"),
        (3, "BR"),
        (4, "BR"),
        (5, "RB sideways"),
        (6, "BR sideways"),
        (7, "BR sideways"),
        (8, "RB sideways"),
    ],
)
def test_picture_is_turned_upright(orientation: int, corners: str) -> None:
    colours = [{"R": RED, "B": BLUE}[letter] for letter in corners[:2]]

    made = render(picture(800, 1000, exif=telling_exif(orientation)))

    shown = opened(made.files["320.webp"])
    if corners.endswith("sideways"):
        assert (made.width, made.height) == (1000, 800)
        places = [(10, 128), (310, 128)]
    else:
        assert (made.width, made.height) == (800, 1000)
        places = [(160, 10), (160, 390)]
    assert [is_like(shown, *each) for each in zip(places, colours, strict=True)] == [
        True,
        True,
    ]


def test_colours_are_those_that_the_profile_means() -> None:
    profile = SRGB.replace(b"rXYZ", b"????").replace(b"bXYZ", b"rXYZ")
    red_means_blue = profile.replace(b"????", b"bXYZ")

    made = render(picture(icc_profile=red_means_blue))

    assert is_like(opened(made.files["320.webp"]), (160, 10), RED[::-1])


def test_profile_that_is_broken_does_no_harm() -> None:
    made = render(picture(icc_profile=b"no profile at all"))

    assert is_like(opened(made.files["320.webp"]), (160, 10), RED)


# What is left behind


@pytest.mark.parametrize("encoding", ["JPEG", "PNG", "WEBP"])
def test_nothing_that_came_with_the_picture_is_left(encoding: str) -> None:
    told: dict[str, Any] = {"exif": telling_exif(), "xmp": XMP, "icc_profile": SRGB}
    if encoding == "JPEG":
        told["comment"] = "written by hand"
    if encoding == "PNG":
        told["pnginfo"] = PngInfo()
        told["pnginfo"].add_text("Comment", "written by hand")
        told["pnginfo"].add_itxt("XML:com.adobe.xmp", XMP.decode())
    upload = picture(encoding=encoding, **told) + b"<script>after the end</script>"
    assert opened(upload).getexif().get_ifd(ExifTags.IFD.GPSInfo)
    assert {"exif", "xmp", "icc_profile"} <= set(opened(upload).info)

    made = render(upload)

    for name, file in made.files.items():
        assert [each for each in SECRETS if each in file] == [], name
        assert set(opened(file).info) <= EVERY_PICTURE_HAS
        assert not opened(file).getexif()


# What is refused. Uploads are made in the test: some take a second, and every worker
# would make them all when it reads this file.


def much_text() -> bytes:
    """50 MB, packed into a chunk of 49 kB."""
    return b"k\0\0" + zlib.compress(b"x" * 50_000_000)


@pytest.mark.parametrize(
    ("upload_of", "said"),
    [
        (lambda: png(13_300, 13_300), "more than 25 million pixels"),
        (lambda: picture(5_100, 5_000, "PNG"), "more than 25 million pixels"),
        (huge_webp, "million pixels"),
        (lambda: animation(500, "GIF"), "not a JPEG, PNG or WebP picture"),
        (lambda: picture(encoding="TIFF"), "not a JPEG, PNG or WebP picture"),
        (lambda: picture(encoding="EPS"), "not a JPEG, PNG or WebP picture"),
        (lambda: picture(encoding="BMP"), "not a JPEG, PNG or WebP picture"),
        (
            lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            "not a JPEG, PNG or WebP",
        ),
        (lambda: b"%PDF-1.7", "not a JPEG, PNG or WebP picture"),
        (lambda: b"", "not a JPEG, PNG or WebP picture"),
        (lambda: picture()[:5_000], "damaged"),
        (lambda: picture(encoding="PNG")[:700], "damaged"),
        (lambda: picture(encoding="WEBP")[:300], "damaged"),
        (lambda: png(400, 500, (b"zTXt", much_text())), "damaged"),
        (lambda: png(400, 500, (b"iCCP", much_text())), "damaged"),
        (lambda: png(400, 500) + bytes(MAX_BYTES), "larger than 8 MB"),
        (lambda: picture(159, 400), "159 × 400 pixels, and a portrait needs 160"),
        (lambda: picture(200, 700), "200 × 700 pixels, which is too long"),
    ],
    ids=range(18),
)
def test_refusal_says_what_is_wrong_and_what_to_do(
    upload_of: Callable[[], bytes], said: str
) -> None:
    sentence = refusal(upload_of())

    assert said in sentence
    assert any(each in sentence for each in (" choose it again.", "Choose a larger"))


def test_any_piece_of_a_picture_is_made_into_one_or_refused() -> None:
    """Whatever a decoder raises at what is broken comes out as a refusal."""
    for encoding in ("JPEG", "PNG", "WEBP"):
        whole = picture(200, 250, encoding, exif=telling_exif())
        for place in range(0, len(whole), 41):
            broken = bytearray(whole)
            broken[place] ^= 0xFF
            try:
                made = render(bytes(broken))
            except PictureError:
                continue
            assert made.files


def test_what_was_made_survives_being_handed_over() -> None:
    made = render(picture())

    assert Renditions.from_json(made.to_json()) == made
