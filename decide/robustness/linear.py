"""Admissible weights in a linear model: their variables, and the largest value of one sum."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pulp

from decide.engine.solvers import run_highs
from decide.errors import InternalError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from decide.robustness.polytope import Polytope

    Real = NDArray[np.float64]


_OFF = 1e-7  # by which a solver may miss its bounds


@dataclass(frozen=True)
class Weighing:
    """A model in which weights are admissible; `weights` has one expression a criterion."""

    problem: pulp.LpProblem
    weights: tuple[pulp.LpAffineExpression, ...]

    def total(self, direction: Iterable[float]) -> pulp.LpAffineExpression:
        """A weighted sum."""
        return pulp.lpSum(part * weight for part, weight in zip(direction, self.weights, strict=True) if part)

    def found(self, polytope: Polytope) -> Real:
        """The weights that the solver found, as admissible weights: within their bounds, with sum 1."""
        values = np.array([float(pulp.value(weight) or 0.0) for weight in self.weights])
        kept = np.clip(values, polytope.lower, polytope.upper)
        if np.abs(kept - values).max() > _OFF or abs(kept.sum() - 1) > _OFF:
            raise InternalError("a solver gives weights that are not admissible")
        admissible: Real = kept / kept.sum()
        return admissible


def weighing(polytope: Polytope, sense: int) -> Weighing:
    """A model without an objective, whose variables are admissible weights; names say nothing of the criteria.

    Parameters
    ----------
    polytope : the admissible weights
    sense : PuLP's, to minimise or to maximise

    Returns
    -------
    The model. Where the polytope is spanned by its corners, so are the weights: as a mixture of them.

    Raises
    ------
    Nothing.

    References
    ----------
    Minkowski and Weyl: a polytope is what its corners span, and what its half-spaces share.
    """
    problem = pulp.LpProblem("weights", sense)
    if polytope.spanned is not None:
        shares = [problem.add_variable(f"s{place:04}", 0, 1) for place in range(len(polytope.spanned))]
        problem.addConstraint(pulp.lpSum(shares) == 1)
        weights = tuple(
            pulp.lpSum(part * share for part, share in zip(column, shares, strict=True))
            for column in polytope.spanned.T.tolist()
        )
        return Weighing(problem, weights)
    ends = zip(polytope.lower.tolist(), polytope.upper.tolist(), strict=True)
    plain = [problem.add_variable(f"w{place:04}", low, high) for place, (low, high) in enumerate(ends)]
    problem.addConstraint(pulp.lpSum(plain) == 1)
    model = Weighing(problem, tuple(1 * one for one in plain))
    for row, bound in zip(polytope.rows.tolist(), polytope.bounds.tolist(), strict=True):
        problem.addConstraint(model.total(row) <= bound)
    return model


def has_some(polytope: Polytope) -> bool:
    """Whether any weights are admissible, by a solver.

    Parameters
    ----------
    polytope : which may be empty

    Returns
    -------
    Whether it is not.

    Raises
    ------
    InternalError : the solver does not know

    References
    ----------
    Dantzig (1963), *Linear Programming and Extensions*: the first phase.
    """
    model = weighing(polytope, pulp.LpMaximize)
    model.problem.setObjective(1 * model.weights[0])
    outcome = run_highs(model.problem, None)
    if not outcome.solved and not outcome.infeasible:
        raise InternalError("a linear programme over admissible weights has no answer")
    return outcome.solved


def largest(polytope: Polytope, direction: Real) -> float:
    """The largest value of one weighted sum, by a solver.

    Parameters
    ----------
    polytope : the admissible weights
    direction : (n_criteria,)

    Returns
    -------
    The maximum of direction . w.

    Raises
    ------
    InternalError : the solver finds none

    References
    ----------
    Dantzig (1963), *Linear Programming and Extensions*.
    """
    model = weighing(polytope, pulp.LpMaximize)
    model.problem.setObjective(model.total(direction.tolist()) + 0 * model.weights[0])
    if not run_highs(model.problem, None).solved:
        raise InternalError("a linear programme over admissible weights has no answer")
    return float(pulp.value(model.problem.objective))


def inside(polytope: Polytope) -> Real:
    """A point well inside a polytope between bounds, by a solver.

    Parameters
    ----------
    polytope : not spanned; with room inside

    Returns
    -------
    (n_criteria,): the admissible weights that are farthest from the nearest of their bounds, in units of the distance
    between them, and from the rows.

    Raises
    ------
    InternalError : the solver finds none

    References
    ----------
    Elzinga & Moore (1975), *Mathematical Programming* 8: the centre of the largest ball inside.
    """
    model = weighing(polytope, pulp.LpMaximize)
    margin = model.problem.add_variable("m", 0, 1)
    ends = zip(model.weights, polytope.lower.tolist(), polytope.upper.tolist(), strict=True)
    for weight, low, high in ends:
        model.problem.addConstraint(weight >= low + (high - low) * margin)
        model.problem.addConstraint(weight <= high - (high - low) * margin)
    widest = float((polytope.upper - polytope.lower).max())
    for row, bound in zip(polytope.rows.tolist(), polytope.bounds.tolist(), strict=True):
        model.problem.addConstraint(model.total(row) <= bound - widest * margin)
    model.problem.setObjective(1 * margin)
    if not run_highs(model.problem, None).solved:
        raise InternalError("a linear programme over admissible weights has no answer")
    return model.found(polytope)
