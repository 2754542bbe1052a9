"""How much each edit did: the Shapley value, which adds up to the whole change whatever the order of the edits."""

from __future__ import annotations

from dataclasses import dataclass
from math import comb
from typing import TYPE_CHECKING

import numpy as np

from decide.review.lattice import all_states, count_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

ORDERS = 256  # random orders that a sample looks at, each also backwards
SEED = 0
_NOTHING = 1e-11  # what only rounding has left
_CELLS = 4_000_000  # numbers held at a time while sampling


def shapley(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """The part of each edit in a change, from the values of every combination of edits.

    Parameters
    ----------
    values : (2**k, ...) in any unit, in the order of `all_states(k)`

    Returns
    -------
    (k, ...) in the same unit; over the edits they sum to `values[-1] - values[0]`.

    Raises
    ------
    ValueError : the first length is no power of two

    References
    ----------
    Shapley (1953), *Contributions to the Theory of Games* II, pages 307-317.
    """
    parts: NDArray[np.float64] = np.tensordot(factors(count_of(len(values))), values, axes=(1, 0))
    return settled(parts)


def factors(count: int) -> NDArray[np.float64]:
    """By how much the value of each state counts for each edit, so that sums can be made state by state.

    Parameters
    ----------
    count : the number of edits k

    Returns
    -------
    (k, 2**k) in [-1, 1], the states in the order of `all_states`: their product with the values is `shapley`, but for
    `settled`.

    Raises
    ------
    ValueError : too many edits

    References
    ----------
    As for `shapley`.
    """
    made = all_states(count)
    if count == 0:
        return np.zeros((0, 1))
    size = made.sum(axis=1)
    share = np.array([1 / (count * comb(count - 1, others)) for others in range(count)])
    # A state counts for an edit that it has by the number of the others, against one that it lacks by its own number.
    found: NDArray[np.float64] = np.where(made.T, share[size - 1], -share[np.minimum(size, count - 1)])
    return found


def settled(parts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Parts without what only rounding has left.

    Parameters
    ----------
    parts : of any shape, in points

    Returns
    -------
    The same, with 0 for what is smaller than 1e-11.

    Raises
    ------
    Nothing of its own.

    References
    ----------
    None: a convention, far below the 1e-9 points in which scores are told apart.
    """
    return np.where(np.abs(parts) < _NOTHING, 0.0, parts)


@dataclass(frozen=True, slots=True)
class Sampled:
    """Parts of edits, estimated.

    Attributes
    ----------
    parts : (k, n) in the unit of the values; over the edits they sum to the whole change
    errors : (k, n) standard errors
    orders : how many orders of the edits were looked at
    """

    parts: NDArray[np.float64]
    errors: NDArray[np.float64]
    orders: int


def sampled_shapley(
    evaluate: Callable[[NDArray[np.bool_]], NDArray[np.float64]], count: int, orders: int = ORDERS, seed: int = SEED
) -> Sampled:
    """The same from random orders of the edits, where there are too many for every combination.

    Parameters
    ----------
    evaluate : (n_states, k) of bool, which edits are made, to (n_states, n) values
    count : the number of edits k, at least 1
    orders : how many random orders, at least 2; each is also gone backwards, which makes the error smaller
    seed : of the random numbers

    Returns
    -------
    Parts in the unit of the values, with their standard errors; the same for the same seed.

    Raises
    ------
    ValueError : fewer than one edit or two orders

    References
    ----------
    Castro, Gómez & Tejada (2009), *Computers & Operations Research* 36: sampling permutations.
    Mitchell et al. (2022), *Journal of Machine Learning Research* 23: antithetic pairs.
    """
    if count < 1 or orders < 2:  # noqa: PLR2004 - a standard error takes two
        raise ValueError("at least one edit and two orders are due")
    dice = np.random.Generator(np.random.PCG64(seed))
    width = evaluate(np.zeros((1, count), dtype=np.bool_)).shape[1]
    step = max(_CELLS // (2 * (count + 1) * max(width, 1)), 1)
    total, squares = np.zeros((count, width)), np.zeros((count, width))
    for start in range(0, orders, step):
        forth = np.array([dice.permutation(count) for _ in range(start, min(start + step, orders))])
        pairs = _along(evaluate, np.concatenate([forth, forth[:, ::-1]]), width).reshape(2, len(forth), count, width)
        found = pairs.mean(axis=0)
        total += found.sum(axis=0)
        squares += (found * found).sum(axis=0)
    mean = total / orders
    spread = np.maximum(squares / orders - mean * mean, 0.0) * orders / (orders - 1)
    return Sampled(mean, np.sqrt(spread / orders), 2 * orders)


def _along(
    evaluate: Callable[[NDArray[np.bool_]], NDArray[np.float64]], orders: NDArray[np.int64], width: int
) -> NDArray[np.float64]:
    """(n_orders, k, n): what each edit adds when they are made one after another, in each order."""
    number, count = orders.shape
    place = np.argsort(orders, axis=1)
    made = place[:, None, :] < np.arange(count + 1)[None, :, None]
    values = evaluate(made.reshape(-1, count)).reshape(number, count + 1, width)
    found = np.empty((number, count, width))
    np.put_along_axis(found, orders[:, :, None], np.diff(values, axis=1), axis=1)
    return found
