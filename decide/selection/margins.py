"""What a larger limit would buy: the next better portfolio, if one limit were lifted and the others kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from decide.selection.answer import in_order, points
from decide.selection.front import front, risk_column
from decide.selection.programme import measure

if TYPE_CHECKING:
    from fractions import Fraction

    from decide.selection.programme import Picks, Programme


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
    TooLarge : more portfolios than can be kept
    """
    free = lifted(programme, column)
    return front(free, (column,))


def next_better(programme: Programme, best: Picks, grown: list[Picks], column: int) -> Picks | None:
    """The portfolio better than the best one that takes least of a column; None where no larger limit helps."""
    free = lifted(programme, column)
    value = points(free, best)
    better = [picks for picks in grown if points(free, picks) > value]
    if not better:
        return None
    least = min(taken(free, picks, column) for picks in better)
    return in_order(free, (picks for picks in better if taken(free, picks, column) == least))[0]
