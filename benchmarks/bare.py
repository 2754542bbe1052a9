"""The same problems in bare PuLP with HiGHS: no gap allowed, one thread.

For options of one size, without bonuses or triggers, as `benchmarks.programmes` makes them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pulp

from benchmarks.timing import DidNotRun
from decide.selection.programme import MONEY, Needs, Tally

if TYPE_CHECKING:
    from collections.abc import Sequence

    from decide.selection.programme import Programme


def best(programme: Programme) -> int:
    """The value of the best portfolio; the model is built and solved."""
    return _solved(_built(programme))


def best_at(programme: Programme, costs: Sequence[int]) -> list[int]:
    """The value of the best portfolio at each of some costs: the model is built once, and solved for each.

    References
    ----------
    Haimes, Lasdon & Wismer (1971), *IEEE Transactions on Systems, Man, and Cybernetics* 1: the epsilon constraint.
    """
    problem = _built(programme)
    cost = _sum(problem.variables(), [item.choices[0].uses[MONEY] for item in programme.items]) <= 0
    problem.addConstraint(cost, "epsilon")
    found = []
    for limit in costs:
        cost.changeRHS(limit)
        found.append(_solved(problem))
    return found


def _built(programme: Programme) -> pulp.LpProblem:
    choices = [item.choices[0] for item in programme.items]
    problem = pulp.LpProblem("portfolio", pulp.LpMaximize)
    take = [problem.add_variable(f"x{number:04}", cat=pulp.LpBinary) for number in range(len(choices))]
    problem.setObjective(_sum(take, [choice.value for choice in choices]))
    for place, account in enumerate(programme.accounts):
        if account.limit is not None:
            problem.addConstraint(_sum(take, [choice.uses[place] for choice in choices]) <= account.limit)
    if programme.risk_limit is not None:
        unit = programme.risk_unit
        problem.addConstraint(_sum(take, [choice.risk * unit for choice in choices]) <= programme.risk_limit * unit)
    for rule in programme.rules:
        match rule:
            case Needs(member, needed):
                problem.addConstraint(take[member] <= pulp.lpSum(take[other] for other in needed))
            case Tally(members, _, most):
                problem.addConstraint(pulp.lpSum(take[member] for member in members) <= most)
    return problem


def _sum(take: Sequence[pulp.LpVariable], factors: Sequence[float]) -> pulp.LpAffineExpression:
    return pulp.LpAffineExpression(zip(take, factors, strict=True))


def _solved(problem: pulp.LpProblem) -> int:
    problem.solve(pulp.HiGHS(msg=False, threads=1, mip_rel_gap=0.0))
    if problem.sol_status != pulp.LpSolutionOptimal:
        raise DidNotRun(f"HiGHS proves nothing best: {pulp.LpSolution[problem.sol_status]}")
    value: float = pulp.value(problem.objective)
    return round(value)
