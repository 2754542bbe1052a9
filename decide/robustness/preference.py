"""Which options are at least as good as which others, whatever the admissible weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from decide.robustness.extremes import least

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from decide.robustness.polytope import Polytope

    Real = NDArray[np.float64]

TIE = 1e-11  # of value on [0, 1]: scores that differ by no more are equal at 9 decimals


def least_leads(low: Real, high: Real, polytope: Polytope) -> Real:
    """By how much each option leads each other one at least.

    Parameters
    ----------
    low, high : (n_options, n_criteria), the least and the largest value of each option on each criterion, in [0, 1];
        twice the same where values are taken as certain
    polytope : the admissible weights

    Returns
    -------
    (n_options, n_options): the minimum over all admissible weights of the value of the row's option, at its least, less
    that of the column's, at its largest; 0 on the diagonal. Where it is not negative, the row's option is necessarily
    at least as good; where that of the column's option over the row's is not positive, it possibly is.

    Raises
    ------
    InternalError : a linear programme without an answer

    References
    ----------
    Hazen (1986), *Operations Research* 34: dominance under partial information about weights.
    Greco, Mousseau & Słowiński (2008), *European Journal of Operational Research* 191: what is necessary, and possible.
    """
    count = len(low)
    found = np.empty((count, count))
    for option in range(count):
        found[option] = least(polytope, low[option] - high)
        found[option, option] = 0.0
    return found


def necessary(leads: Real) -> NDArray[np.bool_]:
    """Pairs of which the row's option is at least as good as the column's for all admissible weights.

    Parameters
    ----------
    leads : (n_options, n_options), from `least_leads`

    Returns
    -------
    (n_options, n_options) of bool; every option is as good as itself.

    Raises
    ------
    Nothing.

    References
    ----------
    Greco, Mousseau & Słowiński (2008), *European Journal of Operational Research* 191.
    """
    return np.asarray(leads >= -TIE)


def possible(leads: Real) -> NDArray[np.bool_]:
    """Pairs of which the row's option is at least as good as the column's for some admissible weights.

    Parameters
    ----------
    leads : (n_options, n_options), from `least_leads`

    Returns
    -------
    (n_options, n_options) of bool; whatever is necessary is possible.

    Raises
    ------
    Nothing.

    References
    ----------
    Greco, Mousseau & Słowiński (2008), *European Journal of Operational Research* 191.
    """
    return np.asarray(leads.T <= TIE)
