"""How far two rankings are apart: the pairs that they order differently, counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

_CELLS = 1 << 22  # pairs at a time, so that thousands of options do not fill the memory


def weak_orders(ranks: ArrayLike) -> NDArray[np.int64]:
    """The places that rankings give, counted without gaps: 0 for the best, 1 for the next, equals alike.

    Parameters
    ----------
    ranks : (n_rankings, n_options), at least one of each, finite, smaller is better; only their order counts

    Returns
    -------
    Same shape, from 0 to n_options - 1.

    Raises
    ------
    ValueError : `ranks` is not such a table

    References
    ----------
    Kemeny & Snell (1962), *Mathematical Models in the Social Sciences*, chapter 2: rankings with ties as weak orders.
    """
    table = np.asarray(ranks)
    is_table = table.ndim == 2 and table.size and table.dtype.kind in "iuf"  # noqa: PLR2004 - rankings by options
    if not is_table or not np.isfinite(table).all():
        raise ValueError("rankings are a table of finite numbers, one row a ranking and one column an option")
    return np.array([np.unique(row, return_inverse=True)[1] for row in table], dtype=np.int64)


def kemeny_distance(first: ArrayLike, second: ArrayLike) -> int:
    """The distance between two rankings: 2 for each pair in opposite orders, 1 for each that only one of them ties.

    Parameters
    ----------
    first, second : (n_options,), finite, smaller is better, equals are tied; only their order counts

    Returns
    -------
    From 0, the same ranking, to n (n - 1), opposite rankings without ties.

    Raises
    ------
    ValueError : there is no option, a rank is not a finite number, or the lengths differ

    References
    ----------
    Kemeny (1959), *Daedalus* 88(4): 577-591; Kemeny & Snell (1962), *Mathematical Models in the Social Sciences*,
    chapter 2.
    """
    ours, theirs = weak_orders(np.asarray(first)[None])[0], weak_orders(np.asarray(second)[None])[0]
    if len(ours) != len(theirs):
        raise ValueError("the rankings are not of the same options")
    step = max(_CELLS // len(ours), 1)
    total = 0
    for start in range(0, len(ours), step):
        rows = slice(start, start + step)
        apart = np.sign(ours[rows, None] - ours) - np.sign(theirs[rows, None] - theirs)
        total += int(np.abs(apart).sum())
    return total // 2  # each pair was met from both sides
