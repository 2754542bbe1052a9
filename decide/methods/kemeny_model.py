"""The ranking of least cost: an integer programme that gets rows of transitivity only as they are violated.

Grötschel, Jünger & Reinelt (1984), *Operations Research* 32(6).
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from decide.methods.ranks import ranks as competition_ranks

if TYPE_CHECKING:
    from typing import TypeAlias

    import pulp
    from numpy.typing import NDArray

    from decide.methods.kemeny_costs import Costs, Order

    Triples: TypeAlias = NDArray[np.int64]  # (n, 3): where a >= b and b >= c, also a >= c
    Values: TypeAlias = NDArray[np.float64]  # a relation as a solver has it, from 0 to 1

_CLEAR = 1e-6  # by which a triple must be violated to be worth a row
_DIGITS = 6  # of a solver's values that count
_OFF = 0.1  # by which a solver may miss a sum of whole numbers


@dataclass(frozen=True, slots=True)
class Found:
    """The best ranking found, the triples that were violated on the way, and whether no ranking is better."""

    order: Order
    rows: Triples
    proved: bool = False


@dataclass(frozen=True, slots=True)
class Programme:
    """What shall cost least, and other costs with what they may come to."""

    costs: Costs
    limits: tuple[tuple[Costs, int], ...] = ()

    def within(self, costs: Costs, order: Order) -> Programme:
        """The same among rankings that are as good in other costs as this one."""
        return replace(self, limits=(*self.limits, (costs, costs.of(order))))

    def least(self, known: Found, end: float) -> Found:
        """The ranking that costs least, from one that is within the limits.

        Rows are added as they are violated: to the model without the condition that variables be whole, and when none
        is violated there, to the model with it. A model without all rows is too good, never too bad, so that what it
        comes to is a lower bound; a ranking as good as that is the best.
        """
        found, whole = known, False
        bound = int(self.costs.cells[self.costs.cheapest()].sum())
        while self.costs.of(found.order) > bound:
            answer = _solve(self, found.rows, whole=whole, end=end)
            if answer is None:
                break
            values, solved = answer
            if solved:
                bound = max(bound, math.ceil((self.costs.cells * values).sum() - _OFF))
            rows = np.unique(np.concatenate([found.rows, _violated(values)]), axis=0)
            stuck = len(rows) == len(found.rows)
            found = Found(self._better(found.order, values), rows)
            if stuck and whole:
                break
            whole = whole or stuck
        return replace(found, proved=self.costs.of(found.order) == bound)

    def _better(self, order: Order, values: Values) -> Order:
        """A ranking near a solver's relation, if it is better than the one known."""
        near = competition_ranks(np.round((values - values.T).sum(axis=1), _DIGITS))
        near = near if self.limits else self.costs.polished(near)
        allowed = all(costs.of(near) <= limit for costs, limit in self.limits)
        return near if allowed and self.costs.of(near) < self.costs.of(order) else order


def _violated(values: Values) -> Triples:
    """For each two options the third that most denies their relation."""
    triples = []
    for first, row in enumerate(values):  # one at a time keeps memory at n^2
        excess = row[:, None] + values - row - 1
        last = np.flatnonzero(excess.max(axis=0) > _CLEAR)
        triples.append(np.column_stack([np.full_like(last, first), excess.argmax(axis=0)[last], last]))
    return np.concatenate(triples)


def _solve(programme: Programme, rows: Triples, *, whole: bool, end: float) -> tuple[Values, bool] | None:
    """The solver's relation, and whether it claims that none costs less; None if it has none in time."""
    import pulp  # noqa: PLC0415 - slow to load, and many rankings need no solver

    from decide.engine.solvers import run_highs  # noqa: PLC0415 - loads PuLP

    left = None if math.isinf(end) else end - time.monotonic()
    if left is not None and left <= 0:
        return None
    problem = pulp.LpProblem("consensus", pulp.LpMinimize)
    kind = pulp.LpInteger if whole else pulp.LpContinuous
    cells = {
        (row, column): problem.add_variable(f"x{number:05d}", int(row == column), 1, kind)
        for number, (row, column) in enumerate(np.ndindex(programme.costs.cells.shape))
    }

    def total(costs: Costs) -> pulp.LpAffineExpression:
        return pulp.LpAffineExpression(zip(cells.values(), costs.cells.ravel().tolist(), strict=True))

    problem.setObjective(total(programme.costs))
    for (row, column), cell in cells.items():
        if row < column:
            problem.addConstraint(cell + cells[column, row] >= 1)
    for first, middle, last in rows.tolist():
        problem.addConstraint(cells[first, middle] + cells[middle, last] - cells[first, last] <= 1)
    for costs, limit in programme.limits:
        problem.addConstraint(total(costs) <= limit)
    outcome = run_highs(problem, left)
    if not outcome.found:
        return None
    values = np.array([cell.varValue for cell in cells.values()]).reshape(programme.costs.cells.shape)
    return np.round(values) if whole else values, outcome.solved
