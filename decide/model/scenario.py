"""Scenarios: what changes if the world does, and what became of each change where it was applied."""

from __future__ import annotations

import decimal
import enum
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from decide.errors import Location

# Numbers of a file have up to 64 digits and 300 zeros: their sums and products fit, so that nothing is rounded.
_EXACT = decimal.Context(prec=2_000, rounding=decimal.ROUND_HALF_EVEN, Emin=-10_000, Emax=10_000, traps=[])
_ZERO = Decimal(0)


class Way(enum.StrEnum):
    """How a number changes."""

    ADD = "add"
    SET = "set"
    TIMES = "times"


@dataclass(frozen=True, slots=True)
class Performance:
    """An option's performance on a criterion."""

    option: str
    criterion: str

    @property
    def says(self) -> str:
        """In words."""
        return f"the performance of '{self.option}' on '{self.criterion}'"


@dataclass(frozen=True, slots=True)
class OptionCost:
    """What an option costs."""

    option: str

    @property
    def says(self) -> str:
        """In words."""
        return f"the cost of '{self.option}'"


@dataclass(frozen=True, slots=True)
class OptionRisk:
    """The escalation risk of an option."""

    option: str

    @property
    def says(self) -> str:
        """In words."""
        return f"the escalation risk of '{self.option}'"


@dataclass(frozen=True, slots=True)
class LimitOn:
    """The limit on money, escalation risk, or a resource."""

    key: str

    @property
    def says(self) -> str:
        """In words."""
        return f"the limit on '{self.key}'"


@dataclass(frozen=True, slots=True)
class SwingWeight:
    """The swing weight of a criterion, flat or among its siblings, in whatever profile is used."""

    criterion: str

    @property
    def says(self) -> str:
        """In words."""
        return f"the weight of '{self.criterion}'"


OfOption: TypeAlias = Performance | OptionCost | OptionRisk
Target: TypeAlias = OfOption | LimitOn | SwingWeight


@dataclass(frozen=True, slots=True)
class Change:
    """One change: of what, in which way, and by how much."""

    target: Target
    way: Way
    number: Decimal
    note: str = ""
    where: Location | None = None  # None: no file says so

    def moved(self, number: Decimal) -> Decimal:
        """What becomes of a number, exactly and without regard to the range that it may have."""
        match self.way:
            case Way.ADD:
                result = _EXACT.add(number, self.number)
            case Way.TIMES:
                result = _EXACT.multiply(number, self.number)
            case Way.SET:
                result = self.number
        return result or _ZERO  # never a negative zero


@dataclass(frozen=True, slots=True)
class Scenario:
    """A state of the world, as changes of the files' numbers; no two of them are of the same thing."""

    id: str
    title: str
    reason: str = ""
    evidence: tuple[str, ...] = ()  # claims, as CARD#N
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Clipped:
    """A number that a change would have moved beyond the range it may have."""

    change: Change
    would: Decimal  # what it would have been
    end: Decimal  # where it was cut off
    part: str = ""  # low, best, high, mean or median; empty where one number was all there is
    size: str = ""  # of the option, where it is the size's own number
    criterion: str = ""  # whose scale ends there; empty for money, a risk, a limit or a weight


class Why(enum.StrEnum):
    """Why a change was not applied."""

    UNKNOWN = "unknown"  # nobody has scored the performance: there is nothing to add to, or to multiply
    NO_LIMIT = "no-limit"  # nothing of the kind is limited here
    BY_PERIOD = "by-period"  # money goes by period, and only `times` can be spread
    NO_WEIGHT = "no-weight"  # all siblings would weigh 0, and there would be nothing to divide by


@dataclass(frozen=True, slots=True)
class NotApplied:
    """A change that left a number as it was."""

    change: Change
    why: Why
    size: str = ""  # of the option, where it is the size's own number
