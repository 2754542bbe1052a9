"""The most and the least that a weighted sum comes to over all admissible weights: exact, and seldom by a solver."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from decide.robustness.polytope import Polytope

    Real = NDArray[np.float64]

_BLOCK = 4_096  # sums that are looked at together


def most(polytope: Polytope, directions: Real) -> Real:
    """The largest value of each weighted sum.

    Parameters
    ----------
    polytope : the admissible weights
    directions : (n_sums, n_criteria), what each criterion's weight is multiplied by

    Returns
    -------
    (n_sums,): the maximum of direction . w.

    Raises
    ------
    InternalError : a linear programme without an answer, which a polytope that is not empty always has

    References
    ----------
    A linear function over a polytope is largest at a corner. Between bounds alone, it is largest where what is worth
    most is filled up first: Dantzig (1957), *Operations Research* 5.
    """
    if polytope.spanned is None and not len(polytope.rows):
        return _filled(polytope, directions)
    if polytope.corners is not None:
        found = np.empty(len(directions))
        for start in range(0, len(directions), _BLOCK):
            found[start : start + _BLOCK] = (directions[start : start + _BLOCK] @ polytope.corners.T).max(axis=1)
        return found
    from decide.robustness.linear import largest  # noqa: PLC0415 - solvers take long to load

    return np.array([largest(polytope, direction) for direction in directions])


def least(polytope: Polytope, directions: Real) -> Real:
    """The smallest value of each weighted sum; otherwise as `most`.

    Parameters
    ----------
    polytope : the admissible weights
    directions : (n_sums, n_criteria)

    Returns
    -------
    (n_sums,): the minimum of direction . w.

    Raises
    ------
    InternalError : as `most`

    References
    ----------
    As `most`.
    """
    return -most(polytope, -directions)


def _filled(polytope: Polytope, directions: Real) -> Real:
    """Between bounds: from the least weights on, what is left goes to the criteria that are worth most."""
    order = np.argsort(-directions, axis=1, kind="stable")
    room = (polytope.upper - polytope.lower)[order]
    before = np.cumsum(room, axis=1) - room
    given = np.clip(1 - polytope.lower.sum() - before, 0, room)
    worth = np.take_along_axis(directions, order, axis=1)
    found: Real = directions @ polytope.lower + (worth * given).sum(axis=1)
    return found
