"""What a change did, by definition: the files of every combination of changes are written, read and ranked."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from decide.methods.ranking import rank_options
from decide.selection.solve import ANY_ENGINE, solve
from decide.studies.choosing.question import question
from decide.workspace.load_rules import load_case
from tests.diff import catalogue
from tests.workspaces import write

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from tests.diff.catalogue import Made


@dataclass(frozen=True)
class State:
    """Scores, ranks and the best portfolio of one combination."""

    scores: dict[str, float]
    ranks: dict[str, int]
    chosen: frozenset[tuple[str, str]]
    value: float

    @property
    def first(self) -> frozenset[str]:
        return frozenset(name for name, rank in self.ranks.items() if rank == 1)


def states(root: Path, changes: Sequence[Made], profile: str) -> dict[frozenset[str], State]:
    """Every combination, by the names of the changes made."""
    found = {}
    for count in range(len(changes) + 1):
        for some in itertools.combinations(changes, count):
            names = frozenset(one.name for one in some)
            folder = root / "-".join(sorted(names)).replace(" ", "_") / "w"
            write(folder, catalogue.made(some), base={})
            found[names] = _state(folder, profile)
    return found


def _state(folder: Path, profile: str) -> State:
    case = load_case(folder, profile)
    ranking = rank_options(case.loaded.problem, case.loaded.profile)
    asked = question(case)
    answer = solve(asked.programme, 1, ANY_ENGINE)
    best = asked.portfolio(answer.portfolios[0]) if answer.portfolios else None
    return State(
        scores={line.option.id: line.score for line in ranking.options},
        ranks={line.option.id: line.rank for line in ranking.options},
        chosen=frozenset() if best is None else frozenset((name, best.sizes.get(name, "")) for name in best.options),
        value=0.0 if best is None else best.value,
    )


def shapley(values: Callable[[frozenset[str]], float], names: Sequence[str]) -> dict[str, float]:
    """The average of what each adds over all orders, by the definition."""
    count = len(names)
    found = {}
    for name in names:
        others = [other for other in names if other != name]
        total = 0.0
        for size in range(count):
            share = math.factorial(size) * math.factorial(count - size - 1) / math.factorial(count)
            for some in itertools.combinations(others, size):
                total += share * (values(frozenset({*some, name})) - values(frozenset(some)))
        found[name] = total
    return found


def enough(holds: Callable[[frozenset[str]], bool], names: Sequence[str]) -> set[frozenset[str]]:
    """The smallest sets that bring an outcome about whatever the others do."""
    everything = [frozenset(some) for size in range(len(names) + 1) for some in itertools.combinations(names, size)]
    sure = [one for one in everything if all(holds(other) for other in everything if one <= other)]
    return {one for one in sure if not any(other < one for other in sure)}


def needed(holds: Callable[[frozenset[str]], bool], names: Sequence[str]) -> set[str]:
    """Those without which it never comes about."""
    everything = [frozenset(some) for size in range(len(names) + 1) for some in itertools.combinations(names, size)]
    return {name for name in names if all(name in one for one in everything if holds(one))}
