"""One number, known or uncertain, after a change, and what was cut off where its range ends."""

from __future__ import annotations

import decimal
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from decide.model.quantity import Known, LogNormal, Normal, Triangular, Uniform
from decide.model.scenario import Way

if TYPE_CHECKING:
    from decide.model.quantity import Number
    from decide.model.scenario import Change

_ZERO = Decimal(0)
_LOGARITHM = decimal.Context(prec=28)
_HAIR = Decimal("1e-27")
ALMOST_CERTAIN = Decimal("0.999999999")  # a risk that a change takes to 1 or beyond stays this far below it


@dataclass(frozen=True, slots=True)
class Room:
    """The range that a number may have, ends included; open above where nothing ends it."""

    low: Decimal
    high: Decimal | None = None

    def nearest(self, number: Decimal) -> Decimal:
        """The number itself, or the end that it lies beyond."""
        above = max(number, self.low)
        return above if self.high is None else min(above, self.high)


@dataclass(frozen=True, slots=True)
class Cut:
    """A part of a quantity that lay beyond its room."""

    part: str
    would: Decimal
    end: Decimal


def moved(quantity: Number, change: Change) -> Number:
    """A quantity after a change, wherever that takes it: all its numbers move alike, and `set` leaves one number.

    Raises
    ------
    ValueError : something is added to a lognormal, which would be none afterwards; loaders refuse that
    """
    if change.way is Way.SET:
        return Known(change.number)
    match quantity:
        case Known(best):
            return Known(change.moved(best))
        case Triangular(low, best, high):
            return Triangular(change.moved(low), change.moved(best), change.moved(high))
        case Uniform(low, high):
            return Uniform(change.moved(low), change.moved(high))
        case Normal(mean, sd):
            return Normal(change.moved(mean), sd if change.way is Way.ADD else change.moved(sd))
        case LogNormal():
            return _scaled(quantity, change)


def _scaled(quantity: LogNormal, change: Change) -> Number:
    """The median times a number: its logarithm moves, and the spread of the logarithm stays."""
    if change.way is Way.ADD:
        raise ValueError("nothing can be added to a lognormal")
    if not change.number:
        return Known(_ZERO)
    if change.number == 1:
        return quantity
    return LogNormal(_LOGARITHM.add(quantity.mean, change.number.ln(_LOGARITHM)), quantity.sd)


def within(quantity: Number, room: Room) -> tuple[Number, tuple[Cut, ...]]:
    """A quantity with every part brought into its room, and what was cut off."""
    parts = _parts(quantity)
    cuts = tuple(Cut(name, was, now) for name, was in parts if (now := room.nearest(was)) != was)
    return (_cut(quantity, room) if cuts else quantity), cuts


def risk_room(quantity: Number) -> Room:
    """The room of a risk, which stays below 1, however near to it a file says that it is."""
    return Room(_ZERO, max([ALMOST_CERTAIN, *(part for _, part in _parts(quantity) if part < 1)]))


def _parts(quantity: Number) -> list[tuple[str, Decimal]]:
    """The numbers that say where a quantity lies, each with its name."""
    match quantity:
        case Known(best):
            return [("", best)]
        case Triangular(low, best, high):
            return [("low", low), ("best", best), ("high", high)]
        case Uniform(low, high):
            return [("low", low), ("high", high)]
        case Normal(mean, _):
            return [("mean", mean)]
        case LogNormal():
            return [("median", quantity.best)]


def _cut(quantity: Number, room: Room) -> Number:
    match quantity:
        case Known(best):
            return Known(room.nearest(best))
        case Triangular(low, best, high):
            return Triangular(room.nearest(low), room.nearest(best), room.nearest(high))
        case Uniform(low, high):
            return Uniform(room.nearest(low), room.nearest(high))
        case Normal(mean, sd):
            return Normal(room.nearest(mean), sd)
        case LogNormal():
            return _median_at(quantity, room.nearest(quantity.best))


def _median_at(quantity: LogNormal, end: Decimal) -> LogNormal:
    """The lognormal whose median is an end of its room; as logarithms are rounded, it may lie a hair inside."""
    falling = quantity.best > end
    found, step = replace(quantity, mean=end.ln(_LOGARITHM)), _HAIR
    while found.best > end if falling else found.best < end:
        found = replace(found, mean=_LOGARITHM.add(found.mean, -step if falling else step))
        step *= 2
    return found
