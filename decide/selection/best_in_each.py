"""The best portfolio in each of many states.

Solving each state anew would take minutes. Most states agree on the best portfolio, so that whole groups of states are
settled at once: a portfolio that is allowed in all of them is taken for reference, everything that could be better in
any of them is listed from one programme that is kinder than all, and what was listed is added up in each state.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from decide.selection.programme import Account, Bonus, Choice, Item, Programme
from decide.selection.search import at_least
from decide.selection.solve import ANY_ENGINE, solve
from decide.selection.states import BestInEach
from decide.selection.sums import Sums
from decide.selection.sweep import TooLarge
from decide.selection.units import LARGEST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from decide.selection.programme import Picks
    from decide.selection.states import Columns, States

    Real = NDArray[np.float64]
    Whole = NDArray[np.int64]

_UNIT = Fraction(1, 10**9)  # points that one whole number of value stands for
_HIDDEN = 2_000  # units of value: more than rounding sums of a thousand numbers may hide
_MOST_LISTED = 5_000
_MOST_ROWS = 400_000  # looked at for one list
_MOST_LISTS = 400


def best_in_each(states: States) -> BestInEach | None:
    """The best portfolio in each of many states, each proved; None where that would take too long.

    Parameters
    ----------
    states : at least one

    References
    ----------
    docs/review.md, "Which edit did it".
    """
    run = _Run(states)
    try:
        run.settle(np.arange(len(states)))
    except TooLarge:
        return None
    used = sorted(set(run.best.tolist()) - {-1})
    place = {number: at for at, number in enumerate(used)}
    known = list(run.number)
    return BestInEach(
        portfolios=tuple(known[number] for number in used),
        place=np.array([place.get(number, -1) for number in run.best.tolist()], dtype=np.int64),
        values=run.values,
    )


class _Run:
    """Groups of states, settled one after another."""

    def __init__(self, states: States) -> None:
        self.states = states
        self.sums = Sums(states)
        self.column = {pair: at for at, pair in enumerate(states.choices)}
        self.number: dict[tuple[tuple[str, str], ...], int] = {}
        self.best = np.full(len(states), -1, dtype=np.int64)
        self.values = np.zeros(len(states))
        self.lists = 0

    def settle(self, group: Whole) -> None:
        """Find the best in each state of a group, halving it where too much could be better than the reference."""
        self.lists += 1
        if self.lists > _MOST_LISTS:
            raise TooLarge
        scaled = _alike(self.states.values[group])
        strict = self._programme(group, kind=False)
        found = solve(_valued(strict, _whole(scaled.mean(axis=0))), 1, ANY_ENGINE).portfolios
        if found:
            reference = self._columns(strict, found[0])
            listed = self._listed(self._programme(group, kind=True), scaled, reference)
            if listed is not None:
                self._choose(group, listed)
                return
        else:  # nothing is possible in all of them: perhaps so little in any that all of it can be looked at
            listed = self._everything(self._programme(group, kind=True)) if len(group) > 1 else []
            if listed is not None:
                self._choose(group, listed)
                return
        edit = self._telling(group, scaled)
        made = self.states.edits[group, edit]
        self.settle(group[~made])
        self.settle(group[made])

    def _everything(self, kind: Programme) -> list[Columns] | None:
        """All that is possible in some state; None where that is too much."""
        try:
            listed = at_least(_valued(kind, [0] * self.states.values.shape[1]), -1, _MOST_LISTED)
        except TooLarge:
            return None
        return [self._columns(kind, picks) for picks in listed] if len(listed) <= _MOST_LISTED else None

    def _choose(self, group: Whole, listed: Sequence[Columns]) -> None:
        """Keep the best of what was listed in each state of a group."""
        numbers = [self.number.setdefault(self.sums.names(one), len(self.number)) for one in listed]
        for states, place, points in self.sums.best(group, listed):
            self.best[states] = np.array([*numbers, -1])[place]
            self.values[states] = points

    def _listed(self, kind: Programme, scaled: Real, reference: Columns) -> list[Columns] | None:
        """The reference, and whatever may be better in some state; None where that is too much.

        A portfolio is better in a state only if what it has beyond the reference is worth more there than what it
        lacks. So the former counts at its most over the states, and the latter at its least.
        """
        own = self.sums.rows([reference])[0]
        worth = _whole(np.where(own, scaled.min(axis=0), scaled.max(axis=0)))
        least = sum(value for value, taken in zip(worth, own.tolist(), strict=True) if taken) - _HIDDEN
        try:
            listed = at_least(_valued(kind, worth), least, _MOST_ROWS)
        except TooLarge:
            return None
        if len(listed) > _MOST_LISTED:
            return None
        return list(dict.fromkeys([reference, *(self._columns(kind, picks) for picks in listed)]))

    def _telling(self, group: Whole, scaled: Real) -> int:
        """The edit that tells the states of a group apart most; one that changes what is allowed goes first."""
        best: tuple[bool, float, int] | None = None
        for edit in range(self.states.edits.shape[1]):
            made = self.states.edits[group, edit]
            if made.all() or not made.any():
                continue
            shifts = bool(
                (self.sums.allowing[group][made].mean(axis=0) != self.sums.allowing[group][~made].mean(axis=0)).any()
            )
            far = float(np.abs(scaled[made].mean(axis=0) - scaled[~made].mean(axis=0)).sum())
            if best is None or (shifts, far) > best[:2]:
                best = (shifts, far, edit)
        if best is None:
            raise TooLarge
        return best[2]

    def _programme(self, group: Whole, *, kind: bool) -> Programme:
        """What allows only that which all states of a group allow; or, if kind, whatever any of them allows.

        Each choice and bonus has the number of its column in place of a value.
        """
        states = self.states
        some, least_of, most_of = (np.any, np.min, np.max) if kind else (np.all, np.max, np.min)
        triggers = states.trigger[group]
        moving = (triggers != triggers[0]).any(axis=0).tolist()
        survivals = [self._survival(column, kind=kind) for column in states.survival[group].T.tolist()]
        for at, (item, _) in enumerate(states.choices):
            if kind and moving[item]:  # with another trigger it may come at no further risk
                survivals[at] = Fraction(1)
        bounds = [None if at < 0 else states.survivals[at] for at in set(states.least[group].tolist())]
        known = [one for one in bounds if one is not None]
        bound = None if not known or (kind and None in bounds) else (min if kind else max)(known)
        uses = [tuple(row) for row in least_of(states.uses[group], axis=0).tolist()]
        in_force = (np.all if kind else np.any)(states.in_force[group], axis=0).tolist()
        choices: list[list[Choice]] = [[] for _ in states.items]
        present = some(states.present[group], axis=0).tolist()
        for at, (item, size) in enumerate(states.choices):
            if present[at]:
                choices[item].append(Choice(size, at, uses[at], self.sums.logs[survivals[at]], survivals[at]))
        bonuses = [
            Bonus(members, at, uses[at], self.sums.logs[survivals[at]], survivals[at])
            for at, members in enumerate(states.bonuses, len(states.choices))
        ]
        limits = most_of(states.limits[group], axis=0).tolist()
        return Programme(
            items=tuple(
                Item(name, tuple(own), "" if moves or not trigger else str(trigger))
                for name, own, trigger, moves in zip(states.items, choices, triggers[0].tolist(), moving, strict=True)
            ),
            bonuses=tuple(bonuses),
            rules=tuple(rule for rule, holds in zip(states.rules, in_force, strict=True) if holds),
            accounts=tuple(
                Account(str(at), "", unit, None if limit >= LARGEST else limit)
                for at, (unit, limit) in enumerate(zip(states.units, limits, strict=True))
            ),
            least_survival=bound or None,
            risk_limit=self.sums.logs[bound] if bound else None,
            value_unit=_UNIT,
            risk_unit=self.sums.risk,
        )

    def _survival(self, places: list[int], *, kind: bool) -> Fraction:
        found = {self.states.survivals[at] for at in set(places)}
        return max(found) if kind else min(found)

    def _columns(self, programme: Programme, picks: Picks) -> Columns:
        """A portfolio as the columns of its choices."""
        return tuple(sorted(self.column[item, programme.items[item].choices[choice].size] for item, choice in picks))


def _alike(values: Real) -> Real:
    """Each state's values by a factor of its own, which changes no choice, so that the states are as near as can be."""
    mean = values.mean(axis=0)
    squares = (values * values).sum(axis=1)
    factor = np.divide(values @ mean, squares, out=np.ones(len(values)), where=squares > 0)
    return values * np.where(factor > 0, factor, 1.0)[:, None]


def _whole(points: Real) -> list[int]:
    """Points in whole units."""
    return [int(one) for one in np.rint(points / float(_UNIT)).tolist()]


def _valued(programme: Programme, worth: Sequence[int]) -> Programme:
    """A programme of this module with values, by column."""
    items = tuple(
        replace(item, choices=tuple(replace(choice, value=worth[choice.value]) for choice in item.choices))
        for item in programme.items
    )
    bonuses = tuple(replace(bonus, value=worth[bonus.value]) for bonus in programme.bonuses)
    return replace(programme, items=items, bonuses=bonuses)
