import pytest

from profiles.documents.schema import PortraitPart
from profiles.templatetags.portraits import portrait_picture
from tests.factories import portrait_data

NAME = f"{1:032x}"


@pytest.mark.parametrize(
    ("width", "offered"), [(800, [160, 320, 640, 800]), (160, [160])]
)
def test_browser_may_choose_among_all_widths(width: int, offered: list[int]) -> None:
    portrait = PortraitPart(**portrait_data(width=width))

    shown = portrait_picture(portrait, "10rem")

    assert shown == {
        "portrait": portrait,
        "sizes": "10rem",
        "webp": ", ".join(f"/portraits/{NAME}/{w}.webp {w}w" for w in offered),
        "jpeg": ", ".join(f"/portraits/{NAME}/{w}.jpg {w}w" for w in offered),
        "src": f"/portraits/{NAME}/{width}.jpg",
    }
