"""How far several rankings agree, two by two."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from decide.methods.kemeny_distance import weak_orders

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

_CELLS = 1 << 22  # signs at a time; also keeps the sums within a block exact in single precision


def tau(ranks: ArrayLike) -> NDArray[np.float64]:
    """Kendall's tau-b of each two rankings.

    The pairs of options that both order alike, less those that they order oppositely, over the geometric mean of the
    numbers of pairs that each orders at all.

    Parameters
    ----------
    ranks : (n_rankings, n_options), at least one of each, finite, smaller is better, equals are tied

    Returns
    -------
    (n_rankings, n_rankings), symmetric, in [-1, 1]: 1 for the same order, -1 for the opposite. A ranking that ties all
    options orders no pair, so that the quotient is 0/0: it has 1 with another that ties them all, which is the same
    ranking, and 0 with any other, with which it neither agrees nor disagrees. Never NaN.

    Raises
    ------
    ValueError : `ranks` is not such a table

    References
    ----------
    Kendall (1945), *Biometrika* 33(3): 239-251, the treatment of ties; Kendall (1970), *Rank Correlation Methods*,
    chapter 3.
    """
    orders = weak_orders(ranks)
    balance = _balance(orders)
    ordered = np.diag(balance).astype(np.float64)
    means = np.sqrt(ordered[:, None] * ordered)
    silent = ordered == 0
    return np.where(silent[:, None] & silent, 1.0, balance / np.where(means > 0, means, 1.0))


def _balance(orders: NDArray[np.int64]) -> NDArray[np.int64]:
    """Pairs ordered alike less pairs ordered oppositely, each met from both sides; on the diagonal, pairs ordered."""
    n_rankings, n_options = orders.shape
    step = max(_CELLS // orders.size, 1)
    total = np.zeros((n_rankings, n_rankings), dtype=np.int64)
    for start in range(0, n_options, step):
        signs = np.sign(orders[:, start : start + step, None] - orders[:, None, :]).astype(np.float32)
        flat = signs.reshape(n_rankings, -1)
        total += (flat @ flat.T).astype(np.int64)  # whole numbers below 2^24 are exact in single precision
    return total
