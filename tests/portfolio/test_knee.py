"""The knee of a front: known shapes, and laws about ends and scales."""

from __future__ import annotations

import math
import random
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from decide.selection.knee import knee

if TYPE_CHECKING:
    from collections.abc import Sequence

    Point = tuple[float, ...]

SEEDS = range(300)


def _front(seed: int, columns: int) -> list[Point]:
    """Points none of which beats another: value first, larger is better, then one or two columns to pay with."""
    chance = random.Random(seed)  # noqa: S311 - chance, not secrecy
    found: list[Point] = [tuple(chance.randint(0, 40) for _ in range(columns)) for _ in range(chance.randint(3, 40))]

    def beats(one: Point, other: Point) -> bool:
        return one != other and one[0] >= other[0] and all(x <= y for x, y in zip(one[1:], other[1:], strict=True))

    return sorted({own for own in found if not any(beats(one, own) for one in found)})


def _exact(points: Sequence[Point]) -> int | None:
    """The definition in fractions: most scaled value less the mean of what it takes, each scaled where it varies.

    None where no point lies above the plane through the extremes, which are at height 0.
    """
    lows = [min(column) for column in zip(*points, strict=True)]
    highs = [max(column) for column in zip(*points, strict=True)]
    if len(points) < 3 or lows[0] == highs[0]:
        return None

    def height(point: Point) -> Fraction:
        scaled = [
            (Fraction(x) - Fraction(low)) / (Fraction(high) - Fraction(low))
            for x, low, high in zip(point, lows, highs, strict=True)
            if high > low
        ]
        return scaled[0] - (sum(scaled[1:], Fraction(0)) / (len(scaled) - 1) if scaled[1:] else 0)

    heights = [height(point) for point in points]
    return heights.index(max(heights)) if max(heights) > 0 else None


@pytest.mark.parametrize(
    ("points", "place"),
    [
        ([(0, 0), (8, 2), (10, 10)], 1),
        ([(0, 0), (3, 1), (8, 2), (9, 6), (10, 10)], 2),
        ([(10, 10), (9, 6), (8, 2), (3, 1), (0, 0)], 2),
        ([(0, 0), (5, 1), (9, 5), (10, 10)], 1),
        ([(-10, -5), (-2, -3), (0, 5)], 1),
        ([(0, 0, 0), (6, 9, 0), (6, 0, 1), (10, 10, 10)], 2),
        ([(0, 0, 0), (4, 2, 2), (9, 3, 3), (10, 10, 10)], 2),
        ([(0, 0, 7), (6, 1, 7), (9, 6, 7), (10, 10, 7)], 1),
    ],
    ids=[
        "the only point between",
        "most value for the money",
        "in whatever order the points come",
        "of equals the first",
        "below nothing too",
        "dear on one scale only is worse than cheap on both",
        "both scales count alike",
        "a scale on which nothing varies does not count",
    ],
)
def test_knees_by_hand(points: list[Point], place: int) -> None:
    assert knee(points) == place


@pytest.mark.parametrize("columns", [2, 3])
def test_two_points_have_no_knee(columns: int) -> None:
    ends: list[Point] = [(0.0,) * columns, (1.0,) * columns]
    for count in range(3):
        assert knee(ends[:count]) is None
    if columns > 2:
        assert knee([(0, 0, 1), (1, 1, 0)]) is None, "though the second has more for what it takes"


def test_where_no_value_varies_there_is_no_knee() -> None:
    assert knee([(1, 0, 3), (1, 1, 2), (1, 2, 0)]) is None


@pytest.mark.parametrize("columns", [2, 3])
def test_the_knee_has_most_value_for_what_it_takes(columns: int) -> None:
    found = 0
    for seed in SEEDS:
        points = _front(seed, columns)
        place = _exact(points)
        if place is not None:
            assert knee(points) == place, seed
            found += 1
    assert found > 100


def test_ends_of_a_front_of_value_and_one_thing_that_it_takes_are_no_knee() -> None:
    for seed in SEEDS:
        points = _front(seed, 2)  # in order, so that the ends stand first and last
        assert knee(points) not in {0, len(points) - 1}, seed


@pytest.mark.parametrize("factor", [0.001, 0.5, 3.0, 1e9])
@pytest.mark.parametrize("columns", [2, 3])
def test_the_unit_of_a_scale_does_not_matter(columns: int, factor: float) -> None:
    for seed in SEEDS[::3]:
        points = _front(seed, columns)
        for column in range(columns):
            scaled = [tuple(x * factor if place == column else x for place, x in enumerate(one)) for one in points]
            assert knee(scaled) == knee(points), (seed, column)


@pytest.mark.parametrize("columns", [2, 3])
def test_where_a_scale_begins_does_not_matter(columns: int) -> None:
    for seed in SEEDS[::3]:
        points = _front(seed, columns)
        for column in range(columns):
            moved = [tuple(x - 17.0 if place == column else x for place, x in enumerate(one)) for one in points]
            assert knee(moved) == knee(points), (seed, column)


def test_ends_of_a_front_that_bends_up_are_no_knee() -> None:
    """Where each step buys less than the one before, some point between lies above the line through the ends."""
    for count in range(3, 40):
        points = [(math.sqrt(place), float(place)) for place in range(count)]
        assert knee(points) not in {None, 0, count - 1}
        assert knee(points[::-1]) not in {None, 0, count - 1}


@pytest.mark.parametrize(
    "points",
    [[(0, 0), (1, 1), (2, 2)], [(0, 0), (1, 5), (10, 10)], [(0, 0, 0), (1, 5, 5), (10, 10, 10)]],
    ids=["a straight front", "one that bends down", "and in three dimensions"],
)
def test_ends_are_no_knee_where_nothing_bends_up_between_them(points: list[Point]) -> None:
    """No point lies above the line through the ends, so that none of them has more value for what it takes."""
    ends = {0, len(points) - 1}
    assert knee(points) not in ends
    assert knee(points[::-1]) not in ends
