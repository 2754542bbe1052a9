"""A portfolio added up again: value, cost, risk, resources, every relation and every limit, in exact arithmetic."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from decide.audit.values import value_of, weights_of
from decide.model.option import Periods
from decide.model.relation import Count, Fixed, Requires, Together
from decide.model.rules import BUDGET, ESCALATION_RISK

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from decide.model.criterion import Criterion
    from decide.model.option import Cost, Option, Size
    from decide.model.problem import Problem
    from decide.model.quantity import Quantity
    from decide.model.relation import Relation
    from decide.model.rules import Limit, Rules
    from decide.model.weights import WeightProfile

_LIMIT_ON = {"cost": BUDGET, "escalation_risk": ESCALATION_RISK}


@dataclass(frozen=True, slots=True)
class Recount:
    """What a portfolio comes to; `broken` says in words which rules it breaks."""

    value: Fraction  # points
    cost: Decimal
    escalation_risk: Fraction
    uses: Mapping[str, Decimal]
    broken: tuple[str, ...]


class Auditor:
    """Adds portfolios up from the files' numbers; what does not depend on the portfolio is worked out once."""

    def __init__(self, problem: Problem, profile: WeightProfile, rules: Rules) -> None:
        self.rules = rules
        self.options = {option.id: option for option in problem.options}
        weights = weights_of(profile.swings)
        self.weights = {
            criterion.id: weights[criterion.id]
            for criterion in problem.criteria
            if criterion.in_portfolio and _LIMIT_ON.get(str(criterion.measures)) not in rules.limits
        }
        self.criteria = [criterion for criterion in problem.criteria if criterion.id in self.weights]
        self.nothing = {criterion.id: value_of(criterion, criterion.status_quo) for criterion in self.criteria}
        self._value: dict[tuple[str, str], Fraction] = {}
        self._gain: dict[tuple[str, Quantity], Fraction] = {}

    def recount(self, chosen: Mapping[str, str]) -> Recount:
        """Add up the options chosen, each with its size (empty for the option itself)."""
        ways = {name: self._way(name, size) for name, size in chosen.items()}
        together = [
            relation
            for relation in self.rules.relations
            if isinstance(relation, Together) and all(name in chosen for name in relation.options)
        ]
        gains = [self._added(name, size) for name, size in chosen.items()]
        for relation in together:
            gains += [Fraction(points) * self.weights.get(name, Fraction(0)) for name, points in relation.adds.items()]
        value = _sum(gains)
        costs = [way.cost for way in ways.values()] + [relation.cost for relation in together]
        cost = sum((_total(cost) for cost in costs), start=Decimal(0))
        safe = self._survival(ways, together)
        uses = {
            resource.id: sum(
                (way.uses[resource.id].quantity.best for way in ways.values() if way.uses and resource.id in way.uses),
                start=Decimal(0),
            )
            for resource in self.rules.resources
        }
        broken = [*self._broken_relations(chosen), *self._broken_limits(costs, cost, 1 - safe, uses)]
        return Recount(value, cost, 1 - safe, uses, tuple(broken))

    def _way(self, name: str, size: str) -> Option | Size:
        option = self.options[name]
        return next(way for way in option.sizes if way.id == size) if size else option

    def _added(self, name: str, size: str) -> Fraction:
        if (name, size) not in self._value:
            performance = self._way(name, size).performance
            gains = [self._gained(criterion, performance[criterion.id].quantity) for criterion in self.criteria]
            self._value[name, size] = _sum(gains)
        return self._value[name, size]

    def _gained(self, criterion: Criterion, quantity: Quantity) -> Fraction:
        """Points of one performance against doing nothing."""
        key = (criterion.id, quantity)
        if key not in self._gain:
            value = value_of(criterion, quantity) - self.nothing[criterion.id]
            self._gain[key] = 100 * self.weights[criterion.id] * value
        return self._gain[key]

    def _survival(self, ways: Mapping[str, Option | Size], together: Iterable[Together]) -> Fraction:
        """The product of 1 - p over independent causes, of which options with one trigger are one: the riskiest."""
        risks = [relation.escalation_risk.quantity.best for relation in together]
        worst: dict[str, Decimal] = {}
        for name, way in ways.items():
            risk = way.escalation_risk.quantity.best
            trigger = self.options[name].trigger
            if trigger:
                worst[trigger] = max(worst.get(trigger, Decimal(0)), risk)
            else:
                risks.append(risk)
        over, under = 1, 1
        for risk in (*risks, *worst.values()):
            numerator, denominator = risk.as_integer_ratio()
            over, under = over * (denominator - numerator), under * denominator
        return Fraction(over, under)

    def _broken_relations(self, chosen: Mapping[str, str]) -> Iterator[str]:
        for name in chosen:
            if self.options[name].baseline:
                yield f"'{name}' is doing nothing"
        for relation in self.rules.relations:
            if not _kept(relation, set(chosen)):
                yield f"{type(relation).__name__} at {relation.where}"

    def _broken_limits(
        self, costs: list[Cost], cost: Decimal, risk: Fraction, uses: Mapping[str, Decimal]
    ) -> Iterator[str]:
        for key, limit in self.rules.limits.items():
            if key == ESCALATION_RISK:
                over = risk > Fraction(limit.total)
            elif key != BUDGET:
                over = uses[key] > limit.total
            elif isinstance(limit.amount, tuple):
                over = _over_some_period(costs, limit)
            else:
                over = cost > limit.amount
            if over:
                yield f"the limit on {key}"


def _sum(parts: list[Fraction]) -> Fraction:
    """Over one common denominator, which is much quicker than one after another."""
    common = math.lcm(*(part.denominator for part in parts))
    return Fraction(sum(part.numerator * (common // part.denominator) for part in parts), common)


def _kept(relation: Relation, chosen: set[str]) -> bool:
    match relation:
        case Requires(option, needed, any_of):
            found = [name in chosen for name in needed]
            return option not in chosen or (any(found) if any_of else all(found))
        case Count(_, options, at_least, at_most):
            number = sum(name in chosen for name in options)
            return number >= at_least and (at_most is None or number <= at_most)
        case Fixed(options, wanted):
            return all((name in chosen) == wanted for name in options)
        case _:
            return True


def _total(cost: Cost) -> Decimal:
    if isinstance(cost, Periods):
        return sum((part.quantity.best for _, part in cost.by_period), start=Decimal(0))
    return cost.quantity.best


def _over_some_period(costs: list[Cost], limit: Limit) -> bool:
    budget = dict(limit.amount) if isinstance(limit.amount, tuple) else {}
    spent: dict[str, Decimal] = {}
    for cost in costs:
        if not isinstance(cost, Periods):
            if cost.quantity.best:
                return True
            continue
        for period, part in cost.by_period:
            spent[period] = spent.get(period, Decimal(0)) + part.quantity.best
    return any(amount > budget.get(period, Decimal(0)) for period, amount in spent.items())
