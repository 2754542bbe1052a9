"""The best portfolio: whole commands, one problem against PuLP with HiGHS, many that are related, and whole fronts."""

from __future__ import annotations

from fractions import Fraction
from statistics import median
from typing import TYPE_CHECKING

from benchmarks import bare, fronts, programmes, related
from benchmarks.commands import ROOT, decide
from benchmarks.rows import Row, at_most, seconds
from benchmarks.timing import DidNotRun, call, each, process, ratio, take_turns, walls
from decide.selection.programme import measure
from decide.selection.solve import ENUMERATION, HIGHS, Engine, solve

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from decide.selection.answer import Answer
    from decide.selection.programme import Programme

_COMMAND_ROUNDS = 9
_PORTFOLIO_LIMIT, _FRONTIER_LIMIT = 2.0, 4.0
_SOLVE_LIMIT = 1.2
_FIVE_SEEDS, _BUDGET_SEEDS = 10, 6
_SMALL_ROUNDS = 5


def rows() -> list[Row]:
    """All rows; the growth of fronts is printed on the way."""
    parts: list[Callable[[], list[Row]]] = [_commands, _five_limits, _one_budget, related.rows, fronts.rows, _small]
    return [row for part in parts for row in _run(part)]


def _run(part: Callable[[], list[Row]]) -> list[Row]:
    """A part that does not run takes no other with it."""
    try:
        return part()
    except DidNotRun as failure:
        name = f"{part.__module__.rpartition('.')[2]}, {part.__name__.strip('_')}"
        return [Row(name, met=False, note=f"did not run: {failure}")]


def _commands() -> list[Row]:
    profile = ("--weights", "hawkish")
    actions = {
        "rank": process([decide(), "rank", *profile], ROOT),
        "portfolio": process([decide(), "portfolio", *profile], ROOT),
        "frontier": process([decide(), "frontier", *profile, "--quiet", "-f", "csv"], ROOT),
    }
    spent = take_turns(actions, _COMMAND_ROUNDS)

    def against_rank(name: str, limit: float) -> Row:
        cpu = median(one.cpu for one in spent["rank"])
        note = f"whole processes, {_COMMAND_ROUNDS} pairs"
        if cpu:
            note += f"; CPU ratio {median(one.cpu for one in spent[name]) / cpu:.2f}"
        return at_most(f"decide {name} / decide rank", walls(spent[name]), walls(spent["rank"]), limit, note)

    return [against_rank("portfolio", _PORTFOLIO_LIMIT), against_rank("frontier", _FRONTIER_LIMIT)]


def _five_limits() -> list[Row]:
    def row(percent: int) -> Row:
        found = [programmes.five_limits(seed, part=Fraction(percent, 100)) for seed in range(_FIVE_SEEDS)]
        return _against_highs(f"best of 60 options, 5 limits of {percent}% / PuLP with HiGHS", found, _SOLVE_LIMIT)

    return [row(percent) for percent in (20, 40, 60)]


def _one_budget() -> list[Row]:
    random = [programmes.one_budget(seed) for seed in range(_BUDGET_SEEDS)]
    follow = [programmes.one_budget(seed, follow=True) for seed in range(_BUDGET_SEEDS)]
    return [
        _against_highs("best of 1,000 options, 1 budget / PuLP with HiGHS", random, _SOLVE_LIMIT),
        _against_highs("the same, values follow costs / PuLP with HiGHS", follow, None),
    ]


def _against_highs(what: str, problems: Sequence[Programme], limit: float | None) -> Row:
    """Each problem once by both, in turns; the ratio is that of the median problem."""
    answers: list[Answer] = []
    values: list[int] = []
    actions = {
        "ours": each(lambda programme: answers.append(solve(programme)), problems),
        "bare": each(lambda programme: values.append(bare.best(programme)), problems),
    }
    spent = take_turns(actions, len(problems))
    ours = [measure(problem, answer.portfolios[0]).value for problem, answer in zip(problems, answers[1:], strict=True)]
    if ours != values[1:]:
        return Row(what, met=False, note="other values: not the same work")
    asked = sum(answer.engine == HIGHS for answer in answers[1:])
    ours_cpu, bare_cpu = ([one.cpu for one in runs] for runs in spent.values())
    by_problem, together = ratio(ours_cpu, bare_cpu).median, sum(ours_cpu) / sum(bare_cpu)
    note = f"{len(problems)} problems, same values, {asked} left to HiGHS"
    note += f"; CPU ratio {by_problem:.2f}, all together {together:.2f}"
    return at_most(what, walls(spent["ours"]), walls(spent["bare"]), limit, note)


def _small() -> list[Row]:
    listed, counted = programmes.five_limits(1, 24), programmes.five_limits(1, 20)
    actions = {
        "listed": call(lambda: solve(listed, 10)),
        "counted": call(lambda: solve(counted, engine=Engine(ENUMERATION))),
    }
    spent = {name: walls(runs) for name, runs in take_turns(actions, _SMALL_ROUNDS).items()}
    note = f"median of {_SMALL_ROUNDS}"
    return [
        seconds("the 10 best of 24 options, 5 limits", spent["listed"], note=note),
        seconds("enumeration of 2^20 portfolios, 5 limits", spent["counted"], note=note),
    ]
