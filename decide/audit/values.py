"""Value functions once more, in exact fractions and from their definitions."""

from __future__ import annotations

import itertools
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from decide.model.criterion import Categorical, CategoryScale, Exponential, Piecewise
from decide.model.quantity import Category, Unknown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from decide.model.criterion import Criterion
    from decide.model.quantity import Quantity
    from decide.model.weights import GroupWeight

_DIGITS = 30
_HALVINGS = 200


def value_of(criterion: Criterion, quantity: Quantity) -> Fraction:
    """The value of a best estimate, from 0 to 1; docs/methods.md, "Value"."""
    scale = criterion.scale
    if isinstance(quantity, Unknown):
        return Fraction(1, 2)
    if isinstance(scale, CategoryScale):
        name = quantity.name if isinstance(quantity, Category) else ""
        if isinstance(criterion.value, Categorical):
            return next(Fraction(value) for level, value in criterion.value.values if level == name) / 100
        return Fraction(scale.categories.index(name)) / (len(scale.categories) - 1)
    if isinstance(quantity, Category):
        raise TypeError(f"a category on the scale of '{criterion.id}'")
    worst, best = Fraction(scale.worst), Fraction(scale.best)
    level = Fraction(quantity.best)
    way = max(Fraction(0), min(Fraction(1), (level - worst) / (best - worst)))
    if isinstance(criterion.value, Exponential):
        return _exponential(way, (Fraction(criterion.value.midpoint) - worst) / (best - worst))
    if isinstance(criterion.value, Piecewise):
        points = ((Fraction(at), Fraction(value) / 100) for at, value in criterion.value.points)
        steps = sorted(((at - worst) / (best - worst), value) for at, value in points)
        for (left, low), (right, high) in itertools.pairwise(steps):
            if left <= way <= right:
                return low + (way - left) / (right - left) * (high - low)
    return way


def _exponential(way: Fraction, middle: Fraction) -> Fraction:
    """(1 - e^(-c way)) / (1 - e^(-c)), with the c that makes the value one half at `middle`."""
    if middle == Fraction(1, 2):
        return way
    with localcontext() as context:
        context.prec = _DIGITS
        return Fraction(_curve(_decimal(way), _steepness(middle)))


@cache
def _steepness(middle: Fraction) -> Decimal:
    """By halving: the value at the middle rises with c."""
    with localcontext() as context:
        context.prec = _DIGITS
        low, high = Decimal(-2000), Decimal(2000)
        for _ in range(_HALVINGS):
            centre = (low + high) / 2
            value = _curve(_decimal(middle), centre) if centre else _decimal(middle)
            low, high = (low, centre) if value > Decimal("0.5") else (centre, high)
        return (low + high) / 2


def _curve(way: Decimal, steep: Decimal) -> Decimal:
    return (1 - (-steep * way).exp()) / (1 - (-steep).exp())


def _decimal(number: Fraction) -> Decimal:
    return Decimal(number.numerator) / Decimal(number.denominator)


def weights_of(swings: Mapping[str, Decimal | GroupWeight]) -> dict[str, Fraction]:
    """Normalised weights: down the tree, each node's share among its siblings."""
    found: dict[str, Fraction] = {}
    waiting: list[tuple[Mapping[str, Decimal | GroupWeight], Fraction]] = [(swings, Fraction(1))]
    while waiting:
        nodes, whole = waiting.pop()
        weights = {name: Fraction(node if isinstance(node, Decimal) else node.weight) for name, node in nodes.items()}
        total = sum(weights.values())
        for name, node in nodes.items():
            share = whole * weights[name] / total if total else Fraction(0)
            if isinstance(node, Decimal):
                found[name] = share
            else:
                waiting.append((node.children, share))
    return found
