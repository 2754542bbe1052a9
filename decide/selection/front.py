"""Every portfolio that no other beats on value and on what it takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from decide.selection.pareto import unbeaten
from decide.selection.programme import MONEY, Fix, Needs, Tally
from decide.selection.reduce import Keep, reduce
from decide.selection.risk import within_risk
from decide.selection.sweep import MOST_WORK, VALUE, Interrupted, sweep

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from decide.selection.programme import Picks, Programme
    from decide.selection.sweep import Front

COST = 1 + MONEY  # the column of the whole cost


def risk_column(programme: Programme) -> int:
    """The column of the joint risk."""
    return 1 + len(programme.accounts)


@dataclass(frozen=True, slots=True)
class Found:
    """Portfolios of a front; not complete where it was interrupted."""

    portfolios: tuple[Picks, ...]
    complete: bool


def front_so_far(
    programme: Programme,
    against: tuple[int, ...],
    advance: Callable[[], None] = lambda: None,
    most_work: int = MOST_WORK,
) -> Found:
    """The same as `front`; on Ctrl-C, what no other of the portfolios built so far beats.

    Raises
    ------
    TooLarge : more portfolios than can be kept
    """
    try:
        return Found(tuple(front(programme, against, advance, most_work)), complete=True)
    except Interrupted as stop:
        begun = stop.front
        kept = np.flatnonzero(_sound(begun))
        columns = begun.columns[:, kept]
        columns[VALUE] = -columns[VALUE]
        best = unbeaten(columns[[VALUE, *against]], np.zeros(len(kept), dtype=np.int64))
        small = reduce(programme, Keep.FRONT)
        items = small.items if small is not None else ()
        return Found(tuple(_outward(items, picks) for picks in begun.portfolios(kept[best])), complete=False)


def _sound(begun: Front) -> NDArray[np.bool_]:
    """Which rows keep to all rules and limits as they stand, with nothing taken of what is not decided yet."""
    programme, taken = begun.programme, begun.taken()
    found = within_risk(programme, begun.columns[risk_column(programme)], begun.portfolio)
    for place, account in enumerate(programme.accounts):
        if account.limit is not None:
            found &= begun.columns[1 + place] <= account.limit
    for rule in programme.rules:
        match rule:
            case Needs(member, needed):
                found &= ~taken[member] | taken[list(needed)].any(axis=0)
            case Tally(members, least, most):
                count = taken[list(members)].sum(axis=0)
                found &= (count >= least) & (count <= most)
            case Fix(member, wanted):
                found &= taken[member] == wanted
    return found


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
    order = np.lexsort(found.columns[[VALUE, *reversed(against)]])
    return [_outward(small.items, picks) for picks in found.portfolios(order)]


def _outward(items: tuple[int, ...], picks: Picks) -> Picks:
    """In the numbers of the whole programme; reduction leaves the choices of an item as they are."""
    return tuple((items[item], choice) for item, choice in picks)
