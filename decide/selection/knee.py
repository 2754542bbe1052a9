"""The knee of a front: where giving up a little more of one thing stops buying much of another."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def knee(points: Sequence[tuple[float, ...]]) -> int | None:
    """The place of the point that lies farthest above the plane through the extremes.

    Parameters
    ----------
    points : value first, larger is better; then what it takes, smaller is better

    Returns
    -------
    Coordinates are scaled to [0, 1] over the points; the knee has the largest value less the mean of what it takes. Of
    equals, the first. None where there are fewer than three points, nothing varies, or none has more value than a
    straight line between the ends would give it.

    References
    ----------
    Das (1999), *Structural Optimization* 18: on characterizing the knee of the Pareto curve.
    """
    if len(points) < 3:  # noqa: PLR2004 - two ends and something between them
        return None
    spans: list[tuple[float, float]] = [(min(column), max(column)) for column in zip(*points, strict=True)]
    if spans[0][0] == spans[0][1]:
        return None

    def height(point: tuple[float, ...]) -> float:
        scaled: list[float] = [
            (x - low) / (high - low) if high > low else 0.0 for x, (low, high) in zip(point, spans, strict=True)
        ]
        varying = sum(high > low for low, high in spans[1:])
        return scaled[0] - math.fsum(scaled[1:]) / max(varying, 1)

    heights = [round(height(point), 12) for point in points]
    largest = max(heights)
    return heights.index(largest) if largest > 0 else None
