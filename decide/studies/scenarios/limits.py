"""The limits in force after changes."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from decide.model.rules import ESCALATION_RISK
from decide.model.scenario import Clipped, NotApplied, Way, Why
from decide.studies.scenarios.quantity import Room

if TYPE_CHECKING:
    from collections.abc import Mapping

    from decide.model.rules import Limit
    from decide.model.scenario import Change

_ZERO, _CERTAIN = Decimal(0), Decimal(1)


def shifted_limits(
    limits: Mapping[str, Limit], changes: Mapping[str, Change]
) -> tuple[Mapping[str, Limit], list[Clipped | NotApplied]]:
    """The limits after the change of each; a limit that is not there is not made."""
    found = dict(limits)
    notes: list[Clipped | NotApplied] = []
    for key, change in changes.items():
        if key not in found:
            notes.append(NotApplied(change, Why.NO_LIMIT))
            continue
        found[key], more = _shifted(found[key], change)
        notes += more
    return found, notes


def _shifted(limit: Limit, change: Change) -> tuple[Limit, list[Clipped | NotApplied]]:
    if isinstance(limit.amount, tuple):
        if change.way is not Way.TIMES:
            return limit, [NotApplied(change, Why.BY_PERIOD)]
        return replace(limit, amount=tuple((period, change.moved(part)) for period, part in limit.amount)), []
    would = change.moved(limit.amount)
    amount = Room(_ZERO, _CERTAIN if limit.key == ESCALATION_RISK else None).nearest(would)
    return replace(limit, amount=amount), [] if amount == would else [Clipped(change, would, amount)]
