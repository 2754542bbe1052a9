"""How often each option has each rank under sampled weights, and which weights put it first."""

from __future__ import annotations

import functools
import operator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    Real = NDArray[np.float64]
    Whole = NDArray[np.int64]

_ROWS = 512  # samples that are compared together, so that they stay in the processor's cache


@dataclass(frozen=True)
class Tally:
    """Counts over samples; two of them add up to one.

    Attributes
    ----------
    samples : how many there were
    ranks : (n_options, n_options), how often the row's option had the rank of the column; the first column is rank 1
    ahead : (n_options, n_options), how often the row's option was strictly better than the column's
    sums, squares : (n_options, n_criteria), of the weights under which the row's option had rank 1, and of the squares
    """

    samples: int
    ranks: Whole
    ahead: Whole
    sums: Real
    squares: Real

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.samples + other.samples,
            self.ranks + other.ranks,
            self.ahead + other.ahead,
            self.sums + other.sums,
            self.squares + other.squares,
        )


def tally(ranks: Whole, weights: Real) -> Tally:
    """Count some samples.

    Parameters
    ----------
    ranks : (n_samples, n_options), from 1; options that tie share a rank
    weights : (n_samples, n_criteria), under which they came out

    Returns
    -------
    The counts.

    Raises
    ------
    ValueError : the shapes do not fit each other

    References
    ----------
    Lahdelma & Salminen (2001), *Operations Research* 49(3): SMAA-2.
    """
    samples, options = ranks.shape
    counts = np.zeros((options, options), dtype=np.int64)
    ahead = np.zeros((options, options), dtype=np.int64)
    places = np.arange(options) * options
    for start in range(0, samples, _ROWS):
        some = ranks[start : start + _ROWS]
        counts += np.bincount((some - 1 + places).reshape(-1), minlength=options * options).reshape(options, options)
        small = some.astype(np.int16 if options < np.iinfo(np.int16).max else np.int64).T
        for option in range(options):
            ahead[option] += (small[option] < small).sum(axis=1)
    first = (ranks == 1).astype(np.float64).T
    return Tally(samples, counts, ahead, first @ weights, first @ (weights * weights))


def together(tallies: Iterable[Tally]) -> Tally:
    """All of some tallies, added in their order.

    Parameters
    ----------
    tallies : at least one

    Returns
    -------
    The sum; the same bytes for the same tallies in the same order.

    Raises
    ------
    TypeError : there is none

    References
    ----------
    Elementary: counts add up.
    """
    return functools.reduce(operator.add, tallies)


def acceptability(counted: Tally) -> Real:
    """Rank acceptability indices: the share of samples in which each option has each rank.

    Parameters
    ----------
    counted : at least one sample

    Returns
    -------
    (n_options, n_options) in [0, 1]; each row sums to 1, and a column does where no options tie.

    Raises
    ------
    Nothing.

    References
    ----------
    Lahdelma & Salminen (2001), *Operations Research* 49(3).
    """
    shares: Real = counted.ranks / counted.samples
    return shares


def winning(counted: Tally) -> Real:
    """Pairwise winning indices: the share of samples in which the row's option is strictly better than the column's.

    Parameters
    ----------
    counted : at least one sample

    Returns
    -------
    (n_options, n_options) in [0, 1]; 0 on the diagonal.

    Raises
    ------
    Nothing.

    References
    ----------
    Leskinen, Viitanen, Kangas & Kangas (2006), *Forest Science* 52: pairwise winning indices.
    """
    shares: Real = counted.ahead / counted.samples
    return shares


def central_weights(counted: Tally) -> tuple[Real, Real]:
    """The mean of the weights under which each option is first, and its standard error.

    Parameters
    ----------
    counted : at least one sample

    Returns
    -------
    Two arrays (n_options, n_criteria): weights that sum to 1, and their standard errors, which are NaN for an option
    that was first only once; both are NaN for one that never was.

    Raises
    ------
    Nothing.

    References
    ----------
    Lahdelma & Salminen (2001), *Operations Research* 49(3).
    """
    firsts = counted.ranks[:, :1].astype(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        means = counted.sums / firsts
        spread = np.maximum(counted.squares / firsts - means * means, 0.0) / (firsts - 1)
        return means, np.where(firsts > 1, np.sqrt(spread), np.nan)
