"""Weights drawn uniformly from those that are admissible: a box, cut by the plane on which weights sum to 1."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

BURN_IN = 2  # steps before a chain is trusted, times the square of the number of criteria that can move
_TRIES = 8192  # points of the box, after which it is clear how many of them meet the plane
_LEAST = 0.01  # of the points that must meet it, or walking is quicker
_BLOCK = 1024  # chains that walk side by side, so that memory does not grow with the number of samples
_SLACK = 1e-12  # by how much the bounds may miss a sum of 1, for rounding


def uniform_weights(
    lower: NDArray[np.float64], upper: NDArray[np.float64], samples: int, seed: int = 0
) -> NDArray[np.float64]:
    """Weights drawn independently and uniformly from {w : lower <= w <= upper, sum w = 1}.

    Points are first drawn from the box, all weights but the widest one; those for which that one comes to lie between
    its bounds are uniform on the plane, since leaving one coordinate out stretches it evenly. This is exact, and quick
    around given weights. Where hardly a point is accepted, as on the whole simplex, points walk instead.

    Each sample is then the end of a hit-and-run walk of its own, begun where the diagonal of the box meets the plane:
    at the weights themselves where the box lies evenly around them. A step picks a direction at random, the axes
    measured in widths of the box, and a point on the chord in that direction. The chain converges to the uniform
    distribution (Smith), in a number of steps that grows as the square of the dimension where the start is deep
    inside a body that is about as long as it is broad (Lovász): hence `BURN_IN` times the square of the number of
    criteria that can move. Normalised independent draws would crowd around the middle instead.

    Parameters
    ----------
    lower, upper : (n_criteria,), least and largest weight of each, 0 <= lower <= upper
    samples : how many, at least 1
    seed : of NumPy's PCG64; each block of samples has a stream derived from it

    Returns
    -------
    (samples, n_criteria), each row between the bounds with sum 1 to 1e-12; the same bytes for the same input, and
    more samples begin with the same rows.

    Raises
    ------
    ValueError : bounds between which no weights sum to 1, or no sample is asked for

    References
    ----------
    Smith (1984), *Operations Research* 32: points uniform over a bounded region, by random directions.
    Lovász (1999), *Mathematical Programming* 86: hit-and-run mixes fast.
    """
    spare, room = 1 - math.fsum(lower), math.fsum(upper - lower)
    if samples < 1 or (upper < lower).any() or not -_SLACK <= spare <= room + _SLACK:
        raise ValueError("no weights to draw from")
    along = min(max(spare / room, 0.0), 1.0) if room else 0.0
    start = np.clip(lower + along * (upper - lower), lower, upper)
    free = np.flatnonzero(upper > lower)
    found = np.tile(start, (samples, 1))
    if len(free) < 2 or along in {0.0, 1.0}:  # noqa: PLR2004 - one weight alone cannot move while the sum stays
        return found
    if _accepted(found, lower, upper, free, seed):
        return found
    for block, first in enumerate(range(0, samples, _BLOCK)):
        rows = found[first : first + _BLOCK]
        stream = _stream(seed, block)
        ends = _walks(along, upper[free] - lower[free], stream)[:, : len(rows)]
        rows[:, free] = np.clip(lower[free] + ends.T * (upper - lower)[free], lower[free], upper[free])
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


def _stream(seed: int, block: int) -> np.random.Generator:
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed, spawn_key=(block,))))


def _accepted(
    found: NDArray[np.float64],
    lower: NDArray[np.float64],
    upper: NDArray[np.float64],
    free: NDArray[np.int64],
    seed: int,
) -> bool:
    """Fill the rows with points of the box that meet the plane; false where that would take too many."""
    widest = free[np.argmax((upper - lower)[free])]
    drawn = free[free != widest]
    rest = 1 - found[0].sum() + found[0, free].sum()  # what the weights that can move share among them
    done = tried = 0
    while done < len(found):
        if tried >= _TRIES and done < _LEAST * tried:
            return False
        points = _stream(seed, tried // _BLOCK).random((_BLOCK, len(drawn)))
        points = lower[drawn] + points * (upper - lower)[drawn]
        last = rest - points.sum(axis=1)
        good = np.flatnonzero((last >= lower[widest]) & (last <= upper[widest]))[: len(found) - done]
        found[done : done + len(good), drawn] = points[good]
        found[done : done + len(good), widest] = last[good]
        done, tried = done + len(good), tried + _BLOCK
    return True


def _walks(along: float, widths: NDArray[np.float64], stream: np.random.Generator) -> NDArray[np.float64]:
    """Ends of a block of walks, (n_free, _BLOCK), as parts of the way from the lower to the upper bounds.

    In these terms the body is a slice of the unit cube, and `widths` stands upright on it.
    """
    upright = (widths / np.sqrt((widths * widths).sum()))[:, None]
    places = np.full((len(widths), _BLOCK), along)
    for _ in range(BURN_IN * len(widths) ** 2):
        ways = stream.standard_normal(places.shape)
        for _ in range(2):  # of a way that stood almost upright, once would leave little but rounding
            ways -= upright * (upright * ways).sum(axis=0)
        # Along its way a place meets the two faces of each pair at `middle` minus and plus `reach`.
        inverse = 1 / ways
        middle, reach = (0.5 - places) * inverse, 0.5 * np.abs(inverse)
        low, high = (middle - reach).max(axis=0), (middle + reach).min(axis=0)
        places += (low + (high - low) * stream.random(_BLOCK)) * ways
    return places
