"""Areas and means of the polygons on which three weights sum to 1, in exact numbers: clip, then cut into triangles."""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

Point: TypeAlias = tuple[Fraction, Fraction, Fraction]
Line: TypeAlias = tuple[Fraction, Fraction, Fraction, Fraction]  # a, b, c, d: all points with a x + b y + c z >= d

SIMPLEX: list[Point] = [
    (Fraction(1), Fraction(0), Fraction(0)),
    (Fraction(0), Fraction(1), Fraction(0)),
    (Fraction(0), Fraction(0), Fraction(1)),
]


def polygon(lower: Sequence[Fraction], upper: Sequence[Fraction]) -> list[Point]:
    """The corners of {w : lower <= w <= upper, sum w = 1}, in order."""
    corners = SIMPLEX
    for axis in range(3):
        unit = [Fraction(int(axis == other)) for other in range(3)]
        corners = clip(corners, (unit[0], unit[1], unit[2], lower[axis]))
        corners = clip(corners, (-unit[0], -unit[1], -unit[2], -upper[axis]))
    return corners


def clip(corners: list[Point], line: Line) -> list[Point]:
    """What lies on the right side of a line (Sutherland and Hodgman)."""
    kept: list[Point] = []
    for place, here in enumerate(corners):
        before = corners[place - 1]
        inside, was_inside = _over(here, line), _over(before, line)
        if (inside >= 0) != (was_inside >= 0):
            part = was_inside / (was_inside - inside)
            kept.append(_between(before, here, part))
        if inside >= 0:
            kept.append(here)
    return kept


def area(corners: list[Point]) -> Fraction:
    """In units that cancel in a ratio: of the shadow on the first two axes."""
    return sum((size for size, _ in _triangles(corners)), start=Fraction(0))


def mean(corners: list[Point]) -> list[Fraction]:
    """The mean of each weight over the polygon."""
    whole = area(corners)
    return [
        sum(
            (size * sum(corner[axis] for corner in triangle) / 3 for size, triangle in _triangles(corners)), Fraction(0)
        )
        / whole
        for axis in range(3)
    ]


def _triangles(corners: list[Point]) -> list[tuple[Fraction, tuple[Point, Point, Point]]]:
    found = []
    a = corners[0]
    for b, c in itertools.pairwise(corners[1:]):
        size = abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2
        found.append((size, (a, b, c)))
    return found


def _over(point: Point, line: Line) -> Fraction:
    return line[0] * point[0] + line[1] * point[1] + line[2] * point[2] - line[3]


def _between(one: Point, two: Point, part: Fraction) -> Point:
    x, y, z = (a + part * (b - a) for a, b in zip(one, two, strict=True))
    return x, y, z
