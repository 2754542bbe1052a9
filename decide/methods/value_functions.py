"""Value functions: from a level on a criterion's fixed scale to a value in [0, 1]."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from decide.model.criterion import Categorical, CategoryScale, Exponential, Linear, Piecewise, Scale

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from decide.model.criterion import Criterion

    FloatArray: TypeAlias = NDArray[np.float64]

_HALF = 0.5


def numeric_values(criterion: Criterion, levels: FloatArray) -> FloatArray:
    """Values of levels on a numeric scale.

    Parameters
    ----------
    criterion : one with a numeric scale
    levels : any shape, in the scale's unit, each between the scale's ends

    Returns
    -------
    Same shape, unitless in [0, 1]: worst 0, best 1, never falling on the way from worst to best.

    Raises
    ------
    TypeError : the criterion's scale is one of categories

    References
    ----------
    Keeney & Raiffa (1976), chapter 3; Belton & Stewart (2002), chapter 5.
    """
    if not isinstance(criterion.scale, Scale):
        raise TypeError(f"{criterion.id} has categories; use category_values")
    worst, best = float(criterion.scale.worst), float(criterion.scale.best)
    match criterion.value:
        case Linear():
            return _linear(levels, worst, best)
        case Exponential(midpoint):
            steepness = exponential_constant(
                float((midpoint - criterion.scale.worst) / (criterion.scale.best - criterion.scale.worst))
            )
            return exponential(_linear(levels, worst, best), steepness)
        case Piecewise(points):
            return piecewise(levels, [float(x) for x, _ in points], [float(v) / 100 for _, v in points])
        case _:
            raise TypeError(f"{criterion.id} has a value function of categories on a numeric scale")


def category_values(criterion: Criterion) -> Mapping[str, float]:
    """Value of each category, in [0, 1].

    Without values of their own, categories stand at equal steps from worst (0) to best (1).

    Raises
    ------
    TypeError : the criterion's scale is numeric

    Parameters
    ----------
    criterion : one with categories

    Returns
    -------
    Category to value, in the order from worst to best.

    References
    ----------
    Belton & Stewart (2002), chapter 5.
    """
    if not isinstance(criterion.scale, CategoryScale):
        raise TypeError(f"{criterion.id} has a numeric scale; use numeric_values")
    if isinstance(criterion.value, Categorical):
        return {name: float(value) / 100 for name, value in criterion.value.values}
    names = criterion.scale.categories
    return {name: place / (len(names) - 1) for place, name in enumerate(names)}


def _linear(levels: FloatArray, worst: float, best: float) -> FloatArray:
    """T = (x - worst) / (best - worst), whichever way the scale runs."""
    return (levels - worst) / (best - worst)


def piecewise(levels: FloatArray, knots: list[float], values: list[float]) -> FloatArray:
    """Straight lines between knots.

    Parameters
    ----------
    levels : any shape, between the first and the last knot
    knots : (k,), strictly rising or strictly falling, from worst to best, k >= 2
    values : (k,), in [0, 1], never falling

    Returns
    -------
    Same shape as `levels`, in [values[0], values[-1]]. A level beyond the knots gets the end's value.

    Raises
    ------
    ValueError : knots and values differ in number

    References
    ----------
    Belton & Stewart (2002), chapter 5.
    """
    if knots[0] > knots[-1]:
        knots, values = knots[::-1], values[::-1]
    return np.interp(levels, knots, values)


def exponential_constant(midpoint: float) -> float:
    """The c for which v(t) = (1 - exp(-c t)) / (1 - exp(-c)) is one half at `midpoint`.

    Parameters
    ----------
    midpoint : t in (0, 1), the way from worst to best at which the value is one half

    Returns
    -------
    c, to double precision; 0 for a midpoint of one half (a straight line), positive below it, negative above.

    Raises
    ------
    ValueError : the midpoint is not strictly between 0 and 1

    References
    ----------
    Kirkwood (1997), *Strategic Decision Making*, chapter 4: exponential value functions.
    """
    if not 0 < midpoint < 1:
        raise ValueError("the midpoint lies strictly inside the scale")
    if midpoint == _HALF:
        return 0.0
    if midpoint > _HALF:
        return -exponential_constant(1 - midpoint)
    # At c = ln 2 / t the value at t is already above one half, and it grows with c: halve the bracket until it closes.
    low, high = 0.0, math.log(2) / midpoint
    while low < (middle := (low + high) / 2) < high:
        if math.expm1(-middle * midpoint) / math.expm1(-middle) < _HALF:
            low = middle
        else:
            high = middle
    return middle


def exponential(ways: FloatArray, steepness: float) -> FloatArray:
    """Exponential value function.

    Parameters
    ----------
    ways : any shape, t in [0, 1] from worst to best
    steepness : c of `exponential_constant`

    Returns
    -------
    Same shape, in [0, 1]; `ways` itself where c is 0.

    Raises
    ------
    nothing; the exponentials are mirrored so that they cannot overflow

    References
    ----------
    Kirkwood (1997), chapter 4.
    """
    if steepness == 0:
        return ways
    if steepness < 0:  # mirrored, so that the exponentials never overflow
        return 1 - exponential(1 - ways, -steepness)
    curved: FloatArray = np.expm1(-steepness * ways) / math.expm1(-steepness)
    return curved
