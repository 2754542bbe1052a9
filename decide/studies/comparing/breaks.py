"""Which assumption breaks which recommendation: a scenario's changes, applied one at a time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from decide.model.worlds import Alone, Break, Recommendation
from decide.selection.answer import Status
from decide.selection.programme import is_feasible
from decide.selection.search import Start
from decide.selection.unmoved import must_stay_best
from decide.studies.choosing.asked import solved
from decide.studies.choosing.question import question
from decide.studies.comparing.rankings import ranks_of
from decide.studies.scenarios.shift import shifted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from decide.selection.programme import Picks
    from decide.selection.solve import Engine
    from decide.studies.choosing.question import Question
    from decide.studies.comparing.states import State
    from decide.workspace.load_rules import Case


def breaks(
    case: Case, states: Sequence[State], engine: Engine, advance: Callable[[], None] = lambda: None
) -> tuple[Break, ...]:
    """For each scenario under which the leader or the portfolio is another: the changes of which each alone does so."""
    now = states[0]
    found: list[Break] = []
    for place, one in enumerate(states[1:], 1):
        if one.world.leaders != now.world.leaders:
            found.append(Break(place, Recommendation.LEADER, _of_leader(case, now, one)))
        if one.picks != now.picks:
            found.append(Break(place, Recommendation.PORTFOLIO, _of_portfolio(case, now, one, engine)))
        advance()
    return tuple(found)


def _each(case: Case, one: State) -> list[tuple[Alone, Case]]:
    """The case after each change alone."""
    scenario = one.world.scenario
    if scenario is None:
        return []
    return [
        (Alone(change, whole=False), shifted(case, replace(scenario, changes=(change,))).case)
        for change in scenario.changes
    ]


def _of_leader(case: Case, now: State, one: State) -> tuple[Alone, ...]:
    found = []
    for alone, there in _each(case, one):
        leaders = tuple(name for name, rank in ranks_of(there).items() if rank == 1)
        if leaders != now.world.leaders:
            found.append(replace(alone, whole=leaders == one.world.leaders))
    return tuple(found)


def _of_portfolio(case: Case, now: State, one: State, engine: Engine) -> tuple[Alone, ...]:
    found = []
    start = Start(tuple(picks for picks in (now.picks, one.picks) if picks is not None))
    for alone, there in _each(case, one):
        asking = question(there)
        if asking.programme == now.asking.programme or _stays(now, asking):
            continue
        answer = solved(asking.programme, 1, engine, start)
        chosen: Picks | None = None
        if answer.portfolios:
            chosen = answer.portfolios[0]
            asking.portfolio(chosen)  # adds it up again
        if chosen != now.picks:
            found.append(replace(alone, whole=chosen == one.picks))
    return tuple(found)


def _stays(now: State, asking: Question) -> bool:
    """Whether the choice is surely as it was, which it is much quicker to see than to find."""
    return (
        now.picks is not None
        and now.answer.status is Status.OPTIMAL
        and is_feasible(asking.programme, now.picks)
        and must_stay_best(now.asking.programme, asking.programme, now.picks)
    )
