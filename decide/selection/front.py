"""Every portfolio that no other beats on value and on what it takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from decide.selection.pareto import unbeaten
from decide.selection.programme import MONEY, is_feasible
from decide.selection.reduce import Keep, reduce
from decide.selection.sweep import MOST_WORK, VALUE, Interrupted, sweep

if TYPE_CHECKING:
    from collections.abc import Callable

    from decide.selection.programme import Picks, Programme

COST = 1 + MONEY  # the column of the whole cost


def risk_column(programme: Programme) -> int:
    """The column of the joint risk."""
    return 1 + len(programme.accounts)


@dataclass(frozen=True, slots=True)
class Found:
    """Portfolios of a front; not complete where it was interrupted."""

    portfolios: tuple[Picks, ...]
    complete: bool


def front_so_far(programme: Programme, against: tuple[int, ...], advance: Callable[[], None] = lambda: None) -> Found:
    """The same as `front`; on Ctrl-C, what no other of the portfolios built so far beats.

    Raises
    ------
    TooLarge : more portfolios than can be kept
    """
    try:
        return Found(tuple(front(programme, against, advance)), complete=True)
    except Interrupted as stop:
        begun = stop.front
        kept = [row for row in range(len(begun)) if is_feasible(begun.programme, begun.portfolio(row))]
        columns = begun.columns[:, kept]
        columns[VALUE] = -columns[VALUE]
        best = unbeaten(columns[[VALUE, *against]], np.zeros(len(kept), dtype=np.int64))
        small = reduce(programme, Keep.FRONT)
        items = small.items if small is not None else ()
        rows = [kept[place] for place in best.tolist()]
        return Found(tuple(_outward(items, begun.portfolio(row)) for row in rows), complete=False)


def front(
    programme: Programme,
    against: tuple[int, ...],
    advance: Callable[[], None] = lambda: None,
    most_work: int = MOST_WORK,
) -> list[Picks]:
    """The portfolios within rules and limits that no other beats.

    Parameters
    ----------
    programme : the model
    against : columns that count against value: `COST`, `risk_column`, or that of another account
    advance : called after each option
    most_work : rows that may be looked at, all in all

    Returns
    -------
    One portfolio for each combination of value and the columns, by the columns and then by value.

    Raises
    ------
    TooLarge : more portfolios than can be kept

    References
    ----------
    Klamroth & Wiecek (2000), *Naval Research Logistics* 47: dynamic programming for multiple objective knapsacks.
    """
    small = reduce(programme, Keep.FRONT)
    if small is None:
        return []
    found = sweep(small.programme, [VALUE, *against], most_work=most_work, advance=advance)
    order = sorted(range(len(found)), key=lambda row: tuple(found.columns[[*against, VALUE], row].tolist()))
    return [_outward(small.items, found.portfolio(row)) for row in order]


def _outward(items: tuple[int, ...], picks: Picks) -> Picks:
    """In the numbers of the whole programme; reduction leaves the choices of an item as they are."""
    return tuple((items[item], choice) for item, choice in picks)
