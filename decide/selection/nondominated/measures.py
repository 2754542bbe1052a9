"""How non-dominated portfolios do: at their worst, against the best of the others, and how often they are best."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from decide.selection.nondominated.worth import PARTS, TIE

if TYPE_CHECKING:
    from decide.selection.nondominated.worth import Flags, Real, Whole, Worth

_CELLS = 1 << 21  # numbers worked out at a time


def worst(rows: Flags, worth: Worth) -> Real:
    """What each portfolio is worth for the admissible weights and scores that suit it least.

    Parameters
    ----------
    rows : (n, n_columns), what each takes
    worth : of the columns

    Returns
    -------
    (n,) points.

    Raises
    ------
    Nothing of its own.

    References
    ----------
    Wald (1950), *Statistical Decision Functions*: the maximin rule.
    """
    return 0.0 - worth.most(-(rows @ worth.low).astype(np.float64)) / PARTS


def regret(rows: Flags, worth: Worth) -> Real:
    """The most by which another of these portfolios can be worth more than each.

    Parameters
    ----------
    rows : (n, n_columns), all portfolios that no other one beats
    worth : of the columns

    Returns
    -------
    (n,) points, at least 0. Exact: what is best for some weights is, or is worth as much as, one of `rows`.

    Raises
    ------
    Nothing of its own.

    References
    ----------
    Savage (1951), *Journal of the American Statistical Association* 46: minimax regret.
    """
    if worth.certain and worth.spanning:  # the best is convex in the weights, so that regret is largest at a corner
        values = rows @ worth.low @ worth.weights.T
        return np.asarray((values.max(axis=0, initial=-np.inf) - values).max(axis=1, initial=0.0)) / PARTS
    found = np.zeros(len(rows))
    high, low, spread = rows @ worth.high, rows @ worth.low, worth.high - worth.low
    for place, row in enumerate(rows):
        both = (rows & row) @ spread
        found[place] = worth.most((high - low[place] - both).astype(np.float64)).max(initial=0.0)
    return np.maximum(found, 0.0) / PARTS


def times_best(rows: Flags, worth: Worth, weights: Real) -> Whole:
    """How often each portfolio is the best; of equals, the first is.

    Parameters
    ----------
    rows : (n, n_columns), in the order that decides between equals; at least one
    worth : of the columns; scores are taken in the middle of their ranges
    weights : (n_samples, n_criteria)

    Returns
    -------
    (n,) counts that add up to n_samples.

    Raises
    ------
    ValueError : there is no portfolio

    References
    ----------
    Lahdelma & Salminen (2001), *Operations Research* 49(3): the acceptability of first place.
    """
    values = rows @ ((worth.low + worth.high) / 2)
    found = np.zeros(len(rows), dtype=np.int64)
    step = max(_CELLS // max(len(rows), 1), 1)
    for start in range(0, len(weights), step):
        worths = np.round(values @ weights[start : start + step].T / TIE)
        found += np.bincount(worths.argmax(axis=0), minlength=len(rows))
    return found
