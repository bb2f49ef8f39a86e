"""Places for the nodes of a graph, so that those joined stand near each other.

The same nodes and edges always get the same places: nodes start where their own key
puts them, so one node more moves the others little.
"""

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass

_STEPS = 60
#: How far a node may move in the first step, in lengths of an edge at rest.
_FIRST_STRIDE = 1.0
#: Draws everything to the middle, so that pieces without a link do not drift off.
_GRAVITY = 0.35
_SPREADING_STEPS = 80


@dataclass(frozen=True)
class Box:
    """The room a node and its label take around the node's place."""

    width: float
    height: float


def force_layout(
    keys: Sequence[str], edges: Sequence[tuple[int, int]]
) -> list[complex]:
    """A place for each key; the unit is the length of an edge at rest.

    `edges` are pairs of indexes into `keys`. All nodes repel each other, edges pull
    (Fruchterman and Reingold, 1991), and strides shorten until everything rests.
    """
    places = [_start(key, math.sqrt(len(keys))) for key in keys]
    for step in range(_STEPS):
        stride = _FIRST_STRIDE * (1 - step / _STEPS)
        forces = _repulsion(places)
        for one, other in edges:
            apart = places[one] - places[other]
            pull = apart * abs(apart)
            forces[one] -= pull
            forces[other] += pull
        for index, place in enumerate(places):
            force = forces[index] - _GRAVITY * place
            places[index] = place + force * min(1, stride / (abs(force) or 1))
    return places


def _start(key: str, radius: float) -> complex:
    """A point of the square with this half side, which follows from the key alone."""
    digest = hashlib.blake2b(key.encode(), digest_size=8).digest()
    across, down = (int.from_bytes(half, "big") for half in (digest[:4], digest[4:]))
    return radius * complex(across / 2**31 - 1, down / 2**31 - 1)


def _repulsion(places: Sequence[complex]) -> list[complex]:
    """What pushes each node: the nearer another one, the stronger."""
    forces = [0j] * len(places)
    for index, place in enumerate(places):
        total = 0j
        for other in range(index):
            apart = place - places[other]
            push = apart / (apart.real * apart.real + apart.imag * apart.imag or 1)
            forces[other] -= push
            total += push
        forces[index] += total
    return forces


def fit(places: Sequence[complex], boxes: Sequence[Box], frame: Box) -> list[complex]:
    """The places stretched to the frame, from 0 to its width and height.

    Boxes that would cover each other are moved apart, as far as the frame has room.
    """
    if not places:
        return []
    margin = complex(max(b.width for b in boxes) / 2, max(b.height for b in boxes) / 2)
    across = _stretched([p.real for p in places], margin.real, frame.width)
    down = _stretched([p.imag for p in places], margin.imag, frame.height)
    fitted = [complex(x, y) for x, y in zip(across, down, strict=True)]
    for _ in range(_SPREADING_STEPS):
        if not _spread(fitted, boxes):
            break
        for index, (place, box) in enumerate(zip(fitted, boxes, strict=True)):
            fitted[index] = complex(
                _within(place.real, box.width / 2, frame.width),
                _within(place.imag, box.height / 2, frame.height),
            )
    return fitted


def _stretched(values: Sequence[float], margin: float, length: float) -> list[float]:
    """The values from `margin` to as much before `length`; all the same, its middle."""
    least, most = min(values), max(values)
    if most - least < 1e-9:
        return [length / 2] * len(values)
    scale = (length - 2 * margin) / (most - least)
    return [margin + (value - least) * scale for value in values]


def _within(value: float, margin: float, length: float) -> float:
    return min(max(value, margin), length - margin)


def _spread(places: list[complex], boxes: Sequence[Box]) -> bool:
    """Move each two boxes that cover each other apart the shorter way; tell if any."""
    has_moved = False
    for one in range(len(places)):
        for other in range(one):
            apart = places[one] - places[other]
            across = (boxes[one].width + boxes[other].width) / 2 - abs(apart.real)
            down = (boxes[one].height + boxes[other].height) / 2 - abs(apart.imag)
            if across <= 0 or down <= 0:
                continue
            has_moved = True
            move = (
                complex(math.copysign(across, apart.real), 0)
                if across < down
                else complex(0, math.copysign(down, apart.imag))
            )
            places[one] += move / 2
            places[other] -= move / 2
    return has_moved
