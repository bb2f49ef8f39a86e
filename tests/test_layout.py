import time
from itertools import combinations

import pytest

from profiles.layout import Box, fit, force_layout

BOX = Box(90, 40)
FRAME = Box(960, 960)


def star(size: int) -> tuple[list[str], list[tuple[int, int]]]:
    """A node in the middle of all others."""
    return [f"person-{n}" for n in range(size)], [(0, n) for n in range(1, size)]


def overlapping(places: list[complex], box: Box) -> list[tuple[int, int]]:
    return [
        (one, other)
        for one, other in combinations(range(len(places)), 2)
        if abs(places[one].real - places[other].real) < box.width - 1
        and abs(places[one].imag - places[other].imag) < box.height - 1
    ]


def test_same_graph_gets_the_same_places() -> None:
    keys, edges = star(12)

    assert force_layout(keys, edges) == force_layout(list(keys), list(edges))


def test_joined_nodes_stand_nearer_than_others() -> None:
    keys = [f"person-{n}" for n in range(8)]
    groups = [range(4), range(4, 8)]
    edges = [pair for group in groups for pair in combinations(group, 2)]

    places = force_layout(keys, edges)

    def mean(pairs: list[tuple[int, int]]) -> float:
        return sum(abs(places[a] - places[b]) for a, b in pairs) / len(pairs)

    apart = [pair for pair in combinations(range(8), 2) if pair not in edges]
    assert mean(edges) < 0.6 * mean(apart)


def test_pieces_without_a_link_stay_near() -> None:
    places = force_layout(["a", "b", "c", "d"], [(0, 1)])

    assert max(abs(place) for place in places) < 5


def test_sixty_nodes_and_their_edges_take_less_than_a_fifth_of_a_second() -> None:
    keys = [f"person-{n}" for n in range(60)]
    edges = [(n % 9, 9 + n % 51) for n in range(120)]

    started = time.process_time()
    fit(force_layout(keys, edges), [BOX] * 60, FRAME)

    assert time.process_time() - started < 0.2


@pytest.mark.parametrize("size", [1, 2, 40, 60])
def test_boxes_stay_in_the_frame_and_apart(size: int) -> None:
    keys, edges = star(size)

    places = fit(force_layout(keys, edges), [BOX] * size, FRAME)

    assert all(45 <= place.real <= 915 and 20 <= place.imag <= 940 for place in places)
    assert overlapping(places, BOX) == []


def test_nothing_has_no_places() -> None:
    assert fit(force_layout([], []), [], FRAME) == []
