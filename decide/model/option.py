"""Options: what could be done, how it performs on each criterion, and who says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from decide.model.quantity import ZERO

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from decide.model.quantity import Number, Quantity


@dataclass(frozen=True, slots=True)
class Judgement:
    """A quantity with the ground it stands on."""

    quantity: Quantity
    grade: str = ""
    evidence: tuple[str, ...] = ()  # claims, as CARD#N
    judged: bool = False  # the file says in words that this is judgement
    note: str = ""


@dataclass(frozen=True, slots=True)
class NumberJudgement:
    """The same for what is always a number: cost, risk, a further resource."""

    quantity: Number = ZERO
    grade: str = ""
    evidence: tuple[str, ...] = ()
    judged: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Periods:
    """A cost by period; a period that is not named is 0."""

    by_period: tuple[tuple[str, NumberJudgement], ...]

    @property
    def best(self) -> Decimal:
        """The sum over all periods."""
        return sum((part.quantity.best for _, part in self.by_period), start=ZERO.best)


Cost: TypeAlias = NumberJudgement | Periods


@dataclass(frozen=True, slots=True)
class Months:
    """A lead time: months to the first real effect, with a range where one is given."""

    best: Decimal
    low: Decimal | None = None
    high: Decimal | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Argument:
    """One thing said for or against an option."""

    says: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Size:
    """Another size of the same measure; what its file does not say is inherited."""

    id: str
    title: str
    cost: Cost
    escalation_risk: NumberJudgement
    uses: Mapping[str, NumberJudgement]
    performance: Mapping[str, Judgement]


@dataclass(frozen=True, slots=True)
class Option:
    """One measure that could be taken; `performance` names every criterion, in the order of the tree."""

    id: str
    title: str
    performance: Mapping[str, Judgement]
    summary: str = ""
    actors: tuple[str, ...] = ()
    instrument: str = ""
    reversibility: str = ""
    arguments_for: tuple[Argument, ...] = ()
    arguments_against: tuple[Argument, ...] = ()
    cost: Cost = NumberJudgement()
    uses: Mapping[str, NumberJudgement] | None = None
    escalation_risk: NumberJudgement = NumberJudgement()
    trigger: str = ""
    lead_time: Months | None = None
    baseline: bool = False
    sizes: tuple[Size, ...] = ()

    @property
    def cost_best(self) -> Decimal:
        """The best estimate of the whole cost, in the workspace's currency over its horizon."""
        return self.cost.best if isinstance(self.cost, Periods) else self.cost.quantity.best
