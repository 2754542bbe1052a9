"""Going down the list by value for money, and what that would choose."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from decide.selection.programme import MONEY, Fix, Tally, is_feasible

if TYPE_CHECKING:
    from decide.selection.programme import Choice, Picks, Programme


def by_ratio(programme: Programme) -> Picks | None:
    """Options in the order of value for money, each taken if it fits: the classic rule of thumb.

    It looks at what an option adds alone, goes down the list once, and takes whatever still keeps to rules and limits.
    None where that ends in a portfolio that breaks a rule.

    References
    ----------
    Phillips & Bana e Costa (2007), *Annals of Operations Research* 154: the order of priority and its limits.
    """
    if any(
        isinstance(rule, Fix) and rule.taken and not programme.items[rule.member].choices for rule in programme.rules
    ):
        return None  # nothing can have it in
    # What must be in is in from the start; a least number can only be met at the end.
    begun = {rule.member: 0 for rule in programme.rules if isinstance(rule, Fix) and rule.taken}
    early = tuple(replace(rule, least=0) if isinstance(rule, Tally) else rule for rule in programme.rules)
    on_the_way = replace(programme, rules=early)
    ways = [
        (number, place, choice)
        for number, item in enumerate(programme.items)
        for place, choice in enumerate(item.choices)
        if choice.value > 0
    ]
    taken: dict[int, int] = dict(begun)
    for number, place, _ in sorted(ways, key=lambda way: (-_ratio(way[2]), way[0], way[1])):
        if number not in taken and is_feasible(on_the_way, tuple(sorted({**taken, number: place}.items()))):
            taken[number] = place
    picks = tuple(sorted(taken.items()))
    return picks if is_feasible(programme, picks) else None


def _ratio(choice: Choice) -> float:
    return choice.value / choice.uses[MONEY] if choice.uses[MONEY] > 0 else math.inf
