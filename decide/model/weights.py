"""Weight profiles: whose priorities, as swing weights on the value tree."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class GroupWeight:
    """The swing weight of a group, and those of the nodes below it."""

    weight: Decimal
    children: Mapping[str, Decimal | GroupWeight]


SwingWeights: TypeAlias = "Mapping[str, Decimal | GroupWeight]"


@dataclass(frozen=True)
class WeightProfile:
    """Whom it speaks for, and what it weighs."""

    id: str
    title: str
    swings: SwingWeights
    rationale: str = ""
    method: str = ""
    people: tuple[str, ...] = ()
    agreed_on: str = ""
    agreed_for: str = ""
    evidence: tuple[str, ...] = ()
    ranges: Mapping[str, tuple[Decimal, Decimal]] | None = None
    order: tuple[str, ...] = ()
    limits: Mapping[str, Decimal | Mapping[str, Decimal]] | None = None

    @cached_property
    def weights(self) -> Mapping[str, float]:
        """Each criterion's share, criterion id to a number in [0, 1]; they sum to 1.

        By group, a share is the product down the tree of each node's share among its siblings.
        """
        return dict(shares(self.swings))


def shares(swings: SwingWeights, whole: float = 1.0) -> list[tuple[str, float]]:
    """Split `whole` among the criteria in proportion to their swing weights.

    Parameters
    ----------
    swings : swing weights of sibling nodes, each a non-negative number or a group
    whole : the share that these siblings have together, in [0, 1]

    Returns
    -------
    (criterion id, share) pairs in the order given; the shares sum to `whole`.
    Where all siblings weigh 0, each gets 0.

    References
    ----------
    Keeney & Raiffa (1976), *Decisions with Multiple Objectives*, chapter 3: hierarchical weights multiply.
    """
    numbers = {name: float(entry.weight if isinstance(entry, GroupWeight) else entry) for name, entry in swings.items()}
    total = math.fsum(numbers.values())
    parts: list[tuple[str, float]] = []
    for name, entry in swings.items():
        part = whole * (numbers[name] / total) if total else 0.0
        if isinstance(entry, GroupWeight):
            parts.extend(shares(entry.children, part))
        else:
            parts.append((name, part))
    return parts
