"""Every portfolio that no other beats: against one MILP a point, and how the work grows with the options."""

from __future__ import annotations

import time
from statistics import median
from typing import TYPE_CHECKING

from benchmarks import bare, programmes
from benchmarks.rows import Row, at_least, duration, markdown, seconds
from benchmarks.timing import each, take_turns, walls
from decide.selection.front import COST, front, risk_column
from decide.selection.programme import MONEY, measure
from decide.selection.sweep import TooLarge

if TYPE_CHECKING:
    from collections.abc import Callable

    from decide.selection.programme import Programme

_SEEDS = range(5)
_POINTS = 20  # of a front, that are also found by a solver
_MILP_LIMIT = 20.0
_THREE_WAY_LIMIT = 1.0  # seconds
_SIZES = (20, 40, 60, 100)
_ROUNDS = 3
_SOON = 2.0  # seconds, beyond which once is enough
_MOST = 25.0  # seconds, after which a front is given up


def rows() -> list[Row]:
    """Both rows; the times by size are printed on the way."""
    print(_by_size())
    print(f"\nMedians of {_ROUNDS} rounds; one round beyond {_SOON:g} s, given up at {_MOST:g} s.\n")
    return [_against_milp(), _three_way()]


def _against_milp() -> Row:
    what = "value-cost front of 60 options / a MILP a point, PuLP with HiGHS"
    problems = [_Points(programmes.unlimited(seed, 60)) for seed in _SEEDS]
    told: list[bool] = []
    spent = take_turns(
        {
            "ours": each(lambda problem: front(problem.programme, (COST,)), problems),
            "bare": each(
                lambda problem: told.append(bare.best_at(problem.programme, problem.costs) == problem.values), problems
            ),
        },
        len(problems),
    )
    if not all(told):
        return Row(what, met=False, note="other values: not the same work")
    milp = [one.wall / _POINTS * problem.count for one, problem in zip(spent["bare"], problems, strict=True)]
    counts = [problem.count for problem in problems]
    spread = f"{min(counts):,} to {max(counts):,} points"
    note = f"{len(problems)} problems, {spread}; {_POINTS} by MILP, scaled up; same values"
    return at_least(what, walls(spent["ours"]), milp, _MILP_LIMIT, note)


class _Points:
    """A problem, and some points of its front, evenly spread."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme
        found = [measure(programme, picks) for picks in front(programme, (COST,))]
        self.count = len(found)
        some = [found[(2 * place + 1) * len(found) // (2 * _POINTS)] for place in range(_POINTS)]
        self.costs = [point.uses[MONEY] for point in some]
        self.values = [point.value for point in some]


def _three_way() -> Row:
    problems = [programmes.unlimited(seed, 40) for seed in _SEEDS]
    counts: list[int] = []
    action = each(lambda problem: counts.append(len(front(problem, _three_ways(problem)))), problems)
    spent = take_turns({"ours": action}, len(problems))["ours"]
    times = walls(spent)
    spread = f"{duration(min(times))} to {duration(max(times))}; CPU {duration(median(one.cpu for one in spent))}"
    note = f"{len(problems)} problems, {min(counts):,} to {max(counts):,} points, {spread}"
    return seconds("front of value, cost and risk, 40 options", times, _THREE_WAY_LIMIT, note)


def _three_ways(programme: Programme) -> tuple[int, ...]:
    return COST, risk_column(programme)


def _by_size() -> str:
    lines = []
    for size in _SIZES:
        programme = programmes.unlimited(1, size)
        cells = (cell for against in ((COST,), _three_ways(programme)) for cell in _measured(programme, against))
        lines.append([f"{size}", *cells])
    return markdown(["options", "value and cost", "points", "with risk too", "points"], lines)


def _measured(programme: Programme, against: tuple[int, ...]) -> tuple[str, str]:
    """The time that a front takes, and how many points it has."""
    times: list[float] = []
    while len(times) < _ROUNDS and max(times, default=0.0) < _SOON:
        start = time.perf_counter()
        try:
            found = front(programme, against, _until(start + _MOST))
        except (TooLarge, TimeoutError) as stop:
            why = "too many" if isinstance(stop, TooLarge) else "given up"
            return f"{why} after {duration(time.perf_counter() - start)}", ""
        times.append(time.perf_counter() - start)
    return duration(median(times)), f"{len(found):,}"


def _until(end: float) -> Callable[[], None]:
    """What is called after each option, and gives up when it is late."""

    def advance() -> None:
        if time.perf_counter() > end:
            raise TimeoutError

    return advance
