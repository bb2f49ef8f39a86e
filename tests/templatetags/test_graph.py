from types import SimpleNamespace
from typing import Any

from profiles.queries.network import Node
from profiles.queries.ties import Member, Pair
from profiles.templatetags.graph import network_graph

PERSON: Any = SimpleNamespace(stable_id="ada", sort_name="Example, Ada")
ADA = Member("ada-example", "Ada Example", PERSON)
CY = Member("name.cy", "Cy")
PAIR = Pair(ADA, CY, [])
NODES = [
    Node(ADA, [PAIR], [CY], PAIR.anchor),
    Node(CY, [], [ADA], PAIR.anchor),
]


def test_line_runs_from_rim_to_rim() -> None:
    ada, cy = network_graph(NODES)["spots"]

    (line,) = ada["lines"]
    ends = complex(line["x1"], line["y1"]), complex(line["x2"], line["y2"])
    centres = complex(ada["x"], ada["y"]), complex(cy["x"], cy["y"])
    gaps = [abs(end - centre) for end, centre in zip(ends, centres, strict=True)]
    assert [round(gap) for gap in gaps] == [ada["radius"], cy["radius"]]


def test_person_is_followed_by_the_lines_that_go_on_from_there() -> None:
    spots = network_graph(NODES)["spots"]

    assert [
        (spot["node"].member.key, [line["pair"].anchor for line in spot["lines"]])
        for spot in spots
    ] == [("ada-example", [PAIR.anchor]), ("name.cy", [])]


def test_new_slug_moves_nobody() -> None:
    renamed = Member("ada-anew", "Ada Example", PERSON)
    pair = Pair(renamed, CY, [])
    nodes = [
        Node(renamed, [pair], [CY], pair.anchor),
        Node(CY, [], [renamed], pair.anchor),
    ]

    def places(drawn: dict[str, Any]) -> list[tuple[int, int]]:
        return [(spot["x"], spot["y"]) for spot in drawn["spots"]]

    assert places(network_graph(nodes)) == places(network_graph(NODES))


def test_picture_grows_with_the_number_of_people_up_to_a_limit() -> None:
    def height(size: int) -> int:
        members = [Member(f"name.{n}", f"Person {n}") for n in range(size)]
        nodes = [Node(each, [], [], "") for each in members]
        drawn: int = network_graph(nodes)["height"]
        return drawn

    assert [height(1), height(20), height(60)] == [222, 640, 960]
