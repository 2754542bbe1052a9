"""Sets of admissible weights, as the package is handed them, with their corners in exact fractions."""

from __future__ import annotations

import functools
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from decide.robustness.admissible import any_weights, between, bounded
from decide.robustness.extremes import most
from decide.selection.nondominated.worth import PARTS, Worth
from tests.portfolio.nondominated.judge import exact_corners

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from decide.robustness.polytope import Polytope
    from tests.portfolio.nondominated.judge import Points

KINDS = ("any", "order", "bounds", "ordered bounds", "between")


class Admissible(NamedTuple):
    """The same set twice; its corners in the order of the polytope's do not matter."""

    polytope: Polytope
    corners: tuple[tuple[Fraction, ...], ...]


def simplex(count: int) -> Admissible:
    """All weights."""
    return Admissible(any_weights(count), exact_corners([Fraction(0)] * count, [Fraction(1)] * count))


def ranked(order: Sequence[int]) -> Admissible:
    """Weights in a rank order."""
    return within([Fraction(0)] * len(order), [Fraction(1)] * len(order), order)


def within(lower: Sequence[Fraction], upper: Sequence[Fraction], order: Sequence[int] = ()) -> Admissible:
    """Weights between bounds, and perhaps in a rank order."""
    polytope = bounded(np.array(lower, dtype=np.float64), np.array(upper, dtype=np.float64), tuple(order))
    return Admissible(polytope, exact_corners(lower, upper, order))


def hull(profiles: Sequence[Sequence[Fraction]]) -> Admissible:
    """Everything between weightings."""
    return Admissible(between(np.array(profiles, dtype=np.float64)), tuple(map(tuple, profiles)))


def random_set(chance: random.Random, kind: str, count: int) -> Admissible:
    """A set of a kind."""
    order = chance.sample(range(count), count)
    whole = _weighting(chance, count)
    lower = [max(Fraction(0), own - Fraction(chance.randint(0, 6), 20)) for own in whole]
    upper = [min(Fraction(1), own + Fraction(chance.randint(0, 6), 20)) for own in whole]
    match kind:
        case "any":
            return simplex(count)
        case "order":
            return ranked(order)
        case "bounds":
            return within(lower, upper)
        case "ordered bounds":
            falling = sorted(range(count), key=lambda place: -whole[place])
            return within(lower, upper, falling)
        case _:
            return hull([_weighting(chance, count) for _ in range(chance.randint(1, 5))])


def _weighting(chance: random.Random, count: int) -> list[Fraction]:
    cuts = sorted(chance.randint(0, 20) for _ in range(count - 1))
    return [Fraction(after - before, 20) for before, after in zip([0, *cuts], [*cuts, 20], strict=True)]


def worth(low: Points, admissible: Admissible, high: Points | None = None, *, spanning: bool = True) -> Worth:
    """What columns are worth under admissible weights; where these need not be known by their corners, by others."""
    corners = admissible.polytope.corners
    assert corners is not None
    criteria = corners.shape[1]
    middle = corners.mean(axis=0)
    floor = np.array(low, dtype=np.int64).reshape(len(low), criteria) * PARTS
    roof = floor if high is None else np.array(high, dtype=np.int64).reshape(len(low), criteria) * PARTS
    return Worth(
        low=floor,
        high=roof,
        most=functools.partial(most, admissible.polytope),
        middle=middle,
        weights=corners if spanning else (corners + middle) / 2,
        spanning=spanning,
    )
