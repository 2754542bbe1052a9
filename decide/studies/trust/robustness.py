"""How far the ranking and the portfolio of a case can be trusted: everything put together."""

from __future__ import annotations

import functools
import operator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from decide.engine.engines import engine_for
from decide.methods.drawing import least_and_most, uncertain_cells
from decide.methods.ranking import rank_options
from decide.methods.value_table import value_table
from decide.model.robust import Robustness, WeightSet
from decide.model.sampled import Sampled
from decide.robustness.acceptability import central_weights
from decide.robustness.sampling import BLOCK, uniform_weights, way_of
from decide.robustness.walk import Walk
from decide.selection.nondominated.find import MOST_WORK
from decide.studies.robust_portfolios.portfolios import Asked, robust_portfolios
from decide.studies.trust.admissible import admissible
from decide.studies.trust.blocks import Central, blocks, counted, firsts
from decide.studies.trust.canonical import canonical
from decide.studies.trust.expected import expected, worths
from decide.studies.trust.leader import leader
from decide.studies.trust.options import exact, pairs, robust_options
from decide.studies.trust.verdict import firmness

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from decimal import Decimal

    from decide.model.problem import Problem
    from decide.model.weights import WeightProfile
    from decide.robustness.sampling import Way
    from decide.studies.trust.admissible import Admissible, AskedWeights
    from decide.workspace.load_rules import Case

SAMPLES = 10_000
_LOOKED_AT = 8 * BLOCK  # samples of weights from which it is told what knowing them is worth


@dataclass(frozen=True)
class Drawn:
    """What is drawn, and where.

    Attributes
    ----------
    samples, seed : how many weights, and where drawing starts
    scores : whether exact statements hold for the ranges of the scores, too
    workers, cluster : processes, or the address of a Dask cluster
    """

    samples: int = SAMPLES
    seed: int = 0
    scores: bool = False
    workers: int | None = None
    cluster: str | None = None


def robustness(  # noqa: PLR0913, PLR0917 - the case, and what is asked of it
    case: Case,
    others: Sequence[WeightProfile],
    asked: AskedWeights,
    drawn: Drawn,
    portfolios: tuple[float | None, tuple[Decimal, ...]] = (None, ()),
    advance: Callable[[], None] = lambda: None,
    most_work: int = MOST_WORK,
) -> Robustness:
    """How far the ranking and the portfolio of a case can be trusted.

    Parameters
    ----------
    case : the problem, its profile and its rules
    others : profiles to be between
    asked : which weights are admissible
    drawn : samples, and who draws them
    portfolios : a confidence, or None, and budgets, as in `decide.studies.robust.robust`
    advance : called for each option that was looked at, and each block of samples
    most_work : portfolios begun that may be looked at, to list those that stand

    Raises
    ------
    WrongUse : weights that cannot be meant; no such cluster
    """
    loaded, problem, profile = case.loaded, canonical(case.loaded.problem), case.loaded.profile
    allowed = admissible(asked, profile, others, tuple(criterion.id for criterion in problem.criteria))
    chosen = robust_portfolios(
        replace(case, loaded=replace(loaded, problem=problem)),
        allowed.polytope,
        Asked(drawn.scores, drawn.samples, drawn.seed, *portfolios, most_work),
        advance,
    )
    ranking = rank_options(loaded.problem, profile, stale=loaded.stale, inputs=loaded.inputs)
    table, cells = value_table(problem), uncertain_cells(problem)
    way = way_of(allowed.polytope)
    given = expected(table, cells, uniform_weights(allowed.polytope, min(drawn.samples, _LOOKED_AT), drawn.seed))
    tasks = blocks(way, table.values, cells, int(given.means.argmax()), drawn.samples, drawn.seed)
    engine = engine_for(drawn.workers, drawn.cluster, len(tasks))
    found = functools.reduce(operator.add, engine.map(counted, tasks, advance))
    middle = central_weights(found.weights_vary)[0]
    first = sum(engine.map(firsts, [Central(task, middle) for task in tasks], advance), np.zeros(len(middle), np.int64))
    low, high = least_and_most(problem) if drawn.scores else (table.values, table.values)
    proved = exact(low, high, allowed.polytope, found.weights_vary, advance)
    options = robust_options(ranking, table, proved, (found.weights_vary, found.scores_vary), first)
    now = np.array([profile.weights[name] for name in table.criteria])
    return Robustness(
        ranking=ranking,
        weights=_weight_set(allowed, way, problem),
        samples=drawn.samples,
        seed=drawn.seed,
        scores_vary=drawn.scores,
        options=options,
        pairs=pairs(ranking, table, proved, found.weights_vary),
        leader=leader(table, cells, now),
        worths=worths(given),
        everything=_mean(found.regret, found.squares, drawn.samples),
        firmness=firmness(tuple(one for one in options if one.line.rank == 1)),
        portfolios=chosen,
    )


def _weight_set(allowed: Admissible, way: Way, problem: Problem) -> WeightSet:
    names = [criterion.id for criterion in problem.criteria]
    polytope = allowed.polytope
    return WeightSet(
        label=allowed.label,
        lower=dict(zip(names, polytope.lower.tolist(), strict=True)),
        upper=dict(zip(names, polytope.upper.tolist(), strict=True)),
        drawn="by random walks" if isinstance(way, Walk) else "exactly",
    )


def _mean(total: float, squares: float, samples: int) -> Sampled:
    mean = total / samples
    return Sampled(mean, float(np.sqrt(max(squares / samples - mean * mean, 0.0) / samples)))
