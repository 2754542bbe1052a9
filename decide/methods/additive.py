"""The additive value model: scores are weighted sums of values on fixed scales."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def contributions(values: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """What each criterion adds to each option's score.

    Parameters
    ----------
    values : (n_options, n_criteria), unitless in [0, 1]
    weights : (n_criteria,), non-negative, sum 1

    Returns
    -------
    (n_options, n_criteria), in points from 0 to 100 w_j.

    Raises
    ------
    ValueError : the shapes do not fit each other

    References
    ----------
    Keeney & Raiffa (1976), chapter 3; Belton & Stewart (2002), chapter 5.
    """
    return 100 * weights * values


def exact_scores(parts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Score of each option, free of the order in which criteria are summed.

    Parameters
    ----------
    parts : (n_options, n_criteria), contributions in points

    Returns
    -------
    (n_options,), each the correctly rounded sum of its row: the same on any machine, in any order of columns.

    Raises
    ------
    OverflowError : a sum is too large for a float
    ValueError : contributions are infinite in both directions

    References
    ----------
    Shewchuk (1997), *Discrete & Computational Geometry* 18: exact floating-point sums, as in `math.fsum`.
    """
    return np.array([math.fsum(row) for row in parts.tolist()])


def scores(values: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Scores of all options under many weight vectors at once.

    Parameters
    ----------
    values : (n_options, n_criteria), unitless in [0, 1]
    weights : (n_samples, n_criteria), each row non-negative with sum 1

    Returns
    -------
    (n_samples, n_options), points in [0, 100]; the last bits depend on the machine's matrix product,
    which the tie rule of `decide.methods.ranks` rounds away.

    Raises
    ------
    ValueError : the shapes do not fit each other

    References
    ----------
    Keeney & Raiffa (1976), chapter 3.
    """
    return weights @ (100 * values.T)


def intervals(
    values: NDArray[np.float64], unknown: NDArray[np.bool_], weights: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Lowest and highest score of each option, its unknown cells anywhere on their scales.

    Parameters
    ----------
    values : (n_options, n_criteria), unitless in [0, 1]
    unknown : (n_options, n_criteria) of bool
    weights : (n_criteria,), non-negative, sum 1

    Returns
    -------
    Two arrays (n_options,), points in [0, 100]; both are the score where nothing is unknown.

    Raises
    ------
    ValueError : the shapes do not fit each other

    References
    ----------
    Weber (1987), *European Journal of Operational Research* 28: decision making with incomplete information.
    """
    low = exact_scores(contributions(np.where(unknown, 0.0, values), weights))
    high = exact_scores(contributions(np.where(unknown, 1.0, values), weights))
    return low, high
