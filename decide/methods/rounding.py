"""How much of a gap between two scores the rounding of the inputs can explain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from decide.methods.value_functions import numeric_values
from decide.model.criterion import CategoryScale
from decide.model.quantity import Category, Unknown

if TYPE_CHECKING:
    from decimal import Decimal

    from numpy.typing import NDArray

    from decide.model.problem import Problem


def rounding_errors(problem: Problem, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Half a unit in the last digit of each performance, carried through to the score.

    A performance written as 70 may stand for anything from 69.5 to 70.5. The halves are independent, so they add
    as squares.

    Parameters
    ----------
    problem : options whose performances are known, categories or unknown (the last two have no rounding)
    weights : (n_criteria,), non-negative, sum 1

    Returns
    -------
    (n_options,), points, non-negative.

    Raises
    ------
    ValueError : there is not one weight a criterion

    References
    ----------
    JCGM 100:2008 (GUM), section 5.1.2: combination of independent uncertainties.
    """
    squares = np.zeros(len(problem.options))
    for criterion, weight in zip(problem.criteria, weights, strict=True):
        if isinstance(criterion.scale, CategoryScale) or weight == 0:
            continue
        low, high = sorted((float(criterion.scale.worst), float(criterion.scale.best)))
        cells = [option.performance[criterion.id].quantity for option in problem.options]
        numbers = [None if isinstance(cell, Category | Unknown) else cell.best for cell in cells]
        levels = np.array([low if number is None else float(number) for number in numbers])
        halves = np.array([0.0 if number is None else _half_unit(number) for number in numbers])
        above, below = (levels + halves).clip(low, high), (levels - halves).clip(low, high)
        width = numeric_values(criterion, above) - numeric_values(criterion, below)
        squares += (100 * weight * width / 2) ** 2
    return np.sqrt(squares)


def _half_unit(number: Decimal) -> float:
    exponent = number.as_tuple().exponent
    return 0.5 * 10.0 ** min(int(exponent), 0)
