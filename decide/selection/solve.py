"""The one door to the engines: which of them answers, and what is said of the answer."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from decide.selection.answer import Answer, Status, in_order, points, tie_slack
from decide.selection.enumeration import MOST, enumerate_all
from decide.selection.programme import measure
from decide.selection.reduce import Keep, reduce
from decide.selection.search import FROM_NOTHING, Start, listing
from decide.selection.sweep import MOST_WORK, VALUE, TooLarge

if TYPE_CHECKING:
    from collections.abc import Iterable

    from decide.selection.programme import Picks, Programme

AUTO = "auto"
ENUMERATION = "enumeration"
DYNAMIC = "dynamic"
HIGHS = "highs"
CBC = "cbc"
ENGINES = (AUTO, ENUMERATION, DYNAMIC, HIGHS, CBC)
_FEW = 4_096  # portfolios that are simply all added up
_WORK = 2_000_000  # rows that one sweep may look at before a solver is asked


@dataclass(frozen=True, slots=True)
class Engine:
    """Which engine is to answer, and how long a solver may take."""

    name: str = AUTO
    seconds: float | None = None


ANY_ENGINE = Engine()


def solve(programme: Programme, count: int = 1, engine: Engine = ANY_ENGINE, start: Start = FROM_NOTHING) -> Answer:
    """The `count` best portfolios within rules and limits.

    Parameters
    ----------
    programme : the model
    count : how many are asked for, at least 1
    engine : `auto` adds up all portfolios where they are few, else lists what can be best, and where that is too much
        asks HiGHS, or CBC where HiGHS is missing
    start : what related problems have found

    Returns
    -------
    Best first, in the one order of portfolios; fewer than `count` where there are no more.

    Raises
    ------
    TooLarge : the engine asked for cannot do it
    """
    name = engine.name
    if name == ENUMERATION or (name == AUTO and _portfolios(programme) <= _FEW):
        return _by_enumeration(programme, count)
    if name in {AUTO, DYNAMIC}:
        try:
            return _by_listing(programme, count, start, DYNAMIC, _WORK if name == AUTO else MOST_WORK)
        except TooLarge:
            if name == DYNAMIC:
                raise
    return _by_solver(programme, count, engine)


def _portfolios(programme: Programme) -> int:
    return math.prod(len(item.choices) + 1 for item in programme.items)


def _by_enumeration(programme: Programme, count: int) -> Answer:
    if _portfolios(programme) > MOST:
        return _by_enumeration_of_what_helps(programme, count)
    everything = enumerate_all(programme)
    rows = np.flatnonzero(everything.feasible)
    if not len(rows):
        return Answer(Status.INFEASIBLE, (), 0, None, ENUMERATION)
    values = everything.columns[VALUE, rows]
    last = np.sort(values)[-min(count, len(values))]
    near = rows[values >= last - tie_slack(programme)]
    return _proved(programme, [everything.portfolio(int(row)) for row in near], count, ENUMERATION)


def _by_enumeration_of_what_helps(programme: Programme, count: int) -> Answer:
    """The same without options that only take value away; this loses none of the best, but perhaps the second best."""
    small = reduce(programme, Keep.BEST)
    if count > 1 or (small is not None and _portfolios(small.programme) > MOST):
        raise TooLarge
    if small is None:
        return Answer(Status.INFEASIBLE, (), 0, None, ENUMERATION)
    found = _by_enumeration(small.programme, count)
    portfolios = tuple(tuple((small.items[item], choice) for item, choice in picks) for picks in found.portfolios)
    return replace(found, portfolios=portfolios)


def _by_listing(  # noqa: PLR0913 - a listing, and how its answer is called
    programme: Programme, count: int, start: Start, engine: str, most_work: int = _WORK, *, known_best: bool = False
) -> Answer:
    found = listing(programme, count, tie_slack(programme), start, most_work, known_best=known_best)
    if not found.portfolios:
        return Answer(Status.INFEASIBLE, (), 0, None, engine)
    return _proved(programme, found.portfolios, count, engine, found.start)


def _proved(
    programme: Programme, found: Iterable[Picks], count: int, engine: str, start: Start = FROM_NOTHING
) -> Answer:
    best = in_order(programme, found)
    top = points(programme, best[0])
    equals = sum(points(programme, picks) == top for picks in best)
    bound = measure(programme, best[0]).value * programme.value_unit
    return Answer(Status.OPTIMAL, tuple(best[:count]), equals, bound, engine, start)


def _by_solver(programme: Programme, count: int, engine: Engine) -> Answer:
    """By HiGHS or CBC; then everything as good is listed where that is possible, which also proves it."""
    from decide.engine.solvers import highs_is_here  # noqa: PLC0415 - likewise
    from decide.selection.milp.solve import by_solver  # noqa: PLC0415 - solvers take long to load

    name = engine.name if engine.name != AUTO else HIGHS if highs_is_here() else CBC
    answer = by_solver(programme, name, count, engine.seconds)
    if name == CBC and _portfolios(programme) > MOST:
        return answer
    try:
        if name == CBC:
            checked = _by_enumeration(programme, count)
        else:
            proved = answer.status is Status.OPTIMAL
            checked = _by_listing(programme, count, Start(answer.portfolios), name, known_best=proved)
    except TooLarge:
        return answer
    return Answer(checked.status, checked.portfolios, checked.equals, checked.bound, name, checked.start)
