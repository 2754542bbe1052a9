"""The faces of the convex hull of a few points."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING

import numpy as np

from decide.robustness.corners import TooMany

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Real = NDArray[np.float64]

MOST = 200_000  # planes that are tried
_SLACK = 1e-12  # of weights: nearer to a plane than this is on it
_FLAT = 1e-10  # of the widest direction: what is flatter has no room in it


def faces(points: Real) -> tuple[Real, Real]:
    """The half-spaces that the convex hull of some points is made of, within the plane that the points lie in.

    Every plane through as many points as there are dimensions is tried: it is a face if no points lie on both sides.

    Parameters
    ----------
    points : (n_points, n_criteria), all different

    Returns
    -------
    rows (n_faces, n_criteria) of length 1 and bounds (n_faces,), with row . x <= bound for all points, in a fixed
    order.

    Raises
    ------
    TooMany : more than `MOST` planes would have to be tried

    References
    ----------
    By definition; Grünbaum (2003), *Convex Polytopes*, section 2.6.
    """
    middle = points.mean(axis=0)
    _, widths, axes = np.linalg.svd(points - middle, full_matrices=False)
    axes = axes[widths > _FLAT * widths.max(initial=0.0)] if len(widths) else axes[:0]
    flat = (points - middle) @ axes.T
    dimension = flat.shape[1]
    if math.comb(len(points), dimension) > MOST:
        raise TooMany
    found: dict[tuple[bool, ...], tuple[Real, float]] = {}
    for chosen in itertools.combinations(range(len(points)), dimension) if dimension else ():
        corners = flat[list(chosen)]
        _, sizes, normals = np.linalg.svd(corners[1:] - corners[0])
        if dimension > 1 and sizes.min() <= _FLAT * widths[0]:
            continue  # they lie in fewer dimensions, and so on many planes
        normal = normals[-1]
        beyond = (flat - corners[0]) @ normal
        if beyond.max() > _SLACK and beyond.min() < -_SLACK:
            continue
        if beyond.max() > _SLACK:
            normal, beyond = -normal, -beyond
        row = normal @ axes
        found.setdefault(tuple((np.abs(beyond) <= _SLACK).tolist()), (row, float(row @ points[chosen[0]])))
    count = points.shape[1]
    rows = np.array([row for row, _ in found.values()]).reshape(-1, count)
    bounds = np.array([bound for _, bound in found.values()])
    return rows, bounds
