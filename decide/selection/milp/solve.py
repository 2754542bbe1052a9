"""The best portfolios by a solver: solved, read back, checked exactly, and solved again where a tolerance cheated."""

from __future__ import annotations

import math
import time
from fractions import Fraction
from typing import TYPE_CHECKING

from decide.engine.solvers import run_cbc, run_highs
from decide.selection.answer import Answer, Status, in_order
from decide.selection.milp.constraints import formulated, other_than
from decide.selection.programme import is_feasible, measure

if TYPE_CHECKING:
    from collections.abc import Callable

    from decide.engine.solvers import Outcome
    from decide.selection.programme import Picks, Programme

HIGHS = "highs"
CBC = "cbc"
_HALF = 0.5  # a unit
_BLUR = 1e-8  # of sums: whatever tolerances it is given, HiGHS was seen to miss one unit in a hundred million
_SOLVERS: dict[str, Callable[..., Outcome]] = {HIGHS: run_highs, CBC: run_cbc}


def by_solver(programme: Programme, solver: str, count: int = 1, seconds: float | None = None) -> Answer:
    """The `count` best portfolios.

    Parameters
    ----------
    programme : the model
    solver : `highs`, whose claim of optimality is believed where its tolerances are too small to hide one unit of what
        is limited, or `cbc`, whose is not
    count : how many are asked for
    seconds : for all of them together; None is no limit

    Returns
    -------
    Portfolios that keep exactly to all rules and limits. `equals` is never counted.

    References
    ----------
    Huangfu & Hall (2018), *Mathematical Programming Computation* 10: the HiGHS solver.
    """
    model = formulated(programme)
    end = math.inf if seconds is None else time.monotonic() + seconds
    found: list[Picks] = []
    bound: Fraction | None = None
    proved = False
    while len(found) < count:
        left = None if seconds is None else max(end - time.monotonic(), 0.0)
        outcome = _SOLVERS[solver](model.problem, left)
        if not found and math.isfinite(outcome.bound):
            bound = Fraction(outcome.bound)
        proved = outcome.solved or outcome.infeasible
        if not outcome.found:
            break
        picks = model.portfolio()
        model.problem.addConstraint(other_than(model, picks))
        if is_feasible(programme, picks):  # else a tolerance cheated: cut off, and on
            found.append(picks)
        if not outcome.solved:
            break
    proved = proved and solver == HIGHS and _tolerances_hide_nothing(programme)
    if not found:
        return Answer(Status.INFEASIBLE if proved else Status.UNKNOWN, (), None, bound, solver)
    best = in_order(programme, found)
    if proved:
        bound = measure(programme, best[0]).value * programme.value_unit
    return Answer(Status.OPTIMAL if proved else Status.BEST_FOUND, tuple(best), None, bound, solver)


def _tolerances_hide_nothing(programme: Programme) -> bool:
    """Whether variables that HiGHS takes for whole numbers cannot be one unit of any account away from them."""
    for place, account in enumerate(programme.accounts):
        amounts = [choice.uses[place] for item in programme.items for choice in item.choices]
        amounts += [bonus.uses[place] for bonus in programme.bonuses]
        if account.limit is not None and sum(map(abs, amounts)) * _BLUR >= _HALF:
            return False
    return True
