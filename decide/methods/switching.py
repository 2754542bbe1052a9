"""Switching weights: how far one criterion's weight must move before two options change places."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def switching_weights(advantage: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """The weight of each criterion at which the two options of a pair score the same.

    One criterion's weight moves and the others keep their proportions to each other.

    Parameters
    ----------
    advantage : (n_pairs, n_criteria), value of one option minus that of the other, each in [-1, 1]
    weights : (n_criteria,), non-negative, sum 1

    Returns
    -------
    (n_pairs, n_criteria), in [0, 1]; NaN where no weight of that criterion makes them equal.

    Raises
    ------
    ValueError : the shapes do not fit each other

    References
    ----------
    Triantaphyllou & Sanchez (1997), *Decision Sciences* 28(1): the most critical criterion.
    """
    # The others' joint advantage per unit of their joint weight: r = sum_k w_k d_k / (1 - w_j), k not j.
    # The pair is equal at w with w d_j + (1 - w) r = 0.
    rest = (advantage @ weights)[:, None] - advantage * weights
    with np.errstate(divide="ignore", invalid="ignore"):
        rest = rest / (1 - weights)
        found = rest / (rest - advantage)
    return np.where((found >= 0) & (found <= 1), found, np.nan)
