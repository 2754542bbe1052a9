"""Swing weights of two states put together: groups and criteria of either, without those that are not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.model.weights import GroupWeight

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from decimal import Decimal

    from decide.model.weights import SwingWeights


def merged(after: SwingWeights, before: SwingWeights) -> dict[str, Decimal | GroupWeight]:
    """The nodes of both, where they are grouped alike."""
    found: dict[str, Decimal | GroupWeight] = dict(after)
    for name, entry in before.items():
        mine = found.get(name)
        if isinstance(entry, GroupWeight) and isinstance(mine, GroupWeight):
            found[name] = GroupWeight(mine.weight, merged(mine.children, entry.children))
        elif mine is None:
            found[name] = entry
    return found


def with_alone(mine: SwingWeights, theirs: SwingWeights, alone: set[str]) -> dict[str, Decimal | GroupWeight]:
    """The nodes of one, and of the other those criteria that it has alone, where their groups are in both."""
    found: dict[str, Decimal | GroupWeight] = dict(mine)
    for name, entry in theirs.items():
        here = found.get(name)
        if isinstance(entry, GroupWeight) and isinstance(here, GroupWeight):
            found[name] = GroupWeight(here.weight, with_alone(here.children, entry.children, alone))
        elif name in alone and not isinstance(entry, GroupWeight):
            found[name] = entry
    return found


def pruned(
    swings: SwingWeights, here: Collection[str], weight: Callable[[str, Decimal], Decimal]
) -> dict[str, Decimal | GroupWeight]:
    """The nodes over the criteria that are there, with the weights that a function gives them."""
    found: dict[str, Decimal | GroupWeight] = {}
    for name, entry in swings.items():
        if isinstance(entry, GroupWeight):
            children = pruned(entry.children, here, weight)
            if children:
                found[name] = GroupWeight(weight(name, entry.weight), children)
        elif name in here:
            found[name] = weight(name, entry)
    return found
