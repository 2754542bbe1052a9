"""Which of some portfolios no other of them beats."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from decide.selection.nondominated.worth import TIE

if TYPE_CHECKING:
    from decide.selection.nondominated.worth import Flags, Real, Whole, Worth

_BLOCK = 256  # portfolios that are compared with those kept at once
_PAIRS = 1 << 20  # of which leads are worked out at a time
_TESTS = 24  # weights by which most portfolios that are not beaten are told
_NEAR = 2  # by how many units of equality the middle values of two may differ if one beats the one before it


def sift(rows: Flags, worth: Worth) -> Whole:
    """The portfolios that no other one beats.

    One portfolio beats another if it is worth at least as much for all admissible weights and scores, and more for
    some. Of portfolios that are worth the same for all of them, the first stands for all.

    Parameters
    ----------
    rows : (n, n_columns), what each portfolio takes
    worth : of the columns

    Returns
    -------
    Places in `rows`, ascending.

    Raises
    ------
    Nothing of its own.

    References
    ----------
    Liesiö, Mild & Salo (2007), *European Journal of Operational Research* 181, definition 3; (2008), 190, for scores
    that are intervals.
    """
    middle = np.round(rows @ (worth.low + worth.high) @ worth.middle / (2 * TIE))
    order = np.lexsort((np.arange(len(rows)), -middle))  # who beats another comes before it, but for ties
    leads = _Leads(worth)
    kept = np.empty(0, dtype=np.int64)
    for start in range(0, len(order), _BLOCK):
        block = order[start : start + _BLOCK]
        block = block[~leads.beaten(rows[block], rows[kept])]
        block = block[~leads.beaten_inside(rows[block])]
        kept = np.concatenate((kept, block))
    return np.sort(kept[~_beaten_by_a_tie(leads, rows[kept], middle[kept])])


def _beaten_by_a_tie(leads: _Leads, rows: Flags, middle: Real) -> Flags:
    """Which of those kept another beats that came after it, since they are worth the same in the middle."""
    found = np.zeros(len(rows), dtype=np.bool_)
    last = np.searchsorted(-middle, -middle + _NEAR, side="right")
    for first in np.flatnonzero(last - np.arange(len(rows)) > 1).tolist():
        others = np.arange(first + 1, last[first])
        # They are no equals, else the first would stand for both.
        found[first] = bool((leads.least(rows[others], rows[[first] * len(others)]) >= -TIE).any())
    return found


class _Leads:
    """By how much portfolios lead others."""

    def __init__(self, worth: Worth) -> None:
        self.worth = worth
        self.range = worth.high - worth.low
        self.settled = worth.spanning and worth.certain and len(worth.weights) <= _TESTS  # the tests leave no doubt
        tests = np.vstack([worth.middle, worth.some(_TESTS)]).T
        self.low, self.high = worth.low @ tests, worth.high @ tests

    def beaten(self, rows: Flags, others: Flags) -> Flags:
        """Which rows some other portfolio beats, or is worth as much as."""
        found = np.zeros(len(rows), dtype=np.bool_)
        step = max(_PAIRS // max(len(rows), 1), 1)
        for start in range(0, len(others), step):
            free = np.flatnonzero(~found)
            part = others[start : start + step]
            mine, theirs = np.nonzero(self._maybe(rows[free], part))
            if not self.settled:
                mine = mine[self.least(part[theirs], rows[free][mine]) >= -TIE]
            found[free[mine]] = True
        return found

    def beaten_inside(self, rows: Flags) -> Flags:
        """Which rows a row before them beats, or is worth as much as, that is not found out itself."""
        found = np.zeros(len(rows), dtype=np.bool_)
        mine, theirs = np.nonzero(np.tril(self._maybe(rows, rows), -1))
        if not self.settled:
            sure = self.least(rows[theirs], rows[mine]) >= -TIE
            mine, theirs = mine[sure], theirs[sure]
        for one, other in zip(mine.tolist(), theirs.tolist(), strict=True):  # in turn, for near equals may form a ring
            found[one] |= not found[other]
        return found

    def _maybe(self, rows: Flags, others: Flags) -> Flags:
        """Where another leads a row at each of the weights that are tried."""
        found = np.ones((len(rows), len(others)), dtype=np.bool_)
        tops, bottoms = rows @ self.high, others @ self.low
        for test in range(tops.shape[1]):
            if self.worth.certain:
                found &= bottoms[:, test] - tops[:, test, None] >= -TIE
            else:  # what both have is worth the same in both
                both = (rows * (self.high - self.low)[:, test]) @ others.T.astype(np.float64)
                found &= bottoms[:, test] - tops[:, test, None] + both >= -TIE
        return found

    def least(self, ones: Flags, others: Flags) -> Real:
        """By how much portfolios lead others at the least, pair by pair."""
        both = (ones & others) @ self.range
        return -self.worth.most((others @ self.worth.high - ones @ self.worth.low - both).astype(np.float64))
