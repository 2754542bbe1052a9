"""`compare`: several profiles' rankings and portfolios side by side."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from decide.errors import WrongUse
from decide.model.comparison import Comparison, Side, Swapped
from decide.selection.answer import Status
from decide.selection.solve import AUTO
from decide.studies.choosing.asked import asked, engine_of, solved
from decide.studies.choosing.clash import clash_of
from decide.studies.choosing.question import question
from decide.studies.comparing.fairest import fairest
from decide.studies.comparing.rankings import rankings
from decide.workspace.load_rules import load_cases

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from decimal import Decimal

    from decide.selection.answer import Answer
    from decide.selection.solve import Engine
    from decide.studies.choosing.question import Question
    from decide.workspace.load_rules import Case

_FEWEST = 2


def compare(  # noqa: PLR0913 - one argument an option of the command
    weights: Sequence[str],
    workspace: str | Path = ".",
    *,
    limits: Mapping[str, Decimal | float | str | None] | None = None,
    must: Iterable[str] = (),
    must_not: Iterable[str] = (),
    solver: str = AUTO,
    time_limit: float | None = None,
    advance: Callable[[], None] = lambda: None,
) -> Comparison:
    """Rank, and choose a portfolio, under each of several weight profiles, and say why they differ.

    Parameters
    ----------
    weights : two or more profiles, by name or by file
    workspace, limits, must, must_not, solver, time_limit, advance : as in `portfolio`

    Raises
    ------
    WrongUse : no workspace or profile, the same profile twice, an unknown option or limit
    InputsRefused : faults in criteria.yaml, an option, a profile, or portfolio.yaml
    """
    engine = engine_of(solver, time_limit)
    if not weights:
        raise WrongUse("there is nothing to compare", "name two profiles or more: PROFILE PROFILE; or say --scenarios")
    if len(weights) < _FEWEST:
        raise WrongUse("one profile cannot be compared", "name two or more; or compare scenarios: --scenarios")
    cases = load_cases(Path(workspace), weights, asked(limits, must, must_not), advance)
    names = [case.loaded.profile.id for case in cases]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise WrongUse(f"'{twice[0]}' is named twice", "name each profile once")
    questions = [question(case) for case in cases]
    answers = []
    for one in questions:
        answers.append(solved(one.programme, 1, engine))
        advance()
    return Comparison(
        problem=cases[0].loaded.problem,
        counted=tuple(
            criterion
            for criterion in cases[0].loaded.problem.criteria
            if any(criterion in one.criteria for one in questions)
        ),
        sides=tuple(_side(place, questions, answers) for place in range(len(cases))),
        swapped=tuple(
            _swapped(one, other, engine)
            for one in cases
            for other in cases
            if one is not other and _amounts(one) != _amounts(other)
        ),
        rankings=rankings(cases, time_limit),
        fairest=fairest(questions, answers, time_limit),
        inputs=cases[0].loaded.inputs,
    )


def _side(place: int, questions: Sequence[Question], answers: Sequence[Answer]) -> Side:
    mine, answer = questions[place], answers[place]
    loaded = mine.case.loaded
    worth: dict[str, float | None] = {}
    breaks: dict[str, tuple[str, ...]] = {}
    for other, found in zip(questions, answers, strict=True):
        name = other.case.loaded.profile.id
        if other is mine:
            continue
        if not found.portfolios:
            worth[name], breaks[name] = None, ()
            continue
        portfolio = other.portfolio(found.portfolios[0])
        again = mine.auditor.recount({option: portfolio.sizes.get(option, "") for option in portfolio.options})
        worth[name] = float(again.value)
        breaks[name] = tuple(
            what.removeprefix("the limit on ") for what in again.broken if what.startswith("the limit on ")
        )
    return Side(
        profile=loaded.profile,
        limits=mine.case.rules.limits,
        status=str(answer.status),
        portfolio=mine.portfolio(answer.portfolios[0]) if answer.portfolios else None,
        clash=clash_of(mine) if answer.status is Status.INFEASIBLE else None,
        added={name: float(value) for (name, size), value in mine.gains.options.items() if not size},
        worth=worth,
        breaks=breaks,
        stale=loaded.stale,
    )


def _swapped(one: Case, other: Case, engine: Engine) -> Swapped:
    mixed = question(replace(one, rules=other.rules))
    answer = solved(mixed.programme, 1, engine)
    portfolio = mixed.portfolio(answer.portfolios[0]) if answer.portfolios else None
    return Swapped(one.loaded.profile.id, other.loaded.profile.id, portfolio)


def _amounts(case: Case) -> dict[str, object]:
    return {key: limit.amount for key, limit in case.rules.limits.items()}
