"""What a larger limit would buy: the next better portfolio, if one limit were lifted and the others kept."""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from decide.selection.answer import in_order, points, tie_slack
from decide.selection.front import front, risk_column
from decide.selection.programme import measure
from decide.selection.relax import limited_columns
from decide.selection.search import FROM_NOTHING, Start, listing
from decide.selection.sweep import TooLarge
from decide.selection.units import risk_log

if TYPE_CHECKING:
    from decide.selection.programme import Picks, Programme

_FEW = 2  # columns besides value for which beaten portfolios are found quickly
_WORK = 500_000  # rows looked at for an explanation
_WORK_ONCE = 300_000  # the same, for one size of a limit
_HALVINGS = 6  # of what a limit may have to grow by, before it is lowered step by step
_MOST_STEPS = 60
_PASSED_ON = 64  # portfolios, from one size of a limit to the next


def lifted(programme: Programme, column: int) -> Programme:
    """The programme without the limit on one column: an account, or the risk."""
    if column == risk_column(programme):
        return replace(programme, risk_limit=None, least_survival=None)
    accounts = tuple(
        replace(account, limit=None) if 1 + place == column else account
        for place, account in enumerate(programme.accounts)
    )
    return replace(programme, accounts=accounts)


def taken(programme: Programme, picks: Picks, column: int) -> Fraction | int:
    """What a portfolio takes of a column: units of an account, or the joint risk itself."""
    found = measure(programme, picks)
    return 1 - found.survival if column == risk_column(programme) else found.uses[column - 1]


def growth(programme: Programme, column: int) -> list[Picks]:
    """The best portfolio for every size of one limit, smallest first, the other limits as they are.

    Raises
    ------
    TooLarge : more portfolios than it is worth looking at for an explanation
    """
    free = lifted(programme, column)
    if len({column, *limited_columns(free)}) > _FEW:
        raise TooLarge
    return front(free, (column,), most_work=_WORK)


def next_better(programme: Programme, best: Picks, column: int, start: Start = FROM_NOTHING) -> Picks | None:
    """The portfolio better than the best one that takes least of a column; None where no larger limit helps.

    Raises
    ------
    TooLarge : more portfolios than it is worth looking at for an explanation
    """
    try:
        return next_grown(programme, best, growth(programme, column), column)
    except TooLarge:
        return _next_limited(programme, best, column, start)


def _next_limited(programme: Programme, best: Picks, column: int, start: Start) -> Picks | None:
    """The same, by the best portfolio for one size of the limit after another: halving, then just below the last."""
    free = lifted(programme, column)
    value = points(free, best)
    known = (best, *start.known[:_PASSED_ON])

    def better(limited: Programme) -> Picks | None:
        nonlocal known
        found = listing(limited, 1, tie_slack(limited), Start(known), _WORK_ONCE)
        known = tuple(dict.fromkeys((*found.portfolios[:_PASSED_ON], *known)))[:_PASSED_ON]
        first = next(iter(in_order(limited, found.portfolios)), None)
        return first if first is not None and points(free, first) > value else None

    found = better(free)
    if found is None:
        return None
    low = _amount(programme, column)
    for step in range(_MOST_STEPS):
        high = taken(free, found, column)
        middle = (low + high) / 2
        halving = step < _HALVINGS and middle < high
        lower = better(_limited(programme, column, middle) if halving else _below(programme, column, found))
        if lower is not None:
            found = lower
        elif not halving:
            return found
        else:
            low = middle
    raise TooLarge


def _amount(programme: Programme, column: int) -> Fraction:
    """The limit on a column, as `taken` counts."""
    if column == risk_column(programme):
        return 1 - (programme.least_survival or Fraction(0))
    return Fraction(programme.accounts[column - 1].limit or 0)


def _limited(programme: Programme, column: int, amount: Fraction) -> Programme:
    """The programme with another limit on one column."""
    if column == risk_column(programme):
        least = 1 - amount
        return replace(programme, least_survival=least, risk_limit=risk_log(least, programme.risk_unit))
    account = replace(programme.accounts[column - 1], limit=math.floor(amount))
    return replace(programme, accounts=(*programme.accounts[: column - 1], account, *programme.accounts[column:]))


def _below(programme: Programme, column: int, picks: Picks) -> Programme:
    """The programme with a limit that a portfolio just breaks, but nothing does that takes less."""
    amount = Fraction(taken(programme, picks, column))
    if column != risk_column(programme):
        return _limited(programme, column, amount - 1)
    survivals = [choice.survival for item in programme.items for choice in item.choices]
    survivals += [bonus.survival for bonus in programme.bonuses]
    finest = math.prod(survival.denominator for survival in survivals)  # all joint risks are multiples of 1/finest
    return _limited(programme, column, amount - Fraction(1, 2 * finest))


def next_grown(programme: Programme, best: Picks, grown: list[Picks], column: int) -> Picks | None:
    """The same, where the best portfolio for every size of the limit is known."""
    free = lifted(programme, column)
    value = points(free, best)
    better = [picks for picks in grown if points(free, picks) > value]
    if not better:
        return None
    # A front keeps one of several equals, which need not be the first in the order of portfolios.
    least = min(Fraction(taken(free, picks, column)) for picks in better)
    limited = _limited(programme, column, least)
    return in_order(limited, listing(limited, 1, tie_slack(limited), Start(tuple(better))).portfolios)[0]
