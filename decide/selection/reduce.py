"""A smaller programme with the same answers: what is never taken is left out, and what cannot help."""

from __future__ import annotations

import enum
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from decide.selection.programme import Fix, Needs, Tally

if TYPE_CHECKING:
    from decide.selection.programme import Bonus, Item, Programme, Rule


@dataclass(frozen=True, slots=True)
class Reduced:
    """What is left of a programme, with the numbers that its items have in the whole one."""

    programme: Programme
    items: tuple[int, ...]


class Keep(enum.Enum):
    """Which portfolios must still be there when a programme has been made smaller."""

    ALL = "all"
    BEST = "best"  # those of the largest value
    FRONT = "front"  # one for every combination of value, accounts and risk that no other beats


def reduce(programme: Programme, keep: Keep) -> Reduced | None:
    """Leave out items that no portfolio worth having contains; None where the rules contradict each other.

    An item goes if it is fixed out, or if something it needs is gone. Where not all portfolios are to be kept, it also
    goes if it cannot help: taken alone or with every bonus that could come with it, it takes value away, or for the
    front adds none; it saves nothing; and no rule calls for it.
    """
    gone = {number for number, item in enumerate(programme.items) if not item.choices}
    gone |= {rule.member for rule in programme.rules if isinstance(rule, Fix) and not rule.taken}
    while True:
        more = _stranded(programme, gone) | (_needless(programme, gone, keep) if keep is not Keep.ALL else set())
        if not more:
            break
        gone |= more
    kept = tuple(number for number in range(len(programme.items)) if number not in gone)
    place = {number: new for new, number in enumerate(kept)}
    rules: list[Rule] = []
    for rule in programme.rules:
        left = _without(rule, place)
        if left is None:
            return None
        rules += left
    bonuses = tuple(
        replace(bonus, members=tuple(place[member] for member in bonus.members))
        for bonus in programme.bonuses
        if gone.isdisjoint(bonus.members)
    )
    items = tuple(programme.items[number] for number in kept)
    return Reduced(replace(programme, items=items, bonuses=bonuses, rules=tuple(rules)), kept)


def _stranded(programme: Programme, gone: set[int]) -> set[int]:
    """Items of which nothing that they need is left."""
    return {
        rule.member
        for rule in programme.rules
        if isinstance(rule, Needs) and rule.member not in gone and gone.issuperset(rule.needed)
    }


def _needless(programme: Programme, gone: set[int], keep: Keep) -> set[int]:
    wanted = {rule.member for rule in programme.rules if isinstance(rule, Fix) and rule.taken}
    for rule in programme.rules:
        if isinstance(rule, Needs) and rule.member not in gone:
            wanted.update(rule.needed)
        elif isinstance(rule, Tally) and rule.least > 0:
            wanted.update(rule.members)
    bonuses: dict[int, list[Bonus]] = {}
    for bonus in programme.bonuses:
        if gone.isdisjoint(bonus.members):
            for member in bonus.members:
                bonuses.setdefault(member, []).append(bonus)
    return {
        number
        for number, item in enumerate(programme.items)
        if number not in gone and number not in wanted and _helpless(item, bonuses.get(number, []), keep)
    }


def _helpless(item: Item, bonuses: list[Bonus], keep: Keep) -> bool:
    """Whether the best that could come of taking it is no better than leaving it."""
    value = max(choice.value for choice in item.choices) + sum(max(bonus.value, 0) for bonus in bonuses)
    saves = any(
        min(choice.uses[place] for choice in item.choices) + sum(min(bonus.uses[place], 0) for bonus in bonuses) < 0
        for place in range(len(item.choices[0].uses))
    )
    return (value < 0 if keep is Keep.BEST else value <= 0) and not saves


def _without(rule: Rule, place: dict[int, int]) -> list[Rule] | None:
    """The rule in the numbers of what is left; empty where it holds by itself, None where it cannot hold."""
    match rule:
        case Needs(member, needed):
            left = tuple(place[other] for other in needed if other in place)
            return [Needs(place[member], left)] if member in place else []
        case Tally(members, least, most):
            left = tuple(place[member] for member in members if member in place)
            if least > len(left):
                return None
            return [Tally(left, least, most)] if least > 0 or most < len(left) else []
        case Fix(member, taken):
            if not taken:
                return []
            return [Fix(place[member], taken=True)] if member in place else None
