"""What each limit costs: how much of it is taken, and what a larger one would buy."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from decide.model.portfolio import LimitState, Step
from decide.model.rules import BUDGET, ESCALATION_RISK
from decide.selection.answer import points
from decide.selection.front import COST, risk_column
from decide.selection.margins import next_better, next_grown, taken
from decide.selection.sweep import TooLarge

if TYPE_CHECKING:
    from fractions import Fraction

    from decide.model.rules import Limit
    from decide.selection.programme import Picks
    from decide.selection.search import Start
    from decide.studies.choosing.question import Question


def limit_states(asked: Question, best: Picks, money: list[Picks] | None, start: Start) -> tuple[LimitState, ...]:
    """Each limit in force: risk last, a budget by period one line a period.

    `money` has the best portfolio for each amount of it, where that was worked out.
    """
    found: list[LimitState] = []
    for column, limit, period in columns_of_limits(asked):
        used = exact(asked, column, taken(asked.programme, best, column))
        if column == COST and money is not None:
            step, worked_out = _step(asked, best, next_grown(asked.programme, best, money, column), column), True
        else:
            step, worked_out = _next(asked, best, column, start)
        title, unit = _called(asked, limit)
        amount = dict(limit.amount)[period] if isinstance(limit.amount, tuple) else limit.amount
        found.append(LimitState(limit, title, unit, period, amount, used, step, worked_out))
    return tuple(found)


def columns_of_limits(asked: Question) -> list[tuple[int, Limit, str]]:
    """The column of each limit, with the period where a budget goes by period."""
    limits = asked.case.rules.limits
    found: list[tuple[int, Limit, str]] = []
    for place, account in enumerate(asked.programme.accounts):
        limit = limits.get(account.key)
        if limit is None:
            continue
        by_period = isinstance(limit.amount, tuple)
        if not by_period or account.period in dict(limit.amount):  # type: ignore[arg-type]
            found.append((1 + place, limit, account.period))
    if asked.programme.risk_limit is not None:
        found.append((risk_column(asked.programme), limits[ESCALATION_RISK], ""))
    return found


def exact(asked: Question, column: int, amount: Fraction | int) -> Decimal | float:
    """What is taken of a column, in the files' terms: a decimal, or a probability."""
    if column == risk_column(asked.programme):
        return float(amount)
    found = amount * asked.programme.accounts[column - 1].unit
    return Decimal(found.numerator) / Decimal(found.denominator)


def _next(asked: Question, best: Picks, column: int, start: Start) -> tuple[Step | None, bool]:
    try:
        return _step(asked, best, next_better(asked.programme, best, column, start), column), True
    except TooLarge:
        return None, False


def _step(asked: Question, best: Picks, better: Picks | None, column: int) -> Step | None:
    if better is None:
        return None
    asked.portfolio(better, freed=True)
    gain = points(asked.programme, better) - points(asked.programme, best)
    at = exact(asked, column, taken(asked.programme, better, column))
    return Step(at, float(gain), asked.change(best, better))


def _called(asked: Question, limit: Limit) -> tuple[str, str]:
    if limit.key == BUDGET:
        return "Budget", asked.case.loaded.problem.currency
    if limit.key == ESCALATION_RISK:
        return "Escalation risk", ""
    resource = next(resource for resource in asked.case.rules.resources if resource.id == limit.key)
    return resource.title, resource.unit
