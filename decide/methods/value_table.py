"""The table of values: options by criteria, each cell in [0, 1], from the best estimates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from decide.methods.value_functions import category_values, numeric_values
from decide.model.criterion import CategoryScale
from decide.model.quantity import Category, Unknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from decide.model.criterion import Criterion
    from decide.model.option import Judgement
    from decide.model.problem import Problem
    from decide.model.quantity import Quantity

UNKNOWN_VALUE = 0.5


@dataclass(frozen=True, slots=True)
class ValueTable:
    """Values of options on criteria.

    Attributes
    ----------
    options : ids of the rows
    criteria : ids of the columns
    values : (n_options, n_criteria), unitless in [0, 1], larger is better; one half where unknown
    unknown : (n_options, n_criteria) of bool: nobody has scored this cell
    """

    options: tuple[str, ...]
    criteria: tuple[str, ...]
    values: NDArray[np.float64]
    unknown: NDArray[np.bool_]


def value_table(problem: Problem) -> ValueTable:
    """Values of all options on all criteria, from the best estimates.

    Parameters
    ----------
    problem : options, each with a performance on every criterion, on its fixed scale

    Returns
    -------
    A table with one row an option and one column a criterion, both in the problem's order.
    A row depends on its own option and on the fixed scales only, never on the other options.

    Raises
    ------
    KeyError : an option without a performance on some criterion

    References
    ----------
    Keeney & Raiffa (1976), chapter 3; Belton & Stewart (2002), chapter 5.
    """
    shape = (len(problem.options), len(problem.criteria))
    values = np.full(shape, UNKNOWN_VALUE)
    unknown = np.zeros(shape, dtype=np.bool_)
    for column, criterion in enumerate(problem.criteria):
        cells = [option.performance[criterion.id].quantity for option in problem.options]
        unknown[:, column] = [isinstance(cell, Unknown) for cell in cells]
        known = ~unknown[:, column]
        values[known, column] = _column(criterion, [cell for cell in cells if not isinstance(cell, Unknown)])
    values.flags.writeable = unknown.flags.writeable = False
    return ValueTable(
        tuple(option.id for option in problem.options),
        tuple(criterion.id for criterion in problem.criteria),
        values,
        unknown,
    )


def values_of(criteria: Iterable[Criterion], performance: Mapping[str, Judgement]) -> tuple[float, ...]:
    """Values of one performance on each criterion.

    Parameters
    ----------
    criteria : with their fixed scales
    performance : on each of them

    Returns
    -------
    One number in [0, 1] a criterion, in their order; one half where unknown.

    Raises
    ------
    KeyError : no performance on some criterion

    References
    ----------
    Keeney & Raiffa (1976), chapter 3.
    """
    cells = ((criterion, performance[criterion.id].quantity) for criterion in criteria)
    return tuple(
        UNKNOWN_VALUE if isinstance(cell, Unknown) else float(_column(criterion, [cell])[0])
        for criterion, cell in cells
    )


def status_quo_values(problem: Problem) -> NDArray[np.float64]:
    """Value of the status quo on each criterion.

    Parameters
    ----------
    problem : criteria, each with a status quo on its own scale

    Returns
    -------
    (n_criteria,), unitless in [0, 1], in the order of the criteria.

    Raises
    ------
    IndexError : a status quo of the other kind of scale

    References
    ----------
    Clemen & Smith (2009), *Decision Analysis* 6(4): value is counted from doing nothing.
    """
    return np.array([_column(criterion, [criterion.status_quo])[0] for criterion in problem.criteria])


def _column(criterion: Criterion, cells: list[Quantity]) -> NDArray[np.float64]:
    if isinstance(criterion.scale, CategoryScale):
        value = category_values(criterion)
        return np.array([value[cell.name] for cell in cells if isinstance(cell, Category)])
    levels = [float(cell.best) for cell in cells if not isinstance(cell, Category | Unknown)]
    return numeric_values(criterion, np.array(levels, dtype=np.float64))
