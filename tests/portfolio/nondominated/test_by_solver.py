"""The same portfolios by a solver: the best sum over the corners, beyond each one known at some corner, until none is.

Sylva & Crema (2004), *European Journal of Operational Research* 158: a method for finding the set of non-dominated
vectors for multiple objective integer linear programs.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pulp
import pytest

from decide.engine.solvers import run_highs
from decide.selection.milp.constraints import formulated, other_than
from decide.selection.nondominated.find import nondominated
from decide.selection.programme import is_feasible
from tests.portfolio.nondominated.made import random_case

if TYPE_CHECKING:
    from tests.portfolio.nondominated.made import Case

_HALF = 0.5


@pytest.mark.parametrize("seeds", [range(first, first + 20) for first in range(1000, 1200, 20)], ids=str)
def test_a_solver_finds_the_same_worths_one_after_another(seeds: range) -> None:
    for seed in seeds:
        case = random_case(seed, most_items=4, criteria=(1, 2, 3))
        found = nondominated(case.programme, case.worth())
        assert found is not None
        assert sorted(_at_corners(case, picks) for picks in found) == sorted(_one_by_one(case)), seed


def _corners(case: Case) -> list[list[int]]:
    """Each corner times so much that its weights are whole numbers."""
    times = [math.lcm(*(weight.denominator for weight in corner)) for corner in case.admissible.corners]
    return [[int(weight * many) for weight in own] for own, many in zip(case.admissible.corners, times, strict=True)]


def _at_corners(case: Case, picks: tuple[tuple[int, int], ...]) -> tuple[int, ...]:
    times = [math.lcm(*(weight.denominator for weight in corner)) for corner in case.admissible.corners]
    return tuple(int(worth * many) for worth, many in zip(case.worths[picks], times, strict=True))


def _one_by_one(case: Case) -> list[tuple[int, ...]]:
    model = formulated(case.programme)
    variables = [*model.take.values(), *model.earned]
    corners = _corners(case)
    added = [[sum(w * own for w, own in zip(corner, row, strict=True)) for row in case.points] for corner in corners]
    worths = [pulp.LpAffineExpression(zip(variables, own, strict=True)) for own in added]
    most = 1 + 2 * max((sum(map(abs, own)) for own in added), default=0)
    model.problem.setObjective(pulp.lpSum(worths))
    found: list[tuple[int, ...]] = []
    while run_highs(model.problem, None).found:
        picks = model.portfolio()
        model.problem.addConstraint(other_than(model, picks))
        if not is_feasible(case.programme, picks):  # by a tolerance
            continue
        one = _at_corners(case, picks)
        found.append(one)
        better = [
            model.problem.add_variable(f"y{len(found)}_{place}", 0, 1, pulp.LpInteger) for place in range(len(one))
        ]
        model.problem.addConstraint(pulp.lpSum(better) >= 1)
        for worth, own, where in zip(worths, one, better, strict=True):
            model.problem.addConstraint(worth >= own + 1 - most * (1 - where))
    return found
