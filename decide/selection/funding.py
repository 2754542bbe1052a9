"""In which order to fund the chosen options, if nothing once funded is ever taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from decide.selection.enumeration import enumerate_all
from decide.selection.programme import MONEY, Needs, holds, measure
from decide.selection.sweep import VALUE

if TYPE_CHECKING:
    from fractions import Fraction

    from numpy.typing import NDArray

    from decide.selection.programme import Picks, Programme

    Whole = NDArray[np.int64]

_MOST = 16  # options whose best order is searched completely


def funding_order(programme: Programme, best: Picks) -> list[int]:
    """The items of a portfolio in the order that has most value on the way, as the money comes in.

    Every set on the way has what it needs, but inside a circle of options that need each other: these begin to count
    when all are there. Of all such orders, this one has the largest value summed over all amounts of money up to the
    cost of the whole, and of equals most value over all steps; beyond 16 options each next one has the most value for
    its money.

    References
    ----------
    Kleinmuntz (2007), in *Advances in Decision Analysis*, chapter 20: resource allocation in order of priority.
    """
    items = tuple(item for item, _ in best)
    part = _only(programme, best)
    if len(items) > _MOST:
        return [items[place] for place in _greedy(part)]
    return [items[place] for place in _best_order(part)]


def _only(programme: Programme, best: Picks) -> Programme:
    """The portfolio's own options, each in its size; of the rules, only what they need of each other."""
    place = {item: number for number, (item, _) in enumerate(best)}
    items = tuple(
        replace(programme.items[item], choices=(programme.items[item].choices[choice],)) for item, choice in best
    )
    bonuses = tuple(
        replace(bonus, members=tuple(place[member] for member in bonus.members))
        for bonus in programme.bonuses
        if all(member in place for member in bonus.members)
    )
    rules = tuple(
        Needs(place[rule.member], tuple(place[other] for other in rule.needed if other in place))
        for rule in programme.rules
        if isinstance(rule, Needs) and rule.member in place
    )
    accounts = tuple(replace(account, limit=None) for account in programme.accounts)
    return replace(
        programme, items=items, bonuses=bonuses, rules=rules, accounts=accounts, risk_limit=None, least_survival=None
    )


def _best_order(part: Programme) -> list[int]:
    """By the value that each set holds until the next is paid for, over all subsets."""
    everything = enumerate_all(part)
    count = len(part.items)
    sets = np.arange(1 << count, dtype=np.int64)
    size = np.bitwise_count(sets)
    at_work = np.where(everything.feasible, sets, 0)  # of each set, the options that have what they need
    waiting = np.where(everything.feasible, 0, 1)  # sets on the way of which some option waits for another
    held = np.zeros(1 << count)
    along = np.zeros(1 << count)  # value summed over the steps
    last = np.full(1 << count, -1, dtype=np.int64)
    cost = everything.columns[1 + MONEY]
    for step in range(1, count + 1):
        here = sets[size == step]
        for item in range(count):
            inside = here[(here >> item) & 1 == 1]
            before = inside ^ (1 << item)
            at_work[inside] |= at_work[before]
            value = everything.columns[VALUE, at_work[before]].astype(np.float64)
            more = held[before] + value * np.maximum(cost[inside] - cost[before], 0)  # nobody waits for money saved
            steps = along[before] + value
            rests = waiting[before] + ~everything.feasible[inside]
            first = last[inside] < 0
            as_few = rests == waiting[inside]
            as_much = as_few & (more == held[inside])
            better = first | (rests < waiting[inside]) | (as_few & (more > held[inside]))
            better |= as_much & (steps > along[inside])
            held[inside[better]] = more[better]
            along[inside[better]] = steps[better]
            waiting[inside[better]] = rests[better]
            last[inside[better]] = item
    order: list[int] = []
    now = (1 << count) - 1
    while now:
        item = int(last[now])
        order.append(item)
        now ^= 1 << item
    return order[::-1]


def _greedy(part: Programme) -> list[int]:
    order: list[int] = []
    while len(order) < len(part.items):
        left = [item for item in range(len(part.items)) if item not in order]
        ready = [item for item in left if len(_at_work(part, {*order, item})) > len(order)]
        if ready:
            order.append(max((_gain(part, order, item), item) for item in ready)[1])
        else:
            circles = [_circle(part, order, item) for item in left]
            smallest: list[int] = min(circles, key=len)
            order += smallest
    return order


def _gain(part: Programme, order: list[int], item: int) -> tuple[bool, float, int]:
    """What costs nothing first, then by value for money, then in the order of the files."""
    now = measure(part, tuple((other, 0) for other in sorted(order)))
    more = measure(part, tuple((other, 0) for other in sorted([*order, item])))
    money, value = more.uses[MONEY] - now.uses[MONEY], more.value - now.value
    return money <= 0, value / money if money > 0 else float(value), -item


def _at_work(part: Programme, taken: set[int]) -> set[int]:
    """Those of some options that have what they need, the most that can be."""
    while idle := {rule.member for rule in _needs(part) if not holds(rule, taken)}:
        taken = taken - idle
    return taken


def _circle(part: Programme, order: list[int], item: int) -> list[int]:
    """An item and all that it needs, and that these need, besides what is there; of several, the first."""
    found = [item]
    there = {*order, item}
    while missing := [rule for rule in _needs(part) if not holds(rule, there)]:
        found.append(min(missing[0].needed))
        there.add(found[-1])
    return found


def _needs(part: Programme) -> list[Needs]:
    return [rule for rule in part.rules if isinstance(rule, Needs)]


def worth_on_the_way(programme: Programme, best: Picks, order: list[int]) -> list[tuple[int, Fraction]]:
    """Cost in units and points of each set on the way; what still waits for another option adds nothing."""
    part = _only(programme, best)
    place = {item: number for number, (item, _) in enumerate(best)}
    found = []
    for count in range(1, len(order) + 1):
        taken = {place[item] for item in order[:count]}
        paid = measure(part, tuple((item, 0) for item in sorted(taken)))
        earned = measure(part, tuple((item, 0) for item in sorted(_at_work(part, taken))))
        found.append((paid.uses[MONEY], earned.value * programme.value_unit))
    return found
