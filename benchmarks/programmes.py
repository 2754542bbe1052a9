"""Portfolio problems of any size, each made from a seed: equal for equal seeds."""

from __future__ import annotations

import math
import random
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from decide.selection.programme import Account, Choice, Item, Needs, Programme, Tally
from decide.selection.units import risk_logs, risk_unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from decide.selection.programme import Rule

_NO_RISK = Fraction(0)


def five_limits(seed: int, options: int = 60, part: Fraction = Fraction(2, 5)) -> Programme:
    """Limits on cost, three resources and risk, each on a part of what all options take; rules between options."""
    dice = random.Random(seed)  # noqa: S311 - nothing secret
    uses = [(dice.randint(20, 95), *(dice.randint(1, 60) for _ in range(3))) for _ in range(options)]
    risks = _risks(dice, options)
    values = [dice.randint(25_000, 90_000) for _ in uses]
    safe = math.prod(float(1 - risk) for risk in risks) ** float(part)
    limits = [int(sum(column) * part) for column in zip(*uses, strict=True)]
    return _programme(values, uses, risks, limits, 1 - Fraction(round(1_000 * safe), 1_000), _rules(dice, options))


def one_budget(seed: int, options: int = 1_000, *, follow: bool = False) -> Programme:
    """A budget of half of what all options cost; values at random, or such that they follow the costs closely.

    References
    ----------
    Pisinger (2005), *Computers & Operations Research* 32: uncorrelated and weakly correlated instances.
    """
    dice = random.Random(seed)  # noqa: S311 - nothing secret
    costs = [dice.randint(1, 1_000) for _ in range(options)]
    values = [
        max(100 * cost + dice.randint(-10_000, 10_000), 1) if follow else dice.randint(1, 100_000) for cost in costs
    ]
    return _programme(values, [(cost,) for cost in costs], [_NO_RISK] * options, [sum(costs) // 2], None, ())


def unlimited(seed: int, options: int) -> Programme:
    """Costs and risks without limits, and rules; what costs more tends to be worth more."""
    dice = random.Random(seed)  # noqa: S311 - nothing secret
    costs = [dice.randint(5, 90) for _ in range(options)]
    values = [dice.randint(25_000, 90_000) + 800 * cost for cost in costs]
    risks = _risks(dice, options)
    return _programme(values, [(cost,) for cost in costs], risks, [None], None, _rules(dice, options))


def with_values(programme: Programme, values: Sequence[int]) -> Programme:
    """The same options with other values, one each."""
    pairs = zip(programme.items, values, strict=True)
    items = tuple(replace(item, choices=(replace(item.choices[0], value=value),)) for item, value in pairs)
    return replace(programme, items=items)


def _risks(dice: random.Random, options: int) -> list[Fraction]:
    return [Fraction(dice.randint(1, 12), 100) for _ in range(options)]


def _rules(dice: random.Random, options: int) -> Sequence[Rule]:
    """A prerequisite for every tenth option, and as many exclusions."""
    pairs = [dice.sample(range(options), 2) for _ in range(2 * (options // 10))]
    half = len(pairs) // 2
    return [Needs(one, (other,)) for one, other in pairs[:half]] + [Tally((*pair,), 0, 1) for pair in pairs[half:]]


def _programme(  # noqa: PLR0913, PLR0917 - the parts of a problem
    values: Sequence[int],
    uses: Sequence[tuple[int, ...]],
    risks: Sequence[Fraction],
    limits: Sequence[int | None],
    risk_limit: Fraction | None,
    rules: Sequence[Rule],
) -> Programme:
    """Options of one size, without bonuses or triggers."""
    survivals = [1 - risk for risk in risks]
    least = None if risk_limit is None else 1 - risk_limit
    known = survivals + ([] if least is None else [least])
    unit = risk_unit(known)
    logs = risk_logs(known, unit)
    parts = zip(values, uses, survivals, strict=True)
    choices = [Choice("", value, own, logs[survival], survival) for value, own, survival in parts]
    return Programme(
        items=tuple(Item(f"option-{number:04}", (choice,)) for number, choice in enumerate(choices)),
        bonuses=(),
        rules=tuple(rules),
        accounts=tuple(
            Account(f"resource-{place}" if place else "budget", "", Fraction(1), limit)
            for place, limit in enumerate(limits)
        ),
        least_survival=least,
        risk_limit=None if least is None else logs[least],
        value_unit=Fraction(1, 1_000),
        risk_unit=unit,
    )
