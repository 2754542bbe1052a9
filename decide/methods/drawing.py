"""Uncertain performances: their ends, draws of them, and the values that these come to."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

from decide.methods.value_functions import numeric_values
from decide.methods.value_table import value_table
from decide.model.criterion import CategoryScale
from decide.model.quantity import Known, LogNormal, Normal, Triangular, Uniform, Unknown

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from decide.model.criterion import Criterion
    from decide.model.problem import Problem
    from decide.model.quantity import Number, Quantity

    Real = NDArray[np.float64]

_EDGE = 1e-12  # how near to 0 and 1 quantiles of a distribution without ends are taken


@dataclass(frozen=True)
class Cell:
    """A performance that is not certain.

    Attributes
    ----------
    row, column : of the table of values
    """

    row: int
    column: int
    criterion: Criterion
    quantity: Quantity


def uncertain_cells(problem: Problem) -> tuple[Cell, ...]:
    """The performances that are not certain, option by option.

    Parameters
    ----------
    problem : options, each with a performance on every criterion

    Returns
    -------
    Cells whose value can differ from that of the best estimate: ranges with room, distributions, and unknown ones.

    Raises
    ------
    KeyError : an option without a performance on some criterion

    References
    ----------
    docs/robustness.md, "Scores that are not certain".
    """
    return tuple(
        Cell(row, column, criterion, quantity)
        for row, option in enumerate(problem.options)
        for column, criterion in enumerate(problem.criteria)
        if is_open(quantity := option.performance[criterion.id].quantity)
    )


def levels(quantity: Number, quantiles: Real) -> Real:
    """The quantiles of a quantity.

    Parameters
    ----------
    quantity : a number, certain or not
    quantiles : any shape, in [0, 1]

    Returns
    -------
    Same shape, in the unit of the quantity.

    Raises
    ------
    TypeError : a kind of quantity that has no quantiles

    References
    ----------
    The inverse distribution functions; of the triangular one, Kotz & van Dorp (2004), *Beyond Beta*, chapter 1.
    """
    match quantity:
        case Known(best):
            return np.full_like(quantiles, float(best))
        case Uniform(low, high):
            return float(low) + quantiles * float(high - low)
        case Triangular():
            return _triangular(quantity, quantiles)
        case Normal(mean, sd):
            return float(mean) + float(sd) * _standard_normal(quantiles)
        case LogNormal(mean, sd):
            with np.errstate(over="ignore"):  # what is infinite lies beyond any scale
                return np.exp(float(mean) + float(sd) * _standard_normal(quantiles))
    raise TypeError(f"{quantity} has no quantiles")


def _triangular(quantity: Triangular, quantiles: Real) -> Real:
    low, best, high = float(quantity.low), float(quantity.best), float(quantity.high)
    width = high - low
    if width == 0:
        return np.full_like(quantiles, best)
    turn = (best - low) / width
    rising = low + np.sqrt(quantiles * width * (best - low))
    falling = high - np.sqrt((1 - quantiles) * width * (high - best))
    return np.where(quantiles < turn, rising, falling)


def _standard_normal(quantiles: Real) -> Real:
    inside = np.clip(quantiles, _EDGE, 1 - _EDGE)
    inverse = NormalDist().inv_cdf
    return np.array([inverse(one) for one in inside.reshape(-1).tolist()]).reshape(inside.shape)


def values_at(cell: Cell, quantiles: Real) -> Real:
    """Values of a cell at quantiles of its performance.

    Parameters
    ----------
    cell : one that is not certain
    quantiles : any shape, in [0, 1]

    Returns
    -------
    Same shape, unitless in [0, 1]. What lies beyond the scale counts as its end; an unknown performance is uniform in
    value. A larger quantile gives a larger performance, which is a smaller value where less is better.

    Raises
    ------
    TypeError : a category, which is always certain

    References
    ----------
    docs/robustness.md, "Scores that are not certain".
    """
    if isinstance(cell.quantity, Unknown):
        return quantiles.copy()
    if isinstance(cell.criterion.scale, CategoryScale):
        raise TypeError(f"{cell.criterion.id} has categories, which are certain")
    low, high = sorted((float(cell.criterion.scale.worst), float(cell.criterion.scale.best)))
    found = np.clip(levels(cell.quantity, quantiles), low, high)  # type: ignore[arg-type]  # no category, as seen above
    return numeric_values(cell.criterion, found)


def drawn_values(values: Real, cells: tuple[Cell, ...], stream: np.random.Generator, samples: int) -> Real:
    """Tables of values in which each uncertain cell is drawn, independently of the others.

    Parameters
    ----------
    values : (n_options, n_criteria), of the best estimates
    cells : those that are not certain
    stream : of random numbers
    samples : how many tables

    Returns
    -------
    (samples, n_options, n_criteria) in [0, 1].

    Raises
    ------
    TypeError : a cell of a category

    References
    ----------
    Lahdelma & Salminen (2001), *Operations Research* 49(3): criteria measurements as random variables.
    """
    found = np.tile(values, (samples, 1, 1))
    for cell in cells:
        found[:, cell.row, cell.column] = values_at(cell, stream.random(samples))
    return found


def least_and_most(problem: Problem) -> tuple[Real, Real]:
    """The least and the largest value of each option on each criterion.

    Parameters
    ----------
    problem : options, each with a performance on every criterion

    Returns
    -------
    Two arrays (n_options, n_criteria) in [0, 1]. A distribution without ends may be anywhere on the scale, and so may
    what is unknown.

    Raises
    ------
    KeyError : an option without a performance on some criterion

    References
    ----------
    docs/robustness.md, "Scores that are not certain".
    """
    best = value_table(problem).values
    low, high = best.copy(), best.copy()
    for cell in uncertain_cells(problem):
        low[cell.row, cell.column], high[cell.row, cell.column] = ends(cell)
    return low, high


def ends(cell: Cell) -> tuple[float, float]:
    """The least and the largest value of a performance that is not certain.

    Parameters
    ----------
    cell : the performance

    Returns
    -------
    Both in [0, 1]. A distribution without ends may be anywhere on the scale, and so may what is unknown.

    Raises
    ------
    TypeError : a category, which is always certain

    References
    ----------
    docs/robustness.md, "Scores that are not certain".
    """
    if isinstance(cell.quantity, Normal | LogNormal):
        return 0.0, 1.0
    found = values_at(cell, np.array([0.0, 1.0]))
    return float(found.min()), float(found.max())


def is_open(quantity: Quantity) -> bool:
    """Whether a performance, a cost or a risk can be another than its best estimate.

    Parameters
    ----------
    quantity : any

    Returns
    -------
    True for ranges with room, distributions that spread, and what is unknown.

    Raises
    ------
    Nothing of its own.

    References
    ----------
    docs/robustness.md, "Scores that are not certain".
    """
    match quantity:
        case Triangular(low, _, high) | Uniform(low, high):
            return low < high
        case Normal(_, sd) | LogNormal(_, sd):
            return sd > 0
        case _:
            return isinstance(quantity, Unknown)
