"""Whether joint risks keep to their limit: by rounded logarithms where that is clear, exactly where it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from decide.selection.programme import measure

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from decide.selection.programme import Picks, Programme

SLACK = 4_096  # units of risk: more than sums of rounded logarithms may be off


def within_risk(programme: Programme, risks: NDArray[np.int64], portfolio: Callable[[int], Picks]) -> NDArray[np.bool_]:
    """Which portfolios keep to the limit on risk.

    Parameters
    ----------
    programme : its limit
    risks : (n,) integers, the sums of risk units
    portfolio : gives the portfolio at a place of `risks`; asked only for those next to the limit

    Returns
    -------
    (n,) of bool. A risk that equals the limit keeps to it.
    """
    limit, least = programme.risk_limit, programme.least_survival
    if limit is None or least is None:
        return np.ones(len(risks), dtype=np.bool_)
    safe = risks <= limit
    distance = risks - limit
    for place in np.flatnonzero(np.abs(distance) <= SLACK).tolist():
        safe[place] = measure(programme, portfolio(place)).survival >= least
    return safe
