"""A programme taken apart: with prices on the limits, what rules and bonuses tie together can be decided on its own."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from decide.selection.programme import holds, rule_members
from decide.selection.watch import fixed_in, watches

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from decide.selection.programme import Programme

    Real = NDArray[np.float64]
    Whole = NDArray[np.int64]

_MOST_WAYS = 64  # of deciding a block that are written out


@dataclass(frozen=True)
class Relaxed:
    """Numbers for bounds. A block is a set of items; a way decides all of its items at once.

    Small blocks that rules or bonuses tie together have a way for each decision that keeps the rules. Where there
    would be too many, each item is its own block, rules are ignored, and every bonus is shared among its members.

    Attributes
    ----------
    block : (n_items,) the block of each item
    owner : (n_ways,) the block of each way, ascending
    first : (n_blocks,) where the ways of each block begin
    value : (n_ways,) value
    takes : (n_ways, n_limits) what it takes of each limit
    shares : (n_ways, n_bonuses) the part of a bonus that counts with the way, if the bonus is worth anything
    decides : (n_ways, n_choices) whether the way takes the choice
    loose_value, loose_takes, loose_shares : the same for each choice as if its item were its own block
    item : (n_choices,) the item of each choice, ascending
    bonus_value, bonus_takes : of each bonus
    room : (n_limits,) the limits
    """

    programme: Programme
    block: Whole
    owner: Whole
    first: Whole
    value: Real
    takes: Real
    shares: Real
    decides: NDArray[np.bool_]
    loose_value: Real
    loose_takes: Real
    loose_shares: Real
    item: Whole
    bonus_value: Real
    bonus_takes: Real
    room: Real


def limited_columns(programme: Programme) -> list[int]:
    """The columns of a sweep that have a limit: accounts from 1, and the risk after them."""
    found = [1 + place for place, account in enumerate(programme.accounts) if account.limit is not None]
    return found + ([1 + len(programme.accounts)] if programme.risk_limit is not None else [])


def relax(programme: Programme) -> Relaxed | None:
    """Take a reduced programme apart; None where some block cannot be decided without breaking a rule."""
    limits = limited_columns(programme)
    item, choices = _choices(programme)
    bonuses = _table([[bonus.value, *bonus.uses, bonus.risk] for bonus in programme.bonuses], programme)
    shares = np.zeros((len(item), len(programme.bonuses)))
    for column, bonus in enumerate(programme.bonuses):
        shares[np.isin(item, bonus.members), column] = 1 / len(bonus.members)
    starts = np.searchsorted(item, np.arange(len(programme.items))).tolist()
    fixed = fixed_in(programme)
    ways: list[tuple[Real, Real, list[int]]] = []  # amounts, shares, choices taken
    block = np.zeros(len(programme.items), dtype=np.int64)
    first: list[int] = []
    for members in _blocks(programme):
        block[list(members)] = len(first)
        first.append(len(ways))
        if len(members) == 1:
            one = members[0]
            found = _ways_of_one(programme, one, choices, shares, starts[one], fixed=one in fixed)
        else:
            found = _ways(programme, members, choices, bonuses, shares, starts)
        if not found:
            return None
        ways += found
    decides = np.zeros((len(ways), len(item)), dtype=np.bool_)
    for row, (_, _, taken) in enumerate(ways):
        decides[row, taken] = True
    table = np.array([amounts for amounts, _, _ in ways]).reshape(len(ways), 2 + len(programme.accounts))
    room = [float(account.limit) for account in programme.accounts if account.limit is not None]
    if programme.risk_limit is not None:
        room.append(float(programme.risk_limit))
    owner = np.repeat(np.arange(len(first)), np.diff([*first, len(ways)]))
    return Relaxed(
        programme=programme,
        block=block,
        owner=owner,
        first=np.array(first, dtype=np.int64),
        value=table[:, 0],
        takes=table[:, limits],
        shares=np.array([part for _, part, _ in ways]).reshape(len(ways), len(programme.bonuses)),
        decides=decides,
        loose_value=choices[:, 0],
        loose_takes=choices[:, limits],
        loose_shares=shares,
        item=item,
        bonus_value=bonuses[:, 0],
        bonus_takes=bonuses[:, limits],
        room=np.array(room),
    )


def _choices(programme: Programme) -> tuple[Whole, Real]:
    sharers = Counter(item.trigger for item in programme.items if item.trigger)
    owner: list[int] = []
    rows: list[list[int]] = []
    for place, item in enumerate(programme.items):
        # An option that shares its trigger may come at no further risk, if a riskier one is taken.
        alone = sharers[item.trigger] < 2  # noqa: PLR2004 - itself
        for choice in item.choices:
            owner.append(place)
            rows.append([choice.value, *choice.uses, choice.risk if alone else 0])
    return np.array(owner, dtype=np.int64), _table(rows, programme)


def _table(rows: list[list[int]], programme: Programme) -> Real:
    return np.array(rows, dtype=np.float64).reshape(len(rows), 2 + len(programme.accounts))


def _blocks(programme: Programme) -> Iterator[tuple[int, ...]]:
    """Items that are decided together: each component of the relations if it is small, else each item alone."""
    owner = list(range(len(programme.items)))

    def root(item: int) -> int:
        while owner[item] != item:
            owner[item] = owner[owner[item]]
            item = owner[item]
        return item

    for counter in watches(programme):
        for member in counter.members[1:]:
            owner[root(member)] = root(counter.members[0])
    found: dict[int, list[int]] = {}
    for item in range(len(programme.items)):
        found.setdefault(root(item), []).append(item)
    for members in found.values():
        if math.prod(1 + len(programme.items[member].choices) for member in members) <= _MOST_WAYS:
            yield tuple(members)
        else:
            yield from ((member,) for member in members)


def _ways(  # noqa: PLR0913, PLR0917 - the tables that a way is added up from
    programme: Programme,
    members: Sequence[int],
    choices: Real,
    bonuses: Real,
    shares: Real,
    starts: Sequence[int],
) -> list[tuple[Real, Real, list[int]]]:
    """The ways to decide a block. Rules and bonuses that reach outside it are left to the shares."""
    inside = set(members)
    rules = [rule for rule in programme.rules if inside.issuperset(rule_members(rule))]
    whole = [place for place, bonus in enumerate(programme.bonuses) if inside.issuperset(bonus.members)]
    outside = np.ones(len(bonuses), dtype=np.bool_)
    outside[whole] = False
    found: list[tuple[Real, Real, list[int]]] = []
    for picks in itertools.product(*([None, *range(len(programme.items[member].choices))] for member in members)):
        taken = {member for member, pick in zip(members, picks, strict=True) if pick is not None}
        if not all(holds(rule, taken) for rule in rules):
            continue
        rows = [starts[member] + pick for member, pick in zip(members, picks, strict=True) if pick is not None]
        earned = [place for place in whole if taken.issuperset(programme.bonuses[place].members)]
        amounts = choices[rows].sum(axis=0) + bonuses[earned].sum(axis=0)
        found.append((amounts, shares[rows].sum(axis=0) * outside, rows))
    return found


def _ways_of_one(  # noqa: PLR0913 - as above
    programme: Programme, member: int, choices: Real, shares: Real, start: int, *, fixed: bool
) -> list[tuple[Real, Real, list[int]]]:
    """Each choice of an item, after leaving it out, where it may be left out."""
    rows = range(start, start + len(programme.items[member].choices))
    taken = [(choices[row], shares[row], [row]) for row in rows]
    return taken if fixed else [(np.zeros(choices.shape[1]), np.zeros(shares.shape[1]), []), *taken]
