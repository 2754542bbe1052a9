"""The states between two ends: each edit made or not made, in every combination."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST = 12  # edits of which every combination is looked at: 4,096 states


def all_states(count: int) -> NDArray[np.bool_]:
    """Every combination of so many edits.

    Parameters
    ----------
    count : from 0 to `MOST`

    Returns
    -------
    (2**count, count) of bool: row s has edit i where bit i of s is set. Row 0 is before, the last row after.

    Raises
    ------
    ValueError : too many to look at

    References
    ----------
    docs/review.md, "Which edit did it".
    """
    if count > MOST:
        raise ValueError(f"{count} edits have too many combinations")
    return (np.arange(1 << count)[:, None] >> np.arange(count) & 1).astype(np.bool_)


def count_of(states: int) -> int:
    """How many edits so many states come from.

    Parameters
    ----------
    states : a power of two

    Returns
    -------
    Its logarithm.

    Raises
    ------
    ValueError : no power of two

    References
    ----------
    docs/review.md, "Which edit did it".
    """
    if states < 1 or states & (states - 1):
        raise ValueError(f"{states} states are not every combination of edits")
    return states.bit_length() - 1
