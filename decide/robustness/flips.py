"""The smallest change of the weights that makes another option the equal of the leader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Real = NDArray[np.float64]

_HALVINGS = 200  # of an interval: far beyond the precision of a float
_FAR = 1e12  # steps against the lead: by then all weight is where the rival is favoured most


@dataclass(frozen=True)
class Flip:
    """The nearest weights at which a rival is level with the leader; beyond them it is ahead.

    Attributes
    ----------
    rival : its row
    weights : (n_criteria,), non-negative with sum 1
    distance : from the weights of today, in the norm that was asked for
    """

    rival: int
    weights: Real
    distance: float


def nearest_by_shift(leads: Real, weights: Real) -> Flip | None:
    """The nearest flip where distance is the weight that has to be shifted, in closed form.

    The least weight is shifted if all of it goes to the criterion that favours the rival most, and is taken first from
    the criteria that favour the leader most.

    Parameters
    ----------
    leads : (n_rivals, n_criteria), value of the leader less that of each rival, in [-1, 1]
    weights : (n_criteria,), non-negative, sum 1, under which no rival is ahead

    Returns
    -------
    The flip whose `distance` is least, the share of all weight that is shifted, in [0, 1]: half the sum of all changes
    (the L1 norm). Of equals the first. None where no weights whatsoever make any rival level.

    Raises
    ------
    ValueError : the shapes do not fit each other

    References
    ----------
    A continuous knapsack: Dantzig (1957), *Operations Research* 5. For changes of a single weight, Triantaphyllou &
    Sanchez (1997), *Decision Sciences* 28(1).
    """
    best: Flip | None = None
    for rival, (lead, now) in enumerate(zip(leads, (leads @ weights).tolist(), strict=True)):
        if lead.min() > 0:
            continue
        to = int(lead.argmin())
        order = np.argsort(-lead, kind="stable")
        gain = (lead - lead[to])[order]  # by how much the lead falls for each unit that is taken away here
        fall = np.cumsum(gain * weights[order])
        gap = max(now, 0.0)
        last = int(np.searchsorted(fall, gap))
        taken = np.zeros(len(weights))
        taken[order[:last]] = np.where(gain[:last] > 0, weights[order[:last]], 0.0)
        if last < len(order) and gain[last] > 0:
            before = fall[last - 1] if last else 0.0
            taken[order[last]] = min((gap - before) / gain[last], weights[order[last]])
        shifted = float(taken.sum())
        if best is None or shifted < best.distance:
            moved = weights - taken
            moved[to] += shifted
            best = Flip(rival, moved, shifted)
    return best


def nearest_by_distance(leads: Real, weights: Real) -> Flip | None:
    """The nearest flip where distance is the straight line.

    Parameters
    ----------
    leads : (n_rivals, n_criteria), value of the leader less that of each rival, in [-1, 1]
    weights : (n_criteria,), non-negative, sum 1, under which no rival is ahead

    Returns
    -------
    The flip whose `distance`, the L2 norm of the change, is least; of equals the first. None where no weights
    whatsoever make any rival level.

    Raises
    ------
    ValueError : the shapes do not fit each other

    References
    ----------
    The point is the projection of the weights, moved against the lead, onto the simplex: the conditions of Karush, Kuhn
    and Tucker. Held, Wolfe & Crowder (1974), *Mathematical Programming* 6: projection onto a simplex.
    """
    rivals = np.flatnonzero(leads.min(axis=1, initial=np.inf) <= 0)
    if not len(rivals):
        return None
    some = leads[rivals]
    low, high = np.zeros(len(rivals)), np.ones(len(rivals))
    while (open_ := (_moved(weights, some, high) * some).sum(axis=1) > 0).any() and high.max() < _FAR:
        high[open_] *= 2
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        over = (_moved(weights, some, middle) * some).sum(axis=1) > 0
        low, high = np.where(over, middle, low), np.where(over, high, middle)
    points = _moved(weights, some, high)
    far = np.sqrt(((points - weights) ** 2).sum(axis=1))
    best = int(far.argmin())
    return Flip(int(rivals[best]), points[best], float(far[best]))


def _moved(weights: Real, leads: Real, step: Real) -> Real:
    """Weights moved against each lead by a step, and brought back onto the simplex."""
    away = weights - step[:, None] * leads
    falling = -np.sort(-away, axis=1)
    level = (np.cumsum(falling, axis=1) - 1) / np.arange(1, away.shape[1] + 1)
    kept = (falling > level).sum(axis=1)
    found: Real = np.maximum(away - level[np.arange(len(away)), kept - 1][:, None], 0.0)
    return found
