"""Points drawn uniformly from any polytope of weights, each at the end of a random walk of its own."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from decide.robustness.polytope import Polytope

    Real = NDArray[np.float64]

BURN_IN = 2  # steps before a walk is trusted, times the square of the dimensions that it can go in
_TOGETHER = 1_024  # walks side by side, so that memory does not grow with their number
_ROUNDS = 2  # of first walks, each along the axes that those before it have found
_ROUNDING = 1e-14  # of weights: corners differ by less than this where they should not
_FLAT = 1e-9  # of the widest direction: what is flatter has no room in it


@dataclass(frozen=True)
class Walk:
    """A polytope, and how to walk in it.

    Attributes
    ----------
    start : (n_criteria,), well inside
    axes : (n_dimensions, n_criteria), in which the polytope is about as long as it is broad
    rows, bounds : (n_faces, n_criteria) and (n_faces,), with row . w <= bound inside
    lower, upper : (n_criteria,), what rounding must not leave
    """

    start: Real
    axes: Real
    rows: Real
    bounds: Real
    lower: Real
    upper: Real

    def draw(self, stream: np.random.Generator, count: int) -> Real:
        """Points drawn independently, and uniformly but for what the walk has not forgotten of its start.

        A step picks a direction at random and a point on the chord in that direction. The walk converges to the
        uniform distribution, in a number of steps that grows as the square of the dimension where the start is deep
        inside a body that is about as long as it is broad: hence `BURN_IN` times that square. No point is taken from a
        walk twice, so that there is nothing to thin out.

        Parameters
        ----------
        stream : of random numbers
        count : how many

        Returns
        -------
        (count, n_criteria)

        Raises
        ------
        Nothing.

        References
        ----------
        Smith (1984), *Operations Research* 32: points uniform over a bounded region, by random directions.
        Lovász (1999), *Mathematical Programming* 86: hit-and-run mixes fast.
        """
        found = np.empty((count, len(self.start)))
        for first in range(0, count, _TOGETHER):
            some = found[first : first + _TOGETHER]
            some[:] = np.clip(self._ends(stream, len(some)).T, self.lower, self.upper)
        return found

    def _ends(self, stream: np.random.Generator, count: int) -> Real:
        places = np.tile(self.start[:, None], count)
        for _ in range(BURN_IN * len(self.axes) ** 2):
            ways = self.axes.T @ stream.standard_normal((len(self.axes), count))
            speed, room = self.rows @ ways, self.bounds[:, None] - self.rows @ places
            with np.errstate(divide="ignore", invalid="ignore"):
                meets = np.maximum(room, 0.0) / speed
            high = np.where(speed > 0, meets, np.inf).min(axis=0)
            low = np.where(speed < 0, meets, -np.inf).max(axis=0)
            places += (low + (high - low) * stream.random(count)) * ways
        return places


def walk_in(polytope: Polytope) -> Walk:
    """A walk in a polytope that has room in two directions at least.

    Parameters
    ----------
    polytope : the admissible weights

    Returns
    -------
    The walk. A few first walks have found its start, their mean, and its axes, in which they spread evenly; they began
    at the mean of the corners where these are known, and else at a point inside that a solver found. The same polytope
    gives the same walk.

    Raises
    ------
    InternalError : a solver finds no point inside

    References
    ----------
    Lovász & Vempala (2006), *SIAM Journal on Computing* 35: a body is made round before it is walked in.
    """
    start, axes = _along_bounds(polytope) if polytope.corners is None else _along_corners(polytope.corners)
    rows, bounds = _faces(polytope)
    telling = np.abs(rows @ axes.T).max(axis=1) > _FLAT * np.abs(axes).max()
    return _rounded(Walk(start, axes, rows[telling], bounds[telling], polytope.lower, polytope.upper))


def _rounded(walk: Walk) -> Walk:
    """The same polytope, walked in from the middle of a few first walks, along axes in which these spread evenly."""
    stream = np.random.Generator(np.random.PCG64(0))
    for _ in range(_ROUNDS):
        ends = walk.draw(stream, _TOGETHER)
        start = ends.mean(axis=0)
        _, sizes, turns = np.linalg.svd((ends - start) @ np.linalg.pinv(walk.axes), full_matrices=False)
        walk = dataclasses.replace(walk, start=start, axes=sizes[:, None] * turns @ walk.axes)
    return walk


def _along_corners(corners: Real) -> tuple[Real, Real]:
    """The mean of the corners, and the directions in which they spread."""
    start = corners.mean(axis=0)
    _, sizes, axes = np.linalg.svd(corners - start, full_matrices=False)
    kept = sizes > max(_FLAT * sizes[0], _ROUNDING)
    return start, axes[kept] * sizes[kept, None]


def _along_bounds(polytope: Polytope) -> tuple[Real, Real]:
    """A point inside, and the directions in which weights can move together, each in units of its own width."""
    widths = polytope.upper - polytope.lower
    axes = np.linalg.svd((widths / np.linalg.norm(widths))[None, :])[2][1:] * widths
    axes = axes[np.abs(axes).max(axis=1) > _FLAT * widths.max()]
    if not len(polytope.rows):
        return polytope.lower + (1 - polytope.lower.sum()) / widths.sum() * widths, axes
    from decide.robustness.linear import inside  # noqa: PLC0415 - solvers take long to load

    return inside(polytope), axes


def _faces(polytope: Polytope) -> tuple[Real, Real]:
    """All half-spaces, those of the bounds among them."""
    if polytope.spanned is not None:
        return polytope.rows, polytope.bounds
    unit = np.eye(polytope.dimension)
    rows = np.concatenate([polytope.rows, unit, -unit])
    return rows, np.concatenate([polytope.bounds, polytope.upper, -polytope.lower])
