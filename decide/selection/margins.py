"""What a larger limit would buy: the next better portfolio, if one limit were lifted and the others kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from decide.selection.answer import in_order, points
from decide.selection.front import front, risk_column
from decide.selection.programme import measure
from decide.selection.relax import limited_columns

if TYPE_CHECKING:
    from fractions import Fraction

    from decide.selection.programme import Picks, Programme

_FEW = 2  # columns besides value for which beaten portfolios are found quickly
_WORK = 500_000  # rows looked at for an explanation
_WORK_SEVERAL = 20_000  # the same, where each row is compared with each


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
    several = len({column, *limited_columns(free)}) > _FEW
    return front(free, (column,), most_work=_WORK_SEVERAL if several else _WORK)


def next_better(programme: Programme, best: Picks, grown: list[Picks], column: int) -> Picks | None:
    """The portfolio better than the best one that takes least of a column; None where no larger limit helps."""
    free = lifted(programme, column)
    value = points(free, best)
    better = [picks for picks in grown if points(free, picks) > value]
    if not better:
        return None
    least = min(taken(free, picks, column) for picks in better)
    return in_order(free, (picks for picks in better if taken(free, picks, column) == least))[0]
