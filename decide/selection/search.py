"""Every portfolio worth at least so much, and with it the best ones, their equals, and the proof that none is better.

Prices for the limits give an upper bound (`decide.selection.bound`). Options that cannot be part of anything as good as
what is already known are fixed; what is left is swept completely.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from decide.selection.bound import Bound, prices
from decide.selection.greedy import greedy
from decide.selection.order import closing_order
from decide.selection.programme import Fix, is_feasible, measure
from decide.selection.reduce import Keep, reduce
from decide.selection.relax import relax
from decide.selection.sweep import MOST_WORK, VALUE, TooLarge, sweep
from decide.selection.watch import watches

if TYPE_CHECKING:
    from decide.selection.bound import Real
    from decide.selection.programme import Picks, Programme
    from decide.selection.relax import Relaxed
    from decide.selection.sweep import Front

MOST_ROWS = 400_000  # of one complete listing; beyond it a solver is quicker
_BEAMS = (64, 512, 4096)  # widths of the incomplete sweeps that look for good portfolios
_WIDEST = 32_768  # of the one that is tried where all else fails
_FEW = 40  # items that are not worth fixing first
_FEW_LIMITS = 2  # for which it pays to strike out what is beaten


@dataclass(frozen=True, slots=True)
class Start:
    """What related problems have found: portfolios that may be good here too, and prices of the limits."""

    known: tuple[Picks, ...] = ()
    prices: tuple[float, ...] | None = None


FROM_NOTHING = Start()


@dataclass(frozen=True, slots=True)
class Listing:
    """Portfolios in no order, and what later problems may start from."""

    portfolios: tuple[Picks, ...]
    start: Start


def listing(  # noqa: PLR0913 - what is asked, and what is known
    programme: Programme,
    count: int = 1,
    slack: int = 0,
    start: Start = FROM_NOTHING,
    most_work: int = MOST_WORK,
    *,
    known_best: bool = False,
) -> Listing:
    """The `count` best portfolios, and every other whose value comes within `slack` of the last of them.

    Parameters
    ----------
    programme : the model
    count : how many are asked for, at least 1
    slack : in units of value, at least 0
    start : portfolios that may be good (those that break a rule or limit are passed over), and prices
    most_work : rows that may be looked at, all in all
    known_best : nothing is better than what `start` knows, so that nothing better is looked for first

    Returns
    -------
    No portfolio where none keeps to rules and limits; fewer than `count` where there are no more.

    Raises
    ------
    TooLarge : too many would have to be looked at

    References
    ----------
    Pisinger (1999), *Annals of Operations Research* 92: core problems. Balas & Zemel (1980), *Operations Research* 28.
    """
    small = reduce(programme, Keep.BEST if count == 1 and slack == 0 else Keep.ALL)
    relaxed = None if small is None else relax(small.programme)
    if small is None or relaxed is None:
        return Listing((), start)
    search = _Search(relaxed, count, slack, start.prices, most_work)
    for picks in start.known:
        search.learn(_inward(small.items, picks))
    search.learn(greedy(relaxed, search.price))
    search.sharpen()
    for width in () if known_best else _BEAMS:
        before = search.least
        search.look(width)
        settled = search.least is not None and search.least == before and (search.is_small or search.prunes)
        if settled or search.undecided <= _FEW:
            break
    if search.prunes and not known_best:
        search.look(None)  # complete but for equals: `least` is then the best value there is
    found = [
        tuple((small.items[item], choice) for item, choice in picks)
        for picks in (search.all() if known_best else search.everything())
    ]
    return Listing(tuple(found), Start(tuple(found), tuple(search.price.tolist())))


def at_least(programme: Programme, value: int, most_work: int = MOST_WORK) -> tuple[Picks, ...]:
    """Every portfolio that is worth at least so much, in no order.

    Parameters
    ----------
    programme : the model
    value : in its units
    most_work : rows that may be looked at, all in all

    Raises
    ------
    TooLarge : too many would have to be looked at
    """
    small = reduce(programme, Keep.ALL)
    relaxed = None if small is None else relax(small.programme)
    if small is None or relaxed is None:
        return ()
    search = _Search(relaxed, 1, 0, None, most_work)
    search.least = value
    search.sharpen()
    return tuple(tuple((small.items[item], choice) for item, choice in picks) for picks in search.worth(value))


class _Search:
    """One search; `least` is the value that a portfolio must have to be among the best so far, None while too few."""

    def __init__(
        self, relaxed: Relaxed, count: int, slack: int, price: tuple[float, ...] | None, most_work: int
    ) -> None:
        self.relaxed, self.count, self.slack, self.most_work = relaxed, count, slack, most_work
        self.programme = relaxed.programme
        self.price: Real = prices(relaxed, 0.0)[0] if price is None else np.array(price)
        self.values: dict[Picks, int] = {}
        self.least: int | None = None

    @property
    def is_small(self) -> bool:
        """Whether there is so little to decide that fixing some of it first is not worth the while."""
        return len(self.programme.items) <= _FEW

    def learn(self, picks: Picks | None) -> None:
        """A portfolio that may be good."""
        if picks is None or picks in self.values or not is_feasible(self.programme, picks):
            return
        self.values[picks] = measure(self.programme, picks).value
        if len(self.values) >= self.count:
            self.least = sorted(self.values.values())[-self.count]

    def sharpen(self) -> None:
        """Prices again, for which the bound is lower: how far it may come down is now known."""
        if self.least is not None and not self.is_small:
            self.price = prices(self.relaxed, float(self.least))[0]

    @property
    def prunes(self) -> bool:
        """Whether limits are so few that many portfolios are beaten on the way."""
        return not self.is_small and len(self.relaxed.room) <= _FEW_LIMITS

    def look(self, width: int | None) -> None:
        """A sweep for better portfolios, of a width, without those that are beaten on the way."""
        fixed = self._fixed()
        front = None if fixed is None else self._sweep(fixed, width, [VALUE] if self.prunes else None)
        if fixed is None or front is None:
            return
        best = np.argsort(-front.columns[VALUE], kind="stable")[: self.count].tolist()
        for row in best:
            self.learn(_translate(fixed.programme, self.programme, front.portfolio(row)))

    @property
    def undecided(self) -> int:
        """How many items are left to decide, once what cannot be part of anything good enough is fixed."""
        fixed = self._fixed()
        return 0 if fixed is None else len(fixed.programme.items)

    def everything(self) -> list[Picks]:
        """Everything of at least that value; where there is too much of it, another look makes it less."""
        try:
            return self.all()
        except TooLarge:
            self.look(_WIDEST)
            return self.all()

    def all(self) -> list[Picks]:
        """A complete sweep."""
        fixed = self._fixed()
        front = None if fixed is None else self._sweep(fixed, None, None)
        if fixed is None or front is None or not len(front):
            return []
        values = front.columns[VALUE]
        last = np.sort(values)[-min(self.count, len(values))]
        rows = np.flatnonzero(values >= last - self.slack).tolist()
        return [_translate(fixed.programme, self.programme, front.portfolio(row)) for row in rows]

    def worth(self, value: int) -> list[Picks]:
        """All that is worth at least so much, once `least` asks for no more."""
        fixed = self._fixed()
        front = None if fixed is None else self._sweep(fixed, None, None)
        if fixed is None or front is None:
            return []
        rows = np.flatnonzero(front.columns[VALUE] >= value)
        return [_translate(fixed.programme, self.programme, picks) for picks in front.portfolios(rows)]

    def _fixed(self) -> Relaxed | None:
        """Without choices that nothing good enough takes, and with the items that all of it takes."""
        if self.least is None or self.is_small:
            return self.relaxed
        bound = Bound(self.relaxed, self.price, float(self.least - self.slack))
        choices: list[list[int]] = [[] for _ in self.programme.items]
        first = np.searchsorted(self.relaxed.item, np.arange(len(self.programme.items))).tolist()
        for row in np.flatnonzero(bound.if_taken() >= bound.enough).tolist():
            item = int(self.relaxed.item[row])
            choices[item].append(row - first[item])
        items = tuple(
            replace(item, choices=tuple(item.choices[choice] for choice in own))
            for item, own in zip(self.programme.items, choices, strict=True)
        )
        needed = tuple(Fix(item, taken=True) for item in np.flatnonzero(bound.if_left_out() < bound.enough).tolist())
        rules = (*self.programme.rules, *needed)
        found = reduce(replace(self.programme, items=items, rules=rules), Keep.ALL)
        return None if found is None else relax(found.programme)

    def _sweep(self, relaxed: Relaxed, width: int | None, watched: list[int] | None) -> Front:
        """Everything that can reach enough; with a width, only what promises most; if watched, without the beaten."""
        least = -np.inf if self.least is None else float(self.least - self.slack)
        bound = Bound(relaxed, self.price, least)
        clear = np.abs(bound.total - bound.if_left_out())
        np.maximum.at(clear, relaxed.item, np.abs(bound.total - bound.if_taken()))
        groups = [counter.members for counter in watches(relaxed.programme)]
        turns = closing_order(groups, clear.tolist())
        bound.follow(turns)
        front = sweep(relaxed.programme, watched, bound, turns, MOST_ROWS, self.most_work, width)
        self.most_work -= front.work
        return front


def _inward(kept: tuple[int, ...], picks: Picks) -> Picks | None:
    """A portfolio of the whole programme in the numbers of the reduced one; None where it takes what is gone."""
    place = {number: new for new, number in enumerate(kept)}
    if any(item not in place for item, _ in picks):
        return None
    return tuple((place[item], choice) for item, choice in picks)


def _translate(part: Programme, whole: Programme, picks: Picks) -> Picks:
    """A portfolio of a programme with fewer items and choices in the numbers of the other."""
    if part is whole:
        return picks
    place = {item.id: number for number, item in enumerate(whole.items)}
    found = []
    for item, choice in picks:
        number = place[part.items[item].id]
        sizes = [way.size for way in whole.items[number].choices]
        found.append((number, sizes.index(part.items[item].choices[choice].size)))
    return tuple(found)
