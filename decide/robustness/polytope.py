"""A set of admissible weights: a polytope on the simplex."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from decide.robustness.corners import TooMany, cut, simplex
from decide.robustness.hull import faces

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Real = NDArray[np.float64]


_SLACK = 1e-12  # by how much bounds may miss a sum of 1, for rounding


class NoWeights(ValueError):
    """No weights keep to all that is asked of them."""


@dataclass(frozen=True)
class Polytope:
    """The weights w with lower <= w <= upper, rows . w <= bounds and sum 1.

    Attributes
    ----------
    lower, upper : (n_criteria,), the least and the largest weight that each criterion can have
    rows, bounds : (n_rows, n_criteria) and (n_rows,)
    spanned : the corners of which it is the convex hull, (n_corners, n_criteria), or None; such weights may have to
        lie in a plane of fewer dimensions
    """

    lower: Real
    upper: Real
    rows: Real
    bounds: Real
    spanned: Real | None = None

    @property
    def dimension(self) -> int:
        """How many criteria there are."""
        return len(self.lower)

    @cached_property
    def corners(self) -> Real | None:
        """(n_corners, n_criteria) in a fixed order, or None where there are too many to list.

        Raises
        ------
        NoWeights : there are none, because nothing is admissible
        """
        return _corners(self.lower, self.upper, self.rows, self.bounds) if self.spanned is None else self.spanned


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


def _corners(lower: Real, upper: Real, rows: Real, bounds: Real) -> Real | None:
    """Corners in a fixed order; None where there are too many."""
    try:
        found = simplex(lower)
        for place in np.flatnonzero(upper < 1):
            found = cut(found, np.eye(len(lower))[place], float(upper[place]))
        for row, bound in zip(rows, bounds.tolist(), strict=True):
            found = cut(found, row, bound)
    except TooMany:
        return None
    if not len(found.points):
        raise NoWeights
    points = np.clip(found.points, lower, upper)
    return points[np.lexsort(points.T[::-1])]
