"""How much value a portfolio can reach at most: limits are given prices, and every block then stands alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from decide.selection.relax import limited_columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from decide.selection.relax import Relaxed

    Real = NDArray[np.float64]

_STEPS = 150
_PATIENCE = 6  # steps without progress, after which they are halved
_SHORTEST = 1e-4  # steps too short to matter
_SAFETY = 1e-10  # of the largest numbers added up: more than their rounding


def prices(relaxed: Relaxed, reached: float) -> tuple[Real, float]:
    """Prices of the limits for which the bound is low, and the bound: no portfolio is worth more.

    References
    ----------
    Held, Wolfe & Crowder (1974), *Mathematical Programming* 6: validation of subgradient optimization.
    Geoffrion (1974), *Mathematical Programming Study* 2: Lagrangean relaxation.
    """
    scale = np.where(relaxed.room > 0, relaxed.room, 1.0)  # prices per whole limit, so that one step suits all
    takes, room = relaxed.takes / scale, relaxed.room / scale
    bonus_takes = relaxed.bonus_takes / scale
    now = np.zeros(len(room))
    best, least = now, np.inf
    pace, idle = 1.0, 0
    for _ in range(_STEPS):
        bonuses = np.maximum(relaxed.bonus_value - bonus_takes @ now, 0.0)
        worth = relaxed.value - takes @ now + relaxed.shares @ bonuses
        chosen = _best_ways(relaxed, worth)
        bound = float(worth[chosen].sum() + now @ room)
        if bound < least * (1 - 1e-9):
            best, least, idle = now, bound, 0
        else:
            idle += 1
            if idle >= _PATIENCE:
                pace, idle = pace / 2, 0
        shared = relaxed.shares[chosen].sum(axis=0) * (bonuses > 0)
        slope = room - takes[chosen].sum(axis=0) - shared @ bonus_takes
        slope[(now <= 0) & (slope > 0)] = 0.0
        steep = float(slope @ slope)
        if steep == 0 or bound <= reached or pace < _SHORTEST:
            break
        now = np.maximum(now - pace * (bound - reached) / steep * slope, 0.0)
    return best / scale, least


def _best_ways(relaxed: Relaxed, worth: Real) -> NDArray[np.int64]:
    """The way of each block that is worth most."""
    hits = np.flatnonzero(worth == _best(worth, relaxed)[relaxed.owner])
    owner = relaxed.owner[hits]
    return hits[np.concatenate(([True], owner[1:] != owner[:-1]))] if len(hits) else hits


class Bound:
    """What portfolios can still reach at given prices.

    Attributes
    ----------
    enough : the least that is asked for, less what rounding may hide
    total : no portfolio is worth more
    """

    def __init__(self, relaxed: Relaxed, price: Real, at_least: float) -> None:
        self.relaxed, self.price = relaxed, price
        self._room = float(price @ relaxed.room)
        self._bonuses = np.maximum(relaxed.bonus_value - relaxed.bonus_takes @ price, 0.0)
        self._ways = relaxed.value - relaxed.takes @ price + relaxed.shares @ self._bonuses
        self._blocks = _best(self._ways, relaxed)
        self.total = float(self._blocks.sum()) + self._room
        loose = relaxed.loose_value - relaxed.loose_takes @ price + relaxed.loose_shares @ self._bonuses
        self._items = np.zeros(len(relaxed.programme.items))  # leaving an item out is worth 0
        np.maximum.at(self._items, relaxed.item, loose)
        largest = np.abs(relaxed.loose_value).sum() + np.abs(relaxed.bonus_value).sum() + self._room
        self.enough = at_least - _SAFETY * float(largest)
        self._columns = limited_columns(relaxed.programme)
        self._turn: dict[int, int] = {}
        self._suffix = np.zeros(0)

    def if_taken(self) -> Real:
        """The bound on portfolios that take a choice, for each choice; minus infinity where no way takes it."""
        return self._if(self.relaxed.decides)

    def if_left_out(self) -> Real:
        """The bound on portfolios without an item, for each item."""
        items = np.zeros((len(self._ways), len(self._items)), dtype=np.bool_)
        rows, choices = np.nonzero(self.relaxed.decides)
        items[rows, self.relaxed.item[choices]] = True
        members = self.relaxed.block[None, :] == self.relaxed.owner[:, None]
        return self._if(members & ~items)

    def _if(self, chosen: NDArray[np.bool_]) -> Real:
        """The bound for each column of `chosen`, if its block takes one of the ways marked."""
        loss = np.where(chosen, (self._blocks[self.relaxed.owner] - self._ways)[:, None], np.inf)
        return np.asarray(self.total - loss.min(axis=0, initial=np.inf))

    def follow(self, turns: Sequence[int]) -> None:
        """Prepare for a sweep that decides the items in this order."""
        self._turn = {item: place for place, item in enumerate(turns)}
        begins: dict[int, int] = {}
        for item, place in self._turn.items():
            block = int(self.relaxed.block[item])
            begins[block] = min(begins.get(block, place), place)
        gains = np.zeros(len(turns) + 1)
        for block, place in begins.items():
            gains[place] -= self._blocks[block]  # once a block is begun, its items count one by one
        for place, item in enumerate(turns):
            begin = begins[int(self.relaxed.block[item])]
            if begin < place:
                gains[begin] += self._items[item]
                gains[place] -= self._items[item]
        self._suffix = float(self._blocks.sum()) + np.cumsum(gains)

    def reach(
        self,
        columns: NDArray[np.int64],
        place: int,
        open_bonuses: Sequence[tuple[int, NDArray[np.int64]]],
    ) -> Real:
        """An upper bound on all completions of each row of a sweep, after the item at `place` was decided.

        `open_bonuses` are those with undecided members, by number, each with a 0 for the rows that may still earn it.
        """
        found: Real = columns[0].astype(np.float64) + (self._suffix[place] + self._room)
        for price, column in zip(self.price.tolist(), self._columns, strict=True):
            if price:
                found -= price * columns[column]
        for number, broken in open_bonuses:
            if self._bonuses[number] > 0:
                members = self.relaxed.programme.bonuses[number].members
                decided = sum(self._turn[member] <= place for member in members)
                found += (broken == 0) * (self._bonuses[number] * decided / len(members))
        return found


def _best(worth: Real, relaxed: Relaxed) -> Real:
    """The most that each block is worth."""
    return np.asarray(np.maximum.reduceat(worth, relaxed.first)) if len(worth) else worth
