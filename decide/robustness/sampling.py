"""Weights drawn uniformly from those that are admissible."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from decide.robustness.accepted import Accepted
from decide.robustness.mixture import Mixture
from decide.robustness.walk import Walk, walk_in

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from decide.robustness.polytope import Polytope

    Real = NDArray[np.float64]

BLOCK = 4_096  # samples that have a stream of their own
_FLAT = 1e-9  # of the widest direction: what is flatter has no room in it


@dataclass(frozen=True)
class Alone:
    """The only admissible weights.

    Attributes
    ----------
    weights : (n_criteria,)
    """

    weights: Real

    def draw(self, _stream: np.random.Generator, count: int) -> Real:
        """The same weights again and again, (count, n_criteria)."""
        return np.tile(self.weights, (count, 1))


Way: TypeAlias = Alone | Mixture | Accepted | Walk


def way_of(polytope: Polytope) -> Way:
    """How to draw from a polytope: exactly where that is possible and quick, else by walking.

    Parameters
    ----------
    polytope : the admissible weights

    Returns
    -------
    A mixture of its corners where they span a simplex, as they do for all weights and for a rank order; points of a box
    where bounds are all there is; else a walk. The same polytope gives the same way.

    Raises
    ------
    InternalError : a solver finds no point inside

    References
    ----------
    docs/robustness.md, "Admissible weights".
    """
    if polytope.spanned is None and not len(polytope.rows) and _can_move(polytope):
        box = Accepted(polytope.lower, polytope.upper)
        if box.is_quick():
            return box
    corners = polytope.corners
    if corners is not None:
        sizes = np.linalg.svd(corners - corners.mean(axis=0), compute_uv=False)
        directions = int((sizes > _FLAT).sum())
        if directions == 0:
            return Alone(corners[0])
        if len(corners) == directions + 1:
            return Mixture(corners)
    return walk_in(polytope)


def _can_move(polytope: Polytope) -> bool:
    """Whether some weights can be changed while their sum stays."""
    low, high = polytope.lower.sum(), polytope.upper.sum()
    return int((polytope.upper > polytope.lower).sum()) > 1 and low < 1 < high


def drawn(way: Way, seed: int, block: int) -> Real:
    """The weights of one block.

    Parameters
    ----------
    way : how to draw them
    seed, block : of NumPy's PCG64, not negative; each block of a seed has a stream of its own

    Returns
    -------
    (`BLOCK`, n_criteria), independent; the same bytes for the same input.

    Raises
    ------
    ValueError : a negative seed or block

    References
    ----------
    O'Neill (2014), *PCG: a family of simple fast space-efficient statistically good algorithms*.
    """
    return way.draw(np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed, spawn_key=(block,)))), BLOCK)


def uniform_weights(polytope: Polytope, samples: int, seed: int = 0) -> Real:
    """Weights drawn independently and uniformly from a polytope.

    Parameters
    ----------
    polytope : the admissible weights
    samples : how many, at least 1
    seed : not negative

    Returns
    -------
    (samples, n_criteria), each row admissible; the same bytes for the same input, and more samples begin with the same
    rows.

    Raises
    ------
    ValueError : no sample is asked for, or the seed is negative

    References
    ----------
    Smith (1984), *Operations Research* 32, where weights have to be walked to; else exact, see `way_of`.
    """
    if samples < 1:
        raise ValueError("no sample is asked for")
    way = way_of(polytope)
    found = np.empty((samples, polytope.dimension))
    for block, start in enumerate(range(0, samples, BLOCK)):
        found[start : start + BLOCK] = drawn(way, seed, block)[: samples - start]
    return found


def standard_error(share: float, samples: int) -> float:
    """By how much a share of independent samples typically misses the share of all.

    Parameters
    ----------
    share : what was counted, in [0, 1]
    samples : of how many, at least 1

    Returns
    -------
    A share too; 0 where all samples agree.

    Raises
    ------
    ZeroDivisionError : there is no sample

    References
    ----------
    The standard deviation of a binomial share, sqrt(p (1 - p) / n), at the share that was found.
    """
    return math.sqrt(share * (1 - share) / samples)
