"""Non-dominated portfolios where weights have few corners: the dynamic programme, with a bound at each corner."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from decide.selection.bound import Bound, prices
from decide.selection.columns import with_accounts, with_values
from decide.selection.order import closing_order
from decide.selection.pareto import unbeaten
from decide.selection.programme import Account
from decide.selection.reduce import Keep, reduce
from decide.selection.relax import relax
from decide.selection.sweep import MOST_WORK, VALUE, TooLarge, sweep
from decide.selection.units import LARGEST
from decide.selection.watch import watches

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from decide.selection.nondominated.worth import Real, Whole, Worth
    from decide.selection.programme import Picks, Programme
    from decide.selection.relax import Relaxed
    from decide.selection.sweep import Front

MOST_CORNERS = 12
_BEAMS = (256, 2_048)  # widths of the incomplete sweeps that look for portfolios to measure others by
_AT_ONCE = 33  # of the rows that may be looked at, one in so many may be kept at once: all are compared with all
_KNOWN = 300  # of these that are used
_PRICES = (0.6, 0.8, 1.0, 1.25, 1.6)  # multiples of a corner's own prices; which is best depends on what is left
_SIMPLE = 1_000  # the largest denominator of a weight that is taken for a fraction
_ROUNDED = 1e-14  # by which floats may miss it


def swept(
    programme: Programme, worth: Worth, advance: Callable[[], None] = lambda: None, most_work: int = MOST_WORK
) -> tuple[Picks, ...]:
    """Every portfolio that no other beats at the corners of the admissible weights.

    Parameters
    ----------
    programme : rules and limits; its values do not count
    worth : of its columns; certain and spanning
    advance : called after each option
    most_work : rows that may be looked at in one sweep

    Returns
    -------
    One portfolio for each combination of values at the corners, in a fixed order; as a rule the cheapest, but where
    more than money is limited it may be another.

    Raises
    ------
    TooLarge : too many would have to be looked at, or there are more than `MOST_CORNERS` corners

    References
    ----------
    Liesiö, Mild & Salo (2008), *European Journal of Operational Research* 190: the dynamic programme. Villarreal &
    Karwan (1981), *Mathematical Programming* 21: bounds in dynamic programmes with several objectives.
    """
    corners = values_at_corners(worth)
    if not corners.shape[1] or corners.shape[1] > MOST_CORNERS:
        raise TooLarge
    # Not `Keep.FRONT`: what adds nothing may be part of the portfolio that stands for all of its worth.
    small = reduce(_cornered(programme, corners), Keep.ALL)
    relaxed = None if small is None else _relaxed(small.programme, len(corners.T))
    if small is None or relaxed is None:
        return ()
    first = 1 + len(programme.accounts)
    watched = [VALUE, *range(first, first + len(corners.T) - 1)]
    reach = _Reach(relaxed, watched)
    groups = [counter.members for counter in watches(small.programme)]
    turns = closing_order(groups, reach.clear.tolist())
    reach.follow(turns)
    front: Front
    for width in (*_BEAMS, None):
        front = sweep(small.programme, watched, reach, turns, most_work // _AT_ONCE, most_work, width, advance)
        reach.learn(front.columns)
    return tuple(
        tuple((small.items[item], choice) for item, choice in picks)
        for picks in front.portfolios(np.arange(len(front)))
    )


def values_at_corners(worth: Worth) -> Whole:
    """What each column is worth at each corner, where anything is worth anything: (n_columns, n_corners).

    At a corner of simple fractions, such as thirds, so many times that: portfolios of the same scores are then equal.
    """
    corners = np.unique(np.transpose([_at_corner(worth.low, corner) for corner in worth.weights]), axis=1)
    return corners[:, corners.any(axis=0)]


def _at_corner(low: Whole, corner: Real) -> Whole:
    parts = [Fraction(weight).limit_denominator(_SIMPLE) for weight in corner.tolist()]
    times = math.lcm(*(part.denominator for part in parts))
    simple = np.abs(corner - np.array(parts, dtype=np.float64)).max() <= _ROUNDED
    if not simple or times * float(np.abs(low).sum()) > LARGEST:
        return np.rint(low @ corner).astype(np.int64)
    return low @ np.array([int(part * times) for part in parts], dtype=np.int64)


def _cornered(programme: Programme, corners: Whole) -> Programme:
    """The value is that at the first corner; that at each other is saved in an account without a limit."""
    accounts = [Account(f"corner {number}", "", Fraction(1), None) for number in range(1, len(corners.T))]
    whole = with_accounts(programme, accounts, (-corners[:, 1:]).tolist())
    return with_values(whole, corners[:, 0].tolist())


def _relaxed(programme: Programme, corners: int) -> list[Relaxed] | None:
    """The programme taken apart, once with the value at each corner; None where it cannot be done."""
    found = []
    first = len(programme.accounts) - corners + 1
    for corner in range(corners):
        parts = [choice for item in programme.items for choice in item.choices] + list(programme.bonuses)
        values = [part.uses[first + corner - 1] if corner else part.value for part in parts]
        relaxed = relax(with_values(programme, [-value for value in values] if corner else values))
        if relaxed is None:
            return None
        found.append(relaxed)
    return found


class _Reach:
    """How far above all known portfolios the completions of a row can come at the corner where they do best."""

    def __init__(self, relaxed: list[Relaxed], watched: Sequence[int]) -> None:
        self.watched = list(watched)
        self.known: Whole = np.empty((len(watched), 0), dtype=np.int64)
        priced = [prices(one, 0.0)[0] for one in relaxed]
        self.bounds = [
            [Bound(one, price * factor, 0.0) for factor in (_PRICES if price.any() else (1.0,))]
            for one, price in zip(relaxed, priced, strict=True)
        ]
        self.enough = min(bound.enough for bounds in self.bounds for bound in bounds)
        self.clear = np.zeros(len(relaxed[0].programme.items))
        for one, price in zip(relaxed, priced, strict=True):
            bound = Bound(one, price, 0.0)
            clear = np.abs(bound.total - bound.if_left_out())
            np.maximum.at(clear, one.item, np.abs(bound.total - bound.if_taken()))
            self.clear += clear

    def follow(self, turns: Sequence[int]) -> None:
        """Prepare for a sweep that decides the items in this order."""
        for bounds in self.bounds:
            for bound in bounds:
                bound.follow(turns)

    def learn(self, columns: Whole) -> None:
        """Measure by these portfolios from now on."""
        values = -columns[self.watched]
        values[0] = -values[0]
        values = np.concatenate((self.known, values), axis=1)
        values = values[:, unbeaten(-values, np.zeros(values.shape[1], dtype=np.int64))]
        spread = np.linspace(0, values.shape[1] - 1, min(_KNOWN, values.shape[1])).astype(np.int64)
        self.known = values[:, np.argsort(-values.min(axis=0), kind="stable")[spread]]

    def reach(self, columns: Whole, place: int, open_bonuses: Sequence[tuple[int, Whole]]) -> Real:
        tops = np.empty((len(self.watched), columns.shape[1]))
        for corner, (column, bounds) in enumerate(zip(self.watched, self.bounds, strict=True)):
            seen = columns
            if corner:
                seen = columns.copy()
                seen[VALUE] = -columns[column]
            tops[corner] = np.min([bound.reach(seen, place, open_bonuses) for bound in bounds], axis=0)
        return self._above(tops)

    def _above(self, tops: Real) -> Real:
        if not self.known.shape[1]:  # nothing to measure by: nothing is dropped, even if all is worth less than nothing
            total = tops.sum(axis=0)
            return np.asarray(total - total.min(initial=0.0))
        found: NDArray[np.float64] = np.full(tops.shape[1], np.inf)
        for one in self.known.T.astype(np.float64):
            np.minimum(found, (tops - one[:, None]).max(axis=0), out=found)
        return found
