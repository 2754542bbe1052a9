"""Whole numbers for exact decimals: units for sums, and logarithms of survival that are equal where products are."""

from __future__ import annotations

import math
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LARGEST = 2**61  # sums of this size still fit a 64-bit integer, with room for one comparison
_FINEST = 54  # risks are counted in units of 2^-54 or coarser
_DIGITS = 40


def common_unit(numbers: Iterable[Fraction]) -> Fraction:
    """The largest unit of which every number is a whole multiple; 1 where there is none but 0."""
    known = [number for number in numbers if number]
    common = math.lcm(*(number.denominator for number in known))
    whole = math.gcd(*(number.numerator * (common // number.denominator) for number in known))
    return Fraction(whole or 1, common)


def coprime_base(numbers: Iterable[int]) -> list[int]:
    """Integers above 1, no two with a common factor, of which every number is a product of powers.

    References
    ----------
    Bach, Driscoll & Shallit (1993), *Journal of Algorithms* 15: factor refinement.
    """
    base: list[int] = []
    waiting = sorted({number for number in numbers if number > 1})
    while waiting:
        number = waiting.pop()
        for place, other in enumerate(base):
            common = math.gcd(number, other)
            if common > 1:
                base.pop(place)
                waiting += [part for part in (common, number // common, other // common) if part > 1]
                break
        else:
            base.append(number)
    return sorted(base)


def risk_unit(survivals: Iterable[Fraction]) -> float:
    """A power of two, so large that -ln of the product of all survivals still fits."""
    total = sum(-math.log(survival) for survival in survivals if survival)
    return 2.0 ** max(-_FINEST, math.frexp(max(total, 1.0))[1] - LARGEST.bit_length() + 1)


def risk_logs(survivals: Iterable[Fraction], unit: float) -> Mapping[Fraction, int]:
    """-ln of each survival in units of `unit`, so that equal products have equal sums; 0 has none.

    The logarithm of each number of a coprime base is rounded once; all else is sums of these. Two different products
    are told apart unless they differ by less than about one part in 10^14.
    """
    known = set(survivals)
    base = coprime_base(part for survival in known for part in (survival.numerator, survival.denominator))
    with localcontext() as context:
        context.prec = _DIGITS
        logs = {number: int((Decimal(number).ln() / Decimal(unit)).to_integral_value()) for number in base}
    return {
        survival: _log(survival.denominator, logs) - _log(survival.numerator, logs) for survival in known if survival
    }


def risk_log(survival: Fraction, unit: float) -> int:
    """-ln of one survival, above 0, in units of `unit`; next to the sum of its factors, not equal to it."""
    with localcontext() as context:
        context.prec = _DIGITS
        log = Decimal(survival.denominator).ln() - Decimal(survival.numerator).ln()
        return int((log / Decimal(unit)).to_integral_value())


def _log(number: int, logs: Mapping[int, int]) -> int:
    total = 0
    for factor, log in logs.items():
        while number % factor == 0:
            number //= factor
            total += log
    return total
