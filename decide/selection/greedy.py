"""A good portfolio in a hurry: options in the order of value for what they take, each taken if it fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from decide.selection.programme import Needs, Tally, is_feasible

if TYPE_CHECKING:
    from decide.selection.programme import Picks, Programme, Rule
    from decide.selection.relax import Real, Relaxed

_TINY = 1e-12


def greedy(relaxed: Relaxed, price: Real) -> Picks | None:
    """A portfolio within rules and limits, or None where this simple way finds none."""
    programme = relaxed.programme
    paid = relaxed.loose_takes @ price
    ratio = relaxed.loose_value / np.maximum(paid, _TINY * max(float(paid.max(initial=0.0)), _TINY))
    touching: list[list[Rule]] = [[] for _ in programme.items]
    for rule in programme.rules:
        for member in (rule.member,) if isinstance(rule, Needs) else rule.members if isinstance(rule, Tally) else ():
            touching[member].append(rule)
    choice_of = _numbers(programme)
    room = [account.limit for account in programme.accounts]
    risk = programme.risk_limit
    taken: dict[int, int] = {}
    for row in (-ratio).argsort(kind="stable").tolist():
        item, choice = choice_of[row]
        way = programme.items[item].choices[choice]
        if item in taken or ratio[row] <= 0 or (risk is not None and way.risk > risk):
            continue
        fits = all(left is None or used <= left for left, used in zip(room, way.uses, strict=True))
        if not fits or not all(_allows(rule, taken) for rule in touching[item]):
            continue
        taken[item] = choice
        room = [None if left is None else left - used for left, used in zip(room, way.uses, strict=True)]
        risk = None if risk is None else risk - way.risk
    picks = tuple(sorted(taken.items()))
    return picks if is_feasible(programme, picks) else None


def _numbers(programme: Programme) -> list[tuple[int, int]]:
    return [(number, choice) for number, item in enumerate(programme.items) for choice in range(len(item.choices))]


def _allows(rule: Rule, taken: dict[int, int]) -> bool:
    match rule:
        case Needs(_, needed):
            return any(other in taken for other in needed)
        case Tally(members, _, most):
            return sum(other in taken for other in members) < most
        case _:
            return True
