"""A set of admissible weights: a polytope on the simplex."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from decide.robustness.corners import TooMany, cut, simplex

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Real = NDArray[np.float64]


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
