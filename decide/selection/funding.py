"""In which order to fund the chosen options, if nothing once funded is ever taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from decide.selection.enumeration import enumerate_all
from decide.selection.programme import MONEY, Needs, holds, measure

if TYPE_CHECKING:
    from fractions import Fraction

    from numpy.typing import NDArray

    from decide.selection.programme import Picks, Programme

    Whole = NDArray[np.int64]

_MOST = 16  # options whose best order is searched completely
_NEVER = np.iinfo(np.int64).min // 4


def funding_order(programme: Programme, best: Picks) -> list[int]:
    """The items of a portfolio in the order that has most value on the way, as the money comes in.

    Every set on the way has what it needs. Of all such orders, this one has the largest value summed over all amounts
    of money up to the cost of the whole; beyond 16 options each next one has the most value for its money.

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
    value, cost = everything.columns[0], everything.columns[1 + MONEY]
    count = len(part.items)
    reached = np.full(1 << count, _NEVER, dtype=np.float64)
    reached[0] = 0.0
    last = np.full(1 << count, -1, dtype=np.int64)
    sets = np.arange(1 << count, dtype=np.int64)
    size = np.bitwise_count(sets)
    for step in range(1, count + 1):
        here = sets[(size == step) & everything.feasible]
        for item in range(count):
            inside = here[(here >> item) & 1 == 1]
            before = inside ^ (1 << item)
            held = reached[before] + value[before].astype(np.float64) * (cost[inside] - cost[before])
            better = held > reached[inside]
            reached[inside[better]] = held[better]
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
        now = measure(part, tuple((item, 0) for item in sorted(order)))

        def gain(item: int) -> tuple[bool, float, int]:
            more = measure(part, tuple((other, 0) for other in sorted([*order, item])))
            money = more.uses[MONEY] - now.uses[MONEY]  # noqa: B023 - used at once
            value = more.value - now.value  # noqa: B023 - likewise
            return money <= 0, value / money if money > 0 else float(value), -item

        ready = [item for item in range(len(part.items)) if item not in order and _ready(part, {*order, item})]
        order.append(max(ready, key=gain))
    return order


def _ready(part: Programme, taken: set[int]) -> bool:
    return all(holds(rule, taken) for rule in part.rules)


def worth_on_the_way(programme: Programme, best: Picks, order: list[int]) -> list[tuple[int, Fraction]]:
    """Cost in units and points of each set on the way."""
    choice = dict(best)
    found = []
    for count in range(1, len(order) + 1):
        picks = tuple(sorted((item, choice[item]) for item in order[:count]))
        total = measure(programme, picks)
        found.append((total.uses[MONEY], total.value * programme.value_unit))
    return found
