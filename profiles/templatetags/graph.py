"""The picture of the network: who stands where, and the lines between them.

It takes people and pairs and gives geometry; the table beside it says the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import template

from profiles.layout import Box, fit, force_layout
from profiles.queries.network import Node

register = template.Library()

_WIDTH = 960
_BASE_HEIGHT, _HEIGHT_PER_NODE, _MOST_HEIGHT = 200, 22, 960
_RADIUS, _RADIUS_WITH_DOSSIER = 6, 10
#: The width of a letter of a label, on average, and the height of a node with it.
_LETTER, _LETTER_WITH_DOSSIER = 6.8, 8.6
_NODE_HEIGHT, _GAP = 44, 10
#: Circles stand above the middle of their room, labels below it.
_LIFT = 8j
_LEAST_WIDTH = 32


@dataclass(frozen=True)
class _Spot:
    """A node and where it stands."""

    node: Node
    place: complex

    @property
    def radius(self) -> int:
        return _RADIUS if self.node.member.person is None else _RADIUS_WITH_DOSSIER

    @property
    def x(self) -> int:
        return round(self.place.real)

    @property
    def y(self) -> int:
        return round(self.place.imag)


@register.inclusion_tag("profiles/charts/_network_graph.html")
def network_graph(nodes: Sequence[Node]) -> dict[str, Any]:
    """People as circles with their names, and a line for each pair they form.

    Lines end where the circles begin. Each person is followed by the lines that go on
    from there, which is the order in which the keyboard reaches them.
    """
    height = min(_BASE_HEIGHT + _HEIGHT_PER_NODE * len(nodes), _MOST_HEIGHT)
    spots = _spots(nodes, height)
    by_member = {spot.node.member: spot for spot in spots}
    return {
        "width": _WIDTH,
        "height": height,
        "spots": [
            {
                "node": spot.node,
                "x": spot.x,
                "y": spot.y,
                "radius": spot.radius,
                "label_y": spot.radius + 14,
                "lines": [
                    {"pair": pair, **_line(spot, by_member[pair.other])}
                    for pair in spot.node.pairs
                ],
            }
            for spot in spots
        ],
    }


def _spots(nodes: Sequence[Node], height: int) -> list[_Spot]:
    number = {node.member: index for index, node in enumerate(nodes)}
    edges = [
        (number[pair.one], number[pair.other]) for node in nodes for pair in node.pairs
    ]
    places = force_layout([node.member.seed for node in nodes], edges)
    fitted = fit(places, [_box(node) for node in nodes], Box(_WIDTH, height))
    return [
        _Spot(node, place - _LIFT) for node, place in zip(nodes, fitted, strict=True)
    ]


def _box(node: Node) -> Box:
    member = node.member
    letter = _LETTER if member.person is None else _LETTER_WITH_DOSSIER
    return Box(max(_LEAST_WIDTH, letter * len(member.name)) + _GAP, _NODE_HEIGHT)


def _line(one: _Spot, other: _Spot) -> dict[str, int]:
    """From the rim of one circle to that of the other."""
    apart = other.place - one.place
    step = apart / (abs(apart) or 1)
    start, end = one.place + step * one.radius, other.place - step * other.radius
    return {
        "x1": round(start.real),
        "y1": round(start.imag),
        "x2": round(end.real),
        "y2": round(end.imag),
    }
