"""Why each option is in or out."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING

from decide.model.option import Periods
from decide.model.portfolio import Change, Stand
from decide.selection.answer import points
from decide.selection.forced import forced
from decide.selection.sweep import TooLarge

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from decide.model.option import Option, Size
    from decide.selection.answer import Answer
    from decide.selection.forced import Forced
    from decide.selection.programme import Picks
    from decide.selection.solve import Engine
    from decide.studies.choosing.question import Question

SHARE_DECIMALS = 9  # logarithms differ between machines in their last digits
MOST = 60  # options for which it is worked out what having each otherwise would cost


def stands(asked: Question, answer: Answer, engine: Engine, advance: Callable[[], None]) -> tuple[Stand, ...]:
    """Each option that can be chosen: in or out, what it adds, and what having it otherwise would cost."""
    best = answer.portfolios[0]
    others = {found.item: found for found in _forced(asked, answer, engine, advance)}
    earned = asked.earned(best)
    risks = _charged(asked, best)
    total = sum(risks.values()) + sum(_minus_log(relation.escalation_risk.quantity.best) for relation, _ in earned)
    found: list[Stand] = []
    for option in asked.case.loaded.problem.options:
        if option.baseline:
            continue
        bonus = sum(
            (gain / len(relation.options) for relation, gain in earned if option.id in relation.options),
            start=Fraction(0),
        )
        share = risks.get(option.id, 0.0) / total if total else 0.0
        found.append(_stand(asked, best, option, bonus, share, others.get(asked.place[option.id])))
    return tuple(found)


def _forced(asked: Question, answer: Answer, engine: Engine, advance: Callable[[], None]) -> list[Forced]:
    if len(asked.programme.items) > MOST:
        return []
    try:
        return forced(asked.programme, answer.portfolios[0], answer.start, engine, advance)
    except TooLarge:
        return []


def _stand(asked: Question, best: Picks, option: Option, bonus: Fraction, share: float, other: Forced | None) -> Stand:  # noqa: PLR0913, PLR0917 - an option, and what was found about it
    programme, number = asked.programme, asked.place[option.id]
    choice = dict(best).get(number)
    size = "" if choice is None else programme.items[number].choices[choice].size
    way = asked.way(option.id, size)
    value = asked.gains.options[option.id, size]
    cost, risk = _cost(way), way.escalation_risk.quantity.best
    loss: float | None = None
    change: Change | None = None
    if other is not None and other.portfolio is not None:
        loss = float(points(programme, best) - points(programme, other.portfolio))
        asked.portfolio(other.portfolio)  # added up a second time
        change = _besides(asked.change(best, other.portfolio), option.id)
    return Stand(
        option=option,
        size=size,
        chosen=choice is not None,
        value_added=float(value),
        bonus=float(bonus),
        cost=cost,
        escalation_risk=risk,
        risk_share=round(share, SHARE_DECIMALS),
        loss=loss,
        possible=None if other is None or not other.proved else other.portfolio is not None,
        change=change,
        value_for_money=float(value / Fraction(cost)) if cost > 0 else None,
        value_for_risk=float(value / Fraction(risk) / 100) if risk > 0 else None,
    )


def _cost(way: Option | Size) -> Decimal:
    return way.cost.best if isinstance(way.cost, Periods) else way.cost.quantity.best


def _besides(change: Change, name: str) -> Change:
    """What else comes and goes."""
    return Change(
        tuple(other for other in change.enters if other.partition(":")[0] != name),
        tuple(other for other in change.leaves if other.partition(":")[0] != name),
    )


def _charged(asked: Question, best: Picks) -> dict[str, float]:
    """-ln(1 - p) of each option chosen; of a trigger it is charged to the riskiest, the first of equals."""
    found: dict[str, float] = {}
    riskiest: dict[str, str] = {}
    for number, choice in best:
        item = asked.programme.items[number]
        found[item.id] = _minus_log(1 - item.choices[choice].survival)
        if item.trigger:
            before = riskiest.get(item.trigger)
            if before is None or found[item.id] > found[before]:
                riskiest[item.trigger] = item.id
    spared = {
        asked.programme.items[number].id
        for number, _ in best
        if (trigger := asked.programme.items[number].trigger) and riskiest[trigger] != asked.programme.items[number].id
    }
    return {name: 0.0 if name in spared else risk for name, risk in found.items()}


def _minus_log(risk: Decimal | Fraction) -> float:
    """Of exact fractions: a risk may be nearer to 1 than any float."""
    safe = 1 - Fraction(risk)
    return math.log(safe.denominator) - math.log(safe.numerator)
