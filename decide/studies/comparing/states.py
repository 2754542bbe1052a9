"""A case in several worlds: ranked, and its portfolio chosen, in each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from decide.model.worlds import World
from decide.selection.answer import Status
from decide.selection.search import FROM_NOTHING, Start
from decide.studies.choosing.asked import solved
from decide.studies.choosing.clash import clash_of
from decide.studies.choosing.question import question
from decide.studies.comparing.rankings import ranks_of
from decide.studies.scenarios.shift import shifted

if TYPE_CHECKING:
    from decide.model.scenario import Scenario
    from decide.selection.answer import Answer
    from decide.selection.programme import Picks
    from decide.selection.solve import Engine
    from decide.studies.choosing.question import Question
    from decide.workspace.load_rules import Case


@dataclass(frozen=True)
class State:
    """A world, and what else is asked of it."""

    world: World
    asking: Question
    answer: Answer

    @property
    def picks(self) -> Picks | None:
        """The best portfolio, if there is one."""
        return self.answer.portfolios[0] if self.answer.portfolios else None


def state(case: Case, scenario: Scenario | None, engine: Engine, start: Start = FROM_NOTHING) -> State:
    """A case as it stands, or under a scenario; the search for its portfolio begins with `start`."""
    moved = None if scenario is None else shifted(case, scenario)
    there = case if moved is None else moved.case
    asking = question(there)
    answer = solved(asking.programme, 1, engine, start)
    world = World(
        scenario=scenario,
        ranks=ranks_of(there),
        limits=there.rules.limits,
        status=str(answer.status),
        portfolio=asking.portfolio(answer.portfolios[0]) if answer.portfolios else None,
        clash=clash_of(asking) if answer.status is Status.INFEASIBLE else None,
        clipped=() if moved is None else moved.clipped,
        not_applied=() if moved is None else moved.not_applied,
    )
    return State(world, asking, answer)
