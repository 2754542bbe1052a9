"""The least largest shortfall as a mixed-integer model, for cases where nothing else finds a good portfolio."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pulp

from decide.engine.solvers import run_highs
from decide.selection.milp.constraints import formulated

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from decide.selection.programme import Picks, Programme


def by_solver(
    programme: Programme, points: Sequence[Sequence[Fraction]], aims: Sequence[Fraction], seconds: float | None
) -> list[Picks]:
    """What HiGHS finds: one portfolio, or none; it may be neither the best nor, by a tolerance, allowed.

    Parameters
    ----------
    programme : what is allowed in all worlds
    points : (n_worlds, n_choices + n_bonuses) weighted points of all choices and then all bonuses
    aims : (n_worlds,) weighted points that a portfolio is compared with
    seconds : for the solver; None is no limit
    """
    model = formulated(programme)
    largest = model.problem.add_variable("largest", None)
    for number, (row, aim) in enumerate(zip(points, aims, strict=True)):
        taken = zip([*model.take.values(), *model.earned], row, strict=True)
        worth = pulp.LpAffineExpression([(variable, float(value)) for variable, value in taken if value])
        model.problem.addConstraint(largest + worth >= float(aim), f"shortfall_{number:04d}")
    model.problem.setObjective(-largest)
    return [model.portfolio()] if run_highs(model.problem, seconds).found else []
