"""The one tie rule: scores are rounded to 9 decimals before ranking, and equals share a rank."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

SCORE_DECIMALS = 9
_BLOCK = 2048  # rows at a time, so that a block stays in the processor's cache


def ranks(scores: NDArray[np.float64]) -> NDArray[np.int64]:
    """Standard competition ranks (1, 1, 3), highest score first.

    Parameters
    ----------
    scores : (n_options,) or (n_samples, n_options), points, at most 10,000 in size

    Returns
    -------
    Same shape: 1 + the number of options strictly better after rounding to 9 decimals.

    Raises
    ------
    ValueError : there is no option

    References
    ----------
    docs/methods.md, "Score": the one tie rule. Standard competition ranking, as in sports.
    """
    n_options = scores.shape[-1]
    rows = scores.reshape(-1, n_options)
    result = np.empty(rows.shape, dtype=np.int64)
    for start in range(0, len(rows), _BLOCK):
        _rank_block(rows[start : start + _BLOCK], result[start : start + _BLOCK])
    return result.reshape(scores.shape)


def _rank_block(rows: NDArray[np.float64], result: NDArray[np.int64]) -> None:
    n_rows, n_options = rows.shape
    # In units of the last decimal, scores are integers. With the column in the lowest bits, one plain sort of
    # integers gives both the order and the columns, in less time than an argsort of the scores.
    bits = (n_options - 1).bit_length()
    keys = np.rint(rows * -(10.0**SCORE_DECIMALS)).astype(np.int64)
    keys <<= bits
    keys |= np.arange(n_options)
    keys.sort(axis=1)
    cells = (keys & ((1 << bits) - 1)) + np.arange(n_rows)[:, None] * n_options
    keys >>= bits
    places = np.broadcast_to(np.arange(1, n_options + 1), rows.shape)
    tied = keys[:, 1:] == keys[:, :-1]
    if tied.any():
        places = places.copy()
        places[:, 1:][tied] = 0
        np.maximum.accumulate(places, axis=1, out=places)
    result.reshape(-1)[cells] = places
