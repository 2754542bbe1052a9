"""What portfolios are worth where weights are known only within limits, and scores perhaps too."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from decide.selection.programme import MONEY

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from decide.selection.programme import Programme

    Real = NDArray[np.float64]
    Whole = NDArray[np.int64]
    Flags = NDArray[np.bool_]

PARTS = 10**11  # whole numbers of worth in a point
UNIT = Fraction(1, PARTS)  # points
TIE = PARTS / 10**9  # points: values that differ by less are equal


@dataclass(frozen=True)
class Worth:
    """What columns, the choices of all items in order and then the bonuses, add under each criterion's whole weight.

    Attributes
    ----------
    low, high : (n_columns, n_criteria) parts of a point; they differ where scores may vary
    most : the largest weighted sum over all admissible weights of each of (n, n_criteria) directions, (n,)
    middle : (n_criteria,), admissible weights
    weights : (n_weights, n_criteria), more of them, from all over the set
    spanning : whether these are all the corners of the set
    """

    low: Whole
    high: Whole
    most: Callable[[Real], Real]
    middle: Real
    weights: Real
    spanning: bool

    @property
    def certain(self) -> bool:
        """Whether scores are as they are."""
        return bool((self.low == self.high).all())

    def some(self, count: int) -> Real:
        """So many of the weights, or all where there are no more, evenly from the list."""
        places = np.linspace(0, len(self.weights) - 1, min(count, len(self.weights)))
        return self.weights[np.unique(places.astype(np.int64))]


def in_parts(points: Real) -> Whole:
    """Points in whole parts."""
    return np.rint(points * PARTS).astype(np.int64)


def tie_order(programme: Programme, rows: Flags) -> Whole:
    """Places of portfolios, the cheapest first; of these the least risky, and of these the one of earlier options."""
    choices = [(item, choice) for item in programme.items for choice in item.choices]
    costs = [choice.uses[MONEY] for _, choice in choices] + [bonus.uses[MONEY] for bonus in programme.bonuses]
    risks = [0 if item.trigger else choice.risk for item, choice in choices] + [b.risk for b in programme.bonuses]
    risk = rows @ np.array(risks, dtype=np.int64)
    for trigger in sorted({item.trigger for item in programme.items if item.trigger}):
        levels = [choice.risk if item.trigger == trigger else 0 for item, choice in choices]
        risk += (rows[:, : len(choices)] * np.array(levels, dtype=np.int64)).max(axis=1, initial=0)
    options = ~rows[:, : len(choices)]
    return np.lexsort((*options.T[::-1], risk, rows @ np.array(costs, dtype=np.int64)))
