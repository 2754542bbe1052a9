"""Between criteria and portfolios: what options and relations add under each criterion, and how far that may vary."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from decide.methods.drawing import Cell, ends, is_open, values_at
from decide.methods.value_added import counted, exact_value
from decide.model.relation import Together
from decide.robustness.extremes import most
from decide.robustness.sampling import uniform_weights
from decide.selection.formulate import Gains, formulate
from decide.selection.nondominated.worth import Worth, in_parts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from decide.model.criterion import Criterion
    from decide.model.option import Judgement, Option, Size
    from decide.model.problem import Problem
    from decide.robustness.polytope import Polytope
    from decide.selection.programme import Programme
    from decide.workspace.load_rules import Case

    Real = NDArray[np.float64]

_LOOKED_AT = 64  # weights that stand for a set without known corners


@dataclass(frozen=True)
class Contributions:
    """What the columns of a programme add: the sizes of all options in order, then the `together` relations.

    Attributes
    ----------
    programme : the rules and limits; its values do not count
    best, low, high : (n_columns, n_criteria) points, where a criterion has all the weight
    cells : performances that are not certain; rows are those columns
    """

    programme: Programme
    best: Real
    low: Real
    high: Real
    cells: tuple[Cell, ...]

    def drawn(self, stream: np.random.Generator, samples: int) -> Real:
        """The points where performances are drawn, (samples, n_columns, n_criteria)."""
        found = np.tile(self.best, (samples, 1, 1))
        for cell in self.cells:
            middle = float(exact_value(cell.criterion, cell.quantity))
            found[:, cell.row, cell.column] += 100 * (values_at(cell, stream.random(samples)) - middle)
        return found


def contributions(case: Case) -> Contributions:
    """What everything adds in a case, criterion by criterion, in the order of its problem's criteria."""
    problem, rules = case.loaded.problem, case.rules
    together = [relation for relation in rules.relations if isinstance(relation, Together)]
    ways = {(option.id, size): way for option in problem.options for size, way in _ways(option)}
    # Under other weights everything may be worth something, so that nothing may be left out here.
    gains = Gains(dict.fromkeys(ways, Fraction(0)), [Fraction(1)] * len(together))
    programme = formulate(problem, rules, gains)
    names = {criterion.id for criterion in counted(problem, rules.limits)}
    rows: list[list[float]] = []
    cells: list[Cell] = []
    for item in programme.items:
        for choice in item.choices:
            performance = ways[item.id, choice.size].performance
            cells += _cells(performance, problem, names, len(rows))
            rows.append([_adds(one, performance) if one.id in names else 0.0 for one in problem.criteria])
    rows += [
        [float(relation.adds.get(one.id, 0)) if one.id in names else 0.0 for one in problem.criteria]
        for relation in together
    ]
    best = np.array(rows).reshape(len(rows), len(problem.criteria))
    low, high = best.copy(), best.copy()
    for cell in cells:
        middle = float(exact_value(cell.criterion, cell.quantity))
        least, largest = ends(cell)
        low[cell.row, cell.column] += 100 * (least - middle)
        high[cell.row, cell.column] += 100 * (largest - middle)
    return Contributions(programme, best, low, high, tuple(cells))


def worth(found: Contributions, polytope: Polytope, *, scores: bool) -> Worth:
    """The same in whole numbers, under admissible weights; with `scores`, for the ranges of the scores, too."""
    drawn = uniform_weights(polytope, _LOOKED_AT)
    return Worth(
        low=in_parts(found.low if scores else found.best),
        high=in_parts(found.high if scores else found.best),
        most=functools.partial(most, polytope),
        middle=drawn.mean(axis=0),
        weights=drawn if polytope.corners is None else polytope.corners,
        spanning=polytope.corners is not None,
    )


def _ways(option: Option) -> list[tuple[str, Option | Size]]:
    return [("", option), *((size.id, size) for size in option.sizes)]


def _adds(criterion: Criterion, performance: Mapping[str, Judgement]) -> float:
    gain = exact_value(criterion, performance[criterion.id].quantity) - exact_value(criterion, criterion.status_quo)
    return float(100 * gain)


def _cells(performance: Mapping[str, Judgement], problem: Problem, names: set[str], row: int) -> list[Cell]:
    return [
        Cell(row, column, criterion, performance[criterion.id].quantity)
        for column, criterion in enumerate(problem.criteria)
        if criterion.id in names and is_open(performance[criterion.id].quantity)
    ]
