"""A weight profile after changes of swing weights."""

from __future__ import annotations

import math
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from decide.model.scenario import Clipped, NotApplied, Why
from decide.model.weights import GroupWeight
from decide.workspace.build.weights import SMALLEST_SUM

if TYPE_CHECKING:
    from collections.abc import Mapping

    from decide.model.scenario import Change
    from decide.model.weights import SwingWeights, WeightProfile

    Note: TypeAlias = Clipped | NotApplied

_ZERO = Decimal(0)


def shifted_profile(profile: WeightProfile, changes: Mapping[str, Change]) -> tuple[WeightProfile, list[Note]]:
    """A profile after the change of each criterion's weight, wherever in its tree that stands.

    A range moves with its weight, so that it still contains it. An order of criteria is another judgement, and stays.
    """
    swings, notes = _swings(profile.swings, changes)
    refused = {note.change for note in notes if isinstance(note, NotApplied)}
    applied = {name: change for name, change in changes.items() if change not in refused}
    return replace(profile, swings=swings, ranges=_ranges(profile.ranges, applied)), notes


def _swings(
    swings: SwingWeights, changes: Mapping[str, Change], *, idle: bool = False
) -> tuple[SwingWeights, list[Note]]:
    """Sibling nodes and what is below them; in an idle group, of weight 0, all may be 0."""
    found: dict[str, Decimal | GroupWeight] = {}
    notes: list[Note] = []
    moved: list[Note] = []  # of these siblings
    for name, entry in swings.items():
        if isinstance(entry, GroupWeight):
            children, more = _swings(entry.children, changes, idle=entry.weight == 0)
            found[name] = GroupWeight(entry.weight, children)
            notes += more
        elif name in changes:
            would = changes[name].moved(entry)
            found[name] = max(would, _ZERO)
            moved += [Clipped(changes[name], would, _ZERO)] if would < 0 else []
        else:
            found[name] = entry
    if idle or _sum(found) >= SMALLEST_SUM:
        return found, notes + moved
    own = [changes[name] for name, entry in swings.items() if name in changes and not isinstance(entry, GroupWeight)]
    kept = {name: entry if not isinstance(entry, GroupWeight) else found[name] for name, entry in swings.items()}
    return kept, notes + [NotApplied(change, Why.NO_WEIGHT) for change in own]


def _sum(swings: SwingWeights) -> float:
    return math.fsum(float(entry.weight if isinstance(entry, GroupWeight) else entry) for entry in swings.values())


def _ranges(
    ranges: Mapping[str, tuple[Decimal, Decimal]] | None, changes: Mapping[str, Change]
) -> Mapping[str, tuple[Decimal, Decimal]] | None:
    if ranges is None:
        return None
    return {
        name: (max(changes[name].moved(low), _ZERO), max(changes[name].moved(high), _ZERO))
        if name in changes
        else (low, high)
        for name, (low, high) in ranges.items()
    }
