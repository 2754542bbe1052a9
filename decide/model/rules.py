"""What a portfolio has to keep to: limits on money, escalation risk and further resources, and relations."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from decide.errors import Location
    from decide.model.relation import Relation

BUDGET = "budget"
ESCALATION_RISK = "escalation_risk"
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Resource:
    """Something besides money that options use."""

    id: str
    title: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Limit:
    """The most that a portfolio may take of something; a budget may be by period."""

    key: str  # budget, escalation_risk, or the id of a resource
    amount: Decimal | tuple[tuple[str, Decimal], ...]
    where: Location | None = None  # None: the command line says so

    @property
    def total(self) -> Decimal:
        """The amount over all periods."""
        return sum((part for _, part in self.amount), start=_ZERO) if isinstance(self.amount, tuple) else self.amount


@dataclass(frozen=True, slots=True)
class Rules:
    """The limits in force, by key, and the relations, in the order of the file."""

    resources: tuple[Resource, ...]
    limits: Mapping[str, Limit]
    relations: tuple[Relation, ...]
