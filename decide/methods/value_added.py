"""Value added: what an option gains against doing nothing, as exact fractions, so that portfolios tie exactly."""

from __future__ import annotations

import itertools
import math
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from decide.methods.value_functions import numeric_values
from decide.methods.value_table import UNKNOWN_VALUE
from decide.model.criterion import Categorical, CategoryScale, Exponential, Piecewise
from decide.model.quantity import Category, Unknown
from decide.model.rules import BUDGET, ESCALATION_RISK
from decide.model.weights import GroupWeight

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from decide.model.criterion import Criterion, Measures
    from decide.model.option import Judgement
    from decide.model.problem import Problem
    from decide.model.quantity import Quantity
    from decide.model.weights import SwingWeights

_LIMITED_BY = {"cost": BUDGET, "escalation_risk": ESCALATION_RISK}


def counted(problem: Problem, limited: Collection[str]) -> tuple[Criterion, ...]:
    """The criteria whose value adds up over a portfolio.

    Parameters
    ----------
    problem : the criteria
    limited : keys that have a limit, such as budget

    Returns
    -------
    Those marked `in_portfolio`, less one that measures cost or escalation risk while that has a limit: it would
    count twice.

    Raises
    ------
    Nothing of its own.

    References
    ----------
    Morton (2010), *Decision Support Systems* 49: levels that do not add up over options do not belong in the sum.
    """
    return tuple(
        criterion
        for criterion in problem.criteria
        if criterion.in_portfolio and not _double(criterion.measures, limited)
    )


def _double(measures: Measures | None, limited: Collection[str]) -> bool:
    return measures is not None and _LIMITED_BY[measures.value] in limited


def exact_shares(swings: SwingWeights, whole: Fraction = Fraction(1)) -> Mapping[str, Fraction]:
    """Each criterion's share of the weight, without rounding.

    Parameters
    ----------
    swings : swing weights of sibling nodes, each a non-negative number or a group
    whole : the share that these siblings have together, in [0, 1]

    Returns
    -------
    Criterion id to share; the shares sum to `whole`. Where all siblings weigh 0, each gets 0.

    Raises
    ------
    Nothing of its own.

    References
    ----------
    Keeney & Raiffa (1976), chapter 3: hierarchical weights multiply.
    """
    numbers = {
        name: Fraction(entry.weight if isinstance(entry, GroupWeight) else entry) for name, entry in swings.items()
    }
    total = sum(numbers.values())
    found: dict[str, Fraction] = {}
    for name, entry in swings.items():
        part = whole * numbers[name] / total if total else Fraction(0)
        found.update(exact_shares(entry.children, part) if isinstance(entry, GroupWeight) else {name: part})
    return found


def exact_value(criterion: Criterion, quantity: Quantity) -> Fraction:
    """The value of a performance, by its best estimate.

    Parameters
    ----------
    criterion : its scale and value function
    quantity : a performance on that scale

    Returns
    -------
    A fraction in [0, 1]; one half where unknown. Exact for linear, piecewise and categorical values; an exponential
    one is the double-precision number of `numeric_values`.

    Raises
    ------
    TypeError : a category on a numeric scale

    References
    ----------
    docs/methods.md, "Value".
    """
    if isinstance(quantity, Unknown):
        return Fraction(UNKNOWN_VALUE)
    if isinstance(quantity, Category):
        return _category_value(criterion, quantity.name)
    level = Fraction(quantity.best)
    if isinstance(criterion.scale, CategoryScale):
        raise TypeError(f"a number on the categories of '{criterion.id}'")
    match criterion.value:
        case Exponential():
            return Fraction(float(numeric_values(criterion, np.array([float(level)]))[0]))
        case Piecewise(points):
            return _between(level, [(Fraction(at), Fraction(value) / 100) for at, value in points])
        case _:
            worst, best = Fraction(criterion.scale.worst), Fraction(criterion.scale.best)
            return min(max((level - worst) / (best - worst), Fraction(0)), Fraction(1))


def _category_value(criterion: Criterion, name: str) -> Fraction:
    if not isinstance(criterion.scale, CategoryScale):
        raise TypeError(f"a category on the numeric scale of '{criterion.id}'")
    if isinstance(criterion.value, Categorical):
        return Fraction(dict(criterion.value.values)[name]) / 100
    return Fraction(criterion.scale.categories.index(name), len(criterion.scale.categories) - 1)


def _between(level: Fraction, points: list[tuple[Fraction, Fraction]]) -> Fraction:
    """Straight lines between points; beyond the ends, the value of the end."""
    rising = points if points[0][0] < points[-1][0] else points[::-1]
    if level <= rising[0][0]:
        return rising[0][1]
    for (left, low), (right, high) in itertools.pairwise(rising):
        if level <= right:
            return low + (high - low) * (level - left) / (right - left)
    return rising[-1][1]


def value_added(
    performance: Mapping[str, Judgement], criteria: Collection[Criterion], shares: Mapping[str, Fraction]
) -> Mapping[str, Fraction]:
    """What an option, or one of its sizes, gains on each criterion against doing nothing.

    Parameters
    ----------
    performance : on every criterion, on its scale
    criteria : those that count
    shares : criterion id to its share of the weight, in [0, 1]; not rescaled to the criteria that count

    Returns
    -------
    Criterion id to points, from -100 to 100; the sum is the value added `A_i`.

    Raises
    ------
    KeyError : a criterion without performance or share

    References
    ----------
    Clemen & Smith (2009), *Decision Analysis* 6(4): value is counted from doing nothing.
    """
    return {
        criterion.id: 100
        * shares[criterion.id]
        * (exact_value(criterion, performance[criterion.id].quantity) - exact_value(criterion, criterion.status_quo))
        for criterion in criteria
    }


class Added:
    """Value added of many performances under one profile: what a level of a criterion adds is worked out once."""

    def __init__(self, criteria: Collection[Criterion], shares: Mapping[str, Fraction]) -> None:
        self._nothing = {criterion.id: exact_value(criterion, criterion.status_quo) for criterion in criteria}
        self._shares = {criterion.id: 100 * shares[criterion.id] for criterion in criteria}
        self._criteria = tuple(criteria)
        self._known: dict[tuple[str, object], Fraction] = {}

    def points(self, performance: Mapping[str, Judgement]) -> Fraction:
        """The sum of `value_added` over the criteria that count."""
        parts = [self._part(criterion, performance[criterion.id].quantity) for criterion in self._criteria]
        common = math.lcm(*(part.denominator for part in parts))  # one after another, fractions add much more slowly
        return Fraction(sum(part.numerator * (common // part.denominator) for part in parts), common)

    def _part(self, criterion: Criterion, quantity: Quantity) -> Fraction:
        level = (
            quantity.name
            if isinstance(quantity, Category)
            else None
            if isinstance(quantity, Unknown)
            else quantity.best
        )
        key = (criterion.id, level)
        if key not in self._known:
            gain = exact_value(criterion, quantity) - self._nothing[criterion.id]
            self._known[key] = self._shares[criterion.id] * gain
        return self._known[key]
