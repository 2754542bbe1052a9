"""The consensus of several rankings by mean ranks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from decide.methods.kemeny_distance import weak_orders
from decide.methods.ranks import ranks as competition_ranks

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray


def mean_ranks(ranks: ArrayLike) -> NDArray[np.float64]:
    """The mean rank of each option, equals in a ranking each at the average of the ranks that they fill.

    Parameters
    ----------
    ranks : (n_rankings, n_options), at least one of each, finite, smaller is better; only their order counts

    Returns
    -------
    (n_options,), from 1 to n_options; they add up to n (n + 1) / 2.

    Raises
    ------
    ValueError : `ranks` is not such a table

    References
    ----------
    Borda (1784), *Histoire de l'Académie royale des sciences*, the count; Kendall (1945), *Biometrika* 33(3): 239-251,
    average ranks where there are ties.
    """
    orders = weak_orders(ranks)
    total = np.zeros(orders.shape[1], dtype=np.int64)
    for order in orders:
        sizes = np.bincount(order)
        last = np.cumsum(sizes)
        total += (2 * last - sizes + 1)[order]  # twice the average rank, to stay whole
    return total / (2 * len(orders))


def borda(ranks: ArrayLike) -> NDArray[np.int64]:
    """The ranking by mean rank.

    Parameters
    ----------
    ranks : (n_rankings, n_options), at least one of each, finite, smaller is better; only their order counts

    Returns
    -------
    (n_options,): standard competition ranks (1, 1, 3), lowest mean rank first, by the one tie rule.

    Raises
    ------
    ValueError : `ranks` is not such a table

    References
    ----------
    Borda (1784), *Histoire de l'Académie royale des sciences*; `decide.methods.ranks` for the tie rule.
    """
    return competition_ranks(-mean_ranks(ranks))
