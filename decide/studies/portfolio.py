"""`portfolio`: the best set of options under the limits, and what explains it."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from decide.methods.value_added import counted
from decide.model.portfolio import PortfolioResult
from decide.selection.answer import Status
from decide.selection.solve import AUTO
from decide.studies.choosing.asked import asked, engine_of, solved
from decide.studies.choosing.clash import clash_of
from decide.studies.choosing.levels import beyond_scales
from decide.studies.choosing.limits import limit_states
from decide.studies.choosing.money import break_points, funding, grown, ratio_choice
from decide.studies.choosing.question import question
from decide.studies.choosing.stands import stands
from decide.workspace.load_rules import load_case

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from decimal import Decimal

    from decide.model.criterion import Criterion
    from decide.selection.answer import Answer
    from decide.selection.solve import Engine
    from decide.studies.choosing.question import Question


def portfolio(  # noqa: PLR0913 - one argument an option of the command
    workspace: str | Path = ".",
    weights: str | None = None,
    *,
    limits: Mapping[str, Decimal | float | str | None] | None = None,
    must: Iterable[str] = (),
    must_not: Iterable[str] = (),
    top: int | None = None,
    solver: str = AUTO,
    time_limit: float | None = None,
    advance: Callable[[], None] = lambda: None,
) -> PortfolioResult:
    """Choose the best portfolio of a workspace under one weight profile.

    Parameters
    ----------
    workspace : the workspace, or any folder below it
    weights : a profile, by name or by file; without it, the one that criteria.yaml names
    limits : that go before those of the files, by key: `budget`, `escalation_risk`, or a resource; None lifts one
    must, must_not : options that are in, or out, whatever comes
    top : how many of the best portfolios to find; without it, the best one
    solver : `auto`, `enumeration`, `dynamic`, `highs` or `cbc`
    time_limit : seconds that a solver may take, where one is used
    advance : called after each file that was read and each option that was explained

    Raises
    ------
    WrongUse : no workspace or profile, an unknown option or limit, an engine that cannot do it
    InputsRefused : faults in criteria.yaml, an option, the profile, or portfolio.yaml
    """
    engine = engine_of(solver, time_limit)
    asking = question(load_case(Path(workspace), weights, asked(limits, must, must_not), advance))
    answer = solved(asking.programme, top or 1, engine)
    return _explained(asking, answer, top, engine, advance)


def _explained(
    asking: Question, answer: Answer, top: int | None, engine: Engine, advance: Callable[[], None]
) -> PortfolioResult:
    loaded = asking.case.loaded
    best = answer.portfolios[0] if answer.portfolios else None
    explained = best if top is None else None  # of several, none is explained
    money = None if explained is None else grown(asking)
    return PortfolioResult(
        problem=loaded.problem,
        profile=loaded.profile,
        rules=asking.case.rules,
        status=str(answer.status),
        engine=answer.engine,
        gap=_gap(answer, asking),
        equals=answer.equals,
        top=top,
        portfolios=tuple(asking.portfolio(picks) for picks in answer.portfolios),
        stands=() if explained is None else stands(asking, answer, engine, advance),
        earned=() if best is None else tuple((relation, float(gain)) for relation, gain in asking.earned(best)),
        limits=() if explained is None else limit_states(asking, explained, money, answer.start),
        growth=() if explained is None else break_points(asking, explained, money),
        funding=() if explained is None else funding(asking, explained, money),
        by_ratio=None if explained is None else ratio_choice(asking, explained),
        beyond=() if best is None else beyond_scales(asking, best),
        left_out=left_out(asking),
        clash=clash_of(asking) if answer.status is Status.INFEASIBLE else None,
        stale=loaded.stale,
        inputs=loaded.inputs,
    )


def _gap(answer: Answer, asking: Question) -> float | None:
    if answer.status is Status.OPTIMAL:
        return 0.0
    if answer.bound is None or not answer.portfolios:
        return None
    value = Fraction(asking.portfolio(answer.portfolios[0]).value)
    return float((answer.bound - value) / abs(value)) if value else None


def left_out(asking: Question) -> tuple[Criterion, ...]:
    """Criteria that would count, but for which a limit stands."""
    problem = asking.case.loaded.problem
    return tuple(criterion for criterion in counted(problem, ()) if criterion not in asking.criteria)
