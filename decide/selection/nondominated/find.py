"""The non-dominated portfolios: all portfolios where they are few, else a dynamic programme or a list, as it pays."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from decide.selection.columns import columns_of
from decide.selection.enumeration import enumerate_all
from decide.selection.nondominated.listed import listed
from decide.selection.nondominated.sift import sift
from decide.selection.nondominated.swept import swept
from decide.selection.nondominated.worth import tie_order
from decide.selection.sweep import TooLarge

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from decide.selection.nondominated.worth import Worth
    from decide.selection.programme import Picks, Programme

MOST_WORK = 4_000_000  # rows
_FEW = 2**12  # portfolios that are looked at one by one before anything else is tried
_SOME = 2**17  # the same, after all else failed


def nondominated(
    programme: Programme, worth: Worth, advance: Callable[[], None] = lambda: None, most_work: int = MOST_WORK
) -> tuple[Picks, ...] | None:
    """The portfolios that no other one beats for all admissible weights and scores.

    Parameters
    ----------
    programme : rules and limits; its values do not count
    worth : of its columns, and which weights are admissible
    advance : called now and then
    most_work : portfolios begun that may be looked at on each way

    Returns
    -------
    The cheapest first. Of portfolios that are worth the same for all admissible weights and scores one stands for all:
    the first by cost, risk and options, but where more than money is limited it may be another. None where too many
    portfolios would have to be looked at; empty where none keeps to rules and limits.

    Raises
    ------
    Nothing of its own.

    References
    ----------
    Liesiö, Mild & Salo (2007, 2008), *European Journal of Operational Research* 181 and 190: Robust Portfolio Modeling.
    """
    count = math.prod(len(item.choices) + 1 for item in programme.items)
    ways: list[Callable[[], Sequence[Picks]]] = []
    if count <= _FEW:
        ways.append(lambda: _everything(programme))
    if worth.certain and worth.spanning:
        ways.append(lambda: swept(programme, worth, advance, most_work))
    ways.append(lambda: listed(programme, worth, most_work))
    if count <= _SOME:
        ways.append(lambda: _everything(programme))
    for way in ways:
        try:
            found = list(way())
        except TooLarge:
            continue
        rows = columns_of(programme, found)
        order = tie_order(programme, rows)
        return tuple(found[place] for place in order[sift(rows[order], worth)].tolist())
    return None


def _everything(programme: Programme) -> list[Picks]:
    everything = enumerate_all(programme)
    return [everything.portfolio(row) for row in np.flatnonzero(everything.feasible).tolist()]
