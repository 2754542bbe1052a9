"""The weights within a share of those that somebody gave."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def within(weights: NDArray[np.float64], share: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The box of the weights w' with (1 - q) w_j <= w'_j <= (1 + q) w_j.

    Those of them that sum to 1 are admissible: a polytope with the given weights at its centre.

    Parameters
    ----------
    weights : (n_criteria,), non-negative, sum 1
    share : q, in [0, 1]

    Returns
    -------
    Least and largest weight of each criterion, two arrays (n_criteria,); both are 0 where the weight is 0.

    Raises
    ------
    ValueError : a share outside [0, 1]

    References
    ----------
    Insua & French (1991), *European Journal of Operational Research* 54: how far weights may move before the answer
    changes; docs/methods.md, "Weights near by".
    """
    if not 0 <= share <= 1:
        raise ValueError(f"{share} is not a share")
    return (1 - share) * weights, (1 + share) * weights
