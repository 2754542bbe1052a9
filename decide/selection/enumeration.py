"""Every portfolio there is, one row each: the plainest engine, and the judge of the others.

Row numbers are mixed-radix numbers with one digit an option (0 leaves it out). Amounts are built up by doubling, and a
bonus or a rule is applied to the slab of rows whose digits say that its options are taken.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from decide.selection.programme import Fix, Needs, Tally
from decide.selection.risk import within_risk

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from decide.selection.programme import Picks, Programme

    Whole = NDArray[np.int64]

MOST = 2**22  # portfolios


@dataclass(frozen=True)
class Everything:
    """All portfolios of a programme.

    Attributes
    ----------
    columns : (2 + n_accounts, n) integers: value, accounts, risk, in the programme's units
    feasible : (n,) of bool: keeps to every rule and limit
    """

    programme: Programme
    columns: Whole
    feasible: NDArray[np.bool_]

    def portfolio(self, row: int) -> Picks:
        """The portfolio that stands in a row."""
        found = []
        for number, item in enumerate(self.programme.items):
            row, digit = divmod(row, len(item.choices) + 1)
            if digit:
                found.append((number, digit - 1))
        return tuple(found)


def enumerate_all(programme: Programme) -> Everything:
    """Add up every portfolio.

    Raises
    ------
    ValueError : more than `MOST` portfolios
    """
    radix = [len(item.choices) + 1 for item in programme.items]
    if math.prod(radix) > MOST:
        raise ValueError("too many portfolios to enumerate")
    accounts = len(programme.accounts)
    columns: Whole = np.zeros((2 + accounts, 1), dtype=np.int64)
    for item in programme.items:
        ways = [[0] * (2 + accounts)] + [
            [choice.value, *choice.uses, 0 if item.trigger else choice.risk] for choice in item.choices
        ]
        columns = (np.array(ways, dtype=np.int64).T[:, :, None] + columns[:, None, :]).reshape(2 + accounts, -1)
    taken = _Slabs(radix)
    for bonus in programme.bonuses:
        amounts = np.array([bonus.value, *bonus.uses, bonus.risk], dtype=np.int64)
        columns += amounts[:, None] * taken.all_of(bonus.members)
    for trigger in dict.fromkeys(item.trigger for item in programme.items if item.trigger):
        levels = np.zeros(columns.shape[1], dtype=np.int64)
        for number, item in enumerate(programme.items):
            if item.trigger == trigger:
                risks = np.array([0, *(choice.risk for choice in item.choices)], dtype=np.int64)
                levels = np.maximum(levels, risks[taken.digit(number)])
        columns[-1] += levels
    found = Everything(programme, columns, _within(programme, columns) & _keeping(programme, taken))
    rows = np.flatnonzero(found.feasible)
    found.feasible[rows] = within_risk(programme, columns[-1, rows], lambda place: found.portfolio(int(rows[place])))
    return found


class _Slabs:
    """Which options the portfolio of each row takes."""

    def __init__(self, radix: list[int]) -> None:
        self.radix = radix
        self.rows = np.arange(math.prod(radix), dtype=np.int64)
        self.step = [math.prod(radix[:place]) for place in range(len(radix))]

    def digit(self, item: int) -> Whole:
        return self.rows // self.step[item] % self.radix[item]

    def one(self, item: int) -> NDArray[np.bool_]:
        return self.digit(item) > 0

    def all_of(self, items: tuple[int, ...]) -> NDArray[np.bool_]:
        found = np.ones(len(self.rows), dtype=np.bool_)
        for item in items:
            found &= self.one(item)
        return found

    def count(self, items: tuple[int, ...]) -> Whole:
        return sum((self.one(item).astype(np.int64) for item in items), start=np.zeros(len(self.rows), dtype=np.int64))


def _within(programme: Programme, columns: Whole) -> NDArray[np.bool_]:
    found = np.ones(columns.shape[1], dtype=np.bool_)
    for number, account in enumerate(programme.accounts):
        if account.limit is not None:
            found &= columns[1 + number] <= account.limit
    return found


def _keeping(programme: Programme, taken: _Slabs) -> NDArray[np.bool_]:
    found = np.ones(len(taken.rows), dtype=np.bool_)
    for rule in programme.rules:
        match rule:
            case Needs(member, needed):
                found &= ~taken.one(member) | (taken.count(needed) > 0)
            case Tally(members, least, most):
                count = taken.count(members)
                found &= (count >= least) & (count <= most)
            case Fix(member, wanted):
                found &= taken.one(member) == wanted
    return found
