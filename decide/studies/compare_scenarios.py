"""`compare --scenarios`: one profile as the files stand, and if the world changes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from decide.model.worlds import Worlds
from decide.selection.search import Start
from decide.selection.solve import AUTO
from decide.studies.choosing.asked import asked, engine_of
from decide.studies.comparing.breaks import breaks
from decide.studies.comparing.regrets import regrets
from decide.studies.comparing.states import state
from decide.workspace.load_scenarios import load_scenarios

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from decimal import Decimal


def compare_scenarios(  # noqa: PLR0913 - one argument an option of the command
    weights: str | None = None,
    workspace: str | Path = ".",
    *,
    scenarios: Sequence[str] | None = None,
    limits: Mapping[str, Decimal | float | str | None] | None = None,
    must: Iterable[str] = (),
    must_not: Iterable[str] = (),
    solver: str = AUTO,
    time_limit: float | None = None,
    advance: Callable[[], None] = lambda: None,
) -> Worlds:
    """Rank, and choose a portfolio, as the files stand and under each scenario, and say what breaks what.

    Parameters
    ----------
    weights : a profile, by name or by file; without it, the one that criteria.yaml names
    scenarios : by name or by file; None for all of the workspace
    workspace, limits, must, must_not, solver, time_limit : as in `portfolio`
    advance : called after each file that was read, each world, and each scenario that was taken apart

    Raises
    ------
    WrongUse : no workspace or profile; no scenario, an unknown one, or one named twice; an unknown option or limit
    InputsRefused : faults in criteria.yaml, an option, the profile, portfolio.yaml, or a scenario
    """
    engine = engine_of(solver, time_limit)
    cases, found = load_scenarios(Path(workspace), [weights], scenarios, asked(limits, must, must_not), advance)
    (case,) = cases
    states = [state(case, None, engine)]
    advance()
    for scenario in found:
        known = tuple({one.picks: None for one in states if one.picks is not None})
        states.append(state(case, scenario, engine, Start(known)))
        advance()
    candidates, regret = regrets(states, time_limit)
    return Worlds(
        problem=case.loaded.problem,
        profile=case.loaded.profile,
        worlds=tuple(one.world for one in states),
        candidates=candidates,
        regret=regret,
        breaks=breaks(case, states, engine, advance),
        stale=case.loaded.stale,
        inputs=case.loaded.inputs,
    )
