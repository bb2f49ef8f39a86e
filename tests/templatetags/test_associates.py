import math
import re
from itertools import combinations
from typing import Any

import pytest

from profiles.choices import AssociationKind
from profiles.documents.citing import Evidence
from profiles.documents.relations import Relation
from profiles.documents.schema import AssociationPart
from profiles.documents.shown import ShownPerson, ShownRelation
from profiles.templatetags.associates import associates_graph

LETTER = 7.4
LONGEST = "Wolfeschlegelsteinhausenbergerdorff"
NAMES = [
    "Bo",
    "Yoshua Bengio",
    "Geoffrey Everest Hinton",
    LONGEST,
    f"{LONGEST} {LONGEST} the Younger",
]


def shown(name: str, *, is_curated: bool = True) -> ShownRelation:
    written = [AssociationPart(name=name, kind=AssociationKind.FRIEND)]
    relation = Relation(name, "", written if is_curated else [])
    return ShownRelation(relation, ShownPerson(name, ""), Evidence(), "", "")


def spots(drawn: dict[str, Any]) -> list[Any]:
    return [spot for _, side in drawn["sides"] for spot in side]


def graph(names: list[str]) -> dict[str, Any]:
    return associates_graph("Ada Example", [shown(name) for name in names], len(names))


def test_people_stand_clockwise_by_name_whoever_shares_most() -> None:
    names = ["Dora", "Émile", "Bo", "Cy", "Ada"]

    drawn = graph(names)

    turned = [math.atan2(spot.x, -spot.y) % math.tau for spot in spots(drawn)]
    assert [spot.shown.person.name for spot in spots(drawn)] == [
        "Ada",
        "Bo",
        "Cy",
        "Dora",
        "Émile",
    ]
    assert turned == sorted(turned)
    assert _places(drawn) == _places(graph(sorted(names)))


def _places(drawn: dict[str, Any]) -> dict[str, tuple[int, int]]:
    return {spot.shown.person.name: (spot.x, spot.y) for spot in spots(drawn)}


@pytest.mark.parametrize("count", range(1, 13))
def test_labels_stay_inside_and_cover_neither_each_other_nor_the_circles(
    count: int,
) -> None:
    names = [f"{NAMES[n % len(NAMES)]} {n}" for n in range(count)]

    drawn = graph(names)

    left, top, width, height = map(int, drawn["box"].split())
    boxes = [
        box
        for anchor, side in drawn["sides"]
        for spot in side
        for box in (_circle(spot.x, spot.y, drawn["radius"]), _label(spot, anchor))
    ]
    boxes.append(_circle(0, 0, drawn["own_radius"]))
    assert all(
        left <= x0 and x1 <= left + width and top <= y0 and y1 <= top + height
        for x0, y0, x1, y1 in boxes
    )
    assert [
        (one, other)
        for one, other in combinations(boxes, 2)
        if one[0] < other[2]
        and other[0] < one[2]
        and one[1] < other[3]
        and other[1] < one[3]
    ] == []


def _circle(x: int, y: int, radius: int) -> tuple[float, float, float, float]:
    return x - radius, y - radius, x + radius, y + radius


def _label(spot: Any, anchor: str) -> tuple[float, float, float, float]:
    """Where the lines of a label are: letters rise 10 units and hang 3 below."""
    width = max(len(line) for _, line in spot.label) * LETTER
    heights = [height for height, _ in spot.label]
    start = spot.label_x if anchor == "start" else spot.label_x - width
    return start, min(heights) - 10, start + width, max(heights) + 3


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Bo", ["Bo"]),
        ("Jean Ponce", ["Jean Ponce"]),
        ("Geoffrey Hinton", ["Geoffrey", "Hinton"]),
        ("Wen Jun van Dam", ["Wen Jun", "van Dam"]),
        (LONGEST, ["Wolfeschleg…"]),
        (f"Bo {LONGEST}", ["Bo", "Wolfeschleg…"]),
        ("李飞飞", ["李飞飞"]),
        ("ティモシー・バーナーズ", ["ティモシー・…"]),
    ],
)
def test_name_is_broken_or_cut_to_the_room_there_is(
    name: str, lines: list[str]
) -> None:
    (spot,) = spots(graph([name]))

    assert [line for _, line in spot.label] == lines
    assert spot.is_cut == (" ".join(lines) != name)


def test_line_runs_from_rim_to_rim() -> None:
    drawn = graph(NAMES)

    for spot in spots(drawn):
        x1, y1, x2, y2 = map(int, re.findall(r"-?\d+", spot.line))
        # Places are whole numbers.
        ends = math.hypot(x1, y1), math.hypot(spot.x - x2, spot.y - y2)
        assert ends == pytest.approx((drawn["own_radius"], drawn["radius"]), abs=1)


def test_lines_to_those_an_analyst_wrote_of_are_apart() -> None:
    drawn = associates_graph(
        "Ada Example", [shown("Bo"), shown("Cy", is_curated=False)], 2
    )

    bo, cy = spots(drawn)
    assert (drawn["curated"], drawn["derived"]) == (bo.line, cy.line)
