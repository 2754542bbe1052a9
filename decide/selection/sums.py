"""Portfolios added up in many states: what each is worth, whether it is allowed, and which is best."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from decide.selection.programme import Fix, Needs, Tally
from decide.selection.units import LARGEST, risk_logs, risk_unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from decide.selection.programme import Rule
    from decide.selection.states import Columns, States

    Real = NDArray[np.float64]
    Whole = NDArray[np.int64]
    Flags = NDArray[np.bool_]

_TIE_DECIMALS = 9
_CLOSE = 4_096  # units of risk: more than sums of rounded logarithms may be off
_MOST_CELLS = 8_000_000  # portfolios times states, added up at a time


class Sums:
    """Adds up portfolios of one problem in its states."""

    def __init__(self, states: States) -> None:
        self.states = states
        self.risk = risk_unit([one for one in states.survivals if one])
        logs = {Fraction(1): 0, **risk_logs(states.survivals, self.risk)}
        self.logs: Mapping[Fraction, int] = {one: logs.get(one, LARGEST) for one in {*states.survivals, *logs}}
        self._log = np.array([self.logs[one] for one in states.survivals], dtype=np.int64)
        self.allowing = _varying(states)

    def rows(self, listed: Sequence[Columns]) -> Flags:
        """Which columns portfolios take, bonuses too."""
        states = self.states
        first = len(states.choices)
        rows = np.zeros((len(listed), first + len(states.bonuses)), dtype=np.bool_)
        for place, columns in enumerate(listed):
            rows[place, list(columns)] = True
        taken = self._taken(rows)
        for place, members in enumerate(states.bonuses):
            rows[:, first + place] = taken[:, list(members)].all(axis=1)
        return rows

    def _taken(self, rows: Flags) -> Flags:
        """Which items portfolios take."""
        taken = np.zeros((len(rows), len(self.states.items)), dtype=np.bool_)
        for at, (item, _) in enumerate(self.states.choices):
            taken[:, item] |= rows[:, at]
        return taken

    def best(self, group: Whole, listed: Sequence[Columns]) -> Iterator[tuple[Whole, Whole, Real]]:
        """The best of some portfolios in each state of a group.

        Of equals, it is the first by cost, then risk, then ids.

        Returns
        -------
        States, the place of the best in each, and its points; part by part. Where none is allowed, the place is -1 and
        the points are 0.
        """
        if not listed:
            yield group, np.full(len(group), -1, dtype=np.int64), np.zeros(len(group))
            return
        ordered = sorted(range(len(listed)), key=lambda place: self.names(listed[place]))
        rows = self.rows([listed[place] for place in ordered])
        weighed = rows.astype(np.float64)
        step = max(_MOST_CELLS // len(listed), 1)
        for alike in _groups(self.allowing[group]):
            allowed, order = self._allowed(rows, int(group[alike[0]]))
            for start in range(0, len(alike), step):
                part = group[alike[start : start + step]]
                points = weighed @ self.states.values[part].T
                rounded = np.where(allowed[:, None], np.round(points, _TIE_DECIMALS), -np.inf)
                if not allowed.any():
                    yield part, np.full(len(part), -1, dtype=np.int64), np.zeros(len(part))
                    continue
                ties = rounded == rounded.max(axis=0)
                row = np.where(ties, order[:, None], len(listed)).argmin(axis=0)
                yield part, np.array(ordered)[row], points[row, np.arange(len(part))]

    def names(self, columns: Columns) -> tuple[tuple[str, str], ...]:
        """A portfolio as (id, size) pairs, sorted."""
        pairs = (self.states.choices[at] for at in columns)
        return tuple(sorted((self.states.items[item], size) for item, size in pairs))

    def _allowed(self, rows: Flags, state: int) -> tuple[Flags, Whole]:
        """Which portfolios a state allows, and their order among equals: cost, then risk, then ids."""
        states = self.states
        taken = self._taken(rows)
        used = rows.astype(np.int64) @ states.uses[state]
        allowed = (used <= states.limits[state]).all(axis=1)
        allowed &= ~(rows[:, : len(states.choices)] & ~states.present[state]).any(axis=1)
        for rule, holds in zip(states.rules, states.in_force[state].tolist(), strict=True):
            if holds:
                np.logical_and(allowed, _kept(rule, taken), out=allowed)
        risks = self._risks(rows, state)
        if states.least[state] >= 0:
            allowed &= self._safe(rows, risks, state)
        order = np.empty(len(rows), dtype=np.int64)
        order[np.lexsort((np.arange(len(rows)), risks, used[:, 0]))] = np.arange(len(rows))
        return allowed, order

    def _risks(self, rows: Flags, state: int) -> Whole:
        """-ln of each joint survival; of one trigger the riskiest counts."""
        states = self.states
        logs = self._log[states.survival[state]]
        trigger = np.zeros(rows.shape[1], dtype=np.int64)
        trigger[: len(states.choices)] = [states.trigger[state, item] for item, _ in states.choices]
        risks: Whole = rows[:, trigger == 0].astype(np.int64) @ logs[trigger == 0]
        for one in sorted(set(trigger.tolist()) - {0}):
            risks += np.where(rows[:, trigger == one], logs[trigger == one], 0).max(axis=1, initial=0)
        return risks

    def _safe(self, rows: Flags, risks: Whole, state: int) -> Flags:
        """Whether each portfolio keeps to the limit on risk; next to it, exactly."""
        states = self.states
        least = states.survivals[int(states.least[state])]
        if not least:
            return np.ones(len(rows), dtype=np.bool_)
        distance = risks - self.logs[least]
        safe = distance <= 0
        for place in np.flatnonzero(np.abs(distance) <= _CLOSE).tolist():
            safe[place] = self._joint(rows[place], state) >= least
        return safe

    def _joint(self, row: Flags, state: int) -> Fraction:
        states = self.states
        joint = Fraction(1)
        riskiest: dict[int, Fraction] = {}
        for at in np.flatnonzero(row).tolist():
            survival = states.survivals[int(states.survival[state, at])]
            shared = int(states.trigger[state, states.choices[at][0]]) if at < len(states.choices) else 0
            if shared:
                riskiest[shared] = min(riskiest.get(shared, survival), survival)
            else:
                joint *= survival
        return math.prod(riskiest.values(), start=joint)


def _kept(rule: Rule, taken: Flags) -> Flags:
    """Whether each portfolio keeps a rule."""
    match rule:
        case Needs(member, needed):
            return ~taken[:, member] | np.asarray(taken[:, list(needed)].any(axis=1))
        case Tally(members, least, most):
            count: Whole = taken[:, list(members)].sum(axis=1)
            return (count >= least) & (count <= most)
        case Fix(member, wanted):
            return taken[:, member] if wanted else ~taken[:, member]


def _varying(states: States) -> Whole:
    """What decides which portfolios are allowed, as far as it differs between states: (n, n_parts)."""
    parts = (
        states.present,
        states.uses,
        states.limits,
        states.survival,
        states.least,
        states.trigger,
        states.in_force,
    )
    table = np.concatenate([part.reshape(len(states), -1).astype(np.int64) for part in parts], axis=1)
    return table[:, (table != table[0]).any(axis=0)]


def _groups(rows: Whole) -> list[Whole]:
    """The places of equal rows, together."""
    if not rows.shape[1]:
        return [np.arange(len(rows))]
    _, inverse = np.unique(rows, axis=0, return_inverse=True)
    order = np.argsort(inverse, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(inverse[order])) + 1)
