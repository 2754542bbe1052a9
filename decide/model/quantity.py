"""What a file may say about one number: known, uncertain, a category, or unknown.

Numbers are `Decimal`, exactly as written, because limits are later decided in exact arithmetic.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal
from typing import TypeAlias

_MEDIAN = Context(prec=12)


@dataclass(frozen=True, slots=True)
class Known:
    """A number taken as certain."""

    best: Decimal


@dataclass(frozen=True, slots=True)
class Triangular:
    """A range with a most likely value: `low <= best <= high` are the ends and the mode."""

    low: Decimal
    best: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Normal:
    """A normal distribution; `best` is the mean."""

    mean: Decimal
    sd: Decimal

    @property
    def best(self) -> Decimal:
        """The value used where one number is due."""
        return self.mean


@dataclass(frozen=True, slots=True)
class Uniform:
    """Anything between two ends, equally likely; `best` is the middle."""

    low: Decimal
    high: Decimal

    @property
    def best(self) -> Decimal:
        """The value used where one number is due."""
        return (self.low + self.high) / 2


@dataclass(frozen=True, slots=True)
class LogNormal:
    """The logarithm is normal; `best` is the median, exp(mean), to so many digits that amounts can still be added."""

    mean: Decimal
    sd: Decimal

    @property
    def best(self) -> Decimal:
        """The value used where one number is due."""
        return _MEDIAN.exp(self.mean)


@dataclass(frozen=True, slots=True)
class Category:
    """One of the categories of the criterion's scale."""

    name: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nobody has scored it: value one half, marked, and uniform in value where uncertainty counts."""


Number: TypeAlias = Known | Triangular | Normal | Uniform | LogNormal
Quantity: TypeAlias = Number | Category | Unknown

ZERO = Known(Decimal(0))


def spread(quantity: Quantity) -> tuple[Decimal, Decimal] | None:
    """Low and high end where the quantity has ends, else None."""
    match quantity:
        case Triangular() | Uniform():
            return quantity.low, quantity.high
        case _:
            return None
