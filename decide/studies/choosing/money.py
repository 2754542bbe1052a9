"""As the money grows: break points, the order in which to fund, and what the rule of thumb would choose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.model.portfolio import BreakPoint, FundingStep, RatioChoice
from decide.model.rules import BUDGET
from decide.selection.answer import points
from decide.selection.front import COST
from decide.selection.funding import funding_order, worth_on_the_way
from decide.selection.margins import growth, lifted, taken
from decide.selection.priority import by_ratio
from decide.selection.programme import is_feasible
from decide.selection.sweep import TooLarge
from decide.studies.choosing.limits import exact

if TYPE_CHECKING:
    from decide.selection.programme import Picks
    from decide.studies.choosing.question import Question


def grown(asked: Question) -> list[Picks] | None:
    """The best portfolio for each amount of money; None where money goes by period, or there are too many."""
    budget = asked.case.rules.limits.get(BUDGET)
    if budget is not None and isinstance(budget.amount, tuple):
        return None
    try:
        return growth(asked.programme, COST)
    except TooLarge:
        return None


def break_points(asked: Question, best: Picks, found: list[Picks] | None) -> tuple[BreakPoint, ...]:
    """The same, as amounts from which on each is the best."""
    said = []
    for picks in found or ():
        portfolio = asked.portfolio(picks, freed=True)
        change = asked.change(best, picks)
        said.append(BreakPoint(portfolio.cost, portfolio.value, portfolio.options, portfolio.sizes, change))
    return tuple(said)


def funding(asked: Question, best: Picks, found: list[Picks] | None) -> tuple[FundingStep, ...]:
    """The chosen options one after another, beside what the same money could do at best."""
    if not found:
        return ()
    free = lifted(asked.programme, COST)
    known = [(taken(free, picks, COST), points(free, picks)) for picks in found]
    order = funding_order(asked.programme, best)
    steps = []
    for item, (cost, value) in zip(order, worth_on_the_way(asked.programme, best, order), strict=True):
        possible = [other for price, other in known if price <= cost]
        money = exact(asked, COST, cost)
        steps.append(
            FundingStep(asked.programme.items[item].id, money, float(value), float(max(possible, default=value)))  # type: ignore[arg-type]
        )
    return tuple(steps)


def ratio_choice(asked: Question, best: Picks) -> RatioChoice | None:
    """What going down the list by value for money chooses, where that is worth less than the best."""
    programme = asked.programme
    picks = by_ratio(programme)
    if picks is None or not is_feasible(programme, picks) or points(programme, picks) >= points(programme, best):
        return None
    portfolio = asked.portfolio(picks)
    return RatioChoice(portfolio.options, portfolio.value, portfolio.cost, asked.change(best, picks))
