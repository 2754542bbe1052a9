"""The best and the worst rank that an option can have under admissible weights: exact, by an integer programme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pulp

from decide.engine.solvers import run_highs
from decide.errors import InternalError
from decide.robustness.extremes import most
from decide.robustness.linear import weighing
from decide.robustness.preference import TIE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from decide.robustness.polytope import Polytope

    Real = NDArray[np.float64]

_HALF = 0.5
_LEVEL = 1e-9  # of value: what a solver can tell from 0
_CLEAR = 5e-9  # of value: what counted options are ahead by, so that no tolerance lets those pass that are only level


@dataclass(frozen=True)
class RankInterval:
    """The best and the worst rank of an option; 1 is first."""

    best: int
    worst: int


def rank_interval(low: Real, high: Real, polytope: Polytope, option: int, seen: RankInterval) -> RankInterval:
    """The best and worst rank of one option over all admissible weights.

    Parameters
    ----------
    low, high : (n_options, n_criteria), least and largest values, in [0, 1]; the option is at its largest and the
        others at their least for its best rank, and the other way round for its worst
    polytope : the admissible weights
    option : its row
    seen : ranks that it was seen to have, for instance under sampled weights: what is proved is no better and no worse

    Returns
    -------
    The interval. A rank is 1 + the number of options strictly better, by more than `TIE`.

    Raises
    ------
    InternalError : the solver gives no answer, or one that cannot be true

    References
    ----------
    Salo & Punkka (2011), *Management Science* 57(1): ranking intervals and dominance relations.
    Kadziński, Greco & Słowiński (2012), *Omega* 40: extreme ranking analysis by mixed-integer programmes.
    """
    others = [row for row in range(len(low)) if row != option]
    ahead = low[others] - high[option]  # by how much each other is ahead, at its least
    best = seen.best
    least_better = int((-most(polytope, -ahead) > TIE).sum())
    if best > 1 + least_better:
        best = 1 + _fewest_ahead(polytope, ahead)
    behind = high[others] - low[option]
    worst = seen.worst
    may_be_better = int((most(polytope, behind) > TIE).sum())
    if worst < 1 + may_be_better:
        worst = 1 + _most_ahead(polytope, behind)
    return RankInterval(min(best, seen.best), max(worst, seen.worst))


def _fewest_ahead(polytope: Polytope, ahead: Real) -> int:
    """How many are strictly ahead at least, for some admissible weights."""
    top, bottom = most(polytope, ahead), -most(polytope, -ahead)
    always, open_ = np.flatnonzero(bottom > TIE), np.flatnonzero((top > TIE) & (bottom <= TIE))
    model = weighing(polytope, pulp.LpMinimize)
    counts = [model.problem.add_variable(f"b{place:04}", 0, 1, pulp.LpInteger) for place in range(len(open_))]
    for row, counted in zip(open_.tolist(), counts, strict=True):
        model.problem.addConstraint(model.total(ahead[row].tolist()) <= float(top[row]) * counted)
    model.problem.setObjective(pulp.lpSum(counts))
    while True:
        chosen = _solved(model.problem, counts)
        if _widest(polytope, -ahead[open_[~chosen]]) >= -_LEVEL:
            return len(always) + int(chosen.sum())
        _rule_out(model.problem, counts, chosen)  # a tolerance cheated


def _most_ahead(polytope: Polytope, ahead: Real) -> int:
    """How many are strictly ahead at most, for some admissible weights."""
    top, bottom = most(polytope, ahead), -most(polytope, -ahead)
    always, open_ = np.flatnonzero(bottom > TIE), np.flatnonzero((top > TIE) & (bottom <= TIE))
    model = weighing(polytope, pulp.LpMaximize)
    counts = [model.problem.add_variable(f"b{place:04}", 0, 1, pulp.LpInteger) for place in range(len(open_))]
    for row, counted in zip(open_.tolist(), counts, strict=True):
        least = float(bottom[row])
        model.problem.addConstraint(model.total(ahead[row].tolist()) >= least - (least - _CLEAR) * counted)
    model.problem.setObjective(pulp.lpSum(counts))
    while True:
        chosen = _solved(model.problem, counts)
        if _widest(polytope, ahead[open_[chosen]]) > _LEVEL:
            return len(always) + max(int(chosen.sum()), min(len(open_), 1))  # alone, each that is open can be ahead
        _rule_out(model.problem, counts, chosen)  # a tolerance cheated


def _solved(problem: pulp.LpProblem, counts: Sequence[pulp.LpVariable]) -> NDArray[np.bool_]:
    if not run_highs(problem, None).solved:
        raise InternalError("an integer programme over admissible weights has no answer")
    return np.array([(one.varValue or 0.0) > _HALF for one in counts], dtype=np.bool_)


def _rule_out(problem: pulp.LpProblem, counts: Sequence[pulp.LpVariable], chosen: NDArray[np.bool_]) -> None:
    """Any solution but this one."""
    ins = [one for one, taken in zip(counts, chosen.tolist(), strict=True) if taken]
    outs = [one for one, taken in zip(counts, chosen.tolist(), strict=True) if not taken]
    problem.addConstraint(pulp.lpSum(outs) - pulp.lpSum(ins) >= 1 - len(ins))


def _widest(polytope: Polytope, rows: Real) -> float:
    """The largest margin by which some admissible weights have all of row . w above 0, added up without the solver."""
    if not len(rows):
        return np.inf
    model = weighing(polytope, pulp.LpMaximize)
    margin = model.problem.add_variable("m", -1, 1)
    for row in rows.tolist():
        model.problem.addConstraint(model.total(row) >= margin)
    model.problem.setObjective(1 * margin)
    if not run_highs(model.problem, None).solved:
        raise InternalError("a linear programme over admissible weights has no answer")
    return float((rows @ model.found(polytope)).min())
