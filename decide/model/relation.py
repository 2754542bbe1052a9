"""Relations between options: what must, may not, or gains from standing together in a portfolio."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from decide.model.option import NumberJudgement

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from decide.errors import Location
    from decide.model.option import Cost


_NOTHING = NumberJudgement()


@dataclass(frozen=True, slots=True)
class Requires:
    """An option needs others: all of them, or with `any_of` one of them."""

    option: str
    needed: tuple[str, ...]
    any_of: bool = False
    where: Location | None = None  # None: the command line says so
    note: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """How many of some options may be chosen; `says` is the word of the file, such as `excludes`."""

    says: str
    options: tuple[str, ...]
    at_least: int = 0
    at_most: int | None = None
    where: Location | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Fixed:
    """Options that are chosen whatever comes (`must`), or never (`must_not`)."""

    options: tuple[str, ...]
    chosen: bool
    where: Location | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Together:
    """What options add, cost and risk when all of them are chosen, besides what each does alone."""

    options: tuple[str, ...]
    adds: Mapping[str, Decimal]  # value points (0-100) of a criterion
    cost: Cost = _NOTHING
    escalation_risk: NumberJudgement = _NOTHING
    where: Location | None = None
    note: str = ""


Relation: TypeAlias = Requires | Count | Fixed | Together
"""What portfolio.yaml or the command line says of options that stand together."""


def members(relation: Relation) -> tuple[str, ...]:
    """The options that a relation names."""
    if isinstance(relation, Requires):
        return (relation.option, *relation.needed)
    return relation.options
