"""Expected values of the scores that are not certain, and what it would be worth to know one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from decide.methods.additive import scores
from decide.methods.drawing import values_at
from decide.model.robust import Worth
from decide.robustness.information import of_one_score, of_one_weight

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from decide.methods.drawing import Cell
    from decide.methods.value_table import ValueTable

    Real = NDArray[np.float64]

_QUANTILES = (np.arange(512) + 0.5) / 512  # of a score: as many equally likely cases
_NOTHING = 1e-9  # points: less is rounding


@dataclass(frozen=True)
class Expected:
    """What is expected of the options.

    Attributes
    ----------
    values : (n_options, n_criteria), expected values
    spreads : of each uncertain cell, equally likely values
    weights : (n_samples, n_criteria), some of the admissible weights
    """

    table: ValueTable
    cells: tuple[Cell, ...]
    values: Real
    spreads: tuple[Real, ...]
    weights: Real

    @property
    def means(self) -> Real:
        """(n_options,), expected scores in points."""
        means: Real = 100 * self.values @ self.weights.mean(axis=0)
        return means


def expected(table: ValueTable, cells: tuple[Cell, ...], weights: Real) -> Expected:
    """Take the mean of every uncertain cell."""
    values = table.values.copy()
    spreads = tuple(values_at(cell, _QUANTILES) for cell in cells)
    for cell, spread in zip(cells, spreads, strict=True):
        values[cell.row, cell.column] = spread.mean()
    return Expected(table, cells, values, spreads, weights)


def worths(given: Expected) -> tuple[Worth, ...]:
    """What it is worth to know each score and each weight, the largest first; what is worth nothing is left out."""
    table, means, middle = given.table, given.means, given.weights.mean(axis=0)
    found = [
        Worth(
            table.options[cell.row],
            table.criteria[cell.column],
            of_one_score(means, cell.row, float(middle[cell.column]), spread),
        )
        for cell, spread in zip(given.cells, given.spreads, strict=True)
    ]
    points = scores(given.values, given.weights)
    found += [
        Worth("", criterion, of_one_weight(points, given.weights[:, column]))
        for column, criterion in enumerate(table.criteria)
    ]
    return tuple(sorted((one for one in found if one.points > _NOTHING), key=_largest_first))


def _largest_first(one: Worth) -> tuple[float, str, str]:
    return -round(one.points, 9), one.option, one.criterion
