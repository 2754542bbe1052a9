"""What a ranking costs: a sum over the pairs of options.

A ranking is a relation: a cell for each two options, true where the first is at least as high as the second. Two
rankings are as far apart as the cells in which they differ. So if N_ab of m rankings have a at least as high as b, the
distance of a relation X to them is the sum of N_ab + (m - 2 N_ab) X_ab: a constant, and a cost for each cell that is
true. The rank of an option is such a sum too, and more is never asked of a ranking here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from typing import TypeAlias

    from numpy.typing import NDArray

    Order: TypeAlias = NDArray[np.int64]  # the place of each option; smaller is better, equals are tied
    Relation: TypeAlias = NDArray[np.bool_]  # the row is at least as high as the column


@dataclass(frozen=True, slots=True)
class Costs:
    """Of each cell that is true, in whole numbers; 0 on the diagonal."""

    cells: NDArray[np.int64]

    @classmethod
    def distance(cls, orders: NDArray[np.int64]) -> Costs:
        """The distance to several rankings, without its constant."""
        cells = np.full((orders.shape[1], orders.shape[1]), len(orders), dtype=np.int64)
        for order in orders:  # one at a time keeps memory at n^2
            cells -= 2 * (order[:, None] <= order)
        np.fill_diagonal(cells, 0)
        return cls(cells)

    def of(self, order: Order) -> int:
        """What a ranking costs."""
        return int(self.cells[order[:, None] <= order].sum())

    def cheapest(self) -> Relation:
        """Pair by pair what costs least: one above the other, or a tie, both cells; where cheaper still, neither."""
        relation: Relation = (self.cells < 0) | (self.cells < self.cells.T)
        return relation

    def polished(self, order: Order) -> Order:
        """A ranking after moves of one option at a time to its best place, until none makes it cheaper."""
        option, stayed = 0, 0
        while stayed < len(order):
            order, stayed = 2 * np.unique(order, return_inverse=True)[1] + 1, stayed + 1
            place = self._best_place(order, option)
            if place != order[option]:
                order[option], stayed = place, 0
            option = (option + 1) % len(order)
        return order

    def _best_place(self, order: Order, option: int) -> int:
        """Where an option costs least: odd places are those of some option, even ones are between them."""
        size = int(order.max()) + 2
        above = np.cumsum(np.bincount(order, self.cells[:, option], size))
        below = np.cumsum(np.bincount(order, self.cells[option], size)[::-1])[::-1]
        costs = above + below  # those who are at a place count in both: they are tied
        best = int(costs.argmin())
        return best if costs[best] < costs[order[option]] else int(order[option])
