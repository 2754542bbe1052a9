"""A profile's weights as a tree: who stands above whom, which differs from the value tree where a profile is flat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from decide.model.weights import GroupWeight

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from decide.model.criterion import ValueTree
    from decide.model.weights import SwingWeights, WeightProfile

WHOLE = "(whole)"  # the root; no id of a file looks like this


@dataclass(frozen=True, slots=True)
class Family:
    """Of each node of a profile: its swing weight, and the nodes above it, nearest first, the whole last."""

    swings: Mapping[str, float]
    above: Mapping[str, tuple[str, ...]]
    shares: Mapping[str, float]  # among its siblings, in [0, 1]
    weights: Mapping[str, float]  # of the whole, in [0, 1]

    @property
    def depth(self) -> int:
        """Levels below the whole."""
        return max(len(names) for names in self.above.values())


def family_of(profile: WeightProfile, tree: ValueTree) -> Family:
    """A profile as a tree; nodes of the value tree that it does not weigh have no entry."""
    swings: dict[str, float] = {}
    above: dict[str, tuple[str, ...]] = {}
    shares: dict[str, float] = {}
    weights: dict[str, float] = {WHOLE: 1.0}
    for name, swing, share, ways in _walk(profile.swings, (WHOLE,)):
        swings[name], above[name], shares[name] = swing, ways, share
        weights[name] = weights[ways[0]] * share
    weights |= {name: share for name, share in profile.weights.items() if name in swings}  # to the last digit
    known = {node.id for node in tree.walk()}
    return Family(
        {name: swing for name, swing in swings.items() if name in known},
        above,
        shares,
        weights,
    )


def _walk(swings: SwingWeights, ways: tuple[str, ...]) -> Iterator[tuple[str, float, float, tuple[str, ...]]]:
    """Name, swing weight, share among siblings, and the nodes above; parents first."""
    numbers = {name: float(entry.weight if isinstance(entry, GroupWeight) else entry) for name, entry in swings.items()}
    total = sum(numbers.values())
    for name, entry in swings.items():
        yield name, numbers[name], numbers[name] / total if total else 0.0, ways
        if isinstance(entry, GroupWeight):
            yield from _walk(entry.children, (name, *ways))
