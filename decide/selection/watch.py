"""What has to be remembered of a portfolio while options are decided one after another.

Each rule, bonus and trigger is a small counter that reads the options in turn. While some of its options are decided
and others are not, it keeps a few bits; portfolios with the same bits have the same future.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

import numpy as np

from decide.selection.programme import Fix, Needs, Tally

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from decide.selection.programme import Bonus, Programme

    Field = NDArray[np.int64]


class Watch(Protocol):
    """A counter over some items. Its field begins at 0."""

    @property
    def members(self) -> tuple[int, ...]:
        """The items it reads."""

    @property
    def bits(self) -> int:
        """How many bits its field takes."""

    def step(self, state: Field, item: int, choice: int | None) -> Field:
        """The field after an item was decided; a choice of None leaves it out."""

    def broken(self, state: Field, undecided: int) -> NDArray[np.bool_] | None:
        """Which portfolios can no longer keep the rule, `undecided` of its items being open; None where all can."""


@dataclass(frozen=True, eq=False)
class NeedsWatch:
    """0 nothing yet, 1 taken without what it needs, 2 settled."""

    rule: Needs
    bits: int = 2

    @property
    def members(self) -> tuple[int, ...]:
        return (self.rule.member, *self.rule.needed)

    def step(self, state: Field, item: int, choice: int | None) -> Field:
        if item == self.rule.member:
            return np.maximum(state, 2 if choice is None else 1)
        return state if choice is None else np.full_like(state, 2)

    def broken(self, state: Field, undecided: int) -> NDArray[np.bool_] | None:
        return state == 1 if undecided == 0 else None


@dataclass(frozen=True, eq=False)
class TallyWatch:
    """How many are taken; more than matter count as one more."""

    rule: Tally

    @property
    def members(self) -> tuple[int, ...]:
        return self.rule.members

    @property
    def _top(self) -> int:
        rule = self.rule
        return rule.most + 1 if rule.most < len(rule.members) else rule.least

    @property
    def bits(self) -> int:
        return max(self._top.bit_length(), 1)

    def step(self, state: Field, item: int, choice: int | None) -> Field:
        return state if choice is None else np.minimum(state + 1, self._top)

    def broken(self, state: Field, undecided: int) -> NDArray[np.bool_] | None:
        wrong = state + undecided < self.rule.least
        return wrong | (state > self.rule.most) if self.rule.most < len(self.members) else wrong


@dataclass(frozen=True, eq=False)
class BonusWatch:
    """0 while every member was taken, 1 as soon as one was not."""

    bonus: Bonus
    bits: int = 1

    @property
    def members(self) -> tuple[int, ...]:
        return self.bonus.members

    def step(self, state: Field, item: int, choice: int | None) -> Field:
        return np.ones_like(state) if choice is None else state

    def broken(self, state: Field, undecided: int) -> NDArray[np.bool_] | None:
        return None


@dataclass(frozen=True, eq=False)
class TriggerWatch:
    """The riskiest level taken so far, as its place among the levels; 0 is none."""

    members: tuple[int, ...]
    levels: tuple[int, ...]  # of risk, 0 first, rising
    risks: dict[int, tuple[int, ...]] = field(repr=False)  # of each member's choices

    @property
    def bits(self) -> int:
        return max((len(self.levels) - 1).bit_length(), 1)

    def step(self, state: Field, item: int, choice: int | None) -> Field:
        return state if choice is None else np.maximum(state, self.levels.index(self.risks[item][choice]))

    def broken(self, state: Field, undecided: int) -> NDArray[np.bool_] | None:
        return None


def watches(programme: Programme) -> list[Watch]:
    """A counter for each rule, bonus and trigger that reads more than one item."""
    found: list[Watch] = []
    for rule in programme.rules:
        if isinstance(rule, Needs):
            found.append(NeedsWatch(rule))
        elif isinstance(rule, Tally):
            found.append(TallyWatch(rule))
    found += [BonusWatch(bonus) for bonus in programme.bonuses]
    triggers = dict.fromkeys(item.trigger for item in programme.items if item.trigger)
    for trigger in triggers:
        members = tuple(number for number, item in enumerate(programme.items) if item.trigger == trigger)
        risks = {number: tuple(choice.risk for choice in programme.items[number].choices) for number in members}
        levels = tuple(sorted({0, *(risk for own in risks.values() for risk in own)}))
        found.append(TriggerWatch(members, levels, risks))
    return found


def fixed_in(programme: Programme) -> frozenset[int]:
    """Items that are taken whatever comes."""
    return frozenset(rule.member for rule in programme.rules if isinstance(rule, Fix) and rule.taken)
