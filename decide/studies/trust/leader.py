"""What would move the first option from its place: changes of weights, and single scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from decide.methods.drawing import levels
from decide.methods.switching import switching_weights
from decide.methods.value_functions import numeric_values
from decide.model.criterion import Scale
from decide.model.quantity import LogNormal, Normal, Unknown
from decide.model.robust import Leader, Room, Swing, Turn
from decide.robustness.flips import nearest_by_distance, nearest_by_shift
from decide.studies.trust.names import nearest

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from decide.methods.drawing import Cell
    from decide.methods.value_table import ValueTable

    Real = NDArray[np.float64]

_TAILS = (0.025, 0.975)  # quantiles that stand for the ends of a distribution without any
_HALVINGS = 60  # of a range: as fine as a float
_LEVEL = 1e-9  # points: scores nearer than this are equal


def leader(table: ValueTable, cells: tuple[Cell, ...], weights: Real) -> Leader | None:
    """What would move the leader; None where first place is shared, or nobody else is there."""
    points = 100 * table.values @ weights
    order = np.argsort(-points, kind="stable")
    first = int(order[0])
    if len(points) == 1 or points[first] - points[order[1]] <= _LEVEL:
        return None
    rivals = [row for row in range(len(points)) if row != first]
    leads = table.values[first] - table.values[rivals]
    names = [table.options[row] for row in rivals]
    return Leader(
        rooms=_rooms(table, leads, names, weights),
        shift=nearest(table.criteria, nearest_by_shift(leads, weights), names),
        straight=nearest(table.criteria, nearest_by_distance(leads, weights), names),
        swings=_swings(table, cells, points, weights, first),
    )


def _rooms(table: ValueTable, leads: Real, names: list[str], weights: Real) -> tuple[Room, ...]:
    roots = switching_weights(leads, weights)
    found = []
    for column, criterion in enumerate(table.criteria):
        now = float(weights[column])
        turns = [(float(root), name) for root, name in zip(roots[:, column], names, strict=True) if not np.isnan(root)]
        # At no weight and at all of it, a rival may draw level, but there is no way on to overtake.
        down = max((turn for turn in turns if 0 < turn[0] <= now), default=None, key=lambda turn: turn[0])
        up = min((turn for turn in turns if now < turn[0] < 1), default=None, key=lambda turn: turn[0])
        found.append(Room(criterion, now, Turn(*down) if down else None, Turn(*up) if up else None))
    return tuple(sorted(found, key=_tightness))


def _tightness(room: Room) -> float:
    return min((abs(turn.weight - room.weight) for turn in (room.down, room.up) if turn), default=np.inf)


def _swings(table: ValueTable, cells: tuple[Cell, ...], points: Real, weights: Real, first: int) -> tuple[Swing, ...]:
    """Every uncertain score that can change the lead, the most dangerous first."""
    found = [swing for cell in cells if (swing := _swing(table, cell, points, weights, first)) is not None]
    return tuple(sorted(found, key=lambda one: (round(min(one.leads), 9), one.option, one.criterion)))


def _swing(table: ValueTable, cell: Cell, points: Real, weights: Real, first: int) -> Swing | None:
    ends = _ends(cell)
    per_value = 100 * float(weights[cell.column])
    now = float(table.values[cell.row, cell.column])

    def at(end: float) -> Real:
        moved = points.copy()
        moved[cell.row] += per_value * (_value(cell, end) - now)
        return moved

    found = [at(end) for end in ends]
    leads = tuple(_lead(one, first) for one in found)
    if abs(leads[0] - leads[1]) <= _LEVEL:
        return None
    turns = None
    if min(leads) < -_LEVEL and isinstance(cell.criterion.scale, Scale):
        good, bad = (ends[0], ends[1]) if leads[0] > leads[1] else (ends[1], ends[0])
        for _ in range(_HALVINGS):
            middle = (good + bad) / 2
            good, bad = (middle, bad) if _lead(at(middle), first) > 0 else (good, middle)
        turns = bad
    ahead = tuple(
        table.options[first if lead >= -_LEVEL else int(one.argmax())] for lead, one in zip(leads, found, strict=True)
    )
    return Swing(
        table.options[cell.row], table.criteria[cell.column], (leads[0], leads[1]), (ahead[0], ahead[1]), turns
    )


def _lead(points: Real, first: int) -> float:
    return float(points[first] - np.delete(points, first).max())


def _value(cell: Cell, end: float) -> float:
    """The value of a performance; of an unknown category, the value itself is given."""
    if not isinstance(cell.criterion.scale, Scale):
        return end
    return float(numeric_values(cell.criterion, np.array([end]))[0])


def _ends(cell: Cell) -> tuple[float, float]:
    """The low and the high end of a performance, on its scale; of an unknown category, of its value."""
    scale = cell.criterion.scale
    if not isinstance(scale, Scale):
        return 0.0, 1.0
    low, high = sorted((float(scale.worst), float(scale.best)))
    if isinstance(cell.quantity, Unknown):
        return low, high
    tails = _TAILS if isinstance(cell.quantity, Normal | LogNormal) else (0.0, 1.0)
    ends = np.clip(levels(cell.quantity, np.array(tails)), low, high)  # type: ignore[arg-type]  # no category
    return float(ends[0]), float(ends[1])
