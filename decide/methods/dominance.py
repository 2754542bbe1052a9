"""Dominance: an option at least as good on every criterion, and better on one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def dominance(values: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which option dominates which.

    Parameters
    ----------
    values : (n_options, n_criteria), larger is better

    Returns
    -------
    (n_options, n_options) of bool: row dominates column. Equal options do not dominate each other.

    Raises
    ------
    IndexError : `values` is not a table

    References
    ----------
    Keeney & Raiffa (1976), chapter 3.
    """
    n_options = len(values)
    no_worse = np.ones((n_options, n_options), dtype=np.bool_)
    for column in values.T:  # one criterion at a time keeps memory at n^2
        no_worse &= column[:, None] >= column
    return no_worse & ~no_worse.T


def dominators(values: NDArray[np.float64], option: int) -> NDArray[np.intp]:
    """Rows that dominate one option; linear in the number of options.

    Parameters
    ----------
    values : (n_options, n_criteria), larger is better
    option : a row

    Returns
    -------
    Row numbers, rising; empty where nothing dominates it.

    Raises
    ------
    IndexError : there is no such row

    References
    ----------
    Keeney & Raiffa (1976), chapter 3.
    """
    own = values[option]
    return np.flatnonzero((values >= own).all(axis=1) & (values > own).any(axis=1))
