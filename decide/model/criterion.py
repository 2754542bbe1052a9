"""Criteria, their fixed scales and value functions, and the value tree that holds them."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from decide.model.quantity import Category, Known


@dataclass(frozen=True, slots=True)
class Scale:
    """A numeric scale, fixed in advance: `worst` may lie above `best`, then less is better."""

    unit: str
    worst: Decimal
    best: Decimal
    anchors: tuple[tuple[Decimal, str], ...] = ()

    def holds(self, number: Decimal) -> bool:
        """Whether the number lies on the scale, ends included."""
        return min(self.worst, self.best) <= number <= max(self.worst, self.best)


@dataclass(frozen=True, slots=True)
class CategoryScale:
    """Named levels, from worst to best."""

    unit: str
    categories: tuple[str, ...]
    anchors: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Linear:
    """Value in proportion to the way from worst to best."""


@dataclass(frozen=True, slots=True)
class Exponential:
    """Constant relative steepness; `midpoint` is the level of value one half."""

    midpoint: Decimal


@dataclass(frozen=True, slots=True)
class Piecewise:
    """Straight lines between (level, value 0-100) points, from worst to best."""

    points: tuple[tuple[Decimal, Decimal], ...]


@dataclass(frozen=True, slots=True)
class Categorical:
    """A value 0-100 for each category."""

    values: tuple[tuple[str, Decimal], ...]


ValueFunction: TypeAlias = Linear | Exponential | Piecewise | Categorical


class Measures(enum.StrEnum):
    """A key of the option that a criterion takes its performance from."""

    COST = "cost"
    ESCALATION_RISK = "escalation_risk"


@dataclass(frozen=True, slots=True)
class Criterion:
    """A leaf of the value tree."""

    id: str
    title: str
    scale: Scale | CategoryScale
    value: ValueFunction
    status_quo: Known | Category
    question: str = ""
    note: str = ""
    measures: Measures | None = None
    in_portfolio: bool = True
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """An inner node of the value tree."""

    id: str
    title: str
    children: tuple[Group | Criterion, ...]
    note: str = ""


@dataclass(frozen=True)
class ValueTree:
    """The nodes below the goal, in the order of the file."""

    children: tuple[Group | Criterion, ...]

    @cached_property
    def criteria(self) -> tuple[Criterion, ...]:
        """The leaves, in the order of the file."""
        return tuple(node for node in self.walk() if isinstance(node, Criterion))

    def walk(self) -> Iterator[Group | Criterion]:
        """Every node, parents first."""
        waiting = list(reversed(self.children))
        while waiting:
            node = waiting.pop()
            yield node
            if isinstance(node, Group):
                waiting.extend(reversed(node.children))

    @cached_property
    def branches(self) -> tuple[tuple[Group | Criterion, tuple[str, ...]], ...]:
        """Each node directly below the goal, with the ids of the criteria under it."""
        return tuple((node, tuple(leaf.id for leaf in ValueTree((node,)).criteria)) for node in self.children)
