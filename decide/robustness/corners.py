"""The corners of a polytope of weights: a simplex, cut by one half-space after another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Real = NDArray[np.float64]
    Flags = NDArray[np.bool_]

MOST = 1_000  # corners that are still listed: about as many as within a share of ten weights
_SLACK = 1e-12  # of weights: nearer to a plane than this is on it
_PAIRS = 4_096  # pairs of corners that are looked at together


class TooMany(Exception):
    """More corners than are worth listing."""


@dataclass(frozen=True)
class Corners:
    """Corners, and the planes that each of them lies on.

    Attributes
    ----------
    points : (n_corners, n_criteria), weights
    on : (n_corners, n_planes) of bool
    """

    points: Real
    on: Flags


def simplex(lower: Real) -> Corners:
    """The corners of {w : w >= lower, sum w = 1}.

    Parameters
    ----------
    lower : (n_criteria,), non-negative

    Returns
    -------
    One corner a criterion, where all that is free goes to it; a single one where nothing is free, none where the
    least weights sum to more than 1.

    Raises
    ------
    Nothing.

    References
    ----------
    Elementary: a simplex, moved and shrunk.
    """
    count = len(lower)
    spare = 1 - lower.sum()
    if spare < -_SLACK:
        return Corners(np.empty((0, count)), np.empty((0, count), dtype=np.bool_))
    if spare <= _SLACK:
        return Corners(lower[None, :].copy(), np.ones((1, count), dtype=np.bool_))
    return Corners(lower + spare * np.eye(count), ~np.eye(count, dtype=np.bool_))


def cut(corners: Corners, row: Real, bound: float) -> Corners:
    """The corners of what is left of a polytope where row . w <= bound.

    Parameters
    ----------
    corners : of the polytope
    row, bound : (n_criteria,) and a number: the half-space that is kept

    Returns
    -------
    Corners on the right side, and one for each edge that the plane crosses.

    Raises
    ------
    TooMany : more than `MOST` corners

    References
    ----------
    Motzkin, Raiffa, Thompson & Thrall (1953), *Contributions to the Theory of Games* II: the double description method.
    Fukuda & Prodon (1996), *Combinatorics and Computer Science*: two corners are joined by an edge if no third one lies
    on all the planes that both lie on.
    """
    scale = max(float(np.abs(row).max(initial=0.0)), 1e-300)
    beyond = (corners.points @ row - bound) / scale
    beyond[np.abs(beyond) <= _SLACK] = 0.0
    kept = np.flatnonzero(beyond <= 0)
    points, on = [corners.points[kept]], [np.column_stack([corners.on[kept], beyond[kept] == 0])]
    outside = np.flatnonzero(beyond > 0)
    if len(outside) and len(kept):
        inner, outer = _edges(corners.on, np.flatnonzero(beyond < 0), outside)
        part = (beyond[inner] / (beyond[inner] - beyond[outer]))[:, None]
        points.append(corners.points[inner] + part * (corners.points[outer] - corners.points[inner]))
        shared = corners.on[inner] & corners.on[outer]
        on.append(np.column_stack([shared, np.ones(len(inner), dtype=np.bool_)]))
    found = Corners(np.concatenate(points), np.concatenate(on))
    if len(found.points) > MOST:
        raise TooMany
    return found


def _edges(on: Flags, inside: NDArray[np.int64], outside: NDArray[np.int64]) -> tuple[NDArray[np.int64], ...]:
    """Pairs of corners, one inside and one outside, that an edge joins."""
    off = (~on).astype(np.float32).T
    found: list[NDArray[np.int64]] = []
    pairs = np.stack([np.repeat(inside, len(outside)), np.tile(outside, len(inside))])
    for start in range(0, pairs.shape[1], _PAIRS):
        some = pairs[:, start : start + _PAIRS]
        shared = (on[some[0]] & on[some[1]]).astype(np.float32)
        beside = (shared @ off == 0).sum(axis=1)  # corners on all the shared planes: the two themselves, at least
        found.append(some[:, beside == 2])  # noqa: PLR2004 - the two themselves
    joined = np.concatenate(found, axis=1) if found else pairs[:, :0]
    return joined[0], joined[1]
