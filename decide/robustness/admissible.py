"""Which weights are admissible: all of them, those between bounds or in a rank order, and those between profiles."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np

from decide.robustness.hull import faces
from decide.robustness.polytope import NoWeights, Polytope

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Real = NDArray[np.float64]

_SLACK = 1e-12  # by how much bounds may miss a sum of 1, for rounding


def any_weights(count: int) -> Polytope:
    """All weights: the whole simplex.

    Parameters
    ----------
    count : of the criteria, at least 1

    Returns
    -------
    The polytope; its corners give all weight to one criterion.

    Raises
    ------
    Nothing.

    References
    ----------
    docs/robustness.md, "Admissible weights".
    """
    return bounded(np.zeros(count), np.ones(count))


def bounded(lower: Real, upper: Real, order: tuple[int, ...] = ()) -> Polytope:
    """Weights between bounds and, if asked for, in a rank order.

    Parameters
    ----------
    lower, upper : (n_criteria,), 0 <= lower, upper <= 1
    order : places of criteria from most to least weight; no weight may be larger than the one before it in the order.
        Criteria that are not named may weigh what their bounds allow.

    Returns
    -------
    The polytope; `lower` and `upper` of it are the bounds that were given.

    Raises
    ------
    NoWeights : nothing keeps to all of them

    References
    ----------
    Insua & French (1991), *European Journal of Operational Research* 54: weights between bounds.
    Kmietowicz & Pearman (1984), *Omega* 12: weights of which the order is known.
    """
    count = len(lower)
    rows = np.zeros((max(len(order) - 1, 0), count))
    for place, (more, less) in enumerate(itertools.pairwise(order)):
        rows[place, less], rows[place, more] = 1.0, -1.0
    bounds = np.zeros(len(rows))
    if (upper < lower).any() or lower.sum() > 1 + _SLACK or upper.sum() < 1 - _SLACK:
        raise NoWeights
    found = Polytope(lower, upper, rows, bounds)
    if order and found.corners is None:
        _see_that_some_fit(found)
    return found


def between(profiles: Real) -> Polytope:
    """Everything between several weightings: their convex hull.

    Parameters
    ----------
    profiles : (n_profiles, n_criteria), each non-negative with sum 1

    Returns
    -------
    The polytope; its corners are the weightings, less those that stand there twice.

    Raises
    ------
    NoWeights : no weighting is given
    TooMany : so many weightings that the faces of their hull cannot be found one by one

    References
    ----------
    docs/robustness.md, "Admissible weights".
    """
    if not len(profiles):
        raise NoWeights
    points = np.unique(profiles, axis=0)
    return Polytope(points.min(axis=0), points.max(axis=0), *faces(points), points)


def _see_that_some_fit(polytope: Polytope) -> None:
    from decide.robustness.linear import has_some  # noqa: PLC0415 - solvers take long to load

    if not has_some(polytope):
        raise NoWeights
