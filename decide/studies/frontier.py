"""`frontier`: every portfolio that no other beats on value, cost and escalation risk together."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from decide.errors import WrongUse
from decide.model.portfolio import Frontier, FrontierPoint
from decide.selection.front import COST, front_so_far, risk_column
from decide.selection.knee import knee
from decide.selection.sweep import MOST_WORK, TooLarge
from decide.studies.choosing.asked import asked
from decide.studies.choosing.clash import clash_of
from decide.studies.choosing.question import question
from decide.workspace.load_rules import load_case

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from decimal import Decimal

    from decide.model.portfolio import Portfolio
    from decide.selection.front import Found
    from decide.studies.choosing.question import Question

BY_COST = "cost"
BY_RISK = "escalation_risk"
BOTH = (BY_COST, BY_RISK)


def frontier(  # noqa: PLR0913 - one argument an option of the command
    workspace: str | Path = ".",
    weights: str | None = None,
    *,
    limits: Mapping[str, Decimal | float | str | None] | None = None,
    must: Iterable[str] = (),
    must_not: Iterable[str] = (),
    by: tuple[str, ...] = BOTH,
    advance: Callable[[], None] = lambda: None,
) -> Frontier:
    """Find the efficient portfolios of a workspace under one weight profile, within its limits.

    Parameters
    ----------
    workspace, weights, limits, must, must_not, advance : as in `portfolio`
    by : what counts against value: `cost`, `escalation_risk`, or both

    Returns
    -------
    One portfolio for each efficient combination, cheapest or safest first; of equals, the one whose ids come first.

    Raises
    ------
    WrongUse : no workspace or profile, an unknown option or limit, or more portfolios than fit into memory
    InputsRefused : faults in criteria.yaml, an option, the profile, or portfolio.yaml
    """
    asking = question(load_case(Path(workspace), weights, asked(limits, must, must_not), advance))
    try:
        return frontier_of(asking, by, advance)
    except TooLarge:
        hint = "ask for two dimensions with --by, or set limits"
        raise WrongUse("there are too many efficient portfolios to find them all", hint) from None


def frontier_of(
    asking: Question, by: tuple[str, ...], advance: Callable[[], None] = lambda: None, most_work: int = MOST_WORK
) -> Frontier:
    """The same for a case that was read.

    Raises
    ------
    TooLarge : more portfolios than fit into memory, or than `most_work` rows to look at
    """
    columns = tuple({BY_COST: COST, BY_RISK: risk_column(asking.programme)}[name] for name in by)
    found = front_so_far(asking.programme, columns, advance, most_work)
    ones, complete = _added_up(asking, found)
    portfolios = sorted(ones, key=lambda one: _place(one, by))
    best = knee([_coordinates(one, by) for one in portfolios])
    loaded = asking.case.loaded
    return Frontier(
        problem=loaded.problem,
        profile=loaded.profile,
        rules=asking.case.rules,
        by=by,
        complete=complete,
        points=tuple(FrontierPoint(one, place == best) for place, one in enumerate(portfolios)),
        clash=None if portfolios or not complete else clash_of(asking),
        stale=loaded.stale,
        inputs=loaded.inputs,
    )


def _added_up(asking: Question, found: Found) -> tuple[list[Portfolio], bool]:
    """Each portfolio in the users' terms, and whether these are all; on Ctrl-C, those added up so far."""
    ones: list[Portfolio] = []
    with contextlib.suppress(KeyboardInterrupt):
        ones += map(asking.portfolio, found.portfolios)
    return ones, found.complete and len(ones) == len(found.portfolios)


def _place(one: Portfolio, by: tuple[str, ...]) -> tuple[object, ...]:
    """By what counts first, cheapest or safest first."""
    return *_coordinates(one, by)[1:], one.value, one.options


def _coordinates(one: Portfolio, by: tuple[str, ...]) -> tuple[float, ...]:
    against = {BY_COST: float(one.cost), BY_RISK: one.escalation_risk}
    return (one.value, *(against[name] for name in by))
