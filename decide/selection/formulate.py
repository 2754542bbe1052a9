"""Options, rules and gains → the programme in whole numbers."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from decide.errors import InternalError
from decide.model.option import Periods
from decide.model.relation import Count, Fixed, Requires, Together
from decide.model.rules import BUDGET, ESCALATION_RISK
from decide.selection.programme import Account, Bonus, Choice, Fix, Item, Needs, Programme, Tally
from decide.selection.units import LARGEST, common_unit, risk_logs, risk_unit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from decide.model.option import Cost, NumberJudgement, Option, Size
    from decide.model.problem import Problem
    from decide.model.quantity import Number
    from decide.model.relation import Relation
    from decide.model.rules import Rules
    from decide.selection.programme import Rule

_FINEST_VALUE = Fraction(1, 10**12)  # points; for values whose common unit is too small for 64-bit sums


@dataclass(frozen=True, slots=True)
class Gains:
    """Points that options, sizes and bonuses add to a portfolio, exactly."""

    options: Mapping[tuple[str, str], Fraction]  # by option and size
    together: Sequence[Fraction]  # one a relation of that kind, in their order


@dataclass(frozen=True, slots=True)
class _Part:
    """An option's size or a bonus, before it is counted in units."""

    value: Fraction
    uses: tuple[Fraction, ...]
    survival: Fraction


def formulate(problem: Problem, rules: Rules, gains: Gains) -> Programme:
    """The programme of a problem under its rules."""
    options = problem.options
    keys = accounts_of(rules)
    sizes = {option.id: _sizes(option, keys, gains) for option in options}
    together = [relation for relation in rules.relations if isinstance(relation, Together)]
    extra = [
        _part(gain, relation.cost, {}, relation.escalation_risk, keys)
        for relation, gain in zip(together, gains.together, strict=True)
    ]
    parts = [part for found in sizes.values() for _, part in found] + extra
    units = [_unit([part.uses[place] for part in parts]) for place, _ in enumerate(keys)]
    value_unit = _value_unit([part.value for part in parts])
    limit = rules.limits.get(ESCALATION_RISK)
    least = None if limit is None else 1 - Fraction(limit.total)
    survivals = [part.survival for part in parts] + ([least] if least else [])
    risk = risk_unit(survivals)
    logs = risk_logs(survivals, risk)

    def whole(part: _Part) -> tuple[int, tuple[int, ...], int, Fraction]:
        uses = tuple(int(used / unit) for used, unit in zip(part.uses, units, strict=True))
        return round(part.value / value_unit), uses, logs[part.survival], part.survival

    place = {option.id: number for number, option in enumerate(options)}
    return Programme(
        items=tuple(
            Item(option.id, tuple(Choice(size, *whole(part)) for size, part in sizes[option.id]), option.trigger)
            for option in options
        ),
        bonuses=tuple(
            Bonus(tuple(sorted(place[name] for name in relation.options)), *whole(part))
            for relation, part in zip(together, extra, strict=True)
            if part != _Part(Fraction(0), (Fraction(0),) * len(keys), Fraction(1))
        ),
        rules=tuple(rule for relation in rules.relations for rule in rules_of(relation, place)),
        accounts=tuple(
            Account(key, period, unit, _limit(rules, key, period, unit))
            for (key, period), unit in zip(keys, units, strict=True)
        ),
        least_survival=least or None,
        risk_limit=logs[least] if least else None,
        value_unit=value_unit,
        risk_unit=risk,
    )


def accounts_of(rules: Rules) -> list[tuple[str, str]]:
    """The whole cost; each period of a budget by period; each resource."""
    budget = rules.limits.get(BUDGET)
    periods = [period for period, _ in budget.amount] if budget and isinstance(budget.amount, tuple) else []
    named = [(BUDGET, "")] + [(BUDGET, period) for period in periods]
    if periods:
        named.append((BUDGET, _OTHER))
    return named + [(resource.id, "") for resource in rules.resources]


_OTHER = "*"  # all periods that the budget does not name: no money there


def limit_of(rules: Rules, account: tuple[str, str]) -> Fraction | None:
    """The limit on an account out of `accounts_of`; None where there is none."""
    key, period = account
    limit = rules.limits.get(key)
    if limit is None:
        return None
    if not isinstance(limit.amount, tuple):
        return Fraction(limit.amount)
    return Fraction(dict(limit.amount).get(period, Decimal(0))) if period else None  # each period has its own


def _limit(rules: Rules, key: str, period: str, unit: Fraction) -> int | None:
    amount = limit_of(rules, (key, period))
    return None if amount is None else min(int(amount // unit), LARGEST)


def _sizes(option: Option, keys: list[tuple[str, str]], gains: Gains) -> list[tuple[str, _Part]]:
    """The ways to take an option; doing nothing is never taken."""
    if option.baseline:
        return []
    ways: list[tuple[str, Option | Size]] = [("", option), *((size.id, size) for size in option.sizes)]
    return [
        (size, _part(gains.options[option.id, size], way.cost, way.uses or {}, way.escalation_risk, keys))
        for size, way in ways
    ]


def _part(
    gain: Fraction,
    cost: Cost,
    uses: Mapping[str, NumberJudgement],
    risk: NumberJudgement,
    keys: list[tuple[str, str]],
) -> _Part:
    used = (sum((Fraction(one.best) for one in parts_used(key, cost, uses, keys)), start=Fraction(0)) for key in keys)
    return _Part(gain, tuple(used), 1 - Fraction(risk.quantity.best))


def parts_used(
    key: tuple[str, str], cost: Cost, uses: Mapping[str, NumberJudgement], keys: list[tuple[str, str]]
) -> tuple[Number, ...]:
    """What is added up in an account, out of `accounts_of`."""
    name, period = key
    if name != BUDGET:
        return (uses[name].quantity,) if name in uses else ()
    if not isinstance(cost, Periods):
        return () if period else (cost.quantity,)
    known = {other for _, other in keys}
    return tuple(
        part.quantity
        for name, part in cost.by_period
        if not period or (name == period if period != _OTHER else name not in known)
    )


def _unit(used: list[Fraction]) -> Fraction:
    """The unit of an account. A limit need not be a multiple: what is left below one unit buys nothing."""
    unit = common_unit(used)
    if sum(map(abs, used)) / unit >= LARGEST:
        raise InternalError("amounts with too many digits were not refused when they were read")
    return unit


def _value_unit(values: list[Fraction]) -> Fraction:
    unit, total = common_unit(values), sum(abs(value) for value in values)
    if total / unit >= LARGEST:
        unit = _FINEST_VALUE
    while total / unit >= LARGEST:
        unit *= 10
    return unit


def rules_of(relation: Relation, place: Mapping[str, int]) -> Sequence[Rule]:
    """A relation in the numbers of the items; none for what only adds value, cost or risk."""
    match relation:
        case Requires(option, needed, any_of):
            groups = [needed] if any_of else [(name,) for name in needed]
            return [Needs(place[option], tuple(place[name] for name in group)) for group in groups]
        case Count(_, options, at_least, at_most):
            members = tuple(place[name] for name in options)
            return [Tally(members, at_least, len(members) if at_most is None else min(at_most, len(members)))]
        case Fixed(options, chosen):
            return [Fix(place[name], chosen) for name in options]
        case _:
            return []
