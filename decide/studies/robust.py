"""`robust`: how far a ranking can be trusted."""

from __future__ import annotations

import functools
import operator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from decide.engine.engines import engine_for
from decide.errors import WrongUse
from decide.methods.drawing import least_and_most, uncertain_cells
from decide.methods.ranking import rank_options
from decide.methods.value_table import value_table
from decide.model.robust import Robustness, Sampled, WeightSet
from decide.robustness.acceptability import central_weights
from decide.robustness.sampling import BLOCK, uniform_weights, way_of
from decide.robustness.walk import Walk
from decide.studies.trust.admissible import AskedWeights, admissible, check_asked
from decide.studies.trust.blocks import Central, blocks, counted, firsts
from decide.studies.trust.canonical import canonical
from decide.studies.trust.expected import expected, worths
from decide.studies.trust.leader import leader
from decide.studies.trust.options import exact, pairs, robust_options
from decide.studies.trust.verdict import firmness
from decide.workspace.load import load_with

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from decide.model.problem import Problem
    from decide.robustness.sampling import Way
    from decide.studies.trust.admissible import Admissible

SAMPLES = 10_000
MOST_SAMPLES = 100_000_000
_LOOKED_AT = 8 * BLOCK  # samples of weights from which it is told what knowing them is worth
_GIB = 1 << 30


def robust(  # noqa: PLR0913 - one argument an option of the command
    workspace: str | Path = ".",
    weights: str | None = None,
    *,
    any_weights: bool = False,
    within: float | None = None,
    order: Sequence[str] = (),
    between: Sequence[str] = (),
    scores: bool = False,
    samples: int = SAMPLES,
    seed: int = 0,
    workers: int | None = None,
    cluster: str | None = None,
    advance: Callable[[], None] = lambda: None,
) -> Robustness:
    """How far the ranking under one weight profile can be trusted.

    Parameters
    ----------
    workspace : the workspace, or any folder below it
    weights : a profile, by name or by file; without it, the one that criteria.yaml names
    any_weights, within, order, between : which weights are admissible: all of them, those within a share of the
        profile's, those in a rank order of criteria, or those between several profiles; without any of these, the
        profile's own ranges and order, or within 20 %
    scores : whether exact statements hold for the ranges of the scores, too
    samples, seed : how many weights are drawn, and where drawing starts
    workers, cluster : processes, or the address of a Dask cluster; the result is the same
    advance : called after each file that was read, each option that was looked at, and each block of samples

    Raises
    ------
    WrongUse : no workspace or profile; weights that cannot be meant; too many samples; no such cluster
    InputsRefused : faults in criteria.yaml, an option, or a profile
    """
    asked = AskedWeights(any_weights, within, tuple(order), tuple(between))
    check_asked(asked)
    _check_samples(samples, seed)
    middling = weights or (between[0] if between else None)
    loaded, others = load_with(Path(workspace), middling, between, advance)
    problem, profile = canonical(loaded.problem), loaded.profile
    allowed = admissible(asked, profile, others, tuple(criterion.id for criterion in problem.criteria))
    ranking = rank_options(loaded.problem, profile, stale=loaded.stale, inputs=loaded.inputs)
    table, cells = value_table(problem), uncertain_cells(problem)
    way = way_of(allowed.polytope)
    given = expected(table, cells, uniform_weights(allowed.polytope, min(samples, _LOOKED_AT), seed))
    tasks = blocks(way, table.values, cells, int(given.means.argmax()), samples, seed)
    engine = engine_for(workers, cluster, len(tasks))
    found = functools.reduce(operator.add, engine.map(counted, tasks, advance))
    middle = central_weights(found.weights_vary)[0]
    first = sum(engine.map(firsts, [Central(task, middle) for task in tasks], advance), np.zeros(len(middle), np.int64))
    low, high = least_and_most(problem) if scores else (table.values, table.values)
    proved = exact(low, high, allowed.polytope, found.weights_vary, advance)
    options = robust_options(ranking, table, proved, (found.weights_vary, found.scores_vary), first)
    now = np.array([profile.weights[name] for name in table.criteria])
    return Robustness(
        ranking=ranking,
        weights=_weight_set(allowed, way, problem),
        samples=samples,
        seed=seed,
        scores_vary=scores,
        options=options,
        pairs=pairs(ranking, table, proved, found.weights_vary),
        leader=leader(table, cells, now),
        worths=worths(given),
        everything=_mean(found.regret, found.squares, samples),
        firmness=firmness(tuple(one for one in options if one.line.rank == 1)),
    )


def _check_samples(samples: int, seed: int) -> None:
    if samples < 1:
        raise WrongUse(f"{samples} samples say nothing", f"about {SAMPLES:,} are usual")
    if samples > MOST_SAMPLES:
        room = samples * 8 / _GIB
        raise WrongUse(
            f"{samples:,} samples are too many: one number of each takes {room:,.0f} GiB",
            f"{MOST_SAMPLES:,} at most; the error falls with the square root of their number",
        )
    if seed < 0:
        raise WrongUse(f"the seed {seed} is negative", "any whole number from 0 on")


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
